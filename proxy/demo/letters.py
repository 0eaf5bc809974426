"""The letters of the demonstration, as a mail client would submit them."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from importlib import resources

SENDER = "dana.whitfield@example.org"
BILL = "bill.meyer@example.com"
STRANGER = "jobs@example.net"

BLUNDER = """\
Hi Bill,

It has been a rough year: Lakeshore closed both warehouses in March and all of us were let go.
I was hoping you might have an operations job for me at your company, or know someone who does.
My resume is attached. Let me know if you hear of anything!

Thanks so much,
Dana
"""

BETTER = """\
Hi Bill,

How did the Chicago marathon go? I remember you were up at five every day to train for it.

Lakeshore closed in March, so I am finding out what comes next. You have worked in both food and
pharma distribution, and that is why you came to mind: how different are the two, seen from the
inside? And is there an association or a book that helped you find your feet when you changed?

Whatever you can tell me helps. And tell me about that marathon.

Dana
"""

APPLICATION = """\
Hello,

Do you have an opening for an operations manager? I would like to apply, and I can send my resume.

Dana Whitfield
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message and the one that it goes to."""

    title: str
    recipient: str
    content: bytes


def blunder() -> Letter:
    """Return the letter that corners Bill, a real PDF attached."""
    message = _message(BILL, "Hello from Milwaukee", BLUNDER, "a")
    resume = resources.files("proxy.demo").joinpath("resume.pdf").read_bytes()
    message.add_attachment(
        resume, maintype="application", subtype="pdf", filename="Dana Whitfield Resume.pdf"
    )
    message.set_boundary("=-letter-a")
    return Letter("a letter that asks Bill for a job, resume attached", BILL, message.as_bytes())


def better() -> Letter:
    """Return the letter that Bill will like to answer."""
    message = _message(BILL, "Hello from Milwaukee", BETTER, "b")
    return Letter("the better letter to Bill", BILL, message.as_bytes())


def application() -> Letter:
    """Return a job ask to somebody who is no contact, and no business of Askwell's."""
    message = _message(STRANGER, "Operations manager", APPLICATION, "c")
    return Letter("a job ask to somebody who is no contact", STRANGER, message.as_bytes())


def _message(recipient: str, subject: str, text: str, name: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Dana Whitfield <{SENDER}>"
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = "Mon, 05 Jan 2026 09:00:00 +0000"
    message["Message-ID"] = f"<letter-{name}@example.org>"
    message.set_content(text)
    return message
