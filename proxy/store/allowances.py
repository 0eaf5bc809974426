"""Allowances on disk. There are few, so that all are read and compared as values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date, datetime

from proxy.allowance import Allowance, Kind
from proxy.store.database import Database
from proxy.store.rows import timestamp


class Allowances:
    """The allowances of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self, today: date) -> tuple[Allowance, ...]:
        """Return what is in force on *today*, the oldest first."""
        with self._database.reading() as connection:
            found = [allowance for _, allowance in _all(connection)]
        return tuple(allowance for allowance in found if allowance.counts_on(today))

    def add(self, allowance: Allowance, now: datetime) -> None:
        """Add *allowance*, in the place of those for the same contact or thread."""
        with self._database.writing() as connection:
            _remove(connection, allowance.kind, allowance.keys)
            connection.execute(
                "INSERT INTO allowance (kind, name, subject, keys, until, added_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    allowance.kind,
                    allowance.name,
                    allowance.subject,
                    json.dumps(sorted(allowance.keys)),
                    allowance.until.isoformat() if allowance.until else None,
                    timestamp(now),
                ),
            )

    def remove(self, kind: Kind, keys: Iterable[str]) -> tuple[Allowance, ...]:
        """Remove the allowances of *kind* that one of *keys* belongs to; return them."""
        with self._database.writing() as connection:
            return _remove(connection, kind, frozenset(keys))


def _all(connection: sqlite3.Connection) -> list[tuple[int, Allowance]]:
    query = "SELECT rowid, kind, name, subject, keys, until FROM allowance ORDER BY rowid"
    return [(row["rowid"], _allowance(row)) for row in connection.execute(query).fetchall()]


def _allowance(row: sqlite3.Row) -> Allowance:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    keys = frozenset(json.loads(row["keys"]))
    return Allowance(Kind(row["kind"]), row["name"], keys, row["subject"], until)


def _remove(
    connection: sqlite3.Connection, kind: Kind, keys: frozenset[str]
) -> tuple[Allowance, ...]:
    gone = [
        (rowid, allowance)
        for rowid, allowance in _all(connection)
        if allowance.kind is kind and not keys.isdisjoint(allowance.keys)
    ]
    for rowid, _ in gone:
        connection.execute("DELETE FROM allowance WHERE rowid = ?", (rowid,))
    return tuple(allowance for _, allowance in gone)
