"""Saved messages: their texts and files, as files."""

from __future__ import annotations

import struct

from checks.documents import extract
from checks.documents.mail import read_eml, read_msg
from tests.checks.making import make_docx, make_eml, make_ole, make_zip, part


def test_the_text_and_the_files_of_a_message_are_read() -> None:
    saved = make_eml("See the file.\n", {"Übersicht.docx": make_docx("Hello")})
    assert read_eml(saved).names == ("message text.txt", "Übersicht.docx")
    document = extract(part(saved, "Papers.eml"))
    assert document.kind == "mail"
    assert [m.document.text.strip() for m in document.members] == ["See the file.", "Hello"]


def test_a_message_is_known_by_its_content_but_not_opened_inside_a_zip() -> None:
    saved = make_eml("Hi\n", {})
    assert extract(part(saved, "noname")).kind == "mail"
    (member,) = extract(part(make_zip({"a.eml": saved}), "a.zip")).members
    assert member.document.problem == "is an archive inside an archive, which is not opened"


def test_a_text_that_begins_like_a_message_is_none() -> None:
    assert extract(part(b"Note: hello\nDate: today\n\nall well", "a.txt")).kind == "text"


def test_a_message_saved_by_outlook_gives_its_text() -> None:
    text = "Hello there, all is well.".encode("utf-16-le").ljust(4096, b" ")
    saved = make_ole({"__properties_version1.0": b"", "__substg1.0_1000001F": text})
    (file,) = read_msg(saved).files
    assert file[1].startswith(b"Hello there, all is well.")
    assert extract(part(saved, "a.msg")).kind == "msg"


def test_any_octets_are_survived() -> None:
    saved = make_eml("See the file.\n", {"a.bin": struct.pack("<40I", *range(40))})
    for end in range(len(saved)):
        read_eml(saved[:end])
