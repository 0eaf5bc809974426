"""What reaches the terminal: harmless, fitted to its width, coloured only where that is wanted.

The one gate that text of others passes before a person sees it. It knows nothing of mail.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Collection, Iterable, Sequence

import click

from proxy.cli.failure import Failure

ELLIPSIS = "…"
GAP = 2
"""Blanks between two columns of a table."""

NARROWEST = 6
"""Columns that a table leaves of a text before it cuts into the others."""

_FALLBACK = (80, 24)
_UNREADABLE = "\ufffd"


class NoAnswerError(Failure):
    """The person left a question open: Ctrl-C, or input that ended."""

    def __init__(self) -> None:
        super().__init__("Stopped without an answer; nothing more was done.")


def neutral(text: str) -> str:
    """Return *text* on one line, without anything that steers a terminal or misleads the eye.

    White space of any kind becomes a blank; controls become U+FFFD, so that they show; format
    characters, such as those that turn the reading direction or have no width, are left out.
    """
    return "".join(map(_harmless, text))


def neutral_lines(text: str) -> list[str]:
    """Return the lines of *text*, each ``neutral``."""
    lines = text.replace("\r\n", "\n").split("\n")
    return [neutral(line.expandtabs()) for line in lines]


def _harmless(char: str) -> str:
    if " " <= char <= "~":
        return char
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if category in {"Zs", "Zl", "Zp"} or char in "\t\n\v\f\r\x85":
        return " "
    return _UNREADABLE if category in {"Cc", "Cs"} else char


def width(text: str) -> int:
    """Return how many columns *text* takes: two for a wide character, none for a mark."""
    return sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def columns() -> int:
    """Return the terminal's width; COLUMNS or 80 where there is no terminal."""
    return max(20, shutil.get_terminal_size(_FALLBACK).columns)


def cut(text: str, room: int) -> str:
    """Return *text* in at most *room* columns; what is cut ends in an ellipsis."""
    if width(text) <= room:
        return text
    return _head(text, room - 1).rstrip() + ELLIPSIS


def _head(text: str, room: int) -> str:
    """Return as much from the beginning of *text* as *room* columns take."""
    used = 0
    for at, char in enumerate(text):
        used += _width(char)
        if used > room:
            return text[:at]
    return text


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], flexible: Collection[int] = ()
) -> list[str]:
    """Return the lines of a table no wider than the terminal, made of ``neutral`` cells.

    The columns numbered in *flexible* are cut first, the widest of them before the others.
    """
    cells = [tuple(headings), *(tuple(map(neutral, row)) for row in rows)]
    natural = [max(map(width, column)) for column in zip(*cells, strict=True)]
    sizes = _fitted(natural, columns() - GAP * (len(natural) - 1), flexible)
    lines = [_row(row, sizes) for row in cells]
    return [styled(lines[0], bold=True), *lines[1:]]


def _fitted(natural: Sequence[int], room: int, flexible: Collection[int]) -> list[int]:
    sizes = list(natural)
    for group, floor in ((flexible, NARROWEST), (range(len(sizes)), 1)):
        while sum(sizes) > room:
            wide = [at for at in group if sizes[at] > floor]
            if not wide:
                break
            sizes[max(wide, key=lambda at: sizes[at])] -= 1
    return sizes


def _row(cells: Sequence[str], sizes: Sequence[int]) -> str:
    padded = []
    for cell, size in zip(cells, sizes, strict=True):
        shown = cut(cell, size)
        padded.append(shown + " " * (size - width(shown)))
    return (" " * GAP).join(padded).rstrip()


def wrapped(text: str, indent: str = "", first: str | None = None) -> list[str]:
    """Return *text*, made ``neutral``, in lines that fit the terminal.

    Each begins with *indent*, the first one with *first* where that is given.
    """
    room = max(10, columns() - len(indent))
    lines, line = [], ""
    for word in neutral(text).split():
        if line and width(line) + 1 + width(word) <= room:
            line += f" {word}"
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, room)
        lines += full
    lines.append(line)
    starts = [indent if first is None else first] + [indent] * (len(lines) - 1)
    return [(start + line).rstrip() for start, line in zip(starts, lines, strict=True)]


def _pieces(word: str, room: int) -> list[str]:
    """Return *word* in pieces of at most *room* columns."""
    pieces = []
    while width(word) > room:
        head = _head(word, room)
        pieces.append(head)
        word = word[len(head) :]
    return [*pieces, word]


def is_terminal() -> bool:
    """Whether standard output is looked at by a person right now."""
    return sys.stdout.isatty()


def is_answered() -> bool:
    """Whether a question would reach a person who can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def styled(text: str, *, bold: bool = False, colour: str | None = None) -> str:
    """Return *text* in bold or *colour* on a terminal; as it is elsewhere, or under NO_COLOR."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return text if plain or not is_terminal() else click.style(text, bold=bold or None, fg=colour)


def say(text: str = "", *, err: bool = False) -> None:
    """Print a line; what the terminal's encoding lacks shows as a question mark."""
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding), err=err)


def say_json(record: dict[str, object]) -> None:
    """Print *record* as one line of JSON, in printable ASCII: nothing lost, nothing steered."""
    click.echo(json.dumps(record))


def confirmed(question: str) -> bool:
    """Ask a yes-or-no question on standard error; NoAnswerError for none."""
    try:
        return click.confirm(neutral(question), err=True)
    except click.Abort:
        raise _unanswered() from None


def answered(question: str, choices: Sequence[str]) -> str:
    """Ask until the answer begins one of *choices*, and return that; NoAnswerError for none."""
    while True:
        try:
            given = click.prompt(neutral(question), prompt_suffix=" ", err=True)
        except click.Abort:
            raise _unanswered() from None
        wanted = str(given).strip().casefold()
        found = [choice for choice in choices if wanted and choice.startswith(wanted)]
        if len(found) == 1:
            return found[0]
        say(f"Please answer with one of: {', '.join(choices)}.", err=True)


def _unanswered() -> NoAnswerError:
    say(err=True)  # the cursor still stands behind the question
    return NoAnswerError()
