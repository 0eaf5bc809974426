"""Held messages on disk, and every transition between their states, one transaction each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from checks.finding import Finding
from proxy.envelope import Envelope, Submission
from proxy.hold import Closed, HeldMessage, Identity, State, new_id
from proxy.store.claims import Claimant
from proxy.store.database import Database, StoreError
from proxy.store.lookups import Lookups
from proxy.store.rows import envelope_columns, findings_json, timestamp


def refusal(message: HeldMessage, wish: str) -> str:
    """Say that *message* can't become what somebody *wish*es, as it stands."""
    if message.state == wish:
        return f"{message.short_id} is {message.state} already"
    return f"{message.short_id} is {message.state}: it can't be {wish}"


class WrongState(StoreError):  # noqa: N818
    """The message is in a state from which this can't be done; ``message`` is how it stands."""

    def __init__(self, message: HeldMessage, wish: str) -> None:
        super().__init__(refusal(message, wish))
        self.message = message


@dataclass(frozen=True, slots=True)
class NewHold:
    """A submission to be held, and all that is to be kept about it."""

    submission: Submission
    account: str
    identity: Identity
    findings: tuple[Finding, ...]
    contacts: tuple[str, ...]
    login: str = ""


class HeldMessages(Lookups):
    """The held messages of one database, and what can befall them."""

    def __init__(self, database: Database, claimant: Claimant) -> None:
        super().__init__(database)
        self._claimant = claimant

    def add(
        self,
        new: NewHold,
        now: datetime,
        supersedes: Iterable[str] = (),
        *,
        with_notice: bool = False,
    ) -> tuple[HeldMessage, bool]:
        """Return once *new* is on disk and would survive a power cut, and whether it was new.

        The messages named by *supersedes* become superseded in the same transaction, and a notice
        becomes due where one is wanted. Where the same bytes are known already, their message is
        returned and nothing changes.
        """
        with self._database.writing() as connection:
            known = self._with_bytes(connection, new.submission.envelope, new.identity, now)
            if known is not None:
                return known, False
            for old in supersedes:
                self._supersede(connection, old, now)
            message_id = _issue_id(connection)
            _insert(connection, message_id, new, now)
            _note_bytes(connection, message_id, new.submission.envelope, new.identity)
            if with_notice:
                connection.execute(
                    "INSERT INTO notice (held_id, state, next_at) VALUES (?, 'due', ?)",
                    (message_id, timestamp(now)),
                )
            return self._get(connection, message_id), True

    def replace(self, old_id: str, new: NewHold, now: datetime) -> HeldMessage:
        """Put *new* in the place of a held message, in one transaction; return it.

        WrongState where the old one is no longer held. Where the new bytes are those of an earlier
        version that was put aside, that one is held again, as it was judged now.
        """
        with self._database.writing() as connection:
            old = self._require(connection, old_id, {State.HELD}, "edited")
            known = self._with_bytes(connection, new.submission.envelope, new.identity, now)
            self._supersede(connection, old.id, now)
            if known is None or known.id == old.id:
                message_id = _issue_id(connection)
                _insert(connection, message_id, new, now)
                _note_bytes(connection, message_id, new.submission.envelope, new.identity)
            else:
                message_id = known.id
                self._require(
                    connection, known.id, {State.HELD, State.SUPERSEDED, State.DISCARDED}, "edited"
                )
                connection.execute(
                    "UPDATE held SET findings = ?, contacts = ? WHERE id = ?",
                    (findings_json(new.findings), json.dumps(new.contacts), known.id),
                )
                _set_state(connection, known.id, State.HELD, now)
            return self._get(connection, message_id)

    def supersede(self, ids: Iterable[str], now: datetime) -> None:
        """Mark those of *ids* that are still held as superseded."""
        with self._database.writing() as connection:
            for message_id in ids:
                self._supersede(connection, message_id, now)

    def note_bytes(self, message_id: str, submission: Submission, identity: Identity) -> None:
        """Remember the content of *submission* as one that stands for a message."""
        with self._database.writing() as connection:
            _note_bytes(connection, message_id, submission.envelope, identity)

    def claim(
        self,
        message_id: str,
        now: datetime,
        confirmation: tuple[Submission, Identity] | None = None,
        *,
        seen: State | None = None,
    ) -> HeldMessage:
        """Take a held or uncertain message for sending; WrongState where it is neither.

        Of two that claim at once, one succeeds. The claim ends with a ``settle_`` method, or with
        this process. *confirmation* is the submission that goes out in its place; *seen* is the
        state on which the person decided, and which must not have changed since.
        """
        with self._database.writing() as connection:
            changed = connection.execute(
                "UPDATE held SET state = 'releasing', claimant = ?, "
                # What may have been sent before still may have been, whatever comes of this.
                "handed_over = (state = 'uncertain'), release_wanted = 0, changed_at = ? "
                "WHERE id = ? AND state IN ('held', 'uncertain') AND state = coalesce(?, state)",
                (self._claimant.name, timestamp(now), message_id, seen),
            ).rowcount
            message = self._get(connection, message_id)
            if not changed:
                raise WrongState(message, "sent")
            if confirmation is not None:
                submission, identity = confirmation
                _note_bytes(connection, message_id, submission.envelope, identity)
            return message

    def mark_handed_over(self, message_id: str) -> None:
        """Note that the final dot goes out next: after a crash from here on, none can tell."""
        with self._database.writing() as connection:
            connection.execute("UPDATE held SET handed_over = 1 WHERE id = ?", (message_id,))

    def settle_sent(self, message_id: str, closed: Closed, reply: str, now: datetime) -> None:
        """Close a claimed message as sent, with the smarthost's *reply*."""
        self._settle(message_id, State.SENT, reply, now, closed)

    def settle_back(self, message_id: str, reply: str, now: datetime) -> None:
        """Put a claimed message back among the held, with the *reply* that refused it."""
        self._settle(message_id, State.HELD, reply, now)

    def settle_uncertain(self, message_id: str, reply: str, now: datetime) -> None:
        """Note that a claimed message went out and that nobody said whether it arrived."""
        self._settle(message_id, State.UNCERTAIN, reply, now)

    def abandon(self, message_id: str, now: datetime) -> None:
        """Give up a claim that was broken off: back to held, or uncertain if it may be out."""
        with self._database.writing() as connection:
            self._give_up(connection, message_id, now)

    def discard(self, message_id: str, now: datetime) -> HeldMessage:
        """Put a held or uncertain message aside, not to be sent; it can be restored."""
        return self._move(
            message_id, State.DISCARDED, {State.HELD, State.UNCERTAIN}, "discarded", now
        )

    def restore(self, message_id: str, now: datetime) -> HeldMessage:
        """Put a discarded or superseded message back among the held."""
        return self._move(
            message_id, State.HELD, {State.DISCARDED, State.SUPERSEDED}, "restored", now
        )

    def want_release(self, message_id: str, now: datetime) -> HeldMessage:
        """Note that the person released a message, which waits for a login only."""
        with self._database.writing() as connection:
            message = self._require(connection, message_id, {State.HELD, State.UNCERTAIN}, "sent")
            connection.execute(
                "UPDATE held SET release_wanted = 1, changed_at = ? WHERE id = ?",
                (timestamp(now), message.id),
            )
            return self._get(connection, message.id)

    def recover(self, now: datetime) -> tuple[HeldMessage, ...]:
        """Settle the claims that dead processes left: back to held, or uncertain.

        Return the messages concerned, as they stand now.
        """
        with self._database.reading() as connection:
            if not connection.execute("SELECT 1 FROM held WHERE state = 'releasing'").fetchone():
                return ()
        with self._database.writing() as connection:
            rows = connection.execute(
                "SELECT id, claimant FROM held WHERE state = 'releasing'"
            ).fetchall()
            dead = [row["id"] for row in rows if not self._claimant.is_alive(row["claimant"])]
            for message_id in dead:
                self._give_up(connection, message_id, now)
            return tuple(self._get(connection, message_id) for message_id in dead)

    def _give_up(self, connection: sqlite3.Connection, message_id: str, now: datetime) -> None:
        row = connection.execute(
            "SELECT handed_over FROM held WHERE id = ? AND state = 'releasing'", (message_id,)
        ).fetchone()
        if row is not None:
            state = State.UNCERTAIN if row["handed_over"] else State.HELD
            _set_state(connection, message_id, state, now)

    def _settle(
        self,
        message_id: str,
        state: State,
        reply: str,
        now: datetime,
        closed: Closed | None = None,
    ) -> None:
        with self._database.writing() as connection:
            self._require(connection, message_id, {State.RELEASING}, f"marked {state}")
            connection.execute(
                "UPDATE held SET reply = ?, closed = ? WHERE id = ?", (reply, closed, message_id)
            )
            _set_state(connection, message_id, state, now)

    def _move(
        self, message_id: str, state: State, allowed: set[State], wish: str, now: datetime
    ) -> HeldMessage:
        with self._database.writing() as connection:
            message = self._require(connection, message_id, allowed, wish)
            _set_state(connection, message.id, state, now)
            return self._get(connection, message.id)

    def _supersede(self, connection: sqlite3.Connection, message_id: str, now: datetime) -> None:
        connection.execute(
            "UPDATE held SET state = 'superseded', release_wanted = 0, changed_at = ? "
            "WHERE id = ? AND state = 'held'",
            (timestamp(now), message_id),
        )

    def _require(
        self, connection: sqlite3.Connection, message_id: str, allowed: set[State], wish: str
    ) -> HeldMessage:
        message = self._get(connection, message_id)
        if message.state not in allowed:
            raise WrongState(message, wish)
        return message


