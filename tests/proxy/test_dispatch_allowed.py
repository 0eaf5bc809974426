"""What a person allows goes through the running service, at once and until it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from proxy.allowance import Allowance
from proxy.dispatch import now
from proxy.envelope import Submission
from tests.proxy.letters import ASK_AGAIN, letter
from tests.proxy.person import BILL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.proxy.person import Person


@pytest.fixture(autouse=True)
def _nothing_is_left_allowed(sam: Person) -> Iterator[None]:
    yield
    with sam.askwell.store() as store:
        for allowance in store.allowances.current(now().date()):
            store.allowances.remove(allowance.kind, allowance.keys)


def _allow(sam: Person, allowance: Allowance) -> None:
    with sam.askwell.store() as store:
        store.allowances.add(allowance, now())


@pytest.mark.parametrize(("days", "code"), [(0, 250), (1, 250), (-1, 550)])
def test_a_contact_is_allowed_until_the_end_of_a_day(sam: Person, days: int, code: int) -> None:
    last = now().astimezone().date() + timedelta(days=days)
    _allow(sam, Allowance.of_contact(BILL, last))
    assert sam.send(letter()).code == code


def test_the_others_who_get_the_message_are_held_for_still(sam: Person) -> None:
    _allow(sam, Allowance.of_contact("ann@example.net"))
    assert sam.send(letter(), BILL, "ann@example.net").code == 550


def test_a_thread_goes_on_and_its_hold_is_closed_by_sending_again(sam: Person) -> None:
    first = letter()
    assert sam.send(first).code == 550
    held = sam.the_held()
    _allow(sam, Allowance.of_thread(Submission(held.envelope, first)))
    assert sam.send(letter(ASK_AGAIN)).code == 250
    assert sam.states() == ["superseded"]
    assert sam.send(letter(ASK_AGAIN, "Something else")).code == 550


def test_an_allowance_does_not_send_what_is_held_by_a_retry(sam: Person) -> None:
    content = letter()
    sam.send(content)
    _allow(sam, Allowance.of_contact(BILL))
    assert sam.send(content).code == 550
    assert sam.arrived == []
