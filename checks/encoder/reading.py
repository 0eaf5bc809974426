"""Reading a text with an encoder: whether it asks, and by which sentence.

What the encoder sees in a window is shown by leaving sentences out: the one without which the
window asks least is what the window rests on. Pure: the encoder is a function that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checks.encoder.windows import Window, joined, windows

Logits = Callable[[Sequence[str]], Sequence[float]]
"""Texts in, a logit for each out."""

WINDOWS_LIMIT = 10
"""Windows of a text that are read: its beginning and its end, some 1,500 words."""
_AT_END = 3
_SENTENCES_TRIED = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """What an encoder makes of a text: the window that asks most, and how surely.

    ``complete`` is false for a text of which only the beginning and the end were read.
    """

    logit: float
    window: Window
    complete: bool


def read(subject: str, sentences: Sequence[str], logits: Logits) -> Reading:
    """Return what the encoder makes of *subject* and *sentences*."""
    found = windows(subject, sentences)
    complete = len(found) <= WINDOWS_LIMIT
    if not complete:
        found = [*found[: WINDOWS_LIMIT - _AT_END], *found[-_AT_END:]]
    judged = zip(logits([window.text for window in found]), found, strict=True)
    logit, window = max(judged, key=lambda pair: pair[0])
    return Reading(logit, window, complete)


def carrier(subject: str, sentences: Sequence[str], reading: Reading, logits: Logits) -> int | None:
    """Return which of *sentences* carries the ask of *reading*; None if it is the subject."""
    places = list(range(reading.window.first, reading.window.last))[:_SENTENCES_TRIED]
    if not places:
        return None
    within = sentences[reading.window.first : reading.window.last]
    without = [
        joined(subject, [s for at, s in enumerate(within, reading.window.first) if at != place])
        for place in places
    ]
    alone = [joined("", [sentences[place]]) for place in places]
    answers = logits([*without, *alone, joined("", within)])
    left, own, unnamed = answers[: len(places)], answers[len(places) : -1], answers[-1]
    # Asks often come twice; leaving one out changes little then, and each alone says the same.
    weight = [(reading.logit - rest) + 0.5 * self for rest, self in zip(left, own, strict=True)]
    best = max(range(len(places)), key=lambda at: weight[at])
    if unnamed < 0 < reading.logit and own[best] <= 0:
        return None
    return places[best]
