"""The store, used from a running event loop without ever holding it up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from proxy.store import NoSuchMessage, Store, StoreError, WrongState

log = logging.getLogger("askwell")

T = TypeVar("T")


class Desk:
    """One thread that owns the store; what is asked of it is done in order."""

    def __init__(self, store: Store, on_unsettled: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._on_unsettled = on_unsettled
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="askwell-store")
        self._unsettled: list[Callable[[Store], object]] = []

    async def run(self, work: Callable[[Store], T]) -> T:
        """Return what *work* returns; StoreError where the disk fails."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, work, self._store)

    async def settle(self, work: Callable[[Store], object]) -> None:
        """Note what has happened already; where the disk fails now, it is noted later.

        A message that was sent stays sent, whatever the books say: a client must hear of that.
        """
        if not await self._settled(work):
            self._on_unsettled()

    async def settle_rest(self) -> bool:
        """Try once more what could not be noted; return whether all is noted now."""
        rest, self._unsettled = self._unsettled, []
        for work in rest:
            await self._settled(work)
        return not self._unsettled

    def note(self, work: Callable[[Store], object]) -> None:
        """Have *work* done when its turn comes; nobody waits for it, and a fault is only logged."""
        try:
            self._thread.submit(self._noted, work)
        except RuntimeError:  # the desk is closed
            log.error("not-noted kind=closed")  # noqa: TRY400 - the message says all there is

    def _noted(self, work: Callable[[Store], object]) -> None:
        try:
            work(self._store)
        except Exception as exc:  # noqa: BLE001 - what nobody waits for must not end the thread
            log.error("not-noted kind=%s", type(exc).__name__)  # noqa: TRY400

    async def _settled(self, work: Callable[[Store], object]) -> bool:
        try:
            await self.run(work)
        except (WrongState, NoSuchMessage) as exc:
            log.error("not-to-settle %s", exc)  # noqa: TRY400 - no later try would change it
        except StoreError as exc:
            log.error("unsettled %s", exc)  # noqa: TRY400 - the message says all there is
            self._unsettled.append(work)
            return False
        return True

    def close(self) -> None:
        """Finish what is under way; the store itself is its owner's to close."""
        self._thread.shutdown(wait=True)
