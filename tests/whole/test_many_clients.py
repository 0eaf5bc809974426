"""Fifty clients at once, each with its own login: every message arrives, and none twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from tests.clients import smtplib_client
from tests.clients.letter import Letter
from tests.whole.letters import SAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.clients.outcome import Outcome
    from tests.whole.route import Route

CLIENTS = 50


def test_fifty_clients_at_once_deliver_fifty_messages(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    contents = [
        f"Subject: {number}\r\n\r\nThe pallets of lot {number} left today.\r\n".encode()
        for number in range(CLIENTS)
    ]
    together = Barrier(CLIENTS)

    def send(content: bytes) -> Outcome:
        together.wait(30)
        return smtplib_client.send(to_postfix.client, Letter(SAM, (bill,), content), tmp_path)

    with ThreadPoolExecutor(CLIENTS) as clients:
        outcomes = list(clients.map(send, contents))
    assert [outcome.told for outcome in outcomes if not outcome.sent] == []
    assert sorted(to_postfix.arrived(bill)) == sorted(contents)
