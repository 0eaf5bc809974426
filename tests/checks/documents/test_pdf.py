"""PDF: which files give their text, and what is said of those that don't."""

from __future__ import annotations

import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod

from checks.documents.document import PAGE_LIMIT, Unreadable
from checks.documents.pdf import SCANNED, read
from tests.checks.making import make_pdf, make_scan


def _locked(method: EncryptionMethod, password: str) -> bytes:
    pdf = FPDF()
    pdf.set_encryption("owner", password, encryption_method=method)
    pdf.add_page()
    pdf.set_font("helvetica")
    pdf.cell(text="Under lock and key")
    return bytes(pdf.output())


def _text(content: bytes) -> str:
    return "".join(read(content, None).passages)


@pytest.mark.parametrize("method", EncryptionMethod)
def test_a_file_locked_without_a_password_is_read(method: EncryptionMethod) -> None:
    if method is not EncryptionMethod.NO_ENCRYPTION:
        assert "Under lock and key" in _text(_locked(method, ""))


@pytest.mark.parametrize("method", [EncryptionMethod.RC4, EncryptionMethod.AES_256])
def test_a_file_locked_with_a_password_says_so(method: EncryptionMethod) -> None:
    with pytest.raises(Unreadable, match="is protected by a password"):
        read(_locked(method, "secret"), None)


def test_a_scanned_file_says_so_once_all_its_pages_were_looked_at() -> None:
    reading = read(make_scan(), None)
    assert reading.pages == 1
    assert next(reading.passages).strip() == ""
    with pytest.raises(Unreadable, match=SCANNED):
        next(reading.passages)


def test_one_page_with_text_makes_it_no_scan() -> None:
    pdf = FPDF()
    pdf.set_font("helvetica")
    pdf.add_page()
    pdf.add_page()
    pdf.cell(text="Second")
    assert "Second" in _text(bytes(pdf.output()))


def test_pages_beyond_the_limit_are_counted_and_not_read() -> None:
    whole = read(make_pdf("Page", pages=PAGE_LIMIT), None)
    assert (whole.pages, whole.cut, len(list(whole.passages))) == (PAGE_LIMIT, None, PAGE_LIMIT)
    longer = read(make_pdf("Page", pages=PAGE_LIMIT + 1), None)
    assert longer.cut == f"has {PAGE_LIMIT + 1} pages, of which {PAGE_LIMIT} were read"
    assert len(list(longer.passages)) == PAGE_LIMIT


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n9\n%%EOF", b""])
def test_a_file_without_a_page_tree_is_damaged(content: bytes) -> None:
    with pytest.raises(Unreadable, match="is damaged"):
        read(content, None)
