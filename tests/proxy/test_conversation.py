"""What a header tells of a conversation, and what follows for the findings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.finding import Severity
from checks.preferences import OWN_RULE
from proxy import conversation
from proxy.conversation import (
    IDS_LIMIT,
    IT_CAN_STAY,
    NOT_BEGUN,
    Conversation,
    Ours,
    Thread,
    soften,
)
from tests.proxy.making import BILL, SAM, finding, plain_letter

HOLD, ADVISE = Severity.HOLD, Severity.ADVISE
ASK, RESUME = finding("job-ask"), finding("resume")
QUOTE = "On 2 Mar 2026 at 10:14, Bill <bill@example.com> wrote:\r\n> Send me your resume."
PLAIN = plain_letter()
INVITED = plain_letter(QUOTE)


def thread(*fields: str) -> Thread:
    return Thread.of("\r\n".join([*fields, "", "In-Reply-To: <no@header>", ""]).encode())


def severities(talk: Conversation, content: bytes = PLAIN, after: int = 2) -> str:
    softened = soften((ASK, RESUME), talk, content, after)
    return " ".join(found.severity for found in softened)


def test_a_thread_is_read_from_the_header_alone() -> None:
    found = thread("Message-ID: <3@a>", "In-Reply-To: <2@b>", "References: <1@a>", " <2@b>")
    assert found == Thread("<3@a>", ("<2@b>",), ("<1@a>", "<2@b>"))
    assert found.named == ("<2@b>", "<1@a>")
    assert thread("Subject: x") == Thread()


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        (("In-Reply-To: <2@b>", "References: <1@b> <3@b>"), ("<2@b>",)),
        (("References: <1@b> <3@b>",), ("<3@b>",)),
        (("In-Reply-To: your message of Monday", "References: <1@b>"), ("<1@b>",)),
        ((), ()),
    ],
)
def test_one_message_is_answered_and_not_the_whole_thread(
    fields: tuple[str, ...], answers: tuple[str, ...]
) -> None:
    assert thread(*fields).answers == answers


@given(st.binary(max_size=300))
def test_any_bytes_have_a_thread(content: bytes) -> None:
    Thread.of(content)
    Thread.of(b"References: " + content)


def test_a_thread_without_end_is_cut_to_its_nearest_messages() -> None:
    ids = [f"<{n}@b>" for n in range(1000)]
    assert thread("References: " + " ".join(ids)).references == tuple(ids[-IDS_LIMIT:])


def test_what_was_sent_or_made_in_our_own_domain_is_ours() -> None:
    ours = Ours(frozenset({"<kept@mail.example.net>"}), SAM, BILL)
    ids = ("<kept@mail.example.net>", "<old@example.org>", "<theirs@example.com>", "<odd>")
    assert ours.foreign(ids) == ("<theirs@example.com>", "<odd>")


def test_in_a_domain_that_both_share_only_what_was_sent_is_ours() -> None:
    ours = Ours(frozenset({"<kept@example.org>"}), SAM, "bill@example.org")
    assert ours.foreign(("<kept@example.org>", "<new@example.org>")) == ("<new@example.org>",)


@pytest.mark.parametrize(
    ("answered", "after", "found"),
    [
        (0, 2, "hold hold"),
        (1, 2, "hold hold"),
        (2, 2, "advise hold"),
        (9, 2, "advise hold"),
        (0, 1, "hold hold"),
        (1, 1, "advise hold"),
        (99, 0, "hold hold"),
        (0, 0, "hold hold"),
    ],
)
def test_asks_soften_as_the_talk_unfolds_and_a_resume_does_not(
    answered: int, after: int, found: str
) -> None:
    assert severities(Conversation(answered), after=after) == found


def test_a_phrase_of_the_persons_own_holds_whatever_was_said() -> None:
    own = replace(ASK, rule=OWN_RULE)
    assert soften((own,), Conversation(9, is_reply=True, mailboxes=(BILL,)), INVITED) == (own,)


def test_an_invitation_softens_all_and_is_quoted() -> None:
    talk = Conversation(1, is_reply=True, mailboxes=(BILL,))
    softened = soften((ASK, RESUME), talk, INVITED)
    assert [found.severity for found in softened] == [ADVISE, ADVISE]
    assert all('"Send me your resume."' in found.why for found in softened)
    assert {found.instead for found in softened} == {IT_CAN_STAY}


@pytest.mark.parametrize(
    ("talk", "content"),
    [
        (Conversation(1, is_reply=False, mailboxes=(BILL,)), INVITED),
        (Conversation(1, is_reply=True, mailboxes=(BILL,)), PLAIN),
        (Conversation(1, is_reply=True, mailboxes=()), INVITED),
        (Conversation(1, is_reply=True, mailboxes=(BILL, "ann@example.net")), INVITED),
        (NOT_BEGUN, INVITED),
    ],
)
def test_what_nobody_invited_to_holds(talk: Conversation, content: bytes) -> None:
    assert severities(talk, content) == "hold hold"


def test_a_fault_in_reading_the_quote_invites_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(content: bytes) -> None:
        raise RecursionError(len(content))

    monkeypatch.setattr(conversation, "parse", fail)
    assert severities(Conversation(1, is_reply=True, mailboxes=(BILL,)), INVITED) == "hold hold"


def test_what_only_advises_stays_as_it_is() -> None:
    gentle = (finding("job-ask", ADVISE),)
    assert soften(gentle, Conversation(9, is_reply=True, mailboxes=(BILL,)), INVITED) is gentle
    (found,) = soften((ASK,), Conversation(3), PLAIN)
    assert found.why.startswith("You have answered 3 messages of theirs")
