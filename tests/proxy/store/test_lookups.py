"""Looking held messages up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from proxy.hold import SHORT_ID_LENGTH, WAITING, State
from proxy.store import AmbiguousId, NoSuchMessage, Store
from tests.proxy.making import ANN, BILL, NOON, envelope, new_hold
from tests.proxy.store.holding import LATER, add, in_state


def test_what_waits_for_a_login_is_found_by_its_account(store: Store) -> None:
    held, other = add(store), add(store)
    assert store.held.want_release(held.id, LATER).release_wanted
    assert [found.id for found in store.held.awaiting_login("home")] == [held.id]
    assert store.held.awaiting_login("work") == ()
    store.held.discard(held.id, LATER)
    assert store.held.awaiting_login("home") == ()
    assert not store.held.restore(held.id, LATER).release_wanted, "a wish ends with a discard"
    assert store.held.find(other.id).state is State.HELD


def test_what_was_held_between_parties_is_what_waits_and_what_changed_lately(store: Store) -> None:
    waiting, sent = add(store), in_state(store, State.SENT)
    add(store, ANN)
    found = store.held.of_parties(envelope("BILL@example.com", sender="Sam@EXAMPLE.org"), NOON)
    assert {held.id for held in found} == {waiting.id, sent.id}
    found = store.held.of_parties(envelope(), NOON + timedelta(seconds=1))
    assert {held.id for held in found} == {waiting.id}
    assert store.held.knows_parties(envelope(ANN))
    assert not store.held.knows_parties(envelope(BILL, ANN))
    assert not store.held.knows_parties(envelope(sender=ANN))


def test_the_list_has_what_was_asked_for_the_oldest_first(store: Store) -> None:
    made = {state: in_state(store, state) for state in State}
    early, _ = store.held.add(new_hold(b"early\r\n"), NOON - timedelta(days=1))
    assert store.held.listed()[0] == early
    assert {held.state for held in store.held.listed()} == WAITING
    assert store.held.listed({State.SENT}) == (made[State.SENT],)
    assert len(store.held.listed(State)) == len(State) + 1


def test_any_unique_prefix_finds_a_message(store: Store) -> None:
    held = add(store)
    for prefix in (held.id, held.short_id, held.id[:1], f" {held.id.upper()} "):
        assert store.held.find(prefix) == held


@pytest.mark.parametrize("prefix", ["", "  ", "%", "_", "ilo", "-", "' OR 1=1 --", "0" * 9, "é"])
def test_what_is_no_prefix_finds_nothing(store: Store, prefix: str) -> None:
    add(store)
    with pytest.raises(NoSuchMessage, match="no held message has the id"):
        store.held.find(prefix)


def test_a_prefix_of_several_is_refused_and_short_ids_grow_to_tell_them_apart(store: Store) -> None:
    messages = [add(store) for _ in range(40)]
    firsts = [held.id[0] for held in messages]
    common = max(set(firsts), key=firsts.count)
    with pytest.raises(AmbiguousId, match="give more of it"):
        store.held.find(common)
    shorts = {held.short_id for held in store.held.listed()}
    assert len(shorts) == 40
    assert all(len(short) >= SHORT_ID_LENGTH for short in shorts)
    assert {store.held.find(short).short_id for short in shorts} == shorts
