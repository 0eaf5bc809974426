"""EHLO offers what Askwell and all smarthosts carry, and asks them no more than it needs."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from proxy import offering as module
from proxy.offering import FRESH_FOR_S, SIZE_LIMIT, Offering, size_limit
from proxy.smarthost import Capabilities, Smarthost, Tls
from tests.proxy.making import smarthost
from tests.servers.ports import free_port
from tests.servers.scripted import Drop, Script, Scripted, greet_back

NOWHERE = Smarthost("127.0.0.1", 1, Tls.NONE)
OWN = {"PIPELINING", "ENHANCEDSTATUSCODES", "SIZE"}
ALL = {"PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "DSN", "SIZE"}


class Clock:
    """Time that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def _announced(offering: Offering, *there: Smarthost) -> Capabilities:
    found = await offering.announced(there)
    await offering.close()
    return found


def announced(offering: Offering, *there: Smarthost) -> Capabilities:
    return asyncio.run(_announced(offering, *there))


def words(found: Capabilities) -> set[str]:
    return {word for word, _ in found.keywords}


def test_what_both_carry_is_offered_and_nothing_else() -> None:
    offered = greet_back("8BITMIME", "DSN", "CHUNKING", "AUTH PLAIN", "STARTTLS", "SIZE 5000")
    with Scripted({"EHLO": offered}) as server:
        found = announced(Offering(), smarthost(server.endpoint))
    assert words(found) == {"8BITMIME", "DSN", "SIZE"}
    assert found.size_limit == 5000


def test_of_two_smarthosts_what_both_have_and_the_larger_size() -> None:
    one, two = greet_back("8BITMIME", "DSN", "SIZE 5000"), greet_back("8BITMIME", "SIZE 9000")
    with Scripted({"EHLO": one}) as first, Scripted({"EHLO": two}) as second:
        found = announced(Offering(), smarthost(first.endpoint), smarthost(second.endpoint))
    assert words(found) == {"8BITMIME", "SIZE"}
    assert found.size_limit == 9000


@pytest.mark.parametrize(
    ("stated", "limit"),
    [(("SIZE 5000",), 5000), (("SIZE 5000", None), SIZE_LIMIT), ((f"SIZE {10**12}",), SIZE_LIMIT)],
)
def test_the_size_is_what_one_of_them_takes(stated: tuple[str | None, ...], limit: int) -> None:
    assert size_limit([Capabilities.of(("x", line or "DSN")) for line in stated]) == limit


@pytest.mark.parametrize("script", [{"GREETING": b"421 Busy\r\n"}, {"EHLO": Drop()}])
def test_while_none_can_be_asked_what_needs_none_is_offered(script: Script) -> None:
    with Scripted(script) as server:
        assert words(announced(Offering(), smarthost(server.endpoint))) == OWN
    gone = dataclasses.replace(NOWHERE, port=free_port())
    assert words(announced(Offering(), gone)) == OWN


def test_a_smarthost_is_asked_once_and_again_when_that_is_long_ago() -> None:
    clock = Clock()
    with Scripted() as server:
        there, offering = smarthost(server.endpoint), Offering(clock)
        for _ in range(3):
            assert words(announced(offering, there, there)) == ALL
        assert len(server.recordings) == 1
        assert server.recordings[0].verbs() == ["EHLO", "QUIT"]
        clock.now += FRESH_FOR_S
        announced(offering, there)
        assert len(server.recordings) == 2


def test_many_clients_at_once_ask_once() -> None:
    async def many(offering: Offering, there: Smarthost) -> None:
        await asyncio.gather(*(offering.announced([there]) for _ in range(10)))
        await offering.close()

    with Scripted() as server:
        asyncio.run(many(Offering(), smarthost(server.endpoint)))
        assert len(server.recordings) == 1


def test_what_was_learnt_on_the_way_is_not_asked_for() -> None:
    offering = Offering(Clock())
    offering.learn(NOWHERE, Capabilities.of(("x", "DSN", "SIZE 77")))
    found = announced(offering, NOWHERE)
    assert (words(found), found.size_limit) == ({"DSN", "SIZE"}, 77)
    assert offering.known(NOWHERE) is not None
    assert offering.known(dataclasses.replace(NOWHERE, port=2)) is None


def test_a_smarthost_that_is_down_keeps_what_it_announced_last() -> None:
    clock = Clock()
    offering, gone = Offering(clock), dataclasses.replace(NOWHERE, port=free_port())
    offering.learn(gone, Capabilities.of(("x", "DSN", "SIZE 77")))
    clock.now += FRESH_FOR_S
    assert words(announced(offering, gone)) == {"DSN", "SIZE"}


def test_a_smarthost_that_was_down_is_asked_again_after_a_while() -> None:
    clock = Clock()
    with Scripted({"GREETING": [b"421 Busy\r\n", b"220 Ready\r\n"]}) as server:
        there, offering = smarthost(server.endpoint), Offering(clock)
        assert words(announced(offering, there)) == OWN
        assert words(announced(offering, there)) == OWN
        assert len(server.recordings) == 1
        clock.now += module.ASK_AGAIN_AFTER_S
        assert words(announced(offering, there)) == ALL


def test_a_client_does_not_wait_long_for_a_smarthost_that_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "ASK_FOR_S", 0.1)
    with Scripted({"EHLO": b""}) as server:
        assert words(announced(Offering(), smarthost(server.endpoint, timeout_s=60))) == OWN
