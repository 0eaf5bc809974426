"""One way of a message: from a mail client, through a running Askwell, to a real mailbox."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tests.proxy.dialogue import Dialogue
from tests.proxy.running import Askwell, account
from tests.servers.maildir import without_received

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.endpoint import Endpoint
    from tests.servers.postfix import Postfix

Held = dict[str, Any]
"""A held message, as ``askwell held --json`` tells of it."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a client sends, and what arrives in the end.

    ``adds_received`` tells that a server between Askwell and the mailbox put a field on top.
    """

    askwell: Askwell
    smarthost: Endpoint
    postfix: Postfix
    adds_received: bool = False

    @property
    def client(self) -> Endpoint:
        """What a person enters in the mail client: their own login, and Askwell's port."""
        return replace(self.smarthost, port=self.askwell.port, tls="none", ca_file=None)

    def arrived(self, recipient: str) -> list[bytes]:
        """Return the contents that were delivered to *recipient*, as they were submitted."""
        contents = [one.content for one in self.postfix.deliveries(recipient)]
        return [without_received(one) for one in contents] if self.adds_received else contents

    def states(self, recipient: str) -> list[str]:
        """Return the states of the messages on disk for *recipient*, the oldest first."""
        on_disk = self.askwell.held()
        return [str(one.state) for one in on_disk if recipient in one.envelope.mailboxes]

    def held(self, recipient: str) -> list[Held]:
        """Return what the command line lists as held for *recipient*."""
        listed = self.askwell.cli("held", "--json")
        assert (listed.returncode, listed.stderr) == (0, "")
        messages: list[Held] = [json.loads(line) for line in listed.stdout.splitlines()]
        return [one for one in messages if recipient in one["recipients"]]


@contextmanager
def open_route(
    place: Path, smarthost: Endpoint, postfix: Postfix, **keys: object
) -> Iterator[Route]:
    """Run an Askwell that sends through *smarthost*; *keys* are its account's."""
    adds_received = bool(keys.pop("adds_received", False))
    with Askwell(place, account(smarthost, **({"auth": "passthrough"} | keys))) as askwell:
        yield Route(askwell, smarthost, postfix, adds_received)


def log_in(route: Route) -> Dialogue:
    """Connect to Askwell as a client, and log in."""
    line = Dialogue(route.client.port)
    line.ehlo()
    user, password = route.client.user, route.client.password
    assert user is not None
    assert password is not None
    assert line.log_in(user, password).code == 235
    return line
