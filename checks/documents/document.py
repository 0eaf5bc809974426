"""What came out of a file, and how much work a file is worth.

Values and numbers only. The limits are for resumes: a page or two, seldom more than five, so
that a file which needs more is cut and says so rather than holding up the mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

INPUT_LIMIT = 25 * 1024 * 1024
"""Bytes of a file that is looked into at all; mail servers seldom take more."""
TEXT_LIMIT = 60_000
"""Characters of text kept from one file."""
PAGE_LIMIT = 5
"""Pages of a PDF that are read."""
UNPACKED_LIMIT = 8 * 1024 * 1024
"""Bytes that one member of a ZIP (so also the text of a DOCX or ODT) may unpack to."""
MEMBERS_LISTED = 200
"""Members of a ZIP whose names are looked at."""
MEMBERS_READ = 20
"""Members of a ZIP whose content is looked at."""
WORKER_MEMORY = 512 * 1024 * 1024
"""Bytes of address space that the worker may use."""
WORKER_CPU_S = 2
"""Seconds of processor time that the worker may use."""
WORKER_WALL_S = 4.0
"""Seconds by the clock after which the worker is killed: twice its processor time, since a
busy machine is not the file's fault."""


class Unreadable(Exception):  # noqa: N818 - a state of the file, not a fault of the program
    """A file that can't be read; the text completes "this file ..." in plain words.

    What could be seen of it all the same, its pages and its title, goes with it.
    """

    def __init__(self, problem: str, pages: int | None = None, title: str | None = None) -> None:
        super().__init__(problem)
        self.pages = pages
        self.title = title


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, as far as it could be read.

    ``complete`` is False when text is missing (limits, a damaged end); ``problem`` then says
    why in plain words, completing "this file ...". ``members`` holds what a ZIP contains;
    ``title`` is what the file's own description calls it, told where the text can't be had.
    """

    kind: str
    text: str = ""
    pages: int | None = None
    complete: bool = True
    problem: str | None = None
    members: tuple[Member, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a ZIP: its name there, and what it says."""

    name: str
    document: Document


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that a reader has opened: its text arrives piece by piece."""

    passages: Iterator[str]
    pages: int | None = None
    cut: str | None = None
    title: str | None = None


def clip(text: str, room: int) -> tuple[str, bool]:
    """Return *text* cut to *room* characters, and whether anything was cut."""
    return text[:room], len(text) > room
