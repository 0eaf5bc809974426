"""The windows of a text that the encoder reads, each as long as it can take, after the subject.

A long letter is read in windows that overlap, so that a clause of ask is met with what stands
around it and is not drowned by the rest. Training and judging cut in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS_LIMIT = 160
"""Words of body in one window: with a subject, some 230 tokens."""

_OVERLAP = 20
_SUBJECT_CHARACTERS = 150
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences ``first`` to ``last`` (exclusive) of a text, and the ``text`` that is read."""

    first: int
    last: int
    text: str


def windows(subject: str, sentences: Sequence[str]) -> list[Window]:
    """Return the windows of a message, in the order of its *sentences*; at least one."""
    sizes = [len(_WORD.findall(sentence)) for sentence in sentences]
    found: list[Window] = []
    first = 0
    while True:
        last, size = first, 0
        while last < len(sentences) and (last == first or size + sizes[last] <= WORDS_LIMIT):
            size += sizes[last]
            last += 1
        found.append(Window(first, last, joined(subject, sentences[first:last])))
        if last >= len(sentences):
            return found
        first = _next_start(first, last, sizes)


def joined(subject: str, sentences: Sequence[str]) -> str:
    """Return *subject* and *sentences* as one text, white space made plain."""
    title = _SPACE.sub(" ", subject).strip()[:_SUBJECT_CHARACTERS]
    words = _SPACE.sub(" ", " ".join(sentences)).strip()
    return f"{title} | {words}"


def _next_start(first: int, last: int, sizes: Sequence[int]) -> int:
    """Return where the window after the one of *first* to *last* starts, some words back."""
    start, size = last, 0
    while start - 1 > first and size + sizes[start - 1] <= _OVERLAP:
        start -= 1
        size += sizes[start]
    return start
