"""What Postfix delivered: the message as it was sent, without the fields that it put on top."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TRACE = re.compile(
    rb"Return-Path: <(?P<sender>[^\n]*)>\n"
    rb"X-Original-To: [^\n]*\n"
    rb"Delivered-To: (?P<recipient>[^\n]*)\n"
    rb"(?P<received>Received: [^\n]*\n(?:[ \t][^\n]*\n)*)"
)
RECEIVED = re.compile(rb"Received: [^\n]*\n(?:[ \t][^\n]*\n)*")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message for one recipient; *content* has CRLF line ends again."""

    sender: str
    recipient: str
    received: str
    content: bytes


def read_deliveries(maildir: Path) -> tuple[Delivery, ...]:
    """Return what lies in *maildir*, oldest first."""
    files = sorted((maildir / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns)
    return tuple(_read(path.read_bytes()) for path in files)


def _read(stored: bytes) -> Delivery:
    trace = TRACE.match(stored)
    if trace is None:
        raise ValueError(f"not as Postfix delivers: {stored[:400]!r}")
    sender, recipient, received = (
        trace[name].decode() for name in ("sender", "recipient", "received")
    )
    return Delivery(sender, recipient, received, stored[trace.end() :].replace(b"\n", b"\r\n"))


def without_received(content: bytes) -> bytes:
    """Return *content* without the one Received field that Dovecot's submission put on top."""
    return RECEIVED.sub(b"", content, count=1) if content.startswith(b"Received: ") else content
