"""winmail.dat: files by their long names, and no length in it believed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checks.documents import extract
from checks.documents.tnef import read
from tests.checks.making import make_docx, make_tnef, part


def test_each_file_has_its_long_name() -> None:
    pack = read(make_tnef({"Übersicht der Zahlen.txt": b"one", "b.pdf": b"two"}))
    assert pack.files == (("Übersicht der Zahlen.txt", b"one"), ("b.pdf", b"two"))
    assert pack.cut is None


def test_its_files_are_read_as_those_of_a_zip() -> None:
    document = extract(part(make_tnef({"a.docx": make_docx("Hello")}), "winmail.dat"))
    assert [(m.name, m.document.text.strip()) for m in document.members] == [("a.docx", "Hello")]
    assert document.kind == "tnef"


def test_cut_at_any_octet_it_yields_what_is_whole() -> None:
    whole = make_tnef({"a.txt": b"one", "b.txt": b"two"})
    for end in range(len(whole)):
        pack = read(whole[:end])
        assert len(pack.files) <= 2
    assert read(whole[:-20]).files[0] == ("a.txt", b"one")


@given(st.binary(max_size=300), st.integers(0, 200))
def test_any_octets_are_survived(octets: bytes, at: int) -> None:
    whole = make_tnef({"a.txt": b"one"})
    read(whole[:at] + octets)
    read(b"\x78\x9f\x3e\x22\x00\x00" + octets)
