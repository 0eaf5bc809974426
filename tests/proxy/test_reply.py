"""A reply is plain ASCII, whatever text it is made of, and can't be read as two."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.reply import LINE_LIMIT, LINES_LIMIT, Reply, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain already", "plain already"),
        ("résumé — “now”…", 'resume - "now"...'),
        ("Gr\u00fc\u00dfe", "Gru?e"),
        ("tab\tand\u00a0space", "tab and space"),
        ("日本", "??"),
        ("\x1b[31mred", "?[31mred"),
        ("ﬁne", "fine"),
        ("\ud800", "?"),
    ],
)
def test_text_becomes_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text())
def test_plain_text_is_printable_ascii(text: str) -> None:
    assert all(" " <= char <= "~" for char in plain(text))
    assert plain(plain(text)) == plain(text)


@given(st.lists(st.text(max_size=600), max_size=80), st.integers(200, 599))
def test_text_cannot_smuggle_a_second_reply(lines: list[str], code: int) -> None:
    reply = Reply(code, tuple(lines))
    wire = reply.wire().split("\r\n")
    assert [line[:4] for line in wire[:-1]] == [f"{code}-"] * (len(wire) - 1)
    assert wire[-1].startswith(f"{code} ")
    assert len(wire) <= LINES_LIMIT
    assert all(re.fullmatch(r"[ -~]{4,512}", line) for line in wire)


@pytest.mark.parametrize("code", [-1, 0, 199, 600, 1000])
def test_a_code_that_is_none_is_refused(code: int) -> None:
    with pytest.raises(ValueError, match="200 to 599"):
        Reply(code, ("text",))


@pytest.mark.parametrize(
    ("code", "accepted", "permanent"),
    [
        (200, True, False),
        (250, True, False),
        (299, True, False),
        (334, False, False),
        (354, False, False),
        (421, False, False),
        (499, False, False),
        (500, False, True),
        (554, False, True),
    ],
)
def test_the_first_digit_tells_what_becomes_of_it(
    code: int, accepted: bool, permanent: bool
) -> None:
    reply = Reply(code, ("text",))
    assert (reply.accepted, reply.permanent) == (accepted, permanent)


def test_the_enhanced_code_stands_before_every_line() -> None:
    reply = Reply.of(550, "5.7.1", "Held", "", "To send it")
    assert reply.wire() == "550-5.7.1 Held\r\n550-5.7.1\r\n550 5.7.1 To send it"
    assert reply.enhanced == "5.7.1"
    assert reply.text == "Held  To send it"
    assert str(reply) == "550 5.7.1 Held 5.7.1 5.7.1 To send it"


@pytest.mark.parametrize("line", ["Held", "5.7 Held", "1.2.3 Held", "5.7.1Held", ""])
def test_a_line_without_an_enhanced_code_has_none(line: str) -> None:
    assert Reply(550, (line,)).enhanced is None
    assert Reply(550, (line,)).text == line


def test_a_reply_without_lines_has_an_empty_one() -> None:
    assert Reply(250, ()).wire() == "250 "


def test_a_long_reply_is_cut_and_says_so() -> None:
    reply = Reply(550, tuple(str(number) for number in range(LINES_LIMIT + 10)))
    assert len(reply.lines) == LINES_LIMIT
    assert reply.lines[-2:] == (str(LINES_LIMIT - 2), "(11 lines more)")
    assert Reply(550, ("x" * 1000,)).lines == ("x" * LINE_LIMIT,)


def test_a_reply_of_just_the_limit_is_whole() -> None:
    lines = tuple(str(number) for number in range(LINES_LIMIT))
    assert Reply(550, lines).lines == lines
