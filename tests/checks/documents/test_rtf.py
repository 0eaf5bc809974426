"""Rich text files."""

from __future__ import annotations

from checks.documents import extract
from tests.checks.making import part


def test_accents_come_through_in_both_spellings() -> None:
    document = extract(part(rb"{\rtf1\ansi\ansicpg1252 caf\'e9 \u345?eka\par}", "a.rtf"))
    assert document.text.strip() == "café ře" + "ka"


def test_pictures_are_dropped_before_they_cost_time() -> None:
    picture = b"{\\pict\\pngblip " + b"89504e47" * 400_000 + b"}"
    document = extract(part(b"{\\rtf1 before " + picture + b" after\\par}", "a.rtf"))
    assert document.text.split() == ["before", "after"]
    assert document.complete
