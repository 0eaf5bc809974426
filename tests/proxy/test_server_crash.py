"""``kill -9`` at the worst moments: what was promised is on disk, and nothing goes out twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proxy.letters import letter
from tests.proxy.person import Person
from tests.proxy.running import Askwell, account
from tests.servers.fault import Fault
from tests.servers.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.sink import Sink

STALL_S = 60.0


@pytest.fixture
def eve(tmp_path: Path, sink: Sink) -> Iterator[Person]:
    """Somebody with a service of their own, that a test may kill."""
    with Askwell(tmp_path, account(sink.endpoint)) as running:
        yield Person(running, sink)


def submit_and_kill(person: Person, content: bytes, *states: str) -> None:
    """Submit *content*, and kill the service while it is in *states*, before any reply."""
    with person.line() as line:
        line.envelope(person.mailbox, ["bill@example.com"])
        line.send_content(content)
        person.wait_for_states(*states)
        person.askwell.kill()


def test_a_hold_that_is_on_disk_survives_whether_or_not_the_client_heard_of_it(
    eve: Person,
) -> None:
    content = letter()
    submit_and_kill(eve, content, "held")
    eve.askwell.restart()
    before = eve.the_held()
    heard = eve.send(content)
    assert (heard.code, before.short_id in heard.text) == (550, True)
    eve.askwell.kill()
    eve.askwell.restart()
    assert [held.id for held in eve.held()] == [before.id]
    with eve.askwell.store() as store:
        assert store.held.content(before.id) == content
    assert eve.send(letter()).code == 250
    assert len(eve.relayed) == 1


def test_a_confirmation_killed_before_the_final_dot_is_held_and_was_not_sent(eve: Person) -> None:
    eve.send(letter())
    eve.sink.add(Fault("data", delay_s=STALL_S, times=1))
    again = letter()
    submit_and_kill(eve, again, "releasing")
    eve.sink.mend()  # the crash may have come before the smarthost saw the DATA that stalls
    eve.askwell.restart()
    assert f"recovered id={eve.the_held().short_id} state=held" in eve.askwell.log
    assert (eve.states(), eve.arrived) == (["held"], [])
    assert eve.send(again).code == 250  # the outbox tries again what the person confirmed
    assert eve.relayed == [again]


def test_a_confirmation_killed_after_the_final_dot_is_uncertain_and_not_repeated(
    eve: Person,
) -> None:
    first, again = letter(), letter()
    eve.send(first)
    eve.sink.add(Fault("content", delay_s=STALL_S, times=1))
    with eve.line() as line:
        line.envelope(eve.mailbox, ["bill@example.com"])
        line.send_content(again)
        until(lambda: eve.arrived, "the content")
        eve.askwell.kill()
    eve.askwell.restart()
    assert f"recovered id={eve.the_held().short_id} state=uncertain" in eve.askwell.log
    for content in (again, first, letter()):
        assert "may have been sent already" in eve.send(content).text
    assert eve.arrived == [again]
    assert eve.states() == ["uncertain"]


def test_a_notice_under_way_at_the_crash_is_not_sent_twice_and_costs_no_hold(
    tmp_path: Path, sink: Sink
) -> None:
    with Askwell(tmp_path, account(sink.endpoint, warning="email")) as running:
        ann = Person(running, sink)
        sink.add(Fault("content", delay_s=STALL_S, times=1))
        assert ann.send(letter()).code == 250
        until(lambda: ann.arrived, "the notice")
        running.kill()
        running.restart()
        other = Person(running, sink)
        assert other.send(letter()).code == 250
        until(other.notices, "the notice of another message")
        assert (len(ann.arrived), ann.states()) == (1, ["held"])
