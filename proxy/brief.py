"""A hold in a few lines: why, the better way, and where the whole is. Pure.

What the SMTP reply and the notice by mail have in common. Six lines at most with the way out,
whatever the findings, names and notes hold; what is shortened ends in "..." and says where the
whole is to be read.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from checks.better_way import question_in, telling_words
from checks.finding import Finding, Severity
from checks.preferences import OWN_RULE
from proxy.hold import HeldMessage

WIDTH = 66
"""Characters of text in a line; in a reply it has 76 with the codes before it."""
MIDDLE = 4
"""Lines between the first, which says that it is held, and the last, how to send it anyway."""

BETTER = "Better: catch up first, and ask for advice. It may all come later."

_NAME_LIMIT = 24
_CUT = " ..."

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How many lines each reason may take, and the better way."""

    reasons: tuple[int, ...]
    better: int

    @property
    def lines(self) -> int:
        return sum(self.reasons) + self.better


_LAYOUTS = {
    1: (_Layout((2,), 1), _Layout((2,), 2), _Layout((1,), 2), _Layout((3,), 1)),
    2: (
        _Layout((2, 1), 1), _Layout((1, 1), 2), _Layout((1, 2), 1), _Layout((1, 1), 1),
    ),
}  # fmt: skip


def brief(held: HeldMessage, clean: Clean, notes: Sequence[str] = ()) -> list[str]:
    """Return the first line and up to four more on why *held* is held and what would be better.

    *clean* makes a text fit to be shown, on one line; *notes* are of the contact, to ask about.
    """
    reasons = [finding for finding in held.findings if finding.severity is Severity.HOLD]
    said = _Said(held, clean)
    first = _opening(held.short_id)
    shown = _one_of_each_check(reasons)[:2]
    if not shown:
        return [first, BETTER]
    whole = f"askwell show {held.short_id} has the whole"
    for better in _ways(reasons, held.contacts, clean, notes):
        for lines in _tried(shown, said, better, whole, hidden=len(reasons) > len(shown)):
            return [first, *lines]
    raise AssertionError("the last way always fits")


def is_short(text: str) -> bool:
    """Tell whether *text* fits on a line."""
    return len(text) <= WIDTH


@dataclass(frozen=True, slots=True)
class _Said:
    """Puts a finding in words that fit."""

    held: HeldMessage
    clean: Clean

    def lines(self, finding: Finding, room: int) -> tuple[list[str], bool]:
        """Return what *finding* says on *room* lines, and whether it had to be shortened."""
        before, words, quote = self._parts(finding)
        full = f"{before}{quote}{words}{quote}"
        wrapped = textwrap.wrap(full, WIDTH)
        if len(wrapped) <= room:
            return wrapped, False
        if _is_ask(finding) and room == 1:
            space = WIDTH - len(before) - 2
            telling = telling_words(words, space)
            if len(telling) <= space:
                return [f"{before}{quote}{telling}{quote}"], True
        return textwrap.wrap(full, WIDTH, max_lines=room, placeholder=_CUT), True

    def _parts(self, finding: Finding) -> tuple[str, str, str]:
        kind, _, name = finding.where.partition(":")
        if finding.check == "resume":
            if kind == "attachment" and name.strip():
                return "It carries a resume: ", self.clean(name), ""
            return "It carries a resume: ", self.clean(finding.excerpt), '"'
        if _is_ask(finding):
            return f"It asks {self._whom()} for a job: ", self.clean(finding.excerpt), '"'
        return f"{self.clean(finding.why)} ", self.clean(finding.excerpt), '"'

    def _whom(self) -> str:
        if len(self.held.contacts) != 1:
            return f"{len(self.held.contacts)} of your contacts"
        return _short_name(self.clean(self.held.contacts[0])) or "your contact"


def _tried(
    shown: Sequence[Finding], said: _Said, better: str, whole: str, *, hidden: bool
) -> Iterator[list[str]]:
    """Yield the middle lines with *better* in the layouts that hold them, uncut ones first."""
    way = textwrap.wrap(better, WIDTH)
    made = []
    for layout in _LAYOUTS[len(shown)]:
        if len(way) > layout.better or layout.lines > MIDDLE:
            continue
        parts = [said.lines(f, room) for f, room in zip(shown, layout.reasons, strict=True)]
        lines = [line for part, _ in parts for line in part] + way
        made.append((lines, any(cut for _, cut in parts) or better.endswith(_CUT)))
    for lines, cut in made:
        if not cut:
            yield _with_note(lines, whole) or lines if hidden else lines
    for lines, cut in made:
        noted = _with_note(lines, whole)
        if cut and noted:
            yield noted


def _with_note(lines: list[str], whole: str) -> list[str] | None:
    """Return *lines* with where the *whole* is, on a line of its own if there is room."""
    if len(lines) < MIDDLE:
        return [*lines, whole]
    joined = f"{lines[-1]} ({whole})"
    return [*lines[:-1], joined] if is_short(joined) else None


def _ways(
    reasons: Sequence[Finding], contacts: Sequence[str], clean: Clean, notes: Sequence[str]
) -> Iterator[str]:
    """Yield better ways, the most fitting first; the last one is a line that always fits."""
    question = next((asked for f in reasons if (asked := question_in(f))), None)
    question = clean(question) if question else None
    for note in [said for note in notes if (said := clean(note).strip(" .!?;,"))][:1]:
        name = _short_name(clean(contacts[0])) if len(contacts) == 1 else ""
        about = f"Better: Ask {name} about: {note}" if name else f"Better: Ask about: {note}"
        if question:
            yield f'{about}. Then: "{question}"'
        yield about
        yield textwrap.shorten(about, WIDTH, placeholder=_CUT)
    if question:
        yield f'Better: ask "{question}"'
        yield f'Better: "{question}"'
    for finding in reasons:
        way = clean(finding.instead).strip()
        if way and is_short(f"Better: {way}"):
            yield f"Better: {way}"
    yield BETTER


def _is_ask(finding: Finding) -> bool:
    """Tell whether a rule of ours calls it an ask; of a phrase of their own the person said why."""
    return finding.check == "job-ask" and finding.rule != OWN_RULE


def _opening(short_id: str) -> str:
    said = f"Held by Askwell as {short_id}, not sent."
    return f"{said} Nothing is lost." if is_short(f"{said} Nothing is lost.") else said


def _short_name(name: str) -> str:
    """Return *name* if it leaves room for what is said of it."""
    return name if 0 < len(name) <= _NAME_LIMIT else ""


def _one_of_each_check(reasons: Sequence[Finding]) -> list[Finding]:
    first: dict[str, Finding] = {}
    for finding in reasons:
        first.setdefault(finding.check, finding)
    return list(first.values())
