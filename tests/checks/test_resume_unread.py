"""Which unreadable files are worth a word."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.documents import Document
from checks.resume_unread import is_page_shaped, may_be_resume


@pytest.mark.parametrize(
    ("name", "document", "worth"),
    [
        ("a.pdf", Document("pdf", pages=2, problem="is protected by a password"), True),
        ("a.pdf", Document("pdf", pages=80, problem="has no text in it"), False),
        ("a.docx", Document("protected", problem="is protected by a password"), True),
        ("a.rar", Document("archive", problem="is packed"), True),
        ("a.wpd", Document("unknown", problem="is in a format that is not read"), True),
        ("a.exe", Document("unknown", problem="is in a format that is not read"), False),
        ("a.xlsx", Document("spreadsheet", problem="is a spreadsheet"), False),
        ("a.jpg", Document("image", problem="is an image"), False),
        ("a.pdf", Document("empty", problem="is empty"), False),
    ],
)
def test_papers_are_and_other_files_are_not(name: str, document: Document, *, worth: bool) -> None:
    assert may_be_resume(name, document) is worth


def _png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)


def _jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width)
    return b"\xff\xd8\xff\xe0\x00\x04ab" + frame + bytes(9)


@pytest.mark.parametrize("make", [_png, _jpeg])
def test_a_sheet_is_told_from_a_photograph(make) -> None:  # type: ignore[no-untyped-def]
    assert is_page_shaped(make(1240, 1754))
    assert is_page_shaped(make(1700, 2200))
    assert not is_page_shaped(make(3000, 4000))
    assert not is_page_shaped(make(1754, 1240))
    assert not is_page_shaped(make(210, 297))


@given(st.binary(max_size=60))
def test_any_octets_are_survived(octets: bytes) -> None:
    is_page_shaped(b"\xff\xd8\xff" + octets)
    is_page_shaped(b"\x89PNG\r\n\x1a\n" + octets)
