"""What goes out while no client waits for it: releases that waited for a login, and notices.

Each is seen to its end, also when the service stops: what was broken off after the final dot
would leave the person with an uncertain message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine

from proxy.answers import Answers
from proxy.carrier import Route
from proxy.config import Account, Auth, Config
from proxy.desk import Desk
from proxy.dispatch import Dispatcher, now
from proxy.hold import HeldMessage
from proxy.logins import Logins
from proxy.relay import RelayError
from proxy.store import StoreError, WrongState

log = logging.getLogger("askwell")

UNSETTLED_RETRY_S = 30.0


class Errands:
    """Runs errands when *woken* or when one is due, and sleeps otherwise."""

    def __init__(
        self,
        desk: Desk,
        logins: Logins,
        dispatcher: Dispatcher,
        answers: Answers,
        *,
        config: Callable[[], Config],
        woken: asyncio.Event,
    ) -> None:
        self._desk = desk
        self._logins = logins
        self._dispatcher = dispatcher
        self._answers = answers
        self._config = config
        self._woken = woken
        self._sendings: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Send notices when they are due, and note what the disk would not take before."""
        while True:
            self._woken.clear()
            wait_s = await self._do_what_is_due()
            try:
                async with asyncio.timeout(wait_s):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def after_login(self, account: Account) -> None:
        """Send what has waited for a login to *account*, notices too."""
        await self._release_waiting(account)
        try:
            await self._desk.run(lambda s: s.notices.bring_forward(account.name, now()))
        except StoreError as exc:
            log.error("store-failed %s", exc)  # noqa: TRY400 - the message says all there is
        self._woken.set()

    async def release_wanted(self) -> None:
        """Send what a command line has released and what only this process can log in for."""
        for account in self._config().accounts:
            await self._release_waiting(account)

    async def finish(self) -> None:
        """Return when all that is under way has come to its end."""
        await asyncio.gather(*map(asyncio.shield, self._sendings), return_exceptions=True)

    async def close(self) -> None:
        """Break off what is under way still."""
        for sending in tuple(self._sendings):
            sending.cancel()
        await asyncio.gather(*self._sendings, return_exceptions=True)

    async def _do_what_is_due(self) -> float | None:
        """Return the seconds until something is due again, None where nothing is."""
        try:
            await self._to_its_end(self._answers.send_due(self._config()))
            settled = await self._desk.settle_rest()
            due = await self._desk.run(lambda s: s.notices.next_at())
        except StoreError as exc:
            log.error("store-failed %s", exc)  # noqa: TRY400 - the message says all there is
            return UNSETTLED_RETRY_S
        wait_s = None if due is None else max(0.0, (due - now()).total_seconds())
        if settled:
            return wait_s
        return UNSETTLED_RETRY_S if wait_s is None else min(wait_s, UNSETTLED_RETRY_S)

    async def _release_waiting(self, account: Account) -> None:
        """Release what is wanted and whose own login is at hand: nobody else's will do."""
        try:
            waiting = await self._desk.run(lambda s: s.held.awaiting_login(account.name))
        except StoreError as exc:
            log.error("store-failed %s", exc)  # noqa: TRY400 - the message says all there is
            return
        for held in waiting:
            needs_login = account.auth is Auth.PASSTHROUGH
            if needs_login and not self._logins.has(account.smarthost, held.login):
                continue
            route = Route(account, username=held.login)
            try:
                await self._to_its_end(self._release(held, route))
            except (RelayError, WrongState, StoreError) as exc:
                log.warning("release-failed id=%s %s", held.short_id, type(exc).__name__)

    async def _release(self, held: HeldMessage, route: Route) -> None:
        await self._dispatcher.release(held, route)

    async def _to_its_end(self, sending: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(sending)
        self._sendings.add(task)
        task.add_done_callback(self._sendings.discard)
        await asyncio.shield(task)
