"""Rows of the ``held`` table to values, and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from checks.finding import Finding, Severity
from proxy.envelope import Envelope, Recipient
from proxy.hold import SHORT_ID_LENGTH, Closed, HeldMessage, Identity, State

COLUMNS = (
    "id, state, account, login, reverse_path, recipients, parameters, content_sha256, fingerprint, "
    "message_id, date, subject, findings, contacts, size, held_at, changed_at, closed, reply, "
    "release_wanted"
)


def timestamp(moment: datetime) -> str:
    """Return *moment* as it is kept: ISO 8601 in UTC, of one length, so that it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def envelope_columns(envelope: Envelope) -> dict[str, str]:
    """Return what is kept of *envelope*, by column."""
    return {
        "reverse_path": envelope.reverse_path,
        "recipients": json.dumps([[r.mailbox, r.parameters] for r in envelope.recipients]),
        "parameters": json.dumps(envelope.parameters),
        "sender_key": envelope.sender_key,
        "recipients_key": envelope.recipients_key,
    }


def findings_json(findings: Iterable[Finding]) -> str:
    """Return *findings* as a JSON list."""
    return json.dumps([asdict(finding) for finding in findings])


def held_message(row: sqlite3.Row, neighbours: Sequence[str]) -> HeldMessage:
    """Return the message that *row* tells of; *neighbours* are the ids next to its own."""
    return HeldMessage(
        id=row["id"],
        short_id=short_id(row["id"], neighbours),
        state=State(row["state"]),
        account=row["account"],
        login=row["login"],
        envelope=_envelope(row),
        identity=Identity(
            content_sha256=row["content_sha256"],
            fingerprint=row["fingerprint"],
            message_id=row["message_id"],
            date=row["date"],
            subject=row["subject"],
        ),
        findings=tuple(finding_of(entry) for entry in json.loads(row["findings"])),
        contacts=tuple(json.loads(row["contacts"])),
        size=row["size"],
        held_at=datetime.fromisoformat(row["held_at"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        closed=Closed(row["closed"]) if row["closed"] else None,
        reply=row["reply"],
        release_wanted=bool(row["release_wanted"]),
    )


def short_id(full: str, neighbours: Sequence[str]) -> str:
    """Return the shortest prefix of *full* that none of *neighbours* shares."""
    length = SHORT_ID_LENGTH
    while any(other.startswith(full[:length]) for other in neighbours):
        length += 1
    return full[:length]


def _envelope(row: sqlite3.Row) -> Envelope:
    recipients = tuple(
        Recipient(mailbox, tuple(parameters))
        for mailbox, parameters in json.loads(row["recipients"])
    )
    return Envelope(row["reverse_path"], recipients, tuple(json.loads(row["parameters"])))


def finding_of(entry: dict[str, Any]) -> Finding:
    """Return the finding that *entry* of ``findings_json`` tells of."""
    return Finding(**{**entry, "severity": Severity(entry["severity"])})
