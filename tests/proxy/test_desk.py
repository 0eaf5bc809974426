"""The desk: what is asked of the store is done in order, and what happened is noted in the end."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from proxy.desk import Desk
from proxy.store import Store, StoreError
from tests.proxy.making import NOON, new_hold


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "state") as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    made = Desk(store)
    yield made
    made.close()


class Disk:
    """Work that fails as often as it is told, then is done."""

    def __init__(self, failures: int) -> None:
        self.failures, self.done = failures, 0

    def work(self, _: Store) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreError("disk I/O error")
        self.done += 1


def test_work_is_done_on_the_store_and_its_result_comes_back(desk: Desk, store: Store) -> None:
    held, is_new = asyncio.run(desk.run(lambda s: s.held.add(new_hold(), NOON)))
    assert is_new
    assert store.held.listed() == (held,)


def test_what_is_asked_first_is_done_first_by_one_thread(desk: Desk) -> None:
    done: list[int] = []
    threads: set[int] = set()

    def work(number: int, _: Store) -> None:
        threads.add(threading.get_ident())
        done.append(number)

    async def ask() -> None:
        await asyncio.gather(*(desk.run(partial(work, n)) for n in range(50)))

    asyncio.run(ask())
    assert done == list(range(50))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_the_loop_goes_on_while_the_store_is_busy(desk: Desk) -> None:
    gate = threading.Event()

    async def both() -> bool:
        waiting = asyncio.ensure_future(desk.run(lambda _: gate.wait(10)))
        await asyncio.sleep(0)
        gate.set()
        return await waiting

    assert asyncio.run(both())


def test_a_failing_disk_is_an_error_to_who_asked(desk: Desk) -> None:
    with pytest.raises(StoreError, match="disk I/O error"):
        asyncio.run(desk.run(Disk(1).work))


def test_what_has_happened_is_noted_once_the_disk_works(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    disk = Disk(2)

    async def notes() -> list[bool]:
        await desk.settle(disk.work)
        return [await desk.settle_rest() for _ in range(3)]

    with caplog.at_level(logging.ERROR, "askwell"):
        assert asyncio.run(notes()) == [False, True, True]
    assert disk.done == 1, "noted once"
    assert [record.message for record in caplog.records] == ["unsettled disk I/O error"] * 2


def test_with_a_working_disk_nothing_is_left_over(desk: Desk) -> None:
    disk = Disk(0)

    async def notes() -> bool:
        await desk.settle(disk.work)
        return await desk.settle_rest()

    assert asyncio.run(notes())
    assert disk.done == 1


def test_closing_waits_for_what_is_under_way(store: Store) -> None:
    desk, done = Desk(store), []
    begun, gate = threading.Event(), threading.Event()

    def work(_: Store) -> None:
        begun.set()
        gate.wait(10)
        done.append(1)

    async def leave() -> None:
        under_way = asyncio.ensure_future(desk.run(work))
        await asyncio.to_thread(begun.wait, 10)
        gate.set()
        await asyncio.to_thread(desk.close)
        await under_way

    asyncio.run(leave())
    assert done == [1]


def test_a_note_is_done_in_its_turn_and_nobody_waits_for_it(desk: Desk) -> None:
    gate, done = threading.Event(), []
    desk.note(lambda _: gate.wait(10))
    desk.note(lambda _: done.append("noted"))
    assert done == []
    gate.set()
    asyncio.run(desk.run(lambda _: done.append("asked")))
    assert done == ["noted", "asked"]


def test_a_note_that_fails_is_logged_and_costs_nothing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.note(Disk(failures=1).work)
    desk.note(lambda _: int("no number"))
    assert asyncio.run(desk.run(lambda _: "goes on")) == "goes on"
    desk.close()
    desk.note(lambda _: None)
    kinds = [record.getMessage() for record in caplog.records]
    assert kinds == [
        "not-noted kind=StoreError",
        "not-noted kind=ValueError",
        "not-noted kind=closed",
    ]
