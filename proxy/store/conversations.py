"""What is kept of the conversations with contacts: when we last wrote, and Message-IDs.

Bounded: the oldest gives way, of the ids of one mailbox and of the mailboxes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from proxy import address
from proxy.contacts import candidate_keys
from proxy.conversation import Conversation, Ours, Thread
from proxy.envelope import Submission
from proxy.store.database import Database
from proxy.store.rows import timestamp

IDS_LIMIT = 200
"""Message-IDs that are kept for one mailbox: of those sent, and of those answered."""

MAILBOXES_LIMIT = 5_000
"""Mailboxes that anything is kept of; a pattern such as ``*@example.com`` stands for many."""


class Conversations:
    """The conversations of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, submission: Submission, mailboxes: Iterable[str]) -> Conversation:
        """Return how far it has come with *mailboxes* once *submission* is sent.

        Of several, what is true of each of them.
        """
        wanted = tuple(mailboxes)
        thread = Thread.of(submission.content)
        reverse_path = submission.envelope.reverse_path
        with self._database.reading() as connection:
            kept = _kept(connection, thread)
            counts, replies = [], []
            for mailbox in wanted:
                ours = Ours(kept, reverse_path, mailbox)
                known = _answered(connection, mailbox)
                counts.append(len(known.union(ours.foreign(thread.answers))))
                replies.append(bool(thread.in_reply_to and ours.foreign(thread.named)))
        return Conversation(min(counts, default=0), bool(replies) and all(replies), wanted)

    def note(self, submission: Submission, now: datetime) -> None:
        """Note that *submission* was sent, for those of its recipients that are in the book."""
        thread = Thread.of(submission.content)
        moment = timestamp(now)
        with self._database.writing() as connection:
            kept = _kept(connection, thread)
            for mailbox in submission.envelope.mailboxes:
                if not _is_in_book(connection, mailbox):
                    continue
                key = address.base_key(mailbox)
                connection.execute(
                    "INSERT INTO correspondent (mailbox, last_written_at) VALUES (?, ?) "
                    "ON CONFLICT (mailbox) "
                    "DO UPDATE SET last_written_at = excluded.last_written_at",
                    (key, moment),
                )
                ours = Ours(kept, submission.envelope.reverse_path, mailbox)
                sent = (thread.message_id,) if thread.message_id else ()
                _add(connection, "sent", key, sent, moment)
                _add(connection, "answered", key, ours.foreign(thread.answers), moment)
            connection.execute(
                "DELETE FROM correspondent WHERE mailbox IN (SELECT mailbox FROM correspondent "
                "ORDER BY last_written_at DESC LIMIT -1 OFFSET ?)",
                (MAILBOXES_LIMIT,),
            )

    def last_written(self, mailbox: str) -> datetime | None:
        """Return when we last wrote to *mailbox*, as far as is known."""
        query = "SELECT last_written_at FROM correspondent WHERE mailbox = ?"
        with self._database.reading() as connection:
            row = connection.execute(query, (address.base_key(mailbox),)).fetchone()
        return datetime.fromisoformat(row[0]) if row else None


def _kept(connection: sqlite3.Connection, thread: Thread) -> frozenset[str]:
    """Return those of the messages that *thread* names that we sent, to whomever."""
    marks = ", ".join("?" * len(thread.named))
    query = f"SELECT message_id FROM sent_id WHERE message_id IN ({marks})"
    return frozenset(row[0] for row in connection.execute(query, thread.named).fetchall())


def _answered(connection: sqlite3.Connection, mailbox: str) -> frozenset[str]:
    query = "SELECT message_id FROM answered_id WHERE mailbox = ?"
    rows = connection.execute(query, (address.base_key(mailbox),)).fetchall()
    return frozenset(row[0] for row in rows)


def _is_in_book(connection: sqlite3.Connection, mailbox: str) -> bool:
    query = "SELECT 1 FROM contact WHERE key = ?"
    return any(connection.execute(query, (key,)).fetchone() for key in candidate_keys(mailbox))


def _add(
    connection: sqlite3.Connection, kind: str, key: str, ids: Iterable[str], moment: str
) -> None:
    """Add *ids* that are not there yet, and let go of the oldest past the limit."""
    for message_id in ids:
        connection.execute(
            f"INSERT OR IGNORE INTO {kind}_id (mailbox, message_id, {kind}_at) VALUES (?, ?, ?)",
            (key, message_id, moment),
        )
    connection.execute(
        f"DELETE FROM {kind}_id WHERE mailbox = ? AND message_id IN (SELECT message_id "
        f"FROM {kind}_id WHERE mailbox = ? ORDER BY {kind}_at DESC LIMIT -1 OFFSET ?)",
        (key, key, IDS_LIMIT),
    )
