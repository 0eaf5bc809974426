"""Allowances: contacts and threads to which the person lets everything go. Pure.

What is allowed is judged as ever, and its findings are kept; they only hold nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checks import header
from proxy import address
from proxy.contacts import candidate_keys
from proxy.envelope import Submission

_SUBJECT_KEY = "subject:"


class Kind(StrEnum):
    """What an allowance is for."""

    CONTACT = "contact"
    THREAD = "thread"


@dataclass(frozen=True, slots=True)
class Allowance:
    """One allowance; ``until`` is its last day, by the local calendar, or None for no end.

    ``name`` is what it is shown as: a mailbox or pattern, or a Message-ID. ``keys`` are what it
    is recognised by.
    """

    kind: Kind
    name: str
    keys: frozenset[str]
    subject: str = ""
    until: date | None = None

    def __post_init__(self) -> None:
        if not self.keys:
            raise ValueError("an allowance needs something to be recognised by")

    @classmethod
    def of_contact(cls, pattern: str, until: date | None = None) -> Allowance:
        """Return the allowance for a mailbox, or for everybody of ``*@domain``."""
        return cls(Kind.CONTACT, pattern, frozenset({address.key(pattern)}), until=until)

    @classmethod
    def of_message_id(cls, message_id: str, until: date | None = None) -> Allowance:
        """Return the allowance for the thread in which *message_id* stands."""
        name = f"<{message_id.strip().removeprefix('<').removesuffix('>')}>"
        return cls(Kind.THREAD, name, frozenset({name}), until=until)

    @classmethod
    def of_thread(cls, submission: Submission, until: date | None = None) -> Allowance:
        """Return the allowance for the thread of a message that is at hand."""
        fields, _ = header.split(submission.content, 0, len(submission.content))
        keys, subject = thread_keys(submission), header.words(fields.first("subject") or "")
        name = next((key for key in keys if not key.startswith(_SUBJECT_KEY)), subject)
        return cls(Kind.THREAD, name, frozenset(keys), subject, until)

    def counts_on(self, today: date) -> bool:
        """Whether the allowance is in force on *today*; its last day belongs to it."""
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Allowed:
    """What of one message is allowed: all of it, or what goes to some mailboxes."""

    whole: bool = False
    keys: frozenset[str] = frozenset()

    def covers(self, mailbox: str) -> bool:
        """Whether nothing that goes to *mailbox* is held."""
        return self.whole or not self.keys.isdisjoint(candidate_keys(mailbox))


NOTHING = Allowed()


def allowed(allowances: Iterable[Allowance], submission: Submission) -> Allowed:
    """Return what of *submission* the given allowances let go."""
    contacts: set[str] = set()
    threads: set[str] = set()
    for allowance in allowances:
        (contacts if allowance.kind is Kind.CONTACT else threads).update(allowance.keys)
    whole = bool(threads) and not threads.isdisjoint(thread_keys(submission))
    return Allowed(whole, frozenset(contacts))


def thread_keys(submission: Submission) -> tuple[str, ...]:
    """Return what a thread is recognised by in *submission*, its own Message-ID first.

    Those are the Message-IDs that it bears and names, and its subject, without the mark of an
    answer, between just these parties: a new press of Send makes a new Message-ID.
    """
    fields, _ = header.split(submission.content, 0, len(submission.content))
    own = header.message_ids(header.Header((("references", fields.first("message-id") or ""),)))
    keys = [*own, *header.message_ids(fields)]
    subject = header.bare_subject(header.words(fields.first("subject") or "")).casefold()
    if subject:
        envelope = submission.envelope
        said = f"{envelope.sender_key}\n{envelope.recipients_key}\n{subject}"
        digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
        keys.append(f"{_SUBJECT_KEY}{digest}")
    return tuple(dict.fromkeys(keys))
