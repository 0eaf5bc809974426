"""Nothing is altered on the way: what arrives through Askwell is what arrives without it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from tests.proxy.dialogue import Dialogue, Heard
from tests.whole import awkward
from tests.whole.letters import SAM
from tests.whole.route import log_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.servers.postfix import Postfix
    from tests.whole.route import Route


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _submit(line: Dialogue, sender: str, recipient: str, content: bytes) -> Heard:
    words = " BODY=8BITMIME" + ("" if (sender + recipient).isascii() else " SMTPUTF8")
    line.ask(f"MAIL FROM:<{sender}> SIZE={len(content)}{words}")
    line.ask(f"RCPT TO:<{recipient}>")
    line.ask("DATA", 354)
    line.send_content(content)
    return line.hear()


def _send_directly(postfix: Postfix, contents: Iterable[tuple[str, bytes]]) -> None:
    with Dialogue(postfix.plain.port) as line:
        line.ehlo()
        for recipient, content in contents:
            assert _submit(line, SAM, recipient, content).code == 250


def test_every_message_arrives_as_if_it_had_been_sent_directly(
    to_postfix: Route, fresh_address: Callable[[str], str]
) -> None:
    names = list(awkward.EVERY)
    direct, through = ([fresh_address("ann") for _ in names] for _ in range(2))
    _send_directly(to_postfix.postfix, zip(direct, awkward.EVERY.values(), strict=True))
    with log_in(to_postfix) as line:
        for recipient, content in zip(through, awkward.EVERY.values(), strict=True):
            assert _submit(line, SAM, recipient, content).code == 250
    arrived = _digests(to_postfix, names, through)
    assert arrived == _digests(to_postfix, names, direct)
    kept = {name for name in names if arrived[name] == [_sha256(awkward.EVERY[name])]}
    assert set(names) - kept == awkward.ALTERED_BY_POSTFIX


def test_held_and_released_every_message_arrives_as_if_it_had_been_sent_directly(
    to_postfix: Route, fresh_address: Callable[[str], str]
) -> None:
    names = list(awkward.HOLDABLE)
    direct, bills = [fresh_address("ann") for _ in names], [fresh_address("bill") for _ in names]
    _send_directly(to_postfix.postfix, zip(direct, awkward.HOLDABLE.values(), strict=True))
    ids = []
    with log_in(to_postfix) as line:
        for name, bill in zip(names, bills, strict=True):
            heard = _submit(line, SAM, bill, awkward.HOLDABLE[name])
            held = re.search(r"Held by Askwell as (\w+), not sent", heard.text)
            assert held is not None, (name, heard)
            ids.append(held[1])
    released = to_postfix.askwell.cli("release", *ids)
    assert (released.returncode, released.stderr) == (0, "")
    assert _digests(to_postfix, names, bills) == _digests(to_postfix, names, direct)


def _digests(route: Route, names: Iterable[str], recipients: Iterable[str]) -> dict[str, list[str]]:
    pairs = zip(names, recipients, strict=True)
    return {name: [_sha256(one) for one in route.arrived(recipient)] for name, recipient in pairs}


@pytest.mark.parametrize("sender", [SAM, "jürgen@example.org"])
def test_internationalised_addresses_arrive_as_they_are_spelled(
    sender: str, to_postfix: Route, fresh_address: Callable[[str], str]
) -> None:
    recipient = fresh_address("bjørn")
    content = f"To: {recipient}\r\nFrom: {sender}\r\nSubject: Grüße\r\n\r\nKöln\r\n".encode()
    with log_in(to_postfix) as line:
        assert _submit(line, sender, recipient, content).code == 250
    (delivery,) = to_postfix.postfix.deliveries(recipient)
    assert (delivery.sender, delivery.content) == (sender, content)
