"""What is on disk: messages, contacts, conversations, allowances and more, in one database.

Nothing here judges, sends or prints. Whatever a method has returned from is durable.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from proxy.store.allowances import Allowances
from proxy.store.claims import Claimant
from proxy.store.contacts import Contacts
from proxy.store.conversations import Conversations
from proxy.store.database import Database, StoreError
from proxy.store.false_alarms import FalseAlarms
from proxy.store.held import HeldMessages, WrongState
from proxy.store.lookups import AmbiguousId, NoSuchMessage
from proxy.store.notices import Notices
from proxy.store.pauses import Pauses

__all__ = [
    "Allowances",
    "AmbiguousId",
    "Contacts",
    "Conversations",
    "FalseAlarms",
    "HeldMessages",
    "NoSuchMessage",
    "Notices",
    "Pauses",
    "Store",
    "StoreError",
    "WrongState",
]


@dataclass(frozen=True, slots=True)
class Store:
    """The tables of one state directory, behind one connection; not for two threads at once."""

    database: Database
    claimant: Claimant
    held: HeldMessages
    contacts: Contacts
    conversations: Conversations
    pauses: Pauses
    notices: Notices
    allowances: Allowances
    false_alarms: FalseAlarms

    @classmethod
    def open(cls, directory: Path) -> Store:
        """Open the state in *directory*, made if need be; StoreError says what is wrong with it."""
        database = Database.open(directory)
        claimant = Claimant(directory / "claims")
        return cls(
            database,
            claimant,
            HeldMessages(database, claimant),
            Contacts(database),
            Conversations(database),
            Pauses(database),
            Notices(database),
            Allowances(database),
            FalseAlarms(database),
        )

    def close(self) -> None:
        """Let go of the database and of every claim."""
        self.database.close()
        self.claimant.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
