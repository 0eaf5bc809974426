"""How a conversation softens the judgement, over SMTP: what was really sent is what counts."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from proxy.allowance import Allowance
from proxy.contacts import Contact
from proxy.dispatch import now
from proxy.store.database import FILE_NAME
from tests.proxy.letters import ASK, CATCHING_UP, letter
from tests.proxy.person import Person
from tests.proxy.running import Askwell, account
from tests.servers.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Iterator

RESUME_TEXT = "Here is my resume, please pass it on: https://example.org/dana-whitfield-resume.pdf"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Askwell, Sink]]:
    contact = Contact("*@network.example", tags=frozenset({"network"}))
    with (
        Sink() as sink,
        Askwell(
            tmp_path_factory.mktemp("talk"), account(sink.endpoint), contacts=[contact]
        ) as askwell,
    ):
        yield askwell, sink


@pytest.fixture
def sam(running: tuple[Askwell, Sink]) -> Person:
    return Person(*running)


@pytest.fixture
def friend() -> str:
    """Return a contact to whom nobody has written."""
    return f"friend{next(_numbers)}@network.example"


def reply(text: str, *answered: str, said: str = "", by: str = "Friend") -> bytes:
    """Return an answer to the message *answered*, in which they *said* something."""
    quote = f"\r\n\r\nOn 2 Mar 2026 at 10:14, {by} wrote:\r\n> {said}" if said else ""
    fields = "".join(f"In-Reply-To: {one}\r\n" for one in answered)
    return fields.encode() + letter(text + quote, "Re: Hello")


def answer_first(sam: Person, friend: str, theirs: str = "<first@network.example>") -> None:
    assert sam.send(reply(CATCHING_UP, theirs), friend).code == 250


def test_from_the_second_answer_on_an_ask_goes_out(sam: Person, friend: str) -> None:
    ask = reply(ASK, "<second@network.example>")
    assert sam.send(reply(ASK, "<first@network.example>"), friend).code == 550
    answer_first(sam, friend)
    assert sam.send(ask, friend).code == 250
    assert sam.relayed[-1] == ask
    assert sam.send(letter(ASK + " Once more."), friend).code == 250


@pytest.mark.parametrize(
    "theirs", [(), ("<first@network.example>",), ("<ours@example.org>",)], ids=str
)
def test_an_ask_out_of_the_gate_is_held(sam: Person, friend: str, theirs: tuple[str, ...]) -> None:
    answer_first(sam, friend)
    answer_first(sam, friend)
    assert sam.send(reply(ASK, *theirs), friend).code == 550


def test_what_is_held_or_refused_answers_nothing(sam: Person, friend: str) -> None:
    assert sam.send(reply(ASK, "<first@network.example>"), friend).code == 550
    sam.sink.answer("content", "554 5.7.1 No")
    try:
        assert sam.send(reply(CATCHING_UP, "<third@network.example>"), friend).code == 554
    finally:
        sam.sink.mend()
    assert sam.send(reply(ASK + " Please.", "<second@network.example>"), friend).code == 550


def test_what_is_released_or_confirmed_counts(sam: Person, friend: str) -> None:
    sam.send(reply(ASK, "<first@network.example>"), friend)
    (held,) = sam.held()
    assert sam.askwell.cli("release", held.short_id).returncode == 0
    assert sam.send(reply(ASK + " Please.", "<second@network.example>"), friend).code == 250


def test_a_message_of_ours_to_a_contact_is_never_taken_for_theirs(sam: Person, friend: str) -> None:
    sent = letter(CATCHING_UP).replace(b"@example.org>\r\nDate", b"@mail.example.net>\r\nDate")
    own = sent.split(b"\r\n")[0].removeprefix(b"Message-ID: ").decode()
    assert sam.send(sent, friend).code == 250
    answer_first(sam, friend)
    assert sam.send(reply(ASK, own), friend).code == 550


def test_a_resume_that_nobody_asked_for_is_held_all_the_same(sam: Person, friend: str) -> None:
    answer_first(sam, friend, "<first@network.example>")
    answer_first(sam, friend, "<second@network.example>")
    assert sam.send(reply(RESUME_TEXT, "<third@network.example>"), friend).code == 550


def test_what_they_invited_to_goes_out(sam: Person, friend: str) -> None:
    invited = reply(RESUME_TEXT, "<first@network.example>", said="Send me your resume!")
    assert sam.send(invited, friend).code == 250
    assert sam.relayed == [invited]


@pytest.mark.parametrize(
    "content",
    [
        lambda: reply(RESUME_TEXT, said="Send me your resume!"),
        lambda: reply(RESUME_TEXT, "<o@example.org>", said="Send me your resume!"),
        lambda: reply(RESUME_TEXT, "<first@network.example>", said="Please resume the talks."),
        lambda: reply(
            RESUME_TEXT,
            "<first@network.example>",
            said="Send me your resume!",
            by="Ann <ann@example.net>",
        ),
    ],
    ids=["pasted", "own thread", "no invitation", "another"],
)
def test_what_they_did_not_invite_to_is_held(sam: Person, friend: str, content: object) -> None:
    assert callable(content)
    assert sam.send(content(), friend).code == 550


def test_one_of_two_contacts_who_invited_is_not_enough(sam: Person, friend: str) -> None:
    invited = reply(
        RESUME_TEXT, "<first@network.example>", said="Send me your resume!", by=f"<{friend}>"
    )
    assert sam.send(invited, friend, "other@network.example").code == 550
    assert sam.send(reply(RESUME_TEXT, "<first@network.example>"), friend).code == 550
    assert sam.send(invited.replace(b"Message-ID: <", b"Message-ID: <x"), friend).code == 250


def test_a_retry_of_what_is_held_sends_nothing_whatever_was_answered_since(
    sam: Person, friend: str
) -> None:
    held = reply(ASK, "<first@network.example>").replace(b"Re: Hello", b"Re: Autumn")
    heard = sam.send(held, friend)
    answer_first(sam, friend, "<second@network.example>")
    answer_first(sam, friend, "<third@network.example>")
    assert sam.send(held, friend) == heard
    assert sam.states() == ["held"]
    assert held not in sam.relayed


def test_mail_goes_out_where_the_record_can_not_be_kept(
    running: tuple[Askwell, Sink], friend: str
) -> None:
    askwell, sink = running
    sam = Person(askwell, sink)
    with closing(sqlite3.connect(askwell.state / FILE_NAME, timeout=20)) as database:
        database.execute("ALTER TABLE answered_id RENAME TO away")
        database.commit()
        try:
            assert sam.send(reply(CATCHING_UP, "<first@network.example>"), friend).code == 250
            askwell.wait_for_log("not-noted kind=StoreError")
            assert sam.send(reply(ASK, "<second@network.example>"), friend).code == 550
            assert "conversation-unknown" in askwell.log
        finally:
            database.execute("ALTER TABLE away RENAME TO answered_id")
            database.commit()


def test_check_knows_the_conversation_and_with_a_tag_it_does_not(sam: Person, friend: str) -> None:
    to = f"To: <{friend}>\r\n".encode()
    ask = reply(ASK, "<second@network.example>").replace(b"To: Bill <bill@example.com>\r\n", to)
    letters = sam.askwell.place / "ask.eml"
    letters.write_bytes(ask)
    assert sam.askwell.cli("check", str(letters)).returncode == 1
    answer_first(sam, friend)
    softened = sam.askwell.cli("check", str(letters))
    assert softened.returncode == 0
    assert "You have answered 2 messages of theirs" in " ".join(softened.stdout.split())
    assert sam.askwell.cli("check", "--tag", "network", str(letters)).returncode == 1
    assert sam.askwell.cli("check", str(letters)).returncode == 0


def test_a_note_comes_back_in_the_warning(sam: Person, friend: str) -> None:
    cli = sam.askwell.cli
    assert cli("contacts", "add", friend).returncode == 0
    assert cli("contacts", "note", friend, "training for the Chicago marathon").returncode == 0
    heard = sam.send(letter(ASK), friend)
    assert heard.code == 550
    said = heard.text.replace("5.7.1 ", "").replace("\n", " ")
    assert "about: training for the Chicago marathon" in said
    assert "training for the Chicago marathon" in cli("contacts", "list").stdout
    assert cli("contacts", "note", friend, "--clear").returncode == 0
    assert "marathon" not in sam.send(letter(ASK + " Please?"), friend).text


def test_who_is_allowed_everything_need_not_have_come_so_far(sam: Person, friend: str) -> None:
    other, ask = f"other.{friend}", reply(ASK, "<second@network.example>")
    answer_first(sam, friend)
    assert sam.send(ask, friend, other).code == 550
    with sam.askwell.store() as store:
        store.allowances.add(Allowance.of_contact(other), now())
    assert sam.send(ask.replace(b"Hello", b"Hello there"), friend, other).code == 250
