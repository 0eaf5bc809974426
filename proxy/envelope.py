"""The envelope and the submission: what a client handed over, exactly as it did.

Mailboxes and parameters keep the client's own spelling, so that the smarthost sees what it
would have seen without us.
"""

from __future__ import annotations

from dataclasses import dataclass

from proxy import address


@dataclass(frozen=True, slots=True)
class Recipient:
    """A forward-path, and the parameters of its RCPT command (RFC 5321 section 4.1.1.3)."""

    mailbox: str
    parameters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.mailbox:
            raise ValueError("a recipient needs a mailbox")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Reverse-path, recipients and MAIL parameters; SIZE is left out, being the relay's to say.

    The null reverse-path ``<>`` is the empty string.
    """

    reverse_path: str
    recipients: tuple[Recipient, ...]
    parameters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.recipients:
            raise ValueError("an envelope needs a recipient")

    @property
    def mailboxes(self) -> tuple[str, ...]:
        """The recipients' mailboxes, as written."""
        return tuple(recipient.mailbox for recipient in self.recipients)

    @property
    def sender_key(self) -> str:
        """What identifies the reverse-path, however it is spelled."""
        return address.key(self.reverse_path)

    @property
    def recipients_key(self) -> str:
        """What identifies the set of recipients, in whatever order and spelling."""
        return "\n".join(sorted({address.key(mailbox) for mailbox in self.mailboxes}))


@dataclass(frozen=True, slots=True)
class Submission:
    """An envelope and its content: the bytes between DATA and the final dot, unstuffed."""

    envelope: Envelope
    content: bytes
