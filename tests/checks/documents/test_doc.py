"""DOC: text by its pieces, fields as their results, locks and damage told."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.documents.doc import read
from checks.documents.document import Unreadable
from tests.checks.making import make_doc, make_ole


def _text(content: bytes) -> str:
    return "".join(read(content, None).passages)


def test_both_kinds_of_pieces_are_read_in_order() -> None:
    assert _text(make_doc("Zoë Müller\nŁódź\n简历")) == "Zoë Müller\nŁódź\n简历"


def test_of_a_field_its_result_is_read_and_cells_end_lines() -> None:
    text = 'Jane\nsee \x13 HYPERLINK "http://example.com" \x14my page\x15\x07cell\x07'
    assert _text(make_doc(text)) == "Jane\nsee my page\ncell\n"


def test_a_locked_file_says_so() -> None:
    with pytest.raises(Unreadable, match="is protected by a password"):
        read(make_doc("Jane\nDoe", flags=0x0100), None)


@pytest.mark.parametrize(
    "content", [make_ole({"WordDocument": b"\xec\xa5"}), b"", b"\xd0\xcf" * 99]
)
def test_a_file_without_pieces_is_damaged(content: bytes) -> None:
    with pytest.raises(Unreadable, match="is damaged"):
        read(content, None)


@pytest.mark.timeout(60)
def test_a_file_cut_anywhere_never_raises_anything_else() -> None:
    sound = make_doc("Sound\nand well")
    for end in range(0, len(sound), 41):
        with contextlib.suppress(Unreadable):
            read(sound[:end], None)


@settings(max_examples=200, deadline=None)
@given(st.integers(512, 6000), st.binary(min_size=1, max_size=8))
def test_any_damage_is_survived(at: int, damage: bytes) -> None:
    sound = make_doc("Sound\nand well")
    with contextlib.suppress(Unreadable):
        read(sound[:at] + damage + sound[at + len(damage) :], None)
