"""The single sentences of the rules' own tests, as training material: each a message by itself."""

from __future__ import annotations

from pathlib import Path

from checks.text import sentences
from tests.judgement.training import Example

_CHECKS = Path(__file__).resolve().parent.parent / "checks"
_WEIGHT = 0.5
"""What one counts beside a window of a real letter."""


def examples() -> list[Example]:
    """Return the texts that ask and those that do not, as windows of their own."""
    return [
        _example(line, asks=asks)
        for name, asks in (("job_asks.txt", True), ("job_passes.txt", False))
        for line in (_CHECKS / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("# ")
    ]


def _example(line: str, *, asks: bool) -> Example:
    """Return the window of a line of those tables: ``||`` ends a subject."""
    subject, _, body = line.rpartition(" || ")
    text = tuple(s.original for s in sentences(body.replace("\\n", "\n")))
    # Of one sentence it is known which asks; of several it is not.
    carriers = frozenset((0,)) if asks and len(text) == 1 and not subject else frozenset[int]()
    return Example(subject, text, asks, carriers, _WEIGHT)
