"""What a message is to what was held before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from proxy.earlier import Earlier, is_newer_version, own_words
from proxy.hold import Closed, HeldMessage, Identity, State
from tests.proxy.making import held_message

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WINDOW_BEGAN = NOON - timedelta(minutes=15)


def _identity(subject: str, text: str, press: int = 1) -> Identity:
    lines = (f"Subject: {subject}", f"Message-ID: <{press}@example.org>", "", text, "")
    return Identity.of("\r\n".join(lines).encode())


def _held(subject: str, text: str, minutes_ago: int, state: State = State.HELD) -> HeldMessage:
    moment = NOON - timedelta(minutes=minutes_ago)
    return replace(
        held_message(),
        identity=_identity(subject, text),
        held_at=moment,
        changed_at=moment,
        state=state,
    )


@pytest.mark.parametrize(
    ("state", "minutes_ago", "is_confirmable"),
    [
        (State.HELD, 5, True),
        (State.RELEASING, 5, True),
        (State.UNCERTAIN, 5, True),
        (State.HELD, 20, False),
        (State.SENT, 5, False),
        (State.DISCARDED, 5, False),
        (State.SUPERSEDED, 5, False),
    ],
)
def test_only_what_waits_and_was_held_in_the_window_is_confirmed(
    state: State, minutes_ago: int, is_confirmable: bool
) -> None:
    held = _held("Hello", "Text", minutes_ago, state)
    assert bool(Earlier(None, (held,)).confirmable(WINDOW_BEGAN)) is is_confirmable


def test_a_released_text_is_known_within_the_window_and_only_there() -> None:
    sent = replace(_held("Hello", "Text", 5, State.SENT), closed=Closed.RELEASED)
    long_ago = replace(sent, changed_at=NOON - timedelta(hours=1))
    confirmed = replace(sent, closed=Closed.CONFIRMED)
    again = _identity("Hello", "Text", press=2)
    assert Earlier(None, (sent,)).released(again, WINDOW_BEGAN) == sent
    assert Earlier(None, (long_ago,)).released(again, WINDOW_BEGAN) is None
    assert Earlier(None, (confirmed,)).released(again, WINDOW_BEGAN) is None
    other = _identity("Hello", "Another text", press=2)
    assert Earlier(None, (sent,)).released(other, WINDOW_BEGAN) is None


@pytest.mark.parametrize(
    ("subject", "minutes_ago", "is_draft"),
    [("Hello", 5, True), ("HELLO ", 5, True), ("Invoice 12", 5, False), ("Hello", 60, False)],
)
def test_a_draft_is_known_by_its_subject_while_it_may_still_be_open(
    subject: str, minutes_ago: int, is_draft: bool
) -> None:
    earlier = Earlier(None, (_held(subject, "Older text", minutes_ago),))
    drafts = earlier.drafts(_identity("Hello", "Newer text"), WINDOW_BEGAN)
    assert bool(drafts) is is_draft


def test_two_letters_without_a_subject_are_not_drafts_of_each_other() -> None:
    earlier = Earlier(None, (_held("", "Older text", 5),))
    assert earlier.drafts(_identity("", "Newer text"), WINDOW_BEGAN) == ()


KEPT = (
    "Hello Bill, the warehouse closed in March after eleven years, and everybody went different "
    "ways. Since then there was time for painting the kitchen, for long walks along the river "
    "with the neighbour who also worked there, and for thinking about what comes next. "
)
OLDER = KEPT + "Might there be a job for me in your company?"
NEWER = KEPT + "How is the marathon training coming along?"
OTHER = "Dear Bill, attached is the invoice for the pallets that we delivered last Thursday."


def _words(text: str) -> frozenset[str]:
    return own_words(f"Subject: x\r\n\r\n{text}\r\n".encode())


def test_a_letter_made_from_an_older_one_shares_its_words() -> None:
    assert is_newer_version(_words(NEWER), _words(OLDER))
    assert not is_newer_version(_words(OTHER), _words(OLDER))
    assert not is_newer_version(_words(""), _words(OLDER))


def test_quoted_words_make_no_version() -> None:
    quoting = own_words(f"Subject: x\r\n\r\nThanks.\r\n\r\n> {OLDER}\r\n".encode())
    assert not is_newer_version(quoting, _words(OLDER))
