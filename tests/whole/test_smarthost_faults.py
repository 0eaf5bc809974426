"""A real smarthost that is away, or refuses: the client hears of it, and nothing is lost."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.clients import smtplib_client
from tests.clients.letter import Letter
from tests.servers.postfix import REFUSED, Postfix
from tests.whole.letters import SAM, business
from tests.whole.route import log_in, open_route

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.servers.authority import Authority
    from tests.whole.route import Route

SIZE_LIMIT = 100_000


def test_while_postfix_is_stopped_the_client_keeps_the_message(
    authority: Authority, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    letter = business(bill).letter()
    postfix = Postfix(authority)
    with contextlib.ExitStack() as up:
        up.enter_context(postfix)
        with open_route(tmp_path, postfix.starttls, postfix) as route:
            with log_in(route) as line:
                up.close()
                heard = line.submit(letter.content, bill)
                assert heard.code == 451
                assert heard.text.startswith("4.4.1 Not sent, nothing is lost. 127.0.0.1:")
            outcome = smtplib_client.send(route.client, letter, tmp_path)
            assert outcome.stderr.startswith("454 4.7.0 Not sent, nothing is lost.")
            assert route.states(bill) == []
            with postfix:
                assert smtplib_client.send(route.client, letter, tmp_path).sent
                assert route.arrived(bill) == [letter.content]


def test_one_refused_recipient_of_three_is_told_and_nobody_gets_anything(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill, ann = fresh_address("bill"), fresh_address("ann")
    letter = Letter(SAM, (bill, REFUSED, ann), business(bill).letter().content)
    outcome = smtplib_client.send(to_postfix.client, letter, tmp_path)
    assert not outcome.sent
    assert outcome.stderr.startswith(f"550 5.1.1 <{REFUSED}>: Recipient address rejected")
    assert (to_postfix.arrived(bill), to_postfix.arrived(ann)) == ([], [])


def test_what_is_too_large_for_postfix_is_refused_with_its_limit(
    authority: Authority, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    with (
        Postfix(authority, size_limit=SIZE_LIMIT) as postfix,
        open_route(tmp_path, postfix.implicit, postfix) as route,
    ):
        large = Letter(SAM, (bill,), b"Subject: x\r\n\r\n" + b"x" * SIZE_LIMIT + b"\r\n")
        outcome = smtplib_client.send(route.client, large, tmp_path)
        assert outcome.stderr.startswith("552 5.3.4 ")
        with log_in(route) as line:
            assert f"SIZE {SIZE_LIMIT}" in line.ehlo()
            # This client doesn't say beforehand how large it will be.
            assert line.submit(large.content, bill).code == 552
            assert line.submit(large.content[:5_000], bill).code == 250
        assert route.arrived(bill) == [large.content[:5_000] + b"\r\n"]
