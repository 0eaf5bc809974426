"""Held messages: every transition that there is, and none that there is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from proxy.hold import Closed, State
from proxy.store import NoSuchMessage, Store, WrongState
from tests.proxy.making import NOON
from tests.proxy.store.holding import LATER, add, in_state


@pytest.mark.parametrize("state", [state for state in State if state is not State.HELD])
def test_only_what_is_held_can_be_superseded(store: Store, state: State) -> None:
    held = in_state(store, state)
    store.held.supersede([held.id, "unheard0"], LATER)
    assert store.held.find(held.id) == held


Step = Callable[[Store, str], object]
TRANSITIONS: list[tuple[Step, set[State], State | None]] = [
    (
        lambda s, i: s.held.claim(i, LATER),
        {State.HELD, State.UNCERTAIN},
        State.RELEASING,
    ),
    (
        lambda s, i: s.held.discard(i, LATER),
        {State.HELD, State.UNCERTAIN},
        State.DISCARDED,
    ),
    (
        lambda s, i: s.held.restore(i, LATER),
        {State.DISCARDED, State.SUPERSEDED},
        State.HELD,
    ),
    (
        lambda s, i: s.held.want_release(i, LATER),
        {State.HELD, State.UNCERTAIN},
        None,
    ),
    (
        lambda s, i: s.held.settle_sent(i, Closed.CONFIRMED, "250 OK", LATER),
        {State.RELEASING},
        State.SENT,
    ),
    (lambda s, i: s.held.settle_back(i, "4", LATER), {State.RELEASING}, State.HELD),
    (
        lambda s, i: s.held.settle_uncertain(i, "451", LATER),
        {State.RELEASING},
        State.UNCERTAIN,
    ),
]


NAMES = ("claim", "discard", "restore", "want", "sent", "back", "uncertain")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(("step", "allowed", "leads_to"), TRANSITIONS, ids=NAMES)
def test_each_transition_starts_where_it_may_and_nowhere_else(
    store: Store, state: State, step: Step, allowed: set[State], leads_to: State | None
) -> None:
    held = in_state(store, state)
    if state in allowed:
        step(store, held.id)
        assert store.held.find(held.id).state is (leads_to or state)
        assert store.held.find(held.id).changed_at == LATER
        return
    with pytest.raises(WrongState, match=f"{held.short_id} is {state}") as caught:
        step(store, held.id)
    assert caught.value.message == held
    assert store.held.find(held.id) == held, "nothing has changed"


@pytest.mark.parametrize(("step", "allowed", "leads_to"), TRANSITIONS, ids=NAMES)
def test_no_transition_of_what_is_not_there(
    store: Store, step: Step, allowed: set[State], leads_to: State | None
) -> None:
    with pytest.raises(NoSuchMessage):
        step(store, "unheard0")


def test_what_was_sent_keeps_how_and_the_smarthosts_word(store: Store) -> None:
    held = add(store)
    store.held.claim(held.id, NOON)
    store.held.settle_sent(held.id, Closed.RELEASED, "250 2.0.0 queued", LATER)
    found = store.held.find(held.id)
    assert (found.state, found.closed, found.reply) == (
        State.SENT,
        Closed.RELEASED,
        "250 2.0.0 queued",
    )
    assert store.held.content(held.id), "a sent copy stays until it is removed"


def test_a_refused_release_is_held_with_the_refusal(store: Store) -> None:
    held = add(store)
    store.held.claim(held.id, NOON)
    store.held.settle_back(held.id, "550 5.1.1 No such user", LATER)
    found = store.held.find(held.id)
    assert (found.state, found.closed, found.reply) == (State.HELD, None, "550 5.1.1 No such user")
    assert store.held.claim(held.id, LATER).state is State.RELEASING


def test_a_claim_given_up_is_held_or_uncertain_by_how_far_it_came(store: Store) -> None:
    before, after, done = add(store), add(store), in_state(store, State.SENT)
    for held in (before, after):
        store.held.claim(held.id, NOON)
    store.held.mark_handed_over(after.id)
    for held in (before, after, done):
        store.held.abandon(held.id, LATER)
    found = [store.held.find(held.id).state for held in (before, after, done)]
    assert found == [State.HELD, State.UNCERTAIN, State.SENT]


def test_what_may_have_been_sent_still_may_have_been_after_a_try_that_broke_off(
    store: Store,
) -> None:
    held = in_state(store, State.UNCERTAIN)
    store.held.claim(held.id, NOON)
    store.held.abandon(held.id, LATER)
    assert store.held.find(held.id).state is State.UNCERTAIN


def test_a_decision_counts_only_for_the_state_it_was_made_on(store: Store) -> None:
    held = in_state(store, State.UNCERTAIN)
    with pytest.raises(WrongState):
        store.held.claim(held.id, NOON, seen=State.HELD)
    assert store.held.find(held.id) == held
    assert store.held.claim(held.id, NOON, seen=State.UNCERTAIN).state is State.RELEASING


def test_a_mark_of_an_earlier_try_does_not_count_for_the_next(store: Store) -> None:
    held = add(store)
    store.held.claim(held.id, NOON)
    store.held.mark_handed_over(held.id)
    store.held.settle_back(held.id, "452 4.2.2 Full", NOON)
    store.held.claim(held.id, NOON)
    store.held.abandon(held.id, LATER)
    assert store.held.find(held.id).state is State.HELD
