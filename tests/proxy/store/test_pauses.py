"""The pause: kept over a restart, over when it is over, and taken once."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

from proxy.store import Store
from proxy.store.pauses import Pause
from tests.proxy.making import NOON

HOUR = timedelta(hours=1)


def test_without_a_pause_there_is_none(store: Store) -> None:
    assert store.pauses.current(NOON) is None
    assert not store.pauses.end()
    assert not store.pauses.take_next()


def test_a_pause_ends_at_its_time(store: Store) -> None:
    store.pauses.begin(Pause(NOON + HOUR))
    assert store.pauses.current(NOON) == Pause(NOON + HOUR)
    assert store.pauses.current(NOON + HOUR - timedelta(microseconds=1)) is not None
    assert store.pauses.current(NOON + HOUR) is None


def test_a_pause_without_an_end_is_ended_by_the_person_alone(store: Store) -> None:
    store.pauses.begin(Pause())
    assert store.pauses.current(NOON + 10_000 * HOUR) == Pause()
    assert not store.pauses.take_next()
    assert store.pauses.end()
    assert store.pauses.current(NOON) is None


def test_a_new_pause_takes_the_place_of_the_old(store: Store) -> None:
    store.pauses.begin(Pause(NOON + HOUR))
    store.pauses.begin(Pause(next_only=True))
    assert store.pauses.current(NOON) == Pause(next_only=True)


def test_a_restart_neither_ends_nor_prolongs_it(directory: Path) -> None:
    with Store.open(directory) as store:
        store.pauses.begin(Pause(NOON + HOUR, next_only=True))
    with Store.open(directory) as store:
        assert store.pauses.current(NOON) == Pause(NOON + HOUR, next_only=True)
        assert store.pauses.current(NOON + HOUR) is None


def test_a_pause_for_the_next_message_is_taken_by_one(directory: Path, store: Store) -> None:
    store.pauses.begin(Pause(next_only=True))
    barrier, taken = threading.Barrier(4), []

    def take() -> None:
        with Store.open(directory) as mine:
            barrier.wait(10)
            taken.append(mine.pauses.take_next())

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(taken) == [False, False, False, True]
    assert store.pauses.current(NOON) is None
