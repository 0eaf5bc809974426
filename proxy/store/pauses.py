"""The pause, kept on disk so that a restart neither ends nor prolongs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from proxy.store.database import Database
from proxy.store.rows import timestamp


@dataclass(frozen=True, slots=True)
class Pause:
    """For as long as it lasts nothing is held.

    ``until`` is None where only the person ends it; ``next_only`` where the first message that
    it lets through does.
    """

    until: datetime | None = None
    next_only: bool = False


class Pauses:
    """The one pause of a database, or none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, pause: Pause) -> None:
        """Put *pause* in the place of any that is on."""
        until = timestamp(pause.until) if pause.until else None
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO pause (only_row, until, next_only) VALUES (1, ?, ?)",
                (until, pause.next_only),
            )

    def end(self) -> bool:
        """End the pause; return whether there was one."""
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM pause").rowcount > 0

    def current(self, now: datetime) -> Pause | None:
        """Return the pause that is on at *now*, if any."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT until, next_only FROM pause").fetchone()
        if row is None:
            return None
        until = datetime.fromisoformat(row["until"]) if row["until"] else None
        if until is not None and until <= now:
            return None
        return Pause(until, bool(row["next_only"]))

    def take_next(self) -> bool:
        """End a pause for the next message only; return whether it was there to be taken.

        Of two messages that come at once, one takes it.
        """
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM pause WHERE next_only = 1").rowcount > 0
