"""Notices that are due, and the tokens by which their answers are known.

A notice goes out at most once for a hold: it is marked as under way before it is tried, and only
a smarthost that surely has not taken it makes it due again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from proxy.hold import token_digest
from proxy.store.database import Database
from proxy.store.rows import timestamp


class Action(StrEnum):
    """What the answer to a notice asks for."""

    SEND = "send"
    DISCARD = "discard"


class NoticeState(StrEnum):
    """Where a notice stands; ``unknown``: it went out and nobody said whether it arrived."""

    DUE = "due"
    TRYING = "trying"
    SENT = "sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """The held message and the action that a token stands for."""

    held_id: str
    action: Action


class Notices:
    """The notices of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime) -> tuple[str, ...]:
        """Return the ids of the held messages whose notice is due."""
        query = (
            "SELECT notice.held_id FROM notice JOIN held ON held.id = notice.held_id "
            "WHERE notice.state = 'due' AND next_at <= ? AND held.state = 'held' ORDER BY next_at"
        )
        with self._database.reading() as connection:
            return tuple(row[0] for row in connection.execute(query, (timestamp(now),)).fetchall())

    def next_at(self) -> datetime | None:
        """Return when the next notice is due, if one is to go out at all."""
        query = (
            "SELECT min(next_at) FROM notice JOIN held ON held.id = notice.held_id "
            "WHERE notice.state = 'due' AND held.state = 'held'"
        )
        with self._database.reading() as connection:
            found = connection.execute(query).fetchone()[0]
        return datetime.fromisoformat(found) if found else None

    def bring_forward(self, account: str, now: datetime) -> None:
        """Make the notices that wait to be tried again through *account* due at once."""
        with self._database.reading() as connection:
            query = (
                "SELECT 1 FROM notice JOIN held ON held.id = notice.held_id "
                "WHERE notice.state = 'due' AND held.account = ? AND next_at > ?"
            )
            if not connection.execute(query, (account, timestamp(now))).fetchone():
                return
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE notice SET next_at = ? WHERE state = 'due' AND next_at > ? "
                "AND held_id IN (SELECT id FROM held WHERE account = ?)",
                (timestamp(now), timestamp(now), account),
            )

    def begin(self, held_id: str, sender_key: str, tokens: dict[Action, str]) -> int | None:
        """Take a due notice for sending under *tokens*; return which attempt this is, or None."""
        with self._database.writing() as connection:
            taken = connection.execute(
                "UPDATE notice SET state = 'trying', attempts = attempts + 1 "
                "WHERE held_id = ? AND state = 'due'",
                (held_id,),
            ).rowcount
            if not taken:
                return None
            connection.execute("DELETE FROM token WHERE held_id = ?", (held_id,))
            for action, token in tokens.items():
                connection.execute(
                    "INSERT INTO token (digest, held_id, action, sender_key) VALUES (?, ?, ?, ?)",
                    (token_digest(token), held_id, action, sender_key),
                )
            query = "SELECT attempts FROM notice WHERE held_id = ?"
            return int(connection.execute(query, (held_id,)).fetchone()[0])

    def settle(self, held_id: str, state: NoticeState, reply: str, next_at: datetime) -> None:
        """Note what became of a notice under way; one that is due again is so at *next_at*."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE notice SET state = ?, reply = ?, next_at = ? WHERE held_id = ?",
                (state, reply, timestamp(next_at), held_id),
            )

    def recover(self) -> None:
        """Mark what was under way when a process died as unknown: it may have gone out."""
        with self._database.writing() as connection:
            connection.execute("UPDATE notice SET state = 'unknown' WHERE state = 'trying'")

    def answer(self, token: str, sender_key: str) -> Answer | None:
        """Return what *token* stands for, when it comes from the one that it was made for."""
        query = "SELECT held_id, action FROM token WHERE digest = ? AND sender_key = ?"
        with self._database.reading() as connection:
            row = connection.execute(query, (token_digest(token), sender_key)).fetchone()
        return Answer(row["held_id"], Action(row["action"])) if row else None

    def spend(self, held_id: str) -> None:
        """Make the tokens of *held_id* useless: each message is decided once."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM token WHERE held_id = ?", (held_id,))
