"""Several accounts: the reverse-path chooses, and no login reaches another one's smarthost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.running import Askwell, account
from tests.servers.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Iterator

FRIEND = "ann@example.net"
CONTENT = letter(CATCHING_UP)
WORK, HOME = "sam@work.example.org", "sam@home.example.org"
LOCAL, LISTS = "sam@local.example.org", "sam+lists@local.example.org"


@dataclass(frozen=True)
class Office:
    """A service with an account for each of three smarthosts."""

    askwell: Askwell
    work: Sink
    home: Sink
    local: Sink


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Two accounts that pass logins on, and one that needs none."""
    place = tmp_path_factory.mktemp("office")
    with (
        Sink(user=WORK, password="work") as work,
        Sink(user=HOME, password="home") as home,
        Sink() as local,
        Askwell(
            place,
            account(work.endpoint, name="work", senders=[WORK], auth="passthrough"),
            account(home.endpoint, name="home", senders=[HOME], auth="passthrough"),
            account(local.endpoint, name="local", senders=["*@local.example.org"]),
        ) as running,
    ):
        yield Office(running, work, home, local)


def test_each_sender_goes_through_its_own_account(office: Office) -> None:
    for user, password, smarthost in ((WORK, "work", office.work), (HOME, "home", office.home)):
        before = len(smarthost.accepted)
        with office.askwell.dialogue() as line:
            line.ehlo()
            assert line.log_in(user, password).code == 235
            assert line.submit(CONTENT, FRIEND, sender=user).code == 250
        assert [one.user for one in smarthost.accepted[before:]] == [user]


def test_a_login_to_one_account_does_not_send_for_another(office: Office) -> None:
    with office.askwell.dialogue() as line:
        line.ehlo()
        assert line.log_in(WORK, "work").code == 235
        heard = line.ask(f"MAIL FROM:<{HOME}>", 550)
        assert '"home"' in heard.text
        assert '"work"' in heard.text


def test_a_password_is_tried_at_no_other_smarthost(office: Office) -> None:
    before = len(office.work.commands)
    with office.askwell.dialogue() as line:
        line.ehlo()
        assert line.log_in(HOME, "work").code == 535
        assert line.log_in("stranger@example.org", "work").code == 535
    assert not any(line.startswith("AUTH") for line in office.work.commands[before:])


@pytest.mark.parametrize("sender", [LOCAL, LISTS, LOCAL.upper()])
def test_a_login_to_one_account_is_not_used_for_one_that_needs_none(
    office: Office, sender: str
) -> None:
    before = len(office.work.arrived), len(office.local.accepted), len(office.local.commands)
    with office.askwell.dialogue() as line:
        line.ehlo()
        assert line.log_in(WORK, "work").code == 235
        for _ in range(2):
            assert line.submit(CONTENT, FRIEND, sender=sender).code == 250
    assert len(office.work.arrived) == before[0]
    assert len(office.local.accepted) == before[1] + 2
    assert not any(line.startswith("AUTH") for line in office.local.commands[before[2] :])


def test_a_sender_whom_no_account_names_is_told_so(office: Office) -> None:
    with office.askwell.dialogue() as line:
        line.ehlo()
        heard = line.ask("MAIL FROM:<sam@elsewhere.example>", 550)
        assert "no account that sends for <sam@elsewhere.example>" in heard.text


def test_a_sender_whom_no_account_names_goes_through_the_one_of_the_login(office: Office) -> None:
    before = len(office.work.accepted)
    with office.askwell.dialogue() as line:
        line.ehlo()
        assert line.log_in(WORK, "work").code == 235
        assert line.submit(CONTENT, FRIEND, sender="sam@elsewhere.example").code == 250
    assert len(office.work.accepted) == before + 1
