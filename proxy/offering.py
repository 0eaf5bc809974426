"""What EHLO offers: what Askwell and the smarthosts behind it both carry.

A smarthost's own EHLO is asked for once and remembered; every line to it refreshes that.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable

from proxy.relay import RelayError, Upstream
from proxy.smarthost import Capabilities, Smarthost

CARRIED = ("PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "DSN")
"""The extensions that Askwell carries whole; the ones of the line itself come elsewhere."""

OF_OUR_OWN = ("PIPELINING", "ENHANCEDSTATUSCODES")
"""What is offered while no smarthost can be asked: these need none."""

SIZE_LIMIT = 150 * 1024 * 1024
"""Octets of content at most, where the smarthost states no limit or a larger one."""

FRESH_FOR_S = 3600.0
ASK_AGAIN_AFTER_S = 15.0
ASK_FOR_S = 5.0


class Offering:
    """The capabilities of smarthosts, as last seen."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[Smarthost, tuple[Capabilities | None, float]] = {}
        self._asking: dict[Smarthost, asyncio.Task[None]] = {}

    def learn(self, smarthost: Smarthost, capabilities: Capabilities) -> None:
        """Remember what *smarthost* has just announced."""
        self._seen[smarthost] = (capabilities, self._clock() + FRESH_FOR_S)

    def known(self, smarthost: Smarthost) -> Capabilities | None:
        """Return what *smarthost* announced last, or None."""
        return self._seen.get(smarthost, (None, 0.0))[0]

    async def announced(self, smarthosts: Iterable[Smarthost]) -> Capabilities:
        """Return what can be offered to a client whose mail may go to any of *smarthosts*."""
        wanted = tuple(dict.fromkeys(smarthosts))
        await asyncio.gather(
            *(self._ask(smarthost) for smarthost in wanted if self._stale(smarthost))
        )
        seen = [found for smarthost in wanted if (found := self.known(smarthost)) is not None]
        if not seen:
            return Capabilities((*((word, "") for word in OF_OUR_OWN), ("SIZE", str(SIZE_LIMIT))))
        words = [word for word in CARRIED if all(word in found for found in seen)]
        return Capabilities((*((word, "") for word in words), ("SIZE", str(size_limit(seen)))))

    def _stale(self, smarthost: Smarthost) -> bool:
        return self._clock() >= self._seen.get(smarthost, (None, 0.0))[1]

    async def _ask(self, smarthost: Smarthost) -> None:
        """Ask *smarthost* once, however many wait for the answer, and not for long."""
        task = self._asking.get(smarthost)
        if task is None:
            task = asyncio.create_task(self._ask_now(smarthost))
            self._asking[smarthost] = task
            task.add_done_callback(lambda _: self._asking.pop(smarthost, None))
        await asyncio.wait({task}, timeout=ASK_FOR_S)

    async def _ask_now(self, smarthost: Smarthost) -> None:
        try:
            upstream = await Upstream.open(smarthost, None)
        except (RelayError, OSError):
            last = self.known(smarthost)
            self._seen[smarthost] = (last, self._clock() + ASK_AGAIN_AFTER_S)
        else:
            self.learn(smarthost, upstream.capabilities)
            await upstream.close()

    async def close(self) -> None:
        """Stop asking."""
        for task in tuple(self._asking.values()):
            task.cancel()
        await asyncio.gather(*self._asking.values(), return_exceptions=True)


def size_limit(seen: Iterable[Capabilities]) -> int:
    """Return the largest size that one of the smarthosts takes; MAIL asks the right one."""
    return min(SIZE_LIMIT, max(found.size_limit or SIZE_LIMIT for found in seen))
