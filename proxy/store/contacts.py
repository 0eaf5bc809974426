"""The contact book on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from proxy import address
from proxy.contacts import Contact, ContactBook, ContactError, candidate_keys
from proxy.store.database import Database
from proxy.store.rows import timestamp


class Contacts:
    """The contacts of one database; lookups cost the same however many there are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def book_for(self, mailboxes: Iterable[str]) -> ContactBook:
        """Return the part of the contact book that *mailboxes* may fall under."""
        keys = dict.fromkeys(key for mailbox in mailboxes for key in candidate_keys(mailbox))
        with self._database.reading() as connection:
            found = (_contact(connection, key) for key in keys)
            return ContactBook(tuple(contact for contact in found if contact))

    def all(self) -> tuple[Contact, ...]:
        """Return every contact, by name and pattern."""
        with self._database.reading() as connection:
            keys = [row["key"] for row in connection.execute("SELECT key FROM contact")]
            found = [contact for key in keys if (contact := _contact(connection, key))]
        return tuple(sorted(found, key=lambda c: (c.label.casefold(), c.pattern)))

    def get(self, pattern: str) -> Contact:
        """Return the contact under exactly this mailbox or pattern; ContactError where none is."""
        with self._database.reading() as connection:
            return _require(connection, pattern)

    def add(self, contact: Contact) -> Contact:
        """Add *contact*, or its tags and name to the entry that is there; return the entry."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO contact (key, pattern, name) VALUES (?, ?, ?) ON CONFLICT (key) "
                "DO UPDATE SET name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END",
                (contact.key, contact.pattern, contact.name),
            )
            _add_tags(connection, contact.key, contact.tags)
            return _require(connection, contact.pattern)

    def tag(self, pattern: str, tags: Iterable[str]) -> Contact:
        """Attach *tags*; return the contact as it is then."""
        with self._database.writing() as connection:
            found = _require(connection, pattern)
            _add_tags(connection, found.key, tags)
            return _require(connection, pattern)

    def untag(self, pattern: str, tags: Iterable[str]) -> Contact:
        """Take *tags* off; return the contact as it is then."""
        with self._database.writing() as connection:
            found = _require(connection, pattern)
            for tag in tags:
                if tag not in found.tags:
                    raise ContactError(f"{found.pattern} does not bear the tag {tag!r}")
                connection.execute(
                    "DELETE FROM contact_tag WHERE key = ? AND tag = ?", (found.key, tag)
                )
            return _require(connection, pattern)

    def note(self, pattern: str, note: str, now: datetime) -> Contact:
        """Add a note; return the contact as it is then."""
        with self._database.writing() as connection:
            found = _require(connection, pattern)
            connection.execute(
                "INSERT OR REPLACE INTO contact_note (key, note, added_at) VALUES (?, ?, ?)",
                (found.key, note, timestamp(now)),
            )
            return _require(connection, pattern)

    def clear_notes(self, pattern: str) -> Contact:
        """Remove all notes; return the contact as it was before."""
        with self._database.writing() as connection:
            found = _require(connection, pattern)
            connection.execute("DELETE FROM contact_note WHERE key = ?", (found.key,))
            return found

    def remove(self, pattern: str) -> Contact:
        """Remove the contact, with all that is kept of it; return what it was."""
        with self._database.writing() as connection:
            found = _require(connection, pattern)
            connection.execute("DELETE FROM contact WHERE key = ?", (found.key,))
            _forget_conversations(connection, found.key)
            return found


def _forget_conversations(connection: sqlite3.Connection, key: str) -> None:
    """Forget the conversations of a contact that is gone; those of other contacts stay."""
    local, domain = address.split(key)
    mailboxes = [key, address.base_key(key)]
    if local == "*":
        rows = connection.execute("SELECT mailbox FROM correspondent").fetchall()
        mailboxes = [row[0] for row in rows if address.split(row[0])[1] == domain]
    for mailbox in mailboxes:
        if not connection.execute("SELECT 1 FROM contact WHERE key = ?", (mailbox,)).fetchone():
            connection.execute("DELETE FROM correspondent WHERE mailbox = ?", (mailbox,))


def _add_tags(connection: sqlite3.Connection, key: str, tags: Iterable[str]) -> None:
    for tag in tags:
        connection.execute("INSERT OR IGNORE INTO contact_tag (key, tag) VALUES (?, ?)", (key, tag))


def _require(connection: sqlite3.Connection, pattern: str) -> Contact:
    contact = _contact(connection, address.key(pattern))
    if contact is None:
        raise ContactError(f"{pattern} is not in the contact book: see askwell contacts list")
    return contact


def _contact(connection: sqlite3.Connection, key: str) -> Contact | None:
    row = connection.execute("SELECT pattern, name FROM contact WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    tags = connection.execute("SELECT tag FROM contact_tag WHERE key = ?", (key,))
    notes = connection.execute(
        "SELECT note FROM contact_note WHERE key = ? ORDER BY added_at, note", (key,)
    )
    return Contact(
        pattern=row["pattern"],
        name=row["name"],
        tags=frozenset(found["tag"] for found in tags.fetchall()),
        notes=tuple(found["note"] for found in notes.fetchall()),
    )
