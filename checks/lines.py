"""A body as lines, each with the part it plays in the message.

Only holds and paints them; what is a quote or a signature is decided elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

TEXT_LIMIT = 1_000_000
"""Characters of one body that are read."""
LINES_LIMIT = 20_000
"""Lines of one body that are read; nobody writes a letter of so many."""

_NORMALIZED_LENGTH = 200

# Invisible characters that split words for a machine and not for a reader, odd spaces, and
# every way to end a line.
_FOLD = (
    dict.fromkeys(range(32))
    | dict.fromkeys([*range(0x7F, 0xA0), 0xAD, 0x034F, 0x061C, 0x180E, 0xFEFF])
    | dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)])
    | dict.fromkeys([0x2066, 0x2067, 0x2068, 0x2069, *range(0xD800, 0xE000)])
    | dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
    | {0x09: "\t", **dict.fromkeys([0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")}
)


class Role(Enum):
    """What a line is: the author's words, somebody else's, a signature, or boilerplate."""

    OWN = auto()
    QUOTED = auto()
    SIGNATURE = auto()
    REST = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body as read, without its line end."""

    text: str
    role: Role = Role.OWN


@dataclass(frozen=True, slots=True)
class Body:
    """What a message says, told apart by who says it."""

    own: str = ""
    signature: str = ""
    quoted: str = ""
    rest: str = ""


class Page:
    """The lines of a body while their roles are being found."""

    def __init__(self, lines: Iterable[Line]) -> None:
        kept = tuple(lines)
        self.texts = tuple(line.text for line in kept)
        self.roles = [line.role for line in kept]

    def __len__(self) -> int:
        return len(self.texts)

    def paint(self, start: int, stop: int, role: Role) -> None:
        """Give *role* to the author's own lines in a range; others keep what they have."""
        for at in range(start, stop):
            if self.roles[at] is Role.OWN:
                self.roles[at] = role

    def is_own(self, at: int) -> bool:
        """Say whether the line at *at* is there and still the author's."""
        return 0 <= at < len(self.texts) and self.roles[at] is Role.OWN

    def next_text(self, at: int) -> int:
        """Return where the first line from *at* on is that is not blank; the end if none is."""
        while at < len(self.texts) and not self.texts[at].strip():
            at += 1
        return at

    def stretches(self) -> list[tuple[int, int]]:
        """Return each unbroken run of the author's own lines as (start, stop)."""
        found: list[tuple[int, int]] = []
        for at, role in enumerate(self.roles):
            if role is not Role.OWN:
                continue
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
        return found

    def body(self) -> Body:
        """Return the text of each role; where lines of another role lay between, a blank line."""
        return Body(
            own=self._text(Role.OWN),
            signature=self._text(Role.SIGNATURE),
            quoted=self._text(Role.QUOTED),
            rest=self._text(Role.REST),
        )

    def _text(self, wanted: Role) -> str:
        kept: list[str] = []
        for text, role in zip(self.texts, self.roles, strict=True):
            line = text.rstrip() if role is wanted else ""
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip("\n")


def within_limits(text: str) -> str:
    """Return *text*, cut after as many characters and lines as are read."""
    cut, at = text[:TEXT_LIMIT], -1
    for _ in range(LINES_LIMIT):
        at = cut.find("\n", at + 1)
        if at < 0:
            return cut
    return cut[:at]


def split(text: str) -> list[Line]:
    """Return *text* as lines, in composed form, without invisible or control characters."""
    folded = text.replace("\r\n", "\n").translate(_FOLD)
    return [Line(_composed(line)) for line in folded.split("\n")]


def _composed(line: str) -> str:
    # Composing is quadratic in a run of combining marks: long lines go a piece at a time.
    pieces = range(0, len(line), _NORMALIZED_LENGTH)
    return "".join(
        unicodedata.normalize("NFC", line[at : at + _NORMALIZED_LENGTH]) for at in pieces
    )
