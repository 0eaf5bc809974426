from __future__ import annotations

import pytest

from checks.message import parse
from proxy.cli.header_field import encoded_words, with_field

CONTENT = (
    b"From: ann@example.org\r\nSubject: One\r\n\ttwo\r\nX-A: b\r\n\r\nSubject: in the text\r\n"
)


def test_a_folded_field_is_replaced_and_nothing_else() -> None:
    expected = b"From: ann@example.org\r\nSubject: New\r\nX-A: b\r\n\r\nSubject: in the text\r\n"
    assert with_field(CONTENT, 0, "subject".title(), "New") == expected


def test_a_field_that_is_not_there_is_added_before_the_others() -> None:
    assert with_field(CONTENT, 0, "MIME-Version", "1.0") == b"MIME-Version: 1.0\r\n" + CONTENT


def test_a_header_further_down_is_changed_where_it_stands() -> None:
    start = CONTENT.index(b"Subject: in")
    assert with_field(CONTENT, start, "Subject", "x") == CONTENT[:start] + b"Subject: x\r\n"


@pytest.mark.parametrize("text", ["Grüße aus 世界 " * 12, "Plain words " * 20, ""])
def test_encoded_words_read_back_as_they_were(text: str) -> None:
    value = encoded_words(text)
    lines = value.split("\r\n")
    assert value.isascii()
    assert all(len(line) <= 78 for line in lines)
    content = f"Subject: {value}\r\n\r\n".encode()
    assert parse(content).subject == " ".join(text.split())
