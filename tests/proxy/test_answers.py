"""The warning by mail: the notice arrives, and only the person's own answer to it counts."""

from __future__ import annotations

import email
import email.policy
import os
import select
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from proxy.dispatch import now
from proxy.store.rows import timestamp
from tests.proxy.dialogue import Heard, send
from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.person import BILL, Person
from tests.proxy.running import Askwell, account
from tests.servers.waiting import until

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tests.servers.sink import Sink

ANSWER = b"From: sam\r\nSubject: Re: Held, not sent yet\r\n\r\nYes, send it.\r\n"


def notice_of(person: Person) -> EmailMessage:
    """Return the notice that arrived in the person's mailbox, once it has."""
    until(person.notices, "the notice")
    (sent,) = person.notices()
    return email.message_from_bytes(sent.content, policy=email.policy.default)


def send_address(person: Person) -> str:
    return str(notice_of(person)["Reply-To"])


def discard_address(person: Person) -> str:
    words = notice_of(person).get_content().split()
    (found,) = (word for word in words if word.startswith("discard."))
    return str(found)


def letters_of(person: Person) -> list[bytes]:
    """Return what reached the smarthost for Bill."""
    return [
        one.content
        for one in person.sink.arrived
        if one.mail_from == person.mailbox and one.rcpt_tos == (BILL,)
    ]


def test_the_client_hears_250_and_the_person_gets_a_notice(ann: Person) -> None:
    heard = ann.send(letter(subject="A favour"))
    held = ann.the_held()
    assert heard == Heard(250, [f"2.0.0 Held as {held.short_id}, not sent yet. A notice follows."])
    notice = notice_of(ann)
    assert notice["From"] == notice["To"] == ann.mailbox
    assert notice["Auto-Submitted"] == "auto-generated"
    assert notice["Subject"] == "Held, not sent yet: A favour"
    assert notice["Reply-To"].startswith("send.")
    assert notice["Reply-To"].endswith("@askwell.invalid")
    text = " ".join(notice.get_content().split())
    assert f"holds your message to Bill as {held.short_id}" in text
    assert "Do you have a job for me at your company?" in text
    assert letters_of(ann) == []


def test_other_mail_of_the_same_person_gets_no_notice(ann: Person) -> None:
    assert ann.send(letter(CATCHING_UP)).lines == ["2.0.0 OK: taken"]
    assert (ann.states(), ann.notices()) == ([], [])


def test_the_answer_sends_the_letter_once_and_goes_nowhere_itself(ann: Person) -> None:
    content = letter()
    ann.send(content)
    address = send_address(ann)
    assert ann.send(ANSWER, address).code == 250
    assert letters_of(ann) == [content]
    assert ann.states() == ["sent"]
    second = ann.send(ANSWER, address)
    assert (second.code, "decided already" in second.text) == (550, True)
    assert letters_of(ann) == [content]
    assert not any("askwell.invalid" in to for one in ann.sink.arrived for to in one.rcpt_tos)


def test_the_other_address_discards(ann: Person) -> None:
    ann.send(letter())
    send, discard = send_address(ann), discard_address(ann)
    assert ann.send(ANSWER, discard).code == 250
    assert ann.states() == ["discarded"]
    assert ann.send(ANSWER, send).code == 550
    assert letters_of(ann) == []


def test_somebody_else_can_not_answer(ann: Person) -> None:
    ann.send(letter())
    address = send_address(ann)
    eve = Person(ann.askwell, ann.sink, "phone.example.org")
    assert eve.send(ANSWER, address).code == 550
    assert ann.states() == ["held"]
    assert ann.send(ANSWER, address).code == 250


def test_the_token_of_one_action_is_no_good_for_the_other(ann: Person) -> None:
    ann.send(letter())
    swapped = discard_address(ann).replace("discard.", "send.")
    assert ann.send(ANSWER, swapped).code == 550
    assert ann.states() == ["held"]


@pytest.mark.parametrize(
    "address",
    [
        f"send.{'0' * 32}@askwell.invalid",
        "send.@askwell.invalid",
        "send@askwell.invalid",
        "postmaster@askwell.invalid",
        "SEND.%@ASKWELL.INVALID",
        '"send.x y"@askwell.invalid',
        "restore.abc@askwell.invalid",
    ],
)
def test_a_guess_is_refused_and_never_relayed(ann: Person, address: str) -> None:
    ann.send(letter())
    assert ann.send(ANSWER, address).code == 550
    assert ann.states() == ["held"]
    assert letters_of(ann) == []


def test_an_answer_is_known_whatever_its_spelling(ann: Person) -> None:
    ann.send(letter())
    assert ann.send(ANSWER, send_address(ann).upper()).code == 250
    assert ann.states() == ["sent"]


