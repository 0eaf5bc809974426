"""Two that want the same message: one gets it; one that died has left it to others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from proxy.hold import HeldMessage, State
from proxy.store import Store, StoreError, WrongState
from tests.proxy.making import NOON, Letter, new_hold

LATER = NOON + timedelta(minutes=5)
AT_ONCE = 6

CLAIM_AND_WAIT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from proxy.store import Store

store = Store.open(Path(sys.argv[1]))
for held in store.held.listed():
    store.held.claim(held.id, datetime.now(UTC))
    if held.identity.subject == "handed over":
        store.held.mark_handed_over(held.id)
print("claimed", flush=True)
sys.stdin.read()
"""


@contextmanager
def claiming_process(directory: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that has claimed all that is held, and lives until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", CLAIM_AND_WAIT, str(directory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"claimed\n"
            yield process
        finally:
            process.kill()


def add(store: Store, subject: str = "x") -> HeldMessage:
    return store.held.add(new_hold(Letter(subject=subject).content), NOON)[0]


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do *works* in threads that start together; return what each returned or raised."""
    barrier = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        barrier.wait(10)
        try:
            results[place] = work()
        except StoreError as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.fixture
def stores(directory: Path) -> Iterator[list[Store]]:
    opened = [Store.open(directory) for _ in range(AT_ONCE)]
    yield opened
    for store in opened:
        store.close()


def test_of_many_claims_at_once_one_wins(stores: list[Store]) -> None:
    for number in range(5):
        held = add(stores[0], subject=f"round {number}")
        results = at_once(*(partial(s.held.claim, held.id, LATER) for s in stores))
        won = [found for found in results if isinstance(found, HeldMessage)]
        lost = [found for found in results if isinstance(found, WrongState)]
        assert (len(won), len(lost)) == (1, AT_ONCE - 1)
        assert {error.message.state for error in lost} == {State.RELEASING}


def test_of_a_release_and_a_discard_at_once_one_wins(stores: list[Store]) -> None:
    held = add(stores[0])
    results = at_once(
        lambda: stores[0].held.claim(held.id, LATER),
        lambda: stores[1].held.discard(held.id, LATER),
    )
    assert sum(isinstance(found, WrongState) for found in results) == 1
    assert stores[2].held.find(held.id).state in {State.RELEASING, State.DISCARDED}


def test_the_same_bytes_at_once_are_held_once(stores: list[Store]) -> None:
    results = at_once(*(partial(s.held.add, new_hold(), NOON) for s in stores))
    (held,) = stores[0].held.listed()
    assert results.count((held, True)) == 1
    assert results.count((held, False)) == AT_ONCE - 1


def test_a_claim_of_a_living_process_is_left_alone(directory: Path, store: Store) -> None:
    held = add(store)
    with claiming_process(directory):
        assert store.held.recover(LATER) == ()
        assert store.held.find(held.id).state is State.RELEASING
        with pytest.raises(WrongState):
            store.held.claim(held.id, LATER)


def test_a_killed_process_leaves_what_it_claimed_held_or_uncertain(
    directory: Path, store: Store
) -> None:
    before, after = add(store), add(store, "handed over")
    with claiming_process(directory) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
    found = {held.id: held.state for held in store.held.recover(LATER)}
    assert found == {before.id: State.HELD, after.id: State.UNCERTAIN}
    assert store.held.recover(LATER) == ()
    assert store.held.claim(before.id, LATER).state is State.RELEASING
    assert list((directory / "claims").iterdir()) == [
        directory / "claims" / f"{store.claimant.name}.lock"
    ]


def test_ones_own_claims_are_not_recovered_from_oneself(stores: list[Store]) -> None:
    held = add(stores[0])
    stores[0].held.claim(held.id, NOON)
    assert stores[0].held.recover(LATER) == ()
    assert stores[1].held.recover(LATER) == ()
    stores[0].close()
    assert [found.id for found in stores[1].held.recover(LATER)] == [held.id]


def test_with_nothing_claimed_there_is_nothing_to_recover(store: Store) -> None:
    add(store)
    assert store.held.recover(LATER) == ()
