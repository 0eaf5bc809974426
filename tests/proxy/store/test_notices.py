"""Notices: out at most once for a hold, answered with a token that is good once and for one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from proxy.hold import HeldMessage
from proxy.store import Store
from proxy.store.database import FILE_NAME
from proxy.store.notices import Action, Answer, NoticeState
from tests.proxy.making import NOON, Letter, new_hold

LATER = NOON + timedelta(minutes=1)
SENDER = "sam@example.org"
TOKENS = {Action.SEND: "s" * 32, Action.DISCARD: "d" * 32}


@pytest.fixture
def held(store: Store) -> HeldMessage:
    return store.held.add(new_hold(), NOON, with_notice=True)[0]


def test_a_notice_is_due_until_it_is_taken(store: Store, held: HeldMessage) -> None:
    assert store.notices.due(NOON - timedelta(microseconds=1)) == ()
    assert store.notices.due(NOON) == (held.id,)
    assert store.notices.next_at() == NOON
    assert store.notices.begin(held.id, SENDER, TOKENS) == 1
    assert store.notices.begin(held.id, SENDER, TOKENS) is None
    assert store.notices.due(LATER) == ()
    assert store.notices.next_at() is None


@pytest.mark.parametrize("state", [NoticeState.SENT, NoticeState.UNKNOWN])
def test_what_went_out_or_may_have_is_never_due_again(
    store: Store, held: HeldMessage, state: NoticeState
) -> None:
    store.notices.begin(held.id, SENDER, TOKENS)
    store.notices.settle(held.id, state, "250 OK", NOON)
    assert store.notices.due(LATER) == ()
    assert store.notices.begin(held.id, SENDER, TOKENS) is None


def test_what_surely_did_not_go_out_is_due_again_later(store: Store, held: HeldMessage) -> None:
    store.notices.begin(held.id, SENDER, TOKENS)
    store.notices.settle(held.id, NoticeState.DUE, "451 Later", LATER)
    assert store.notices.due(NOON) == ()
    assert store.notices.due(LATER) == (held.id,)
    assert store.notices.next_at() == LATER
    assert store.notices.begin(held.id, SENDER, TOKENS) == 2


def test_after_a_crash_what_was_under_way_is_unknown(directory: Path, store: Store) -> None:
    held, _ = store.held.add(new_hold(), NOON, with_notice=True)
    due, _ = store.held.add(new_hold(Letter(text="x").content), NOON, with_notice=True)
    store.notices.begin(held.id, SENDER, TOKENS)
    with Store.open(directory) as other:
        other.notices.recover()
        assert other.notices.due(LATER) == (due.id,)
        assert other.notices.begin(held.id, SENDER, TOKENS) is None


def test_what_is_decided_needs_no_notice(store: Store, held: HeldMessage) -> None:
    store.held.discard(held.id, NOON)
    assert store.notices.due(LATER) == ()
    assert store.notices.next_at() is None


def test_a_hold_without_a_notice_has_none(store: Store) -> None:
    held, _ = store.held.add(new_hold(), NOON)
    assert store.notices.due(LATER) == ()
    assert store.notices.begin(held.id, SENDER, TOKENS) is None


def test_a_token_stands_for_its_message_and_action(store: Store, held: HeldMessage) -> None:
    store.notices.begin(held.id, SENDER, TOKENS)
    for action, token in TOKENS.items():
        assert store.notices.answer(token, SENDER) == Answer(held.id, action)
        assert store.notices.answer(token.upper(), SENDER) == Answer(held.id, action)


@pytest.mark.parametrize(
    ("token", "sender"),
    [("s" * 32, "eve@example.org"), ("s" * 31, SENDER), ("", SENDER), ("x" * 32, SENDER)],
)
def test_a_token_is_good_for_nobody_else_and_nothing_else_is_one(
    store: Store, held: HeldMessage, token: str, sender: str
) -> None:
    store.notices.begin(held.id, SENDER, TOKENS)
    assert store.notices.answer(token, sender) is None


def test_a_spent_token_is_good_for_nothing(store: Store, held: HeldMessage) -> None:
    store.notices.begin(held.id, SENDER, TOKENS)
    store.notices.spend(held.id)
    assert store.notices.answer(TOKENS[Action.SEND], SENDER) is None
    assert store.notices.answer(TOKENS[Action.DISCARD], SENDER) is None


def test_a_second_try_makes_the_tokens_of_the_first_useless(
    store: Store, held: HeldMessage
) -> None:
    store.notices.begin(held.id, SENDER, TOKENS)
    store.notices.settle(held.id, NoticeState.DUE, "451", NOON)
    store.notices.begin(held.id, SENDER, {Action.SEND: "t" * 32})
    assert store.notices.answer("s" * 32, SENDER) is None
    assert store.notices.answer("t" * 32, SENDER) == Answer(held.id, Action.SEND)


def test_no_token_is_on_disk(directory: Path, store: Store, held: HeldMessage) -> None:
    store.notices.begin(held.id, SENDER, TOKENS)
    on_disk = b"".join(path.read_bytes() for path in directory.glob(f"{FILE_NAME}*"))
    assert held.id.encode() in on_disk
    assert not any(token.encode() in on_disk for token in TOKENS.values())
