"""Packed files: names fit to be shown, and none twice."""

from __future__ import annotations

from checks.documents.document import MEMBERS_LISTED
from checks.documents.pack import Pack, shown


def test_two_files_of_one_name_are_told_apart() -> None:
    pack = Pack((("a.txt", b"1"), ("a.txt", b"2")))
    assert pack.names == ("a.txt", "2 a.txt")
    assert list(pack.read(9)) == [("a.txt", b"1"), ("2 a.txt", b"2")]


def test_a_name_is_printable_and_never_empty() -> None:
    assert shown("\x1b[31m\\a") == "[31m/a"
    assert shown("\0") == "unnamed file"


def test_it_says_what_is_missing() -> None:
    assert Pack(()).cut is None
    assert Pack((), complete=False).cut == "is damaged"
    many = Pack(tuple((str(n), b"") for n in range(MEMBERS_LISTED + 1)))
    assert many.cut == "holds more files than are looked at"
    assert len(many.names) == MEMBERS_LISTED
