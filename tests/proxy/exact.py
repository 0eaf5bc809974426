"""What the smarthost was given, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.proxy.running import Askwell
    from tests.servers.scripted import Recording, Scripted


@dataclass(frozen=True)
class Exact:
    """A service, and the scripted smarthost behind it."""

    askwell: Askwell
    scripted: Scripted

    def last(self) -> Recording:
        """Return the newest session in which a message was begun."""
        return [one for one in self.scripted.recordings if "MAIL" in one.verbs()][-1]

    def commands(self) -> list[bytes]:
        """Return the commands of the last message."""
        wanted = (b"MAIL", b"RCPT", b"DATA")
        return [line for line in self.last().commands if line.startswith(wanted)]

    def content(self) -> bytes:
        """Return the content of the last message, dots undone."""
        (found,) = self.last().contents_unstuffed
        return found
