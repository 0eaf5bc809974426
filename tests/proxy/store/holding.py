"""Messages in a store, in whatever state a test needs them."""

from __future__ import annotations

import itertools
from datetime import timedelta

from proxy.hold import Closed, HeldMessage, State
from proxy.store import Store
from tests.proxy.making import NOON, Letter, new_hold

LATER = NOON + timedelta(minutes=5)
_presses = itertools.count(1)


def add(store: Store, *recipients: str) -> HeldMessage:
    """Hold a letter that is like no other."""
    return store.held.add(new_hold(Letter(press=next(_presses)).content, *recipients), NOON)[0]


def in_state(store: Store, state: State) -> HeldMessage:
    """Return a message that has come to *state* in the way it usually does."""
    held = add(store)
    if state in {State.RELEASING, State.SENT, State.UNCERTAIN}:
        store.held.claim(held.id, NOON)
    if state is State.SENT:
        store.held.settle_sent(held.id, Closed.RELEASED, "250 OK", NOON)
    if state is State.UNCERTAIN:
        store.held.settle_uncertain(held.id, "451 lost", NOON)
    if state is State.DISCARDED:
        store.held.discard(held.id, NOON)
    if state is State.SUPERSEDED:
        store.held.supersede([held.id], NOON)
    assert store.held.find(held.id).state is state
    return store.held.find(held.id)
