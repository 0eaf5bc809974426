"""Holding and sending again, as a person and a mail client see it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.proxy.dialogue import Heard, send
from tests.proxy.letters import ASK, ASK_AGAIN, CATCHING_UP, letter, letter_with
from tests.proxy.person import BILL, Person
from tests.proxy.running import Askwell, account

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.servers.sink import Sink

ANN = "ann@example.net"


def at_once(works: Sequence[Callable[[], Heard]]) -> list[int]:
    """Do all of *works* at the same time; return the codes heard, sorted."""
    codes: list[int] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], Heard]) -> None:
        start.wait()
        codes.append(work().code)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(codes)


def test_the_warning_says_held_and_why_and_what_to_do(sam: Person) -> None:
    heard = sam.send(letter())
    held = sam.the_held()
    assert heard.code == 550
    assert all(line.startswith("5.7.1 ") for line in heard.lines)
    assert f"Held by Askwell as {held.short_id}, not sent" in heard.lines[0]
    assert "It asks Bill for a job" in heard.text
    assert "Do you have a job for me" in heard.text
    assert "again within 15 min" in heard.text
    assert f"askwell release {held.short_id}" in heard.text
    assert sam.arrived == []


def test_what_is_held_is_what_was_submitted(sam: Person) -> None:
    content = letter()
    sam.send(content, BILL, ANN)
    held = sam.the_held()
    with sam.askwell.store() as store:
        assert store.held.content(held.id) == content
    assert held.envelope.mailboxes == (BILL, ANN)
    assert held.contacts == ("Bill",)


def test_a_byte_identical_retry_finds_the_same_hold(sam: Person) -> None:
    content = letter()
    assert sam.send(content) == sam.send(content)
    assert sam.states() == ["held"]
    assert sam.arrived == []


@pytest.mark.parametrize("compose", [letter, lambda: letter_with(b"\0\1\2 not text")])
def test_sending_again_confirms_and_relays_once(sam: Person, compose: Callable[[], bytes]) -> None:
    first, again = compose(), compose()
    assert sam.send(first).code == 550
    assert sam.send(again).code == 250
    assert sam.relayed == [again]
    assert sam.states() == ["sent"]


def test_another_attachment_is_not_the_same_message(sam: Person) -> None:
    assert sam.send(letter_with(b"one")).code == 550
    assert sam.send(letter_with(b"two")).code == 550
    assert sam.arrived == []
    assert sam.states() == ["superseded", "held"]


def test_the_retry_of_what_was_confirmed_is_not_sent_twice(sam: Person) -> None:
    first, again = letter(), letter()
    sam.send(first)
    assert [sam.send(content).code for content in (again, again, first)] == [250, 250, 250]
    assert len(sam.relayed) == 1


def test_once_sent_the_same_words_are_a_new_message(sam: Person) -> None:
    assert [sam.send(letter()).code for _ in range(3)] == [550, 250, 550]
    assert len(sam.relayed) == 1
    assert sam.states() == ["sent", "held"]


def test_after_the_window_sending_again_is_a_new_hold(tmp_path: Path, sink: Sink) -> None:
    with Askwell(tmp_path, account(sink.endpoint), hold={"confirm_window_s": 0}) as askwell:
        assert send(askwell.port, letter()).code == 550
        assert send(askwell.port, letter()).code == 550
        assert askwell.states() == ["superseded", "held"]
        assert sink.arrived == ()


def test_an_edited_letter_that_passes_is_relayed_and_supersedes(sam: Person) -> None:
    better = letter(CATCHING_UP)
    assert sam.send(letter()).code == 550
    assert sam.send(better).code == 250
    assert sam.relayed == [better]
    assert sam.states() == ["superseded"]


def test_an_edited_letter_that_still_asks_takes_the_place_of_the_older(sam: Person) -> None:
    assert [sam.send(letter(text)).code for text in (ASK, ASK_AGAIN)] == [550, 550]
    assert sam.states() == ["superseded", "held"]
    assert sam.send(letter(ASK)).code == 550  # it no longer confirms the older
    assert sam.arrived == []


def test_a_superseding_letter_that_the_smarthost_refuses_supersedes_nothing(sam: Person) -> None:
    sam.send(letter())
    sam.sink.answer("content", "554 5.7.1 No")
    assert sam.send(letter(CATCHING_UP)).code == 554
    assert sam.states() == ["held"]


def test_other_recipients_confirm_nothing(sam: Person) -> None:
    assert sam.send(letter()).code == 550
    assert sam.send(letter(), BILL, ANN).code == 550
    assert sam.arrived == []
    assert sam.states() == ["held", "held"]


def test_another_sender_confirms_nothing(sam: Person) -> None:
    sam.send(letter())
    eve = Person(sam.askwell, sam.sink)
    assert eve.send(letter()).code == 550
    assert (sam.states(), eve.states(), eve.arrived) == (["held"], ["held"], [])


def test_identical_submissions_at_once_make_one_hold(sam: Person) -> None:
    content = letter()
    assert at_once([lambda: sam.send(content)] * 4) == [550] * 4
    assert sam.states() == ["held"]
    assert sam.arrived == []


def test_identical_confirmations_at_once_send_once(sam: Person) -> None:
    sam.send(letter())
    again = letter()
    assert at_once([lambda: sam.send(again)] * 4) == [250] * 4
    assert sam.relayed == [again]
    assert sam.states() == ["sent"]


def test_two_presses_of_send_at_once_confirm_once(sam: Person) -> None:
    sam.send(letter())
    one, other = letter(), letter()
    assert at_once([lambda: sam.send(one), lambda: sam.send(other)]) == [250, 550]
    assert len(sam.relayed) == 1
    assert sorted(sam.states()) == ["held", "sent"]


def test_a_contact_in_bcc_is_judged_and_all_recipients_wait(sam: Person) -> None:
    content = letter().replace(b"To: Bill <bill@example.com>", b"To: ann@example.net")
    assert sam.send(content, ANN, BILL).code == 550
    assert sam.arrived == []


def test_mail_that_reaches_no_contact_is_not_judged(sam: Person) -> None:
    content = letter()  # it names Bill in its header, and goes to somebody else
    assert sam.send(content, ANN).code == 250
    assert sam.relayed == [content]
    assert sam.states() == []


@pytest.mark.parametrize(
    "spelling",
    [
        "BILL@Example.COM",
        "bill+talks@example.com",
        '"bill"@example.com',
        "@relay.example.net:bill@example.com",
    ],
)
def test_a_contact_is_known_however_it_is_spelled(sam: Person, spelling: str) -> None:
    assert sam.send(letter(), spelling).code == 550
    assert sam.the_held().envelope.mailboxes == (spelling,)


def test_where_the_warning_comes_by_mail_the_same_text_again_confirms_nothing(
    ann: Person,
) -> None:
    assert ann.send(letter()).code == 250
    assert ann.send(letter()).code == 250
    assert ann.states() == ["held", "held"]
    assert all(b"Auto-Submitted: auto-generated" in content for content in ann.relayed)


def test_other_business_with_the_contact_leaves_a_hold_alone(sam: Person) -> None:
    assert sam.send(letter()).code == 550
    invoice = letter("The invoice for the pallets is on its way.", subject="Invoice 12")
    assert sam.send(invoice).code == 250
    assert sam.states() == ["held"]


def test_the_draft_written_anew_under_another_subject_is_known_by_its_words(sam: Person) -> None:
    kept = (
        "We closed the warehouse in March, after eleven years and many thousand pallets. The team "
        "was wonderful until the very last morning, when somebody brought pancakes and nobody "
        "wanted to switch off the lights. Since then I have been painting the kitchen and walking "
        "along the river with my neighbour, who also worked there. "
    )
    assert sam.send(letter(kept + ASK, subject="Hello")).code == 550
    assert sam.send(letter(kept + "How was the marathon?", subject="Long time")).code == 250
    assert sam.states() == ["superseded"]


def test_a_word_of_thanks_leaves_a_hold_alone(sam: Person) -> None:
    asking = letter(ASK + " Thanks so much, and greetings to your family. Sam", subject="Hello")
    assert sam.send(asking).code == 550
    thanks = letter("Thanks so much! Greetings, Sam", subject="Re: Saturday's table tennis")
    assert sam.send(thanks).code == 250
    assert sam.states() == ["held"]
