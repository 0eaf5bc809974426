"""Held messages, looked up: by id, by state, by the parties and the bytes of a submission."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from proxy.envelope import Envelope
from proxy.hold import ID_ALPHABET, RETRY_MEMORY, WAITING, HeldMessage, Identity, State
from proxy.store.database import Database, StoreError
from proxy.store.rows import COLUMNS, held_message, timestamp


class NoSuchMessage(StoreError):  # noqa: N818 - it says what is the case
    """No held message bears this id."""


class AmbiguousId(StoreError):  # noqa: N818
    """More than one held message has an id that begins so."""


class Lookups:
    """What can be asked about the held messages of one database; nothing is changed here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_parties(self, envelope: Envelope, since: datetime) -> tuple[HeldMessage, ...]:
        """Return what was held between these parties: all that waits, and what changed *since*.

        The newest first.
        """
        query = (
            f"SELECT {COLUMNS} FROM held WHERE sender_key = ? AND recipients_key = ? "
            "AND (state IN ('held', 'releasing', 'uncertain') OR changed_at >= ?) "
            "ORDER BY held_at DESC"
        )
        parameters = (envelope.sender_key, envelope.recipients_key, timestamp(since))
        with self._database.reading() as connection:
            rows = connection.execute(query, parameters).fetchall()
            return tuple(self._message(connection, row) for row in rows)

    def knows_parties(self, envelope: Envelope) -> bool:
        """Whether anything was ever held between these parties."""
        query = "SELECT 1 FROM seen WHERE sender_key = ? AND recipients_key = ? LIMIT 1"
        parameters = (envelope.sender_key, envelope.recipients_key)
        with self._database.reading() as connection:
            return connection.execute(query, parameters).fetchone() is not None

    def with_bytes(
        self, envelope: Envelope, identity: Identity, now: datetime
    ) -> HeldMessage | None:
        """Return the message for which these very bytes were submitted before, if any.

        One that was sent longer ago than any outbox tries again counts no more.
        """
        with self._database.reading() as connection:
            return self._with_bytes(connection, envelope, identity, now)

    def find(self, prefix: str) -> HeldMessage:
        """Return the message whose id begins with *prefix*.

        NoSuchMessage or AmbiguousId say why there is no such one message.
        """
        wanted = prefix.strip().casefold()
        query = f"SELECT {COLUMNS} FROM held WHERE substr(id, 1, ?) = ? LIMIT 2"
        with self._database.reading() as connection:
            rows = []
            if wanted and set(wanted) <= set(ID_ALPHABET):
                rows = connection.execute(query, (len(wanted), wanted)).fetchall()
            if not rows:
                raise NoSuchMessage(
                    f"no held message has the id {prefix!r}: see askwell held --all"
                )
            if len(rows) > 1:
                raise AmbiguousId(f"more than one id begins with {prefix!r}: give more of it")
            return self._message(connection, rows[0])

    def listed(self, states: Iterable[State] = WAITING) -> tuple[HeldMessage, ...]:
        """Return the messages in any of *states*, the oldest first."""
        wanted = sorted(states)
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT {COLUMNS} FROM held WHERE state IN ({marks}) ORDER BY held_at, id"
        with self._database.reading() as connection:
            rows = connection.execute(query, wanted).fetchall()
            return tuple(self._message(connection, row) for row in rows)

    def awaiting_login(self, account: str) -> tuple[HeldMessage, ...]:
        """Return what the person released and what waits for a login to *account* only."""
        return tuple(
            message
            for message in self.listed({State.HELD, State.UNCERTAIN})
            if message.release_wanted and message.account == account
        )

    def content(self, message_id: str) -> bytes:
        """Return the content as it was submitted."""
        query = "SELECT octets FROM content WHERE held_id = ?"
        with self._database.reading() as connection:
            row = connection.execute(query, (message_id,)).fetchone()
        if row is None:
            raise NoSuchMessage(f"nothing is kept under the id {message_id!r}")
        return bytes(row["octets"])

    def _with_bytes(
        self,
        connection: sqlite3.Connection,
        envelope: Envelope,
        identity: Identity,
        now: datetime,
    ) -> HeldMessage | None:
        row = connection.execute(
            "SELECT held_id FROM seen JOIN held ON held.id = held_id "
            "WHERE seen.sender_key = ? AND seen.recipients_key = ? AND seen.content_sha256 = ? "
            "AND (held.state != 'sent' OR held.changed_at >= ?)",
            (
                envelope.sender_key,
                envelope.recipients_key,
                identity.content_sha256,
                timestamp(now - RETRY_MEMORY),
            ),
        ).fetchone()
        return self._get(connection, row["held_id"]) if row else None

    def _get(self, connection: sqlite3.Connection, message_id: str) -> HeldMessage:
        query = f"SELECT {COLUMNS} FROM held WHERE id = ?"
        row = connection.execute(query, (message_id,)).fetchone()
        if row is None:
            raise NoSuchMessage(f"no held message has the id {message_id!r}")
        return self._message(connection, row)

    def _message(self, connection: sqlite3.Connection, row: sqlite3.Row) -> HeldMessage:
        neighbours = connection.execute(
            "SELECT (SELECT max(id) FROM issued_id WHERE id < :id), "
            "(SELECT min(id) FROM issued_id WHERE id > :id)",
            {"id": row["id"]},
        ).fetchone()
        return held_message(row, [other for other in neighbours if other])
