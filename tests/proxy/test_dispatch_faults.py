"""A smarthost that is down, slow, refuses or drops the line: nothing lost, nothing sent twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proxy.dispatch import now
from tests.proxy.dialogue import send
from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.person import Person
from tests.proxy.running import Askwell, account
from tests.servers.endpoint import Endpoint
from tests.servers.fault import Fault, Step
from tests.servers.ports import free_port

if TYPE_CHECKING:
    from pathlib import Path

FRIEND = "ann@example.net"
BEFORE_THE_END: tuple[Step, ...] = ("connect", "ehlo", "mail", "rcpt", "data", "transfer")


@pytest.mark.parametrize("step", BEFORE_THE_END)
def test_a_line_dropped_before_the_final_dot_sends_nothing(sam: Person, step: Step) -> None:
    sam.sink.drop(step)
    # In mid-transfer it must be more than the sockets take up before the drop is noticed.
    content = letter(CATCHING_UP) + ((b"x" * 998 + b"\r\n") * 16_000 if step == "transfer" else b"")
    heard = sam.send(content, FRIEND)
    assert 400 <= heard.code < 500
    assert "Not sent" in heard.text
    assert (sam.arrived, sam.states()) == ([], [])
    sam.sink.mend()
    assert sam.send(content, FRIEND).code == 250
    assert len(sam.relayed) == 1


@pytest.mark.parametrize("step", ["connect", "ehlo", "mail", "rcpt", "data"])
def test_a_smarthost_that_does_not_answer_in_time_sends_nothing(joe: Person, step: Step) -> None:
    joe.sink.add(Fault(step, delay_s=10.0, times=1))
    heard = joe.send(letter(CATCHING_UP), FRIEND)
    assert 400 <= heard.code < 500
    assert "within 1 s" in heard.text
    assert joe.arrived == []


@pytest.mark.parametrize(
    "fault", [Fault("content", drop=True, times=1), Fault("content", delay_s=10.0, times=1)]
)
def test_after_the_final_dot_it_may_have_been_sent_and_that_is_said(
    joe: Person, fault: Fault
) -> None:
    joe.sink.add(fault)
    heard = joe.send(letter(CATCHING_UP), FRIEND)
    assert heard.code == 451
    assert "may have been sent" in heard.text
    assert len(joe.arrived) == 1


def test_a_smarthost_that_is_down_keeps_nothing(tmp_path: Path) -> None:
    with Askwell(tmp_path, account(Endpoint("127.0.0.1", free_port()))) as askwell:
        heard = send(askwell.port, letter(CATCHING_UP))
        assert heard.code == 451
        assert "nothing is lost" in heard.text
        assert askwell.states() == []


def test_a_hold_needs_no_smarthost(sam: Person) -> None:
    sam.sink.drop("connect")
    assert sam.send(letter()).code == 550
    assert sam.states() == ["held"]


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        ("mail", "452 4.3.1 Mailbox busy"),
        ("rcpt", "550 5.1.1 No such mailbox"),
        ("data", "554 5.7.1 Not today"),
        ("content", "552 5.2.2 Quota exceeded"),
        ("content", "451 4.7.1 Greylisted"),
    ],
)
def test_a_confirmation_that_is_refused_stays_held_and_says_why(
    sam: Person, step: Step, reply: str
) -> None:
    sam.send(letter())
    sam.sink.answer(step, reply)
    again = letter()
    heard = sam.send(again)
    assert (heard.code, heard.lines) == (int(reply[:3]), [reply[4:]])
    assert sam.states() == ["held"]
    assert reply in sam.the_held().reply
    # The client's outbox tries the same bytes again: they were confirmed, and go out now.
    assert sam.send(again).code == 250
    assert sam.relayed == [again]
    assert sam.states() == ["sent"]


def test_a_confirmation_cut_off_before_the_final_dot_stays_held(sam: Person) -> None:
    sam.send(letter())
    sam.sink.drop("data", times=1)
    assert sam.send(letter()).code == 451
    assert (sam.states(), sam.arrived) == (["held"], [])


def test_a_confirmation_cut_off_after_the_final_dot_is_uncertain_and_not_repeated(
    sam: Person,
) -> None:
    first, again = letter(), letter()
    sam.send(first)
    sam.sink.drop("content", times=1)
    heard = sam.send(again)
    assert heard.code == 451
    assert "may have been sent" in heard.text
    assert sam.states() == ["uncertain"]
    for content in (again, first, letter()):  # a retry, the older retry, a further press of Send
        heard = sam.send(content)
        assert heard.code == 550
        assert "may have been sent already" in heard.text
    assert len(sam.arrived) == 1
    assert sam.states() == ["uncertain"]


def test_an_uncertain_letter_that_is_edited_is_judged_anew(sam: Person) -> None:
    sam.send(letter())
    sam.sink.drop("content", times=1)
    sam.send(letter())
    assert sam.send(letter(CATCHING_UP)).code == 250
    assert len(sam.relayed) == 1
    assert sam.states() == ["uncertain"]


def test_a_discarded_letter_is_not_sent_by_a_retry(sam: Person) -> None:
    content = letter()
    sam.send(content)
    with sam.askwell.store() as store:
        store.held.discard(sam.the_held().id, now())
    heard = sam.send(content)
    assert heard.code == 550
    assert "discarded" in heard.text
    assert sam.arrived == []


def test_a_discarded_letter_that_is_sent_again_is_held_anew(sam: Person) -> None:
    sam.send(letter())
    with sam.askwell.store() as store:
        store.held.discard(sam.the_held().id, now())
    assert sam.send(letter()).code == 550
    assert sam.states() == ["discarded", "held"]
    assert sam.arrived == []


def test_a_client_that_hangs_up_while_it_waits_changes_nothing(sam: Person) -> None:
    sam.send(letter())
    sam.sink.add(Fault("content", delay_s=0.5, times=1))
    again = letter()
    with sam.line() as line:
        line.envelope(sam.mailbox, ["bill@example.com"])
        line.send_content(again)
    sam.wait_for_states("sent")
    assert sam.relayed == [again]
    assert sam.send(again).code == 250
    assert len(sam.relayed) == 1
