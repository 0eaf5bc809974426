"""What is kept of conversations: ids and dates, for contacts only, and no more than a limit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from proxy.contacts import Contact
from proxy.conversation import NOT_BEGUN, Conversation
from proxy.envelope import Submission
from proxy.store import Store, conversations
from tests.proxy.making import ANN, BILL, CLEO, NOON, submission


def mail(message_id: str, *answered: str, to: tuple[str, ...] = (BILL,)) -> Submission:
    fields = [f"Message-ID: {message_id}", *(f"In-Reply-To: {one}" for one in answered)]
    return submission("\r\n".join([*fields, "", "Secret words.", ""]).encode(), *to)


@pytest.fixture
def store(store: Store) -> Store:
    store.contacts.add(Contact(BILL, tags=frozenset({"network"})))
    return store


def answered(store: Store, sent: Submission, *mailboxes: str) -> int:
    return store.conversations.of(sent, mailboxes or (BILL,)).answered


def rows(store: Store) -> list[tuple[object, ...]]:
    with store.database.reading() as connection:
        return [
            tuple(row)
            for table in ("correspondent", "sent_id", "answered_id")
            for row in connection.execute(f"SELECT * FROM {table}").fetchall()
        ]


def test_each_message_of_theirs_counts_once_however_often_it_is_answered(store: Store) -> None:
    for number, theirs in enumerate(("<b1@example.com>", "<b1@example.com>", "<b2@example.com>")):
        store.conversations.note(mail(f"<{number}@x>", theirs), NOON)
    store.conversations.note(mail("<2@x>", "<b2@example.com>"), NOON)
    assert answered(store, mail("<9@x>")) == 2
    assert answered(store, mail("<9@x>", "<b2@example.com>")) == 2
    assert answered(store, mail("<9@x>", "<b3@example.com>")) == 3


def test_to_name_a_message_of_our_own_answers_nothing(store: Store) -> None:
    store.contacts.add(Contact(ANN))
    store.conversations.note(mail("<ours@x>"), NOON)
    store.conversations.note(mail("<to-ann@x>", to=(ANN,)), NOON)
    for ours in ("<ours@x>", "<to-ann@x>", "<before-askwell@example.org>"):
        found = store.conversations.of(mail("<next@x>", ours), (BILL,))
        assert found == Conversation(0, is_reply=False, mailboxes=(BILL,))


def test_a_reply_names_in_reply_to_and_something_of_theirs(store: Store) -> None:
    def is_reply(head: str) -> bool:
        return store.conversations.of(submission(f"{head}\r\n\r\nx".encode()), (BILL,)).is_reply

    assert is_reply("In-Reply-To: <b@example.com>")
    assert is_reply("In-Reply-To: <o@example.org>\r\nReferences: <b@example.com> <o@example.org>")
    assert not is_reply("References: <b@example.com>")
    assert not is_reply("In-Reply-To: <o@example.org>")
    assert not is_reply("Subject: Re: x")


def test_of_several_the_one_least_far_counts(store: Store) -> None:
    store.contacts.add(Contact(ANN))
    store.conversations.note(mail("<1@x>", "<b1@example.com>"), NOON)
    store.conversations.note(mail("<2@x>", "<b2@example.com>", to=(BILL, ANN)), NOON)
    assert answered(store, mail("<3@x>"), BILL) == 2
    assert answered(store, mail("<3@x>"), BILL, ANN) == 1
    assert store.conversations.of(mail("<3@x>"), ()) == NOT_BEGUN


def test_only_contacts_are_kept_and_never_content(store: Store) -> None:
    store.contacts.add(Contact("*@example.com"))
    store.conversations.note(mail("<1@x>", "<b@y>", to=(ANN, "BILL+x@example.com", CLEO)), NOON)
    kept = rows(store)
    assert {row[0] for row in kept} == {BILL, CLEO}
    assert "Secret" not in str(kept)
    assert store.conversations.last_written("Bill@Example.com") == NOON
    assert store.conversations.last_written(ANN) is None


def test_when_we_last_wrote_is_kept(store: Store) -> None:
    for minutes in (0, 5):
        store.conversations.note(mail(f"<{minutes}@x>"), NOON + timedelta(minutes=minutes))
    assert store.conversations.last_written(BILL) == NOON + timedelta(minutes=5)


def test_a_contact_that_is_removed_is_forgotten_and_others_are_not(store: Store) -> None:
    store.contacts.add(Contact("*@example.com"))
    store.contacts.add(Contact(ANN))
    store.conversations.note(mail("<1@x>", "<b@y>", to=(BILL, CLEO, ANN)), NOON)
    store.contacts.remove("*@example.com")
    assert {row[0] for row in rows(store)} == {BILL, ANN}
    store.contacts.remove(BILL)
    assert {row[0] for row in rows(store)} == {ANN}


def test_the_oldest_gives_way(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "IDS_LIMIT", 3)
    monkeypatch.setattr(conversations, "MAILBOXES_LIMIT", 2)
    store.contacts.add(Contact("*@example.com"))
    for number in range(5):
        sent = mail(f"<{number}@x>", f"<b{number}@y>")
        store.conversations.note(sent, NOON + timedelta(minutes=number))
    kept = {row[1] for row in rows(store) if row[0] == BILL}
    assert {"<2@x>", "<3@x>", "<4@x>", "<b2@y>", "<b3@y>", "<b4@y>"} < kept
    assert len(kept) == 7
    for number, name in enumerate(("one", "two")):
        later = NOON + timedelta(hours=1 + number)
        store.conversations.note(mail(f"<{name}@x>", to=(f"{name}@example.com",)), later)
    assert {row[0] for row in rows(store)} == {"one@example.com", "two@example.com"}


def test_a_message_without_ids_counts_for_the_date_alone(store: Store) -> None:
    store.conversations.note(submission(b"no header at all"), NOON)
    assert [row[0] for row in rows(store)] == [BILL]
