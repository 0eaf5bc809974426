"""False alarms on disk: kept whole, marked once, and gone when forgotten."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from proxy.hold import State
from proxy.store import AmbiguousId, NoSuchMessage, Store
from proxy.store.database import FILE_NAME
from tests.proxy.making import NOON, Letter, finding, new_hold
from tests.proxy.store.holding import add, in_state


def test_a_restart_keeps_a_false_alarm_whole(directory: Path) -> None:
    with Store.open(directory) as store:
        held = store.held.add(new_hold(), NOON)[0]
        assert store.false_alarms.mark(held, NOON)
    with Store.open(directory) as store:
        (alarm,) = store.false_alarms.all()
        assert (alarm.held_id, alarm.short_id) == (held.id, held.short_id)
        assert (alarm.marked_at, alarm.subject) == (NOON, "Catching up")
        assert (alarm.contacts, alarm.findings) == (("Bill",), (finding(),))
        assert store.false_alarms.content(held.id) == Letter().content
        assert store.false_alarms.find(held.short_id) == alarm


@pytest.mark.parametrize("state", State)
def test_a_message_in_any_state_may_have_been_one(store: Store, state: State) -> None:
    held = in_state(store, state)
    assert store.false_alarms.mark(held, NOON)
    assert store.held.find(held.id) == held


def test_it_is_marked_once_and_listed_by_age(store: Store) -> None:
    new, old = add(store), add(store)
    store.false_alarms.mark(new, NOON + timedelta(hours=1))
    store.false_alarms.mark(old, NOON)
    assert not store.false_alarms.mark(new, NOON - timedelta(days=1))
    assert [alarm.held_id for alarm in store.false_alarms.all()] == [old.id, new.id]


def test_what_is_forgotten_is_gone_and_the_message_stays(store: Store) -> None:
    held = add(store)
    store.false_alarms.mark(held, NOON)
    store.false_alarms.forget(held.id)
    assert store.false_alarms.all() == ()
    assert store.held.content(held.id)
    with pytest.raises(NoSuchMessage):
        store.false_alarms.content(held.id)


def test_an_id_that_names_none_or_several_is_refused(store: Store) -> None:
    held = [add(store) for _ in range(40)]  # of 40, two begin alike: there are 32 letters
    for message in held[1:]:
        store.false_alarms.mark(message, NOON)
    for prefix in ("", "!", held[0].id):
        with pytest.raises(NoSuchMessage, match="askwell wrong"):
            store.false_alarms.find(prefix)
    firsts = [message.id[0] for message in held[1:]]
    twice = next(first for first in firsts if firsts.count(first) > 1)
    with pytest.raises(AmbiguousId):
        store.false_alarms.find(twice)


def test_nobody_else_can_read_them(store: Store, directory: Path) -> None:
    store.false_alarms.mark(add(store), NOON)
    assert (directory / FILE_NAME).stat().st_mode & 0o777 == 0o600
