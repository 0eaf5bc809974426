"""A text as laid out on a page: its lines, the headings among them, and those that bear dates.

Layout only; what it says about the text is the score's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checks import resume_signs as signs
from checks.folding import fold

_LINES = 1_500
_LINE_LENGTH = 400
_LONGEST = 200_000

# Control characters, and the invisible ones that take words apart or turn lines around.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)

_EDGES = re.compile(r"^[\W_]+|[\s:.|•·*#=_~-]+$")
_SPACED_OUT = re.compile(r"(?:\b\w ){3,}\w\b")
_COLUMNS = re.compile(r"\t+| {3,}|\s[|•·]\s")
INLINE = re.compile(r"\s*[:|]\s*|\s+-\s+")
_JOINTS = re.compile(r"\s*(?:&|/|,|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*")
# Headings that people word themselves: "Where I've cooked", "Where I trained".
_TOLD_EDUCATION = re.compile(
    r"(?:where|what|how) i(?:'ve| have)? (?:learned|learnt|studied|trained|went to school)\b.*"
)
_TOLD_HISTORY = re.compile(
    r"(?:where|what) i(?:'ve| have) (?!learn|studied|trained)\w+(?: so far| before| till now)?"
)
_SECTIONS = {
    "history": signs.HISTORY,
    "education": signs.EDUCATION,
    "skills": signs.SKILLS,
    "section": signs.OTHER_SECTIONS,
}


@dataclass(frozen=True)
class Page:
    """A text cut into its lines, as written and folded."""

    lines: tuple[str, ...]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The lines as they are compared: folded, bullets and marks at their ends dropped."""
        return tuple(_EDGES.sub("", fold(line)) for line in self.lines)

    @cached_property
    def flat(self) -> str:
        """The whole text, folded, on one line with single spaces."""
        return " " + " ".join(" ".join(self.folded).split()) + " "

    @cached_property
    def ranges(self) -> tuple[int, ...]:
        """The lines that begin or end with a span of time, as in a list of posts."""
        return tuple(index for index, line in enumerate(self.folded) if _is_dated(line))

    @cached_property
    def headings(self) -> dict[str, tuple[int, ...]]:
        """The lines that head a section, by kind of section."""
        found: dict[str, tuple[int, ...]] = {}
        for index, line in enumerate(self.folded):
            for kind in _headed(line):
                found[kind] = (*found.get(kind, ()), index)
        return found


def read_page(text: str) -> Page:
    """Return the lines of *text*; letters set apart ("S K I L L S") are words again."""
    lines = []
    for line in _INVISIBLE.sub("", text[:_LONGEST]).splitlines()[: 2 * _LINES]:
        if line.strip():
            closed = _SPACED_OUT.sub(
                lambda word: word.group().replace(" ", ""), line[:_LINE_LENGTH]
            )
            lines.append(closed)
    return Page(tuple(lines[:_LINES]))


def _is_dated(line: str) -> bool:
    if len(line) > 140:
        return False
    spans = list(signs.DATE_RANGE.finditer(line))
    return any(_bears(line, span.start(), span.end()) for span in spans)


def _bears(line: str, start: int, end: int) -> bool:
    """Say whether the span of time stands where a post has it: at an edge, or after its name."""
    if start <= 25 or len(line) - end <= 30:
        return True
    return line[end : end + 1] in {":", ",", ".", ";", ")"} and line[:start].rstrip()[-1:] in {
        *(",", "(", "|", "-", ":", ";"),
    }


def _headed(line: str) -> Iterator[str]:
    """Yield the kinds of section that *line* heads; two columns may head two."""
    if len(line) > 90:
        return
    label = INLINE.split(line, maxsplit=1)[0]
    candidates = {line, label} | set(_COLUMNS.split(line))
    for kind, words in _SECTIONS.items():
        if any(_is_heading(_EDGES.sub("", candidate), words) for candidate in candidates):
            yield kind


def _is_heading(line: str, words: frozenset[str]) -> bool:
    plain = " ".join(line.split())
    if not plain or len(plain.split()) > 6:
        return False
    if plain in words or (words is signs.HISTORY and _TOLD_HISTORY.fullmatch(plain)):
        return True
    if words is signs.EDUCATION and _TOLD_EDUCATION.fullmatch(plain):
        return True
    parts = [" ".join(part.split()) for part in _JOINTS.split(plain) if part.strip()]
    return any(_bare(part) in words for part in parts) and all(_is_headline(part) for part in parts)


def _is_headline(part: str) -> bool:
    bare = _bare(part)
    return not bare or any(bare in words for words in _SECTIONS.values())


def _bare(part: str) -> str:
    words = part.split()
    while len(words) > 1 and words[0] in signs.QUALIFIERS:
        words = words[1:]
    return " ".join(words)
