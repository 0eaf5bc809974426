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
_SENTENCES_READ, _SENTENCES_LEFT_OUT = 24, 5


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
    places = range(reading.window.first, reading.window.last)[:_SENTENCES_READ]
    within = sentences[reading.window.first : reading.window.last]
    if not places:
        return None
    *alone, unnamed = logits([*(joined("", [sentences[at]]) for at in places), joined("", within)])
    if unnamed < 0 <= reading.logit and max(alone) <= 0:
        return None
    # Leaving out costs a window each: only those are tried that say most by themselves.
    likely = sorted(places, key=lambda at: -alone[at - places.start])[:_SENTENCES_LEFT_OUT]
    without = logits([joined(subject, _all_but(sentences, at, reading.window)) for at in likely])
    # An ask is often made twice; leaving one out changes little then, and each alone still asks.
    weight = {
        at: reading.logit - rest + alone[at - places.start] / 2
        for at, rest in zip(likely, without, strict=True)
    }
    return max(likely, key=lambda at: weight[at])


def _all_but(sentences: Sequence[str], place: int, window: Window) -> list[str]:
    return [sentences[at] for at in range(window.first, window.last) if at != place]
