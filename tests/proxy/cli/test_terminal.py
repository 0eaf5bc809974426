from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.cli import terminal
from proxy.cli.failure import Failure
from proxy.cli.terminal import cut, neutral, neutral_lines, table, width, wrapped

HOSTILE = (
    "\x1b[31m \x9b31m \x07 \x00 \x7f \r\n \u202egnp.exe\u202c \u2066x\u2069 "
    "\u200b\ufeff \u2028 \ud800"
)


@pytest.fixture(params=[20, 40, 80, 200])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


def is_harmless(text: str) -> bool:
    forbidden = {*range(32), *range(0x7F, 0xA0), 0x200B, 0x2028, 0x2029, 0xFEFF}
    forbidden |= {*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)}
    return not any(ord(char) in forbidden for char in text)


def test_nothing_that_steers_a_terminal_is_left() -> None:
    assert is_harmless(neutral(HOSTILE))
    assert not is_harmless(HOSTILE)


@given(st.text(st.characters(categories=None)))
def test_any_text_at_all_becomes_harmless(text: str) -> None:
    assert is_harmless(neutral(text))


def test_plain_words_of_any_script_are_kept_as_they_are() -> None:
    assert neutral("Grüße, 世界: нет (é) 🎉") == "Grüße, 世界: нет (é) 🎉"


def test_a_control_character_shows_and_a_turned_direction_does_not() -> None:
    assert neutral("a\x1b[1mb\u202ec") == "a\ufffd[1mbc"


def test_lines_stay_lines_and_tabs_become_blanks() -> None:
    assert neutral_lines("one\r\n\ttwo\x1b\nthree") == ["one", "        two\ufffd", "three"]


@pytest.mark.parametrize(("text", "expected"), [("abc", 3), ("世界", 4), ("e\u0301", 1), ("", 0)])
def test_width_counts_columns_and_not_characters(text: str, expected: int) -> None:
    assert width(text) == expected


def test_what_is_cut_ends_in_an_ellipsis_and_what_fits_does_not() -> None:
    assert cut("Catching up", 8) == "Catchin…"
    assert cut("世界世界", 6) == "世界…"
    assert cut("Catching", 8) == "Catching"


def test_a_table_is_never_wider_than_the_terminal(columns: int) -> None:
    row = ["k7f3", "3 min ago", "Bill " * 20, "世界" * 60, "job-ask, resume"]
    lines = table(["ID", "HELD", "TO", "SUBJECT", "WHY"], [row, row], flexible=(2, 3))
    assert len(lines) == 3
    assert all(width(line) <= columns for line in lines)


def test_a_table_cuts_nothing_where_there_is_room(columns: int) -> None:
    lines = table(["ID", "TO"], [["k7f3", "Bill"]], flexible=(1,))
    assert lines == ["ID    TO", "k7f3  Bill"]


def test_columns_line_up_under_wide_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = table(["TO", "WHY"], [["世界", "resume"], ["Bill", "resume"]])
    assert [width(line.partition("resume")[0]) for line in lines[1:]] == [6, 6]


def test_wrapped_lines_fit_and_keep_every_word(columns: int) -> None:
    text = "a fairly long text " * 8 + "x" * 300 + " 世界" * 50
    lines = wrapped(text, "    ", "  - ")
    assert all(width(line) <= columns for line in lines)
    assert lines[0].startswith("  - ")
    assert "".join("".join(lines).split())[1:] == "".join(text.split())


def test_json_is_printable_ascii_and_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.say_json({"subject": HOSTILE})
    line = capsys.readouterr().out
    assert is_harmless(line.removesuffix("\n"))
    assert line.isascii()
    assert json.loads(line) == {"subject": HOSTILE}


class Screen:
    """A standard output that says whether somebody looks at it."""

    def __init__(self, *, is_terminal: bool) -> None:
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("is_terminal", "variables", "is_coloured"),
    [
        (True, {"TERM": "xterm"}, True),
        (True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {"TERM": "xterm"}, False),
    ],
)
def test_colours_are_for_a_terminal_that_wants_them(
    monkeypatch: pytest.MonkeyPatch,
    is_terminal: bool,
    variables: dict[str, str],
    is_coloured: bool,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Screen(is_terminal=is_terminal))
        shown = terminal.styled("Why", bold=True)
    assert ("\x1b" in shown) is is_coloured


def answers(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))


def test_the_beginning_of_an_answer_is_enough_and_anything_else_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, "z\nS\n")
    assert terminal.answered("What?", ("send", "keep")) == "send"
    assert "Please answer with one of: send, keep." in capsys.readouterr().err


def test_no_answer_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "")
    with pytest.raises(Failure, match="Stopped without an answer"):
        terminal.answered("What?", ("send", "keep"))
    with pytest.raises(Failure, match="Stopped without an answer"):
        terminal.confirmed("Sure?")
