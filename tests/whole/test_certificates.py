"""A smarthost that can't prove who it is: nothing is said to it, and the person hears why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.clients import smtplib_client
from tests.servers.authority import Authority
from tests.servers.sink import Sink
from tests.whole.letters import business
from tests.whole.route import open_route

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.servers.endpoint import Tls
    from tests.servers.postfix import Postfix

REASON = "has a certificate that does not hold: unable to get local issuer certificate"


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_postfix_with_a_certificate_of_another_authority_gets_no_password_and_no_mail(
    tls: Tls, postfix: Postfix, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    endpoint = replace(getattr(postfix, tls), ca_file=Authority(tmp_path).ca_file)
    before = len(postfix.log())
    with open_route(tmp_path, endpoint, postfix) as route:
        outcome = smtplib_client.send(route.client, business(bill).letter(), tmp_path)
        assert outcome.stderr.startswith("454 4.7.0 Not sent, nothing is lost.")
        assert REASON in outcome.stderr
        assert route.states(bill) == []
    assert route.arrived(bill) == []
    assert "sasl_username" not in postfix.log()[before:]


def test_nothing_but_ehlo_and_starttls_is_ever_said_to_it(
    authority: Authority, fresh_address: Callable[[str], str], postfix: Postfix, tmp_path: Path
) -> None:
    place = tmp_path / "stranger"
    place.mkdir()
    with Sink(authority=Authority(place), tls="starttls", user="sam", password="pass") as sink:
        endpoint = replace(sink.endpoint, ca_file=authority.ca_file)
        stored = {"auth": "stored", "username": "sam", "password_command": ["echo", "pass"]}
        with open_route(tmp_path, endpoint, postfix, **stored) as route:
            password = (route.askwell.state / "local-password").read_text().strip()
            client = replace(route.client, password=password)
            letter = business(fresh_address("bill")).letter()
            outcome = smtplib_client.send(client, letter, tmp_path)
            assert outcome.stderr.startswith("451 4.4.1 Not sent, nothing is lost.")
            assert REASON in outcome.stderr
        assert {command.split()[0] for command in sink.commands} == {"EHLO", "STARTTLS"}
        assert sink.arrived == ()
