"""The notice that tells of a hold by mail, and the address that answers it. Pure.

It goes from and to the person's own mailbox, since many smarthosts refuse ``MAIL FROM:<>``, and
is marked as what it is (RFC 3834), so that nothing answers it but a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from textwrap import fill

from checks.finding import Finding, Severity
from proxy import address
from proxy.brief import brief, is_short
from proxy.envelope import Envelope, Recipient, Submission
from proxy.hold import HeldMessage
from proxy.store.notices import Action

WIDTH = 72

BETTER_WAY = (
    "People like to be asked for what is easy to give. Catch up first, say plainly what "
    "happened, and ask for advice; the question about a job can come later."
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The two tokens of a notice: whoever answers to one of them decides."""

    send: str
    discard: str


def compose_notice(
    held: HeldMessage, tokens: Tokens, now: datetime, notes: Sequence[str] = ()
) -> Submission:
    """Return the notice of *held*, ready to be relayed through the message's own account.

    It starts with six short lines at most, as the warning of a reply has; *notes* as there.
    """
    mailbox = held.envelope.reverse_path
    is_ascii = mailbox.isascii()
    notice = EmailMessage(policy=policy.SMTP if is_ascii else policy.SMTPUTF8)
    notice["From"] = notice["To"] = f"<{mailbox}>"
    notice["Reply-To"] = answer_address(Action.SEND, tokens.send)
    notice["Subject"] = f"Held, not sent yet: {_subject(held) or '(no subject)'}"
    notice["Date"] = format_datetime(now)
    notice["Message-ID"] = make_msgid(domain=address.RESERVED_DOMAIN)
    notice["Auto-Submitted"] = "auto-generated"
    notice["X-Auto-Response-Suppress"] = "All"
    notice.set_content(_text(held, tokens, notes), cte="quoted-printable")
    parameters = () if is_ascii else ("SMTPUTF8",)
    return Submission(Envelope(mailbox, (Recipient(mailbox),), parameters), notice.as_bytes())


def answer_address(action: Action, token: str) -> str:
    """Return the address that stands for *action*; mail to it never leaves Askwell."""
    return f"{action}.{token}@{address.RESERVED_DOMAIN}"


def is_reserved(mailbox: str) -> bool:
    """Whether *mailbox* is in the domain that Askwell keeps to itself."""
    return address.split(address.key(mailbox))[1] == address.RESERVED_DOMAIN


def read_answer(mailbox: str) -> tuple[Action, str] | None:
    """Return action and token of an answer's address, or None if it is none of ours."""
    word, dot, token = address.split(address.key(mailbox))[0].partition(".")
    if not dot or word not in set(Action):
        return None
    return Action(word), token


def is_automatic(content: bytes) -> bool:
    """Whether a program wrote this rather than a person (RFC 3834 section 5)."""
    header = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    found = message_from_bytes(header, policy=policy.compat32)
    marks = [str(found.get("Auto-Submitted", "no")).partition(";")[0].strip().casefold()]
    marks.append("auto" if found.get("X-Autoreply") or found.get("X-Autorespond") else "no")
    precedence = str(found.get("Precedence", "")).strip().casefold()
    return marks != ["no", "no"] or precedence in {"auto_reply", "bulk", "junk"}


def _subject(held: HeldMessage) -> str:
    # What looks like an encoded word would be decoded, line ends and all, and go out so.
    return _one_line(held.identity.subject).replace("=?", "= ?")


def _text(held: HeldMessage, tokens: Tokens, notes: Sequence[str]) -> str:
    whom = ", ".join(_one_line(contact) for contact in held.contacts)
    paragraphs = [
        f"Askwell holds your message to {whom} as {held.short_id}. It has not been sent.",
        "Why:",
        *[_reason(found) for found in held.findings if found.severity is Severity.HOLD],
        BETTER_WAY,
        "To send it as it is, answer this message; what you write in the answer goes to nobody.",
        "To discard it, write to:",
        answer_address(Action.DISCARD, tokens.discard),
        f"Until you decide it stays held. On your computer: askwell show {held.short_id}",
    ]
    start = [*brief(held, _one_line, notes), _way_out(held)]
    return "\n\n".join(["\n".join(start), *map(_filled, paragraphs)]) + "\n"


def _way_out(held: HeldMessage) -> str:
    said = f"To send it anyway: answer this, or askwell release {held.short_id}"
    return said if is_short(said) else f"To send it: askwell release {held.short_id}"


def _reason(finding: Finding) -> str:
    return f"- {_one_line(finding.quotation)} - {finding.why} Better: {finding.instead}"


def _filled(paragraph: str) -> str:
    return fill(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)


def _one_line(text: str) -> str:
    """Return *text* without line ends or other control characters: it goes into a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