def test_an_answer_with_another_recipient_does_nothing(ann: Person) -> None:
    ann.send(letter())
    address = send_address(ann)
    for recipients in ((address, BILL), (BILL, address), (address, discard_address(ann))):
        assert ann.send(ANSWER, *recipients).code == 550
    assert ann.states() == ["held"]
    assert letters_of(ann) == []


@pytest.mark.parametrize(
    "mark",
    [
        b"Auto-Submitted: auto-replied",
        b"auto-submitted: AUTO-GENERATED; owner-email=x",
        b"Precedence: bulk",
        b"X-Autoreply: yes",
    ],
)
def test_an_automatic_answer_decides_nothing(ann: Person, mark: bytes) -> None:
    ann.send(letter())
    address = send_address(ann)
    assert ann.send(mark + b"\r\n" + ANSWER, address).code == 550
    assert ann.states() == ["held"]
    assert ann.send(b"Auto-Submitted: no\r\n" + ANSWER, address).code == 250


def test_an_answer_while_the_smarthost_refuses_can_be_given_again(ann: Person) -> None:
    ann.send(letter())
    address = send_address(ann)
    ann.sink.answer("content", "451 4.7.1 Greylisted")
    assert ann.send(ANSWER, address) == Heard(451, ["4.7.1 Greylisted"])
    assert ann.states() == ["held"]
    assert ann.send(ANSWER, address).code == 250
    assert ann.states() == ["sent"]


def test_an_outbox_that_repeats_an_answer_does_not_send_an_uncertain_letter_twice(
    ann: Person,
) -> None:
    ann.send(letter())
    address = send_address(ann)
    ann.sink.drop("content", times=1)
    assert ann.send(ANSWER, address).code == 451
    assert ann.states() == ["uncertain"]
    again = ann.send(ANSWER, address)
    assert (again.code, "may have been sent already" in again.text) == (550, True)
    assert len(letters_of(ann)) == 1


def test_a_notice_that_can_not_be_delivered_costs_no_message(ann: Person) -> None:
    ann.sink.refuse(ann.mailbox)
    assert ann.send(letter()).code == 250
    ann.askwell.wait_for_log(f"notice id={ann.the_held().short_id} state=due")
    assert ann.states() == ["held"]
    assert ann.notices() == []


def test_a_notice_that_may_have_arrived_is_not_sent_twice(ann: Person) -> None:
    ann.sink.drop("content", times=1)
    assert ann.send(letter()).code == 250
    ann.askwell.wait_for_log(f"notice id={ann.the_held().short_id} state=unknown")
    assert ann.states() == ["held"]
    assert len(ann.arrived) == 1


def test_where_there_is_no_mailbox_for_a_notice_the_reply_warns(tmp_path: Path, sink: Sink) -> None:
    with Askwell(tmp_path, account(sink.endpoint, warning="email")) as askwell:
        assert send(askwell.port, letter(), sender="").code == 550
        assert askwell.states() == ["held"]
        assert is_idle(askwell)


def test_a_notice_whose_account_is_gone_waits_without_work(tmp_path: Path, sink: Sink) -> None:
    mailed = account(sink.endpoint, name="old", warning="email")
    with Askwell(tmp_path, mailed) as askwell:
        sink.drop("connect")
        assert send(askwell.port, letter()).code == 250
        (held,) = askwell.held()
        askwell.wait_for_log(f"notice id={held.short_id} state=due")
        askwell.configure(account(sink.endpoint, name="new"))
        assert "reloaded" in askwell.hup()
        make_notices_due(askwell)
        askwell.restart()
        assert is_idle(askwell)
        assert askwell.states() == ["held"]


def is_idle(askwell: Askwell) -> bool:
    """Say whether the service rests: it took hardly any processor time in half a second."""
    took = []
    for _ in range(2):
        fields = Path(f"/proc/{askwell.pid}/stat").read_text().rpartition(")")[2].split()
        took.append(sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK"))
        select.select([], [], [], 0.5)
    return took[1] - took[0] < 0.25


def make_notices_due(askwell: Askwell) -> None:
    with askwell.store() as store, store.database.writing() as connection:
        connection.execute("UPDATE notice SET next_at = ?", (timestamp(now()),))


def test_the_same_bytes_again_make_no_second_notice(ann: Person) -> None:
    content = letter()
    first = ann.send(content)
    notice_of(ann)
    assert ann.send(content) == first
    assert ann.states() == ["held"]
    assert len(ann.notices()) == 1


def test_the_style_is_the_accounts_own(ann: Person, sam: Person) -> None:
    assert ann.send(letter()).code == 250
    assert sam.send(letter()).code == 550
    assert sam.notices() == []
