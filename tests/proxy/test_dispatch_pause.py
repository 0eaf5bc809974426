"""While a pause lasts nothing is held; it is the person's word, and is used up exactly once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from proxy.dispatch import now
from proxy.store.pauses import Pause
from tests.proxy.letters import letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.proxy.person import Person


@pytest.fixture(autouse=True)
def _no_pause_is_left(sam: Person) -> Iterator[None]:
    yield
    with sam.askwell.store() as store:
        store.pauses.end()


def pause(sam: Person, until_s: float | None = None, *, next_only: bool = False) -> None:
    until = None if until_s is None else now() + timedelta(seconds=until_s)
    with sam.askwell.store() as store:
        store.pauses.begin(Pause(until, next_only))


def is_paused(sam: Person) -> bool:
    with sam.askwell.store() as store:
        return store.pauses.current(now()) is not None


def test_nothing_is_held_until_a_pause_is_ended(sam: Person) -> None:
    pause(sam)
    assert [sam.send(letter()).code for _ in range(2)] == [250, 250]
    assert len(sam.relayed) == 2
    with sam.askwell.store() as store:
        assert store.pauses.end()
    assert sam.send(letter()).code == 550


@pytest.mark.parametrize(("until_s", "code"), [(600, 250), (-1, 550)])
def test_a_pause_lasts_as_long_as_it_was_asked_for(sam: Person, until_s: float, code: int) -> None:
    pause(sam, until_s)
    assert sam.send(letter()).code == code


def test_a_pause_for_the_next_message_lets_one_through(sam: Person) -> None:
    pause(sam, next_only=True)
    assert [sam.send(letter()).code for _ in range(2)] == [250, 550]
    assert len(sam.relayed) == 1


def test_mail_that_would_pass_anyway_does_not_use_the_pause_up(sam: Person) -> None:
    pause(sam, next_only=True)
    assert sam.send(letter(), "ann@example.net").code == 250
    assert is_paused(sam)


def test_a_pause_for_the_next_message_is_kept_when_that_is_refused(sam: Person) -> None:
    pause(sam, next_only=True)
    sam.sink.answer("content", "451 4.7.1 Greylisted")
    assert sam.send(letter()).code == 451
    assert is_paused(sam)
    assert sam.send(letter()).code == 250
    assert not is_paused(sam)


def test_a_pause_is_used_up_by_a_message_that_may_have_been_sent(sam: Person) -> None:
    pause(sam, next_only=True)
    sam.sink.drop("content", times=1)
    assert sam.send(letter()).code == 451
    assert not is_paused(sam)


def test_a_pause_does_not_send_what_is_held_by_a_retry(sam: Person) -> None:
    content = letter()
    sam.send(content)
    pause(sam)
    assert sam.send(content).code == 550
    assert sam.arrived == []
