"""Attached files as text: every format read, every odd file survived."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.documents import Document, extract
from checks.documents.document import INPUT_LIMIT, TEXT_LIMIT, UNPACKED_LIMIT
from tests.checks.making import (
    make,
    make_docx,
    make_odt,
    make_pdf,
    make_scan,
    make_zip,
    pack_odt,
    part,
)

TEXT = "Zoë Ångström\n• Led the düne survey\nEducation"

MAGIC = [
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"{\\rtf1 ",
    b"<html>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x78\x9f\x3e\x22",
    b"MIME-Version: 1.0\r\n",
    b"\xff\xfe",
    b"",
]
NAMES = ["a.pdf", "a.docx", "a.odt", "a.rtf", "a.html", "a.txt", "a.md", "a.zip", "a", None, "\x00"]


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("pdf", "pdf"),
        ("docx", "docx"),
        ("odt", "odt"),
        ("rtf", "rtf"),
        ("html", "html"),
        ("txt", "text"),
        ("md", "markdown"),
        ("doc", "doc"),
        ("pages", "pages"),
        ("tex", "latex"),
    ],
)
def test_each_format_gives_its_text(ending: str, kind: str) -> None:
    document = extract(part(make(TEXT, ending), f"file.{ending}"))
    assert document.kind == kind
    assert "Zoë Ångström" in document.text
    assert "Led the düne survey" in document.text
    assert document.complete
    assert document.problem is None


@pytest.mark.parametrize("ending", ["pdf", "docx", "odt", "rtf", "doc", "pages", "tex"])
def test_content_decides_what_a_file_is_whatever_its_name(ending: str) -> None:
    document = extract(part(make(TEXT, ending), "holiday.jpg"))
    assert document.kind == ("latex" if ending == "tex" else ending)
    assert "Education" in document.text


def test_a_long_pdf_is_read_in_part_and_says_so() -> None:
    document = extract(part(make_pdf("Chapter", pages=7), "book.pdf"))
    assert document.pages == 7
    assert document.text.count("Chapter") == 5
    assert not document.complete
    assert document.problem == "has 7 pages, of which 5 were read"


def test_a_long_text_is_cut_and_says_so() -> None:
    document = extract(part(b"a" * (5 * TEXT_LIMIT), "long.txt", "text/plain"))
    assert len(document.text) == TEXT_LIMIT
    assert not document.complete


def test_a_long_document_is_cut_and_says_so() -> None:
    document = extract(part(make_odt("word " * TEXT_LIMIT), "long.odt"))
    assert len(document.text) == TEXT_LIMIT
    assert document.problem == "is long and was read only in part"


@pytest.mark.parametrize(
    ("payload", "name", "problem"),
    [
        (make_scan(), "scan.pdf", "has no text in it, as a scan or a picture has none"),
        (make_pdf("Hidden", password="secret"), "locked.pdf", "is protected by a password"),
        (b"%PDF-1.7 and then nothing", "broken.pdf", "is damaged"),
        (b"PK\x03\x04 and then nothing", "broken.docx", "is a damaged archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "photo.png", "is an image, whose text is not read"),
        (b"", "empty.pdf", "is empty"),
        (b"\x00\x01\x02\x03", "data.bin", "is in a format that is not read"),
        (make_zip({"xl/workbook.xml": b"<x/>"}), "a.xlsx", "is a spreadsheet, which is not read"),
    ],
    ids=["scan", "locked", "broken-pdf", "broken-zip", "image", "empty", "binary", "spreadsheet"],
)
def test_a_file_that_cannot_be_read_says_why(payload: bytes, name: str, problem: str) -> None:
    document = extract(part(payload, name))
    assert document.problem == problem
    assert document.text.strip() == ""
    assert not document.complete


def test_a_pdf_with_only_an_owner_password_is_read() -> None:
    document = extract(part(make_pdf("Not for printing", password=""), "terms.pdf"))
    assert "Not for printing" in document.text


def test_a_password_protected_odt_says_so() -> None:
    manifest = b"<m:manifest><m:encryption-data/></m:manifest>"
    document = extract(part(pack_odt("", {"META-INF/manifest.xml": manifest}), "locked.odt"))
    assert document.problem == "is protected by a password"


def test_a_bomb_in_a_zip_is_not_unpacked() -> None:
    bomb = make_zip({"word/document.xml": b"<w>" + b" " * (2 * UNPACKED_LIMIT)})
    assert len(bomb) < 100_000
    document = extract(part(bomb, "bomb.docx"))
    assert document.problem == "unpacks to more than is looked into"


def test_a_bomb_that_declares_a_small_size_is_not_unpacked() -> None:
    honest = make_zip({"word/document.xml": b"<w>" + b" " * (2 * UNPACKED_LIMIT)})
    size = (2 * UNPACKED_LIMIT + 3).to_bytes(4, "little")
    assert honest.count(size) == 2
    document = extract(part(honest.replace(size, (50).to_bytes(4, "little")), "liar.docx"))
    assert document.problem is not None
    assert len(document.text) <= 50


def test_entities_are_never_expanded() -> None:
    laughs = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d><p>&b;</p></d>'
    for bomb in (
        make_zip({"word/document.xml": laughs}),
        pack_odt("", {"styles.xml": laughs}),
    ):
        document = extract(part(bomb, "laughs.docx"))
        assert document.text == ""
        assert document.problem == "declares XML entities, which no honest document does"


def test_reading_ends_when_its_time_is_up() -> None:
    began = time.monotonic()
    document = extract(part(make_pdf("Slow"), "slow.pdf"), wall_s=0.001)
    assert time.monotonic() - began < 3
    assert document == Document("pdf", complete=False, problem="takes too long to read")


def test_a_file_that_needs_too_much_work_is_given_up() -> None:
    # Some 400,000 nested groups: the reader's processor time runs out, or its stack.
    hard = b"<html>" + b"<b><i>" * 400_000
    began = time.monotonic()
    document = extract(part(hard, "deep.html"))
    assert time.monotonic() - began < 8
    assert isinstance(document, Document)


def test_a_file_too_big_is_not_looked_into() -> None:
    document = extract(part(b"%PDF-1.7" + bytes(INPUT_LIMIT), "big.pdf"))
    assert document.problem == "is too big to be looked into"


def test_a_zip_gives_each_file_in_it() -> None:
    pack = make_zip(
        {
            "papers/a.docx": make_docx("First"),
            "papers/b.pdf": make_pdf("Second"),
            "__MACOSX/._a.docx": b"\x00",
            "c.zip": make_zip({"d.txt": b"deep"}),
        }
    )
    document = extract(part(pack, "pack.zip"))
    found = {member.name: member.document for member in document.members}
    assert list(found) == ["papers/a.docx", "papers/b.pdf", "c.zip"]
    assert found["papers/a.docx"].text.strip() == "First"
    assert found["papers/b.pdf"].text.strip() == "Second"
    assert found["c.zip"].problem == "is an archive inside an archive, which is not opened"


def test_names_in_a_zip_are_known_even_if_a_file_in_it_is_a_bomb() -> None:
    pack = make_zip({"bomb.txt": b" " * (2 * UNPACKED_LIMIT), "note.txt": b"hello there"})
    document = extract(part(pack, "pack.zip"))
    found = {member.name: member.document for member in document.members}
    assert found["bomb.txt"].problem == "unpacks to more than is looked into"
    assert found["note.txt"].text == "hello there"


def test_a_name_in_a_zip_cannot_carry_control_characters() -> None:
    document = extract(part(make_zip({"a\x1b[31m.txt": b"red"}), "pack.zip"))
    assert [member.name for member in document.members] == ["a [31m.txt"]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(NAMES), st.none() | st.text(max_size=12))
def test_text_of_any_bytes_never_raises(payload: bytes, name: str | None, charset: str) -> None:
    assert isinstance(extract(part(b"x" + payload, name, charset=charset), wall_s=0), Document)


# Each example starts a process: few of them, and no shrinking that would run for minutes.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(MAGIC), st.binary(max_size=300), st.sampled_from(NAMES))
def test_any_bytes_with_any_name_never_raise(magic: bytes, tail: bytes, name: str | None) -> None:
    document = extract(part(magic + tail, name))
    assert isinstance(document, Document)
    assert document.complete == (document.problem is None)


SOUND = ("pdf", "docx", "odt", "rtf", "doc", "pages", "tex")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SOUND), st.integers(0, 10_000), st.binary(max_size=9))
def test_any_damage_to_a_sound_file_never_raises(ending: str, at: int, damage: bytes) -> None:
    sound = _SOUND[ending]
    at %= len(sound)
    document = extract(part(sound[:at] + damage + sound[at + len(damage) :], f"a.{ending}"))
    assert isinstance(document, Document)


_SOUND = {ending: make("Sound and well", ending) for ending in SOUND}
