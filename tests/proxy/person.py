"""A person with a mailbox of their own, so that many tests can share one running service."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

from tests.proxy.dialogue import Dialogue, Heard
from tests.servers.waiting import until

if TYPE_CHECKING:
    from proxy.hold import HeldMessage
    from tests.proxy.running import Askwell
    from tests.servers.sink import Sink, Submission

BILL = "bill@example.com"

_numbers = itertools.count(1)


class Person:
    """Writes from a fresh mailbox in *domain*; sees on disk and at the smarthost what is theirs."""

    def __init__(self, askwell: Askwell, sink: Sink, domain: str = "example.org") -> None:
        self.askwell, self.sink = askwell, sink
        self.mailbox = f"sam{os.getpid()}x{next(_numbers)}@{domain}"

    def line(self) -> Dialogue:
        """Connect and say EHLO."""
        line = self.askwell.dialogue()
        line.ehlo()
        return line

    def send(self, content: bytes, *recipients: str) -> Heard:
        """Submit *content* in a session of its own and return the reply to it."""
        with self.line() as line:
            heard = line.submit(content, *(recipients or (BILL,)), sender=self.mailbox)
            line.ask("QUIT", 221)
            return heard

    def held(self) -> tuple[HeldMessage, ...]:
        """Return this person's messages on disk, in any state, the oldest first."""
        return tuple(h for h in self.askwell.held() if h.envelope.reverse_path == self.mailbox)

    def the_held(self) -> HeldMessage:
        """Return this person's only message on disk."""
        (held,) = self.held()
        return held

    def states(self) -> list[str]:
        """Return the states of this person's messages on disk, the oldest first."""
        return [str(held.state) for held in self.held()]

    def wait_for_states(self, *states: str) -> None:
        """Return once this person's messages are in *states*."""
        until(lambda: self.states() == list(states), f"{states}, not {self.states()}")

    @property
    def relayed(self) -> list[bytes]:
        """The contents that the smarthost accepted."""
        return [one.content for one in self._own(self.sink.accepted)]

    @property
    def arrived(self) -> list[bytes]:
        """The contents that reached the smarthost whole, accepted or not."""
        return [one.content for one in self._own(self.sink.arrived)]

    def notices(self) -> list[Submission]:
        """Return the mail that the smarthost accepted from and to this person."""
        return [one for one in self._own(self.sink.accepted) if one.rcpt_tos == (self.mailbox,)]

    def _own(self, submissions: tuple[Submission, ...]) -> list[Submission]:
        return [one for one in submissions if one.mail_from == self.mailbox]
