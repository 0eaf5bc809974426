"""A held message: its states, its identity, and what "send again" is matched by.

Values and pure functions; the store keeps them, dispatch moves them.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from checks.message import Message, Part, parse

if TYPE_CHECKING:
    from checks.finding import Finding
    from proxy.envelope import Envelope

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: nothing in it is mistaken for something else when read aloud."""

ID_LENGTH = 8
SHORT_ID_LENGTH = 4

_CONTENT_ID_REFERENCE = re.compile(rb"cid:([^\s\"'<>)&]+)", re.IGNORECASE)
_BOUNDARY = re.compile(rb"(?i)\bboundary=\"?([^\";\s]{1,70})\"?")
BOUNDARIES_LIMIT = 50
_UNSTABLE_FIELDS = re.compile(rb"(?im)^(?:message-id|date):.*(?:\r\n[ \t].*)*\r\n")


class State(StrEnum):
    """Where a held message stands.

    ``held -> releasing -> sent``, or back to ``held``; ``held -> discarded``, and restored from
    there. ``uncertain``: all was handed over and no reply came; only the person can tell.
    """

    HELD = "held"
    RELEASING = "releasing"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    DISCARDED = "discarded"
    SUPERSEDED = "superseded"


RETRY_MEMORY = timedelta(days=7)
"""How long the bytes of a message that was sent are known: no outbox tries for longer."""

WAITING = frozenset({State.HELD, State.RELEASING, State.UNCERTAIN})
"""The states in which a message still waits for a person or a smarthost."""


class Closed(StrEnum):
    """What brought a message to ``sent``."""

    RELEASED = "released"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells two submissions apart, or the same.

    ``content_sha256`` is of the very bytes. ``fingerprint`` covers what a person wrote: subject,
    text, attachments. ``message_id`` and ``date`` are new with every press of Send.
    """

    content_sha256: str
    fingerprint: str
    message_id: str
    date: str
    subject: str

    @classmethod
    def of(cls, content: bytes) -> Identity:
        """Return the identity of *content*; any bytes have one."""
        message = parse(content)
        return cls(
            content_sha256=hashlib.sha256(content).hexdigest(),
            fingerprint=fingerprint(content, message),
            message_id=message.message_id or "",
            date=message.date or "",
            subject=message.subject,
        )

    def same_text(self, other: Identity) -> bool:
        """Whether a person would call the two the same message."""
        return hmac.compare_digest(self.fingerprint, other.fingerprint)

    def same_bytes(self, other: Identity) -> bool:
        """Whether the two are the same to the last octet: a retry, not a new decision."""
        return self.content_sha256 == other.content_sha256

    def sent_anew_after(self, other: Identity) -> bool:
        """Whether this is *other*, sent once more by a person: a new Message-ID or Date."""
        renewed = (self.message_id, self.date) != (other.message_id, other.date)
        return renewed and self.same_text(other) and not self.same_bytes(other)


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """A message on disk, without its content, which may be large and is read when needed."""

    id: str
    short_id: str
    state: State
    account: str
    login: str
    """The user name under which it was submitted; empty where none is needed."""
    envelope: Envelope
    identity: Identity
    findings: tuple[Finding, ...]
    contacts: tuple[str, ...]
    size: int
    held_at: datetime
    changed_at: datetime
    closed: Closed | None = None
    reply: str = ""
    release_wanted: bool = False

    def __post_init__(self) -> None:
        if self.held_at.tzinfo is None or self.changed_at.tzinfo is None:
            raise ValueError("times of a held message need a time zone")


def new_id() -> str:
    """Return a fresh id: 40 random bits; the store sees to it that none is given twice."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


def new_token() -> str:
    """Return an unguessable token of 160 bits, safe in a local part and blind to case."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(32))


def token_digest(token: str) -> str:
    """Return what the store keeps of a token: enough to recognise it, not to use it."""
    return hashlib.sha256(token.casefold().encode()).hexdigest()


def fingerprint(content: bytes, message: Message) -> str:
    """Return a digest of all that a person wrote in *content*: subject, text and attachments.

    Boundaries, Content-IDs, transfer encodings and the header section's other fields may change
    between two presses of Send. Where the message couldn't be walked to its end, or encloses
    another whose header fields are part of it, the octets themselves count, so that nothing
    unseen is ever taken for confirmed.
    """
    digest = hashlib.sha256()
    if message.complete and b"message/rfc822" not in content.lower():
        _feed(digest, (b"parts", message.subject.encode("utf-8", "replace")))
        places = _places(message.parts)
        for part in message.parts:
            _feed(digest, _essence(part, places))
    else:
        header, gap, body = content.partition(b"\r\n\r\n")
        stable = _UNSTABLE_FIELDS.sub(b"", header + b"\r\n") + gap + body
        _feed(digest, (b"octets", _without_boundaries(stable)))
    return digest.hexdigest()


def _without_boundaries(octets: bytes) -> bytes:
    """Return *octets* with every boundary left out where it is declared and where it stands."""
    names = dict.fromkeys(_BOUNDARY.findall(octets))
    stripped = _BOUNDARY.sub(b"boundary=", octets)
    for name in list(names)[:BOUNDARIES_LIMIT]:
        delimiter = rb"(?m)^--" + re.escape(name) + rb"(?=(?:--)?[ \t]*\r$)"
        stripped = re.sub(delimiter, b"--", stripped)
    return stripped


def _places(parts: Iterable[Part]) -> dict[bytes, bytes]:
    """Return where each Content-ID stands, which stays when the Content-ID itself is renewed."""
    names = [(part.content_id or "").strip("<> \t") for part in parts]
    return {name.encode("utf-8", "replace"): b"%d" % at for at, name in enumerate(names) if name}


def _essence(part: Part, places: Mapping[bytes, bytes]) -> tuple[bytes, ...]:
    payload, charset = part.payload, ""
    if part.content_type.startswith("text/"):
        payload = payload.replace(b"\r\n", b"\n").strip()
        charset = (part.charset or "").casefold()
    if part.content_type == "text/html":
        payload = _CONTENT_ID_REFERENCE.sub(partial(_placed, places), payload)
    words = (part.content_type, charset, part.filename or "")
    return (*(word.encode("utf-8", "replace") for word in words), payload)


def _placed(places: Mapping[bytes, bytes], reference: re.Match[bytes]) -> bytes:
    """Name the part that *reference* means by its place; one that means none stays as it is."""
    place = places.get(unquote_to_bytes(reference[1]))
    return reference[0] if place is None else b"cid:\0" + place


def _feed(digest: hashlib._Hash, fields: Iterable[bytes]) -> None:
    """Add *fields* with their lengths, so that no two lists of fields read alike."""
    for field in fields:
        digest.update(len(field).to_bytes(8, "big"))
        digest.update(field)
