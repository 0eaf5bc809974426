"""How far the conversation with a contact has come, as outgoing mail alone tells. Pure.

A Message-ID that is not ours can only be of something that was written to us; to name it in
In-Reply-To is to answer that. What the store keeps of it are ids and dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from checks import header
from checks.finding import Finding, Severity
from checks.invitation import find_invitation
from checks.message import parse
from checks.preferences import OWN_RULE
from proxy import address

UNFOLDED_AFTER = 2
"""From which answered message on a job may be asked for, where nothing else is configured."""

IDS_LIMIT = 50
"""Message-IDs of one field that are looked at, those of the nearest messages."""

ASKS = frozenset({"job-ask"})
"""The checks whose findings only advise once a conversation has unfolded."""

IT_CAN_STAY = "It can stay as it is."
"""What is said in place of a better way where a conversation has come far enough."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What the header of a message says of itself and of those before it, in Message-IDs."""

    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    @classmethod
    def of(cls, content: bytes) -> Thread:
        """Return the thread that *content* says it belongs to; any bytes have one."""
        fields, _ = header.split(content, 0, len(content))
        own = header.message_ids(fields, "message-id")
        return cls(
            own[0] if own else None,
            header.message_ids(fields, "in-reply-to")[:IDS_LIMIT],
            header.message_ids(fields, "references")[-IDS_LIMIT:],
        )

    @property
    def named(self) -> tuple[str, ...]:
        """Every earlier message that it names."""
        return tuple(dict.fromkeys((*self.in_reply_to, *self.references)))

    @property
    def answers(self) -> tuple[str, ...]:
        """The message that it answers itself, not those that led to it (RFC 5322 section 3.6.4)."""
        return self.in_reply_to or self.references[-1:]


@dataclass(frozen=True, slots=True)
class Ours:
    """What makes a Message-ID one of ours: it is *kept* as sent, or made in our own domain.

    The second tells what was sent before Askwell was there, or from elsewhere; it says nothing
    where the contact's mailbox is in the same domain.
    """

    kept: frozenset[str]
    reverse_path: str
    mailbox: str

    def foreign(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return those of *ids* that are not ours."""
        own = address.split(address.key(self.reverse_path))[1]
        if own == address.split(address.key(self.mailbox))[1]:
            own = ""
        return tuple(
            one
            for one in ids
            if one not in self.kept and not (own and one[1:-1].casefold().endswith(f"@{own}"))
        )


@dataclass(frozen=True, slots=True)
class Conversation:
    """How far it has come with those whom a message reaches; of several, the least far.

    ``answered`` counts the messages of theirs that were answered, the one that this message
    answers too. ``is_reply``: it names, besides In-Reply-To, something that they wrote; only then
    is a quote in it taken for theirs. ``mailboxes`` are those mail to whom may be held.
    """

    answered: int = 0
    is_reply: bool = False
    mailboxes: tuple[str, ...] = ()

    def has_unfolded(self, after: int) -> bool:
        """Whether *after* messages are answered; 0 is never."""
        return 0 < after <= self.answered


NOT_BEGUN = Conversation()
"""What is so of everybody to whom we never wrote."""


def soften(
    findings: tuple[Finding, ...],
    conversation: Conversation,
    content: bytes,
    unfolded_after: int = UNFOLDED_AFTER,
) -> tuple[Finding, ...]:
    """Return *findings*, those only advising that come as the conversation unfolds.

    All of them where the contact invited to it, in the quoted text; else the asks, once enough of
    the contact's messages are answered.
    """
    if not any(finding.severity is Severity.HOLD for finding in findings):
        return findings
    if conversation.is_reply:
        invited = _invitation(content, conversation.mailboxes)
        if invited is not None:
            return _advising(
                findings, f'In the letter that you answer they invited you to: "{invited}"'
            )
    if conversation.has_unfolded(unfolded_after):
        count = conversation.answered
        why = f"You have answered {count} messages of theirs, so it comes as the talk unfolds."
        return _advising(findings, why, ASKS)
    return findings


def _invitation(content: bytes, mailboxes: Collection[str]) -> str | None:
    try:
        return find_invitation(parse(content), mailboxes)
    except Exception:  # noqa: BLE001 - what can't be read invites to nothing; the mail goes on
        return None


def _advising(
    findings: tuple[Finding, ...], why: str, checks: Collection[str] | None = None
) -> tuple[Finding, ...]:
    return tuple(
        replace(finding, severity=Severity.ADVISE, why=why, instead=IT_CAN_STAY)
        if finding.severity is Severity.HOLD
        and finding.rule != OWN_RULE  # The person's own phrases stop them whatever was said.
        and (checks is None or finding.check in checks)
        else finding
        for finding in findings
    )
