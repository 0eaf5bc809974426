"""Compound files: told apart by their streams, survived whatever is in them."""

from __future__ import annotations

import pytest

from checks.documents.document import Unreadable
from checks.documents.ole import classify, opened, stream
from tests.checks.making import make_doc, make_ole


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("WordDocument", "doc"),
        ("EncryptedPackage", "protected"),
        ("Workbook", "spreadsheet"),
        ("PowerPoint Document", "slides"),
        ("Something", "unknown"),
    ],
)
def test_its_streams_say_whose_file_it_is(name: str, kind: str) -> None:
    assert classify(make_ole({name: b"x"})) == kind


def test_a_stream_that_is_missing_is_empty_and_one_too_big_is_not_read() -> None:
    with opened(make_ole({"A": b"abc"})) as file:
        assert stream(file, "B") == b""
        assert stream(file, "A").startswith(b"abc")
    with pytest.raises(Unreadable, match="unpacks to more"), opened(make_ole({"A": b"a"})) as file:
        stream(file, "A", limit=10)


@pytest.mark.timeout(60)
def test_a_file_cut_anywhere_is_damaged_or_classified() -> None:
    sound = make_doc("Sound\nand well")
    for end in range(0, len(sound), 37):
        try:
            assert classify(sound[:end]) in {"doc", "unknown"}
        except Unreadable:
            continue