def _issue_id(connection: sqlite3.Connection) -> str:
    """Return an id that was never given before, in this database's whole life."""
    while True:
        fresh = new_id()
        done = connection.execute("INSERT OR IGNORE INTO issued_id (id) VALUES (?)", (fresh,))
        if done.rowcount:
            return fresh


def _insert(connection: sqlite3.Connection, message_id: str, new: NewHold, now: datetime) -> None:
    row = {
        "id": message_id,
        "state": State.HELD,
        "account": new.account,
        "login": new.login,
        **envelope_columns(new.submission.envelope),
        "content_sha256": new.identity.content_sha256,
        "fingerprint": new.identity.fingerprint,
        "message_id": new.identity.message_id,
        "date": new.identity.date,
        "subject": new.identity.subject,
        "findings": findings_json(new.findings),
        "contacts": json.dumps(new.contacts),
        "size": len(new.submission.content),
        "held_at": timestamp(now),
        "changed_at": timestamp(now),
    }
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO held ({names}) VALUES ({marks})", row)
    connection.execute(
        "INSERT INTO content (held_id, octets) VALUES (?, ?)", (message_id, new.submission.content)
    )


def _note_bytes(
    connection: sqlite3.Connection, message_id: str, envelope: Envelope, identity: Identity
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO seen (sender_key, recipients_key, content_sha256, held_id) "
        "VALUES (?, ?, ?, ?)",
        (envelope.sender_key, envelope.recipients_key, identity.content_sha256, message_id),
    )


def _set_state(
    connection: sqlite3.Connection, message_id: str, state: State, now: datetime
) -> None:
    connection.execute(
        "UPDATE held SET state = ?, changed_at = ?, claimant = NULL, handed_over = 0, "
        "release_wanted = 0 WHERE id = ?",
        (state, timestamp(now), message_id),
    )
