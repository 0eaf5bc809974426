"""Header fields of senders who do as they please."""

from __future__ import annotations

import pytest

from checks import header


def read(text: bytes) -> tuple[header.Header, bytes]:
    fields, body = header.split(text, 0, len(text))
    return fields, text[body:]


def test_folded_fields_are_one_and_names_are_lower_case() -> None:
    fields, body = read(b"SUBJECT: a\r\n b\r\nX-Y : c\r\n\r\nbody")
    assert fields.fields == (("subject", " a b"), ("x-y", " c"))
    assert body == b"body"


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (b"no header at all\r\nmore", b"no header at all\r\nmore"),
        (b"A: b\r\nno empty line\r\n", b"no empty line\r\n"),
        (b"From ann Mon Nov 3\nA: b\n\nbody", b"body"),
        (b"A: b", b""),
        (b"\r\nbody", b"body"),
    ],
)
def test_the_body_begins_where_the_header_ends(content: bytes, body: bytes) -> None:
    assert read(content)[1] == body


def test_a_header_beyond_the_limit_is_cut_and_the_body_is_still_found() -> None:
    fields, body = read(b"X: a\r\n" * 300_000 + b"\r\nbody")
    assert not fields.complete
    assert body == b"body"


def test_the_first_of_equal_fields_counts_and_all_can_be_had() -> None:
    fields, _ = read(b"To: a\r\nCc: c\r\nTo: b\r\n\r\n")
    assert fields.first("to") == "a"
    assert fields.every("to", "cc") == (" a", " c", " b")
    assert fields.first("bcc") is None


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("Ann <ann@example.org>", "ann@example.org"), ("ann@example.org",)),
        (("Smith, Bill <bill@example.com>",), ("bill@example.com",)),
        (('"a, b" <a@example.com>, c@example.com (C)',), ("a@example.com", "c@example.com")),
        (("undisclosed-recipients:;",), ()),
        (("((((" * 2000 + "x@example.com",), ("x@example.com",)),
        (("<", "@", ""), ()),
    ],
)
def test_addresses_are_found(values: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert header.addresses(values) == found


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Catching up", "Catching up"),
        ("Re: Catching up", "Catching up"),
        ("AW: Re[2]: FWD : Catching up", "Catching up"),
        ("Re:", ""),
        ("Recap: the year", "Recap: the year"),
        ("", ""),
    ],
)
def test_a_subject_is_told_from_the_marks_of_an_answer(subject: str, bare: str) -> None:
    assert header.bare_subject(subject) == bare
