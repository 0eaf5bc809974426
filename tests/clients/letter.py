"""What a client is given to send: a message as it is, or the parts to make one of."""

from __future__ import annotations

import email.policy
import mimetypes
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import localtime, make_msgid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished message (CRLF line ends) and its envelope."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    def with_line_feeds(self) -> bytes:
        """Return the content with bare line feeds, as programs of the sendmail kind read it."""
        return self.content.replace(b"\r\n", b"\n")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person typed; a client with a composer makes the message of it."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[Path, ...] = ()

    def letter(self) -> Letter:
        """Return the message that the standard library makes of it, with a new Message-ID."""
        message = EmailMessage(policy=email.policy.SMTP)
        message["From"] = self.sender
        message["To"] = ", ".join(self.recipients)
        message["Subject"] = self.subject
        message["Date"] = localtime()
        message["Message-ID"] = make_msgid(domain="example.org")
        message.set_content(self.body)
        for path in self.attachments:
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            maintype, subtype = kind.split("/")
            message.add_attachment(
                path.read_bytes(), maintype=maintype, subtype=subtype, filename=path.name
            )
        return Letter(self.sender, self.recipients, message.as_bytes())
