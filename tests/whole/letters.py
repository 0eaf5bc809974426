"""The letters of the story: the one that corners Bill, the better one, and plain business."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from tests.clients.letter import Draft

if TYPE_CHECKING:
    from pathlib import Path

SAM = "sam@example.org"

BLUNDER = """\
Hi Bill,

the plant shut its gates in May and took all of our jobs with it.
I hoped that you might have an operations job for me at your company,
or know somebody who does. Here is my resume. Please let me know if
you hear of anything.

Sam
"""

BETTER = """\
Hi Bill,

how did the Chicago marathon go? I remember the training you put in for it.

We were all laid off in the spring, so I have time to look around. You know both food and pharma
logistics, which is why you came to mind: is there an association or a book that you would
recommend to somebody who wants to understand the difference?

Sam
"""

BUSINESS = """\
Hi Bill,

the pallets for the Joliet site leave on Thursday.
.
.. and these two lines begin with dots.

Sam
"""

RESUME = resources.files("proxy.demo").joinpath("resume.pdf").read_bytes()


def blunder(recipient: str, directory: Path, name: str = "notes.pdf") -> Draft:
    """Return the letter that asks for a job, with a resume that only its content betrays."""
    file = directory / name
    file.write_bytes(RESUME)
    return Draft(SAM, (recipient,), "Catching up, finally", BLUNDER, (file,))


def business(recipient: str) -> Draft:
    """Return a letter that is nobody's concern."""
    return Draft(SAM, (recipient,), "The Joliet site", BUSINESS)
