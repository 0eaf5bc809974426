"""SMTP replies, ours and the smarthost's: a code, and lines of text.

A reply is what a mail client shows to a person, so its text is always plain ASCII without
control characters: a client that never asked for SMTPUTF8 can't be sent anything else
(RFC 6531 section 3.7.4), and a bare CR or LF would let one reply be read as two.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LINE_LIMIT = 500
"""Octets of text in a line; with code and CRLF it stays within RFC 5321 section 4.5.3.1.5."""

LINES_LIMIT = 64
"""Lines of a reply that are kept; a smarthost that says more is cut short, and the cut is shown."""

_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?: |$)")

_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "}
)


def plain(text: str) -> str:
    """Return *text* in printable ASCII; what has no ASCII likeness becomes a question mark."""
    kept = []
    for char in text.translate(_TYPOGRAPHY):
        if " " <= char <= "~":
            kept.append(char)
            continue
        likeness = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
        printable = "".join(c for c in likeness if " " <= c <= "~")
        kept.append(printable or (" " if char.isspace() else "?"))
    return "".join(kept)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply code with its text, line by line, without the code itself.

    Enhanced status codes (RFC 3463) stay in the text, where the peer put them.
    """

    code: int
    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 200 <= self.code <= 599:
            raise ValueError(f"reply code must be 200 to 599, not {self.code}")
        lines = tuple(plain(line)[:LINE_LIMIT] for line in self.lines) or ("",)
        if len(lines) > LINES_LIMIT:
            lines = (*lines[: LINES_LIMIT - 1], f"({len(lines) - LINES_LIMIT + 1} lines more)")
        object.__setattr__(self, "lines", lines)

    @classmethod
    def of(cls, code: int, enhanced: str, *lines: str) -> Reply:
        """Return a reply of our own, *enhanced* before each line (RFC 2034 section 4)."""
        return cls(code, tuple(f"{enhanced} {line}".rstrip() for line in lines))

    @property
    def accepted(self) -> bool:
        """Whether the peer took what it was given (2yz)."""
        return 200 <= self.code <= 299

    @property
    def permanent(self) -> bool:
        """Whether trying again as it is would be no use (5yz)."""
        return self.code >= 500

    @property
    def enhanced(self) -> str | None:
        """The enhanced status code of the first line, if it bears one."""
        match = _ENHANCED.match(self.lines[0])
        return match[1] if match else None

    @property
    def text(self) -> str:
        """All lines as one, without enhanced status codes."""
        return " ".join(_ENHANCED.sub("", line, count=1).strip() for line in self.lines).strip()

    def wire(self) -> str:
        """Return the reply as it goes over the line, without the last CRLF."""
        last = len(self.lines) - 1
        return "\r\n".join(
            f"{self.code}{' ' if at == last else '-'}{line}" for at, line in enumerate(self.lines)
        )

    def __str__(self) -> str:
        return f"{self.code} {' '.join(self.lines)}".strip()
