"""ZIP files: what kind they are, and how little of a bomb is ever unpacked."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest

from checks.documents.archive import (
    DAMAGED,
    PROTECTED,
    TOO_BIG,
    chunks,
    classify,
    contents,
    unpack,
)
from checks.documents.document import MEMBERS_LISTED, UNPACKED_LIMIT, Unreadable
from tests.checks.making import make_docx, make_odt, make_zip, pack_odt

ODF = b"application/vnd.oasis.opendocument."
LOCAL_HEADER, CENTRAL_HEADER = b"PK\x03\x04", b"PK\x01\x02"


def _open(octets: bytes) -> ZipFile:
    return ZipFile(BytesIO(octets))


def _patched(octets: bytes, *, local: int, central: int, value: bytes) -> bytes:
    """Return a ZIP of one file with *value* at these offsets of its two headers."""
    changed = bytearray(octets)
    for header, offset in ((LOCAL_HEADER, local), (CENTRAL_HEADER, central)):
        at = octets.index(header) + offset
        changed[at : at + len(value)] = value
    return bytes(changed)


def _declaring(size: int, content: bytes) -> bytes:
    return _patched(
        make_zip({"a.txt": content}), local=22, central=24, value=size.to_bytes(4, "little")
    )


@pytest.mark.parametrize(
    ("octets", "kind"),
    [
        (make_docx("Hello"), "docx"),
        (make_odt("Hello"), "odt"),
        (make_zip({"xl/workbook.xml": b"", "docProps/app.xml": b""}), "spreadsheet"),
        (make_zip({"ppt/presentation.xml": b""}), "slides"),
        (make_zip({"Index/Document.iwa": b""}), "pages"),
        (make_zip({"mimetype": ODF + b"spreadsheet", "content.xml": b""}), "spreadsheet"),
        (make_zip({"mimetype": ODF + b"presentation", "content.xml": b""}), "slides"),
        (make_zip({"mimetype": b"application/epub+zip", "content.xml": b""}), "unknown"),
        (make_zip({"mimetype": b"x" * 1_000, "content.xml": b""}), "unknown"),
        (make_zip({"letters/word/document.xml": b"", "mimetype": b""}), "zip"),
        (make_zip({}), "zip"),
    ],
)
def test_a_zip_is_what_it_holds(octets: bytes, kind: str) -> None:
    with _open(octets) as archive:
        assert classify(archive) == kind


def test_a_member_of_just_the_limit_is_unpacked_and_one_byte_more_is_not() -> None:
    with _open(make_zip({"a.txt": bytes(1_000)})) as archive:
        (info,) = archive.infolist()
        assert unpack(archive, info, 1_000) == bytes(1_000)
        with pytest.raises(Unreadable, match=TOO_BIG):
            unpack(archive, info, 999)


def test_a_bomb_that_admits_its_size_is_not_even_opened() -> None:
    bomb = _declaring(UNPACKED_LIMIT + 1, b"and nothing of the kind inside")
    with _open(bomb) as archive, pytest.raises(Unreadable, match=TOO_BIG):
        next(chunks(archive, archive.infolist()[0]))


def test_a_bomb_that_denies_its_size_gives_no_more_than_it_declared() -> None:
    unpacked = 0
    with _open(_declaring(50, bytes(2 * UNPACKED_LIMIT))) as archive, suppress(Unreadable):
        for chunk in chunks(archive, archive.infolist()[0]):
            unpacked += len(chunk)
    assert unpacked <= 50


def test_a_member_under_a_password_says_so() -> None:
    locked = _patched(make_zip({"a.txt": b"hello"}), local=6, central=8, value=b"\x01")
    with _open(locked) as archive:
        assert list(contents(archive).read(1)) == [("a.txt", PROTECTED)]


def test_a_packing_that_nobody_knows_counts_as_damage() -> None:
    strange = _patched(make_zip({"a.txt": b"hello"}), local=8, central=10, value=b"\x63")
    with _open(strange) as archive:
        assert list(contents(archive).read(1)) == [("a.txt", DAMAGED)]


def test_a_damaged_member_does_not_keep_the_next_from_being_read() -> None:
    sound = make_zip({"a.txt": b"hello" * 50, "b.txt": b"well"})
    at = sound.index(b"a.txt") + len(b"a.txt")
    with _open(sound[:at] + b"\xff\xff\xff" + sound[at + 3 :]) as archive:
        assert list(contents(archive).read(2)) == [("a.txt", DAMAGED), ("b.txt", b"well")]


def test_all_members_together_unpack_to_three_times_the_limit_at_most() -> None:
    with _open(make_zip({f"{n}.txt": bytes(UNPACKED_LIMIT) for n in range(4)})) as archive:
        read = [(name, len(content)) for name, content in contents(archive).read(9)]
    assert read[:3] == [(f"{n}.txt", UNPACKED_LIMIT) for n in range(3)]
    assert read[3] == ("3.txt", len(TOO_BIG))


def test_of_many_members_the_first_are_listed_and_the_rest_is_told() -> None:
    names = [f"{n}.txt" for n in range(MEMBERS_LISTED + 1)]
    with _open(make_zip(dict.fromkeys(names, b""))) as archive:
        found = contents(archive)
    assert found.names == tuple(names[:MEMBERS_LISTED])
    assert found.cut == "holds more files than are looked at"
    with _open(make_zip(dict.fromkeys(names[1:], b""))) as archive:
        assert contents(archive).cut is None


def test_a_file_too_big_to_be_read_does_not_push_the_others_out() -> None:
    members = {"film.mov": bytes(UNPACKED_LIMIT + 1), "letter.txt": b"hello"}
    with _open(make_zip(members)) as archive:
        assert contents(archive).names == ("letter.txt", "film.mov")


def test_folders_and_droppings_of_the_system_are_no_files() -> None:
    members = {"cv/": b"", "__MACOSX/._cv.pdf": b"", "cv/.DS_Store": b"", "cv/cv.pdf": b"%PDF"}
    with _open(make_zip(members)) as archive:
        assert contents(archive).names == ("cv/cv.pdf",)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[2Jb.txt", "a [2Jb.txt"),
        ("fdp.\u202eresume.txt", "fdp. resume.txt"),
        ("a\nb.txt", "a b.txt"),
        ("C:\\Users\\Ann\\cv.doc", "C:/Users/Ann/cv.doc"),
        ("\x07", "unnamed file"),
        ("x" * 400 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_a_name_is_fit_to_be_shown(name: str, shown: str) -> None:
    with _open(make_zip({name: b"hello"})) as archive:
        assert contents(archive).names == (shown,)


def test_an_odt_whose_type_is_a_bomb_is_of_no_kind() -> None:
    mimetype = ODF + b"text" + bytes(UNPACKED_LIMIT)
    bomb = make_zip({"mimetype": mimetype, "content.xml": b""})
    with _open(bomb) as archive:
        assert classify(archive) == "unknown"
    with _open(pack_odt("")) as archive:
        assert classify(archive) == "odt"
