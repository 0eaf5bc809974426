"""False alarms on disk: what was held by mistake, with a copy of the message."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from checks.finding import Finding
from proxy.hold import ID_ALPHABET, HeldMessage
from proxy.store.database import Database
from proxy.store.lookups import AmbiguousId, NoSuchMessage
from proxy.store.rows import finding_of, findings_json, short_id, timestamp

_COLUMNS = "held_id, marked_at, subject, contacts, findings"


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """A message that should not have been held; without its content, which is read when needed."""

    held_id: str
    short_id: str
    marked_at: datetime
    subject: str
    contacts: tuple[str, ...]
    findings: tuple[Finding, ...]


class FalseAlarms:
    """The false alarms of one database; they stay until the person forgets them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self, held: HeldMessage, now: datetime) -> bool:
        """Keep *held* and its content as a false alarm; return whether it was not one before."""
        with self._database.writing() as connection:
            done = connection.execute(
                f"INSERT OR IGNORE INTO false_alarm ({_COLUMNS}, octets) "
                "SELECT ?, ?, ?, ?, ?, octets FROM content WHERE held_id = ?",
                (
                    held.id,
                    timestamp(now),
                    held.identity.subject,
                    json.dumps(held.contacts),
                    findings_json(held.findings),
                    held.id,
                ),
            )
            return done.rowcount > 0

    def all(self) -> tuple[FalseAlarm, ...]:
        """Return every false alarm, the oldest first."""
        query = f"SELECT {_COLUMNS} FROM false_alarm ORDER BY marked_at, held_id"
        with self._database.reading() as connection:
            rows = connection.execute(query).fetchall()
            return tuple(_false_alarm(connection, row) for row in rows)

    def find(self, prefix: str) -> FalseAlarm:
        """Return the one whose id begins with *prefix*; NoSuchMessage or AmbiguousId if none."""
        wanted = prefix.strip().casefold()
        query = f"SELECT {_COLUMNS} FROM false_alarm WHERE substr(held_id, 1, ?) = ? LIMIT 2"
        with self._database.reading() as connection:
            rows = []
            if wanted and set(wanted) <= set(ID_ALPHABET):
                rows = connection.execute(query, (len(wanted), wanted)).fetchall()
            if not rows:
                raise NoSuchMessage(f"no false alarm has the id {prefix!r}: see askwell wrong")
            if len(rows) > 1:
                raise AmbiguousId(f"more than one id begins with {prefix!r}: give more of it")
            return _false_alarm(connection, rows[0])

    def content(self, held_id: str) -> bytes:
        """Return the copy of the message."""
        query = "SELECT octets FROM false_alarm WHERE held_id = ?"
        with self._database.reading() as connection:
            row = connection.execute(query, (held_id,)).fetchone()
        if row is None:
            raise NoSuchMessage(f"no false alarm has the id {held_id!r}: see askwell wrong")
        return bytes(row["octets"])

    def forget(self, held_id: str) -> None:
        """Delete the mark and the copy; the held message itself stays."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM false_alarm WHERE held_id = ?", (held_id,))


def _false_alarm(connection: sqlite3.Connection, row: sqlite3.Row) -> FalseAlarm:
    neighbours = connection.execute(
        "SELECT (SELECT max(id) FROM issued_id WHERE id < :id), "
        "(SELECT min(id) FROM issued_id WHERE id > :id)",
        {"id": row["held_id"]},
    ).fetchone()
    return FalseAlarm(
        held_id=row["held_id"],
        short_id=short_id(row["held_id"], [other for other in neighbours if other]),
        marked_at=datetime.fromisoformat(row["marked_at"]),
        subject=row["subject"],
        contacts=tuple(json.loads(row["contacts"])),
        findings=tuple(finding_of(entry) for entry in json.loads(row["findings"])),
    )
