"""With ``auth = "stored"`` Askwell logs in itself, and the client to Askwell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.clients import curl, smtplib_client
from tests.servers.dovecot import PASSWORD, USER
from tests.whole.letters import blunder, business
from tests.whole.route import open_route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.servers.postfix import Postfix
    from tests.whole.route import Route


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory, postfix: Postfix) -> Iterator[Route]:
    """Through Postfix, with a password that a command prints."""
    place = tmp_path_factory.mktemp("stored")
    secret = place / "secret"
    secret.touch(mode=0o600)
    secret.write_text(f"{PASSWORD}\nwhat is below the first line does not count\n")
    keys = {"auth": "stored", "username": USER, "password_command": ["cat", str(secret)]}
    with open_route(place, postfix.starttls, postfix, **keys) as route:
        yield route


@pytest.fixture(scope="module")
def local_password(stored: Route) -> str:
    """Askwell's own password, as the command line shows it."""
    shown = stored.askwell.cli("password")
    assert shown.returncode == 0, shown.stderr
    assert PASSWORD not in shown.stdout
    (password,) = re.findall(r"\b[0-9a-z]{24}\b", shown.stdout)
    return str(password)


def test_with_askwells_own_password_mail_goes_out_under_the_stored_login(
    stored: Route, local_password: str, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    letter = business(bill).letter()
    client = replace(stored.client, password=local_password)
    outcome = smtplib_client.send(client, letter, tmp_path)
    assert outcome.sent, outcome.told
    assert stored.arrived(bill) == [letter.content]


@pytest.mark.parametrize("password", ["wrong", PASSWORD])
def test_any_other_password_is_refused_the_smarthosts_too(
    password: str, stored: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    client = replace(stored.client, password=password)
    outcome = curl.send(client, business(bill).letter(), tmp_path)
    assert not outcome.sent
    assert "535-5.7.8 That is not Askwell's own password." in outcome.told
    assert "535 5.7.8 To see it: askwell password" in outcome.told
    assert stored.arrived(bill) == []


def test_a_held_letter_is_released_by_the_command_line_while_the_service_runs_or_not(
    stored: Route, local_password: str, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    client = replace(stored.client, password=local_password)
    letters = [replace(blunder(bill, tmp_path), subject=subject).letter() for subject in "ab"]
    first, second = letters
    assert not smtplib_client.send(client, first, tmp_path).sent
    (held,) = stored.held(bill)
    assert stored.askwell.cli("release", held["short_id"]).returncode == 0
    assert stored.arrived(bill) == [first.content]

    other = replace(second, recipients=(fresh_address("bill"),))
    assert not smtplib_client.send(client, other, tmp_path).sent
    (held,) = stored.held(other.recipients[0])
    stored.askwell.stop()
    released = stored.askwell.cli("release", held["short_id"])
    stored.askwell.start()
    assert released.returncode == 0, released.stderr
    assert stored.arrived(other.recipients[0]) == [second.content]
