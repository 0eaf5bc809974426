"""A message: bytes in, what its author wrote and attached out.

``parse`` is total: malformed MIME, unknown charsets, no header, no body, all give a Message.
It reads and never judges; where limits cut it short, ``complete`` says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from checks import header as fields
from checks import letter, mime
from checks.lines import Body
from checks.mime import Part

__all__ = ["Body", "Message", "Part", "parse"]


@dataclass(frozen=True, slots=True)
class Message:
    """What the checks and the fingerprint of a message need to know of it."""

    message_id: str | None
    date: str | None
    subject: str
    parts: tuple[Part, ...]
    complete: bool
    body: Body
    attachments: tuple[Part, ...]
    in_reply_to: tuple[str, ...]
    to: tuple[str, ...]
    sender: str | None


def parse(content: bytes) -> Message:
    """Return the message that *content* is, whatever bytes those are."""
    tree = mime.read(content)
    header = tree.header
    read = letter.read(tree.root)
    senders = fields.addresses(header.every("from"))
    return Message(
        message_id=header.first("message-id"),
        date=header.first("date"),
        subject=fields.words(header.first("subject") or ""),
        parts=tuple(tree.root.leaves()),
        complete=tree.complete and read.complete,
        body=read.body,
        attachments=read.attachments,
        in_reply_to=fields.message_ids(header),
        to=fields.addresses(header.every("to", "cc", "bcc")),
        sender=senders[0] if senders else None,
    )
