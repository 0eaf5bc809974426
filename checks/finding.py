"""A finding: one reason, with the words it rests on.

A value and nothing else; what follows from it is the policy's business.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

EXCERPT_LIMIT = 240
"""Characters of an excerpt that are kept; a longer one is cut and ends in an ellipsis."""


class Severity(StrEnum):
    """What a finding asks for: to stop the message, or only to coach."""

    HOLD = "hold"
    ADVISE = "advise"


def _visible(char: str) -> str:
    return " " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason that a check gives.

    ``where`` is ``subject``, ``body`` or ``attachment:NAME``; ``excerpt`` holds the very words
    (or the file's name) that the finding rests on, on one line.
    """

    check: str
    rule: str
    severity: Severity
    where: str
    excerpt: str
    why: str
    instead: str

    @property
    def id(self) -> str:
        """The rule that was met, by the name under which it can be switched off."""
        return f"{self.check}/{self.rule}"

    @property
    def quotation(self) -> str:
        """The excerpt as a person is shown it: in quotes where it is the author's own words."""
        return self.excerpt if self.where.startswith("attachment:") else f'"{self.excerpt}"'

    def __post_init__(self) -> None:
        for name in ("check", "rule", "where", "excerpt", "why", "instead"):
            if not getattr(self, name).strip():
                raise ValueError(f"a finding needs its {name}")
        # Files hold control characters too, and a terminal would obey them.
        one_line = " ".join("".join(map(_visible, self.excerpt)).split()) or "…"
        if len(one_line) > EXCERPT_LIMIT:
            one_line = one_line[: EXCERPT_LIMIT - 1] + "…"
        object.__setattr__(self, "excerpt", one_line)
