"""A submission, an account and its login, to a reply of the smarthost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from proxy.config import Account, Auth
from proxy.envelope import Submission
from proxy.logins import LoginError, Logins
from proxy.offering import Offering
from proxy.relay import RelayError, Upstream, do_nothing
from proxy.reply import Reply
from proxy.smarthost import Login


@dataclass(slots=True)
class Route:
    """The way out of one submission: its account, and what the client's session has at hand.

    ``username`` is whose login it must be, where no session has one at hand.
    """

    account: Account
    login: Login | None = None
    upstream: Upstream | None = None
    username: str = ""


class Carrier:
    """Opens lines to smarthosts, logged in as the account says, and relays over them."""

    def __init__(self, logins: Logins, offering: Offering) -> None:
        self.logins = logins
        self.offering = offering
        self._goodbyes: set[asyncio.Task[None]] = set()

    async def relay(
        self,
        submission: Submission,
        route: Route,
        before_final_dot: Callable[[], Awaitable[None]] = do_nothing,
    ) -> Reply:
        """Return the reply with which the smarthost took *submission*; RelayError where not."""
        upstream = await self._upstream(route)
        try:
            return await upstream.relay(submission, before_final_dot)
        finally:
            self._say_goodbye(upstream)

    async def open(self, account: Account, login: Login | None) -> Upstream:
        """Open a line with this very *login*; RelayError says which step failed."""
        upstream = await Upstream.open(account.smarthost, login)
        self.offering.learn(account.smarthost, upstream.capabilities)
        return upstream

    async def close(self) -> None:
        """Wait for the last goodbyes."""
        await asyncio.gather(*self._goodbyes, return_exceptions=True)

    async def _upstream(self, route: Route) -> Upstream:
        """Return the line that the session kept, where it still answers, or a new one."""
        kept, route.upstream = route.upstream, None
        if kept is not None and await kept.is_alive():
            return kept
        login = route.login or await self._login(route)
        try:
            return await self.open(route.account, login)
        except RelayError as exc:
            if exc.step == "AUTH" and exc.reply.permanent:
                self.logins.forget(route.account.smarthost, login.username if login else "")
                raise RelayError(_login_refused(route.account, exc.reply), exc.step) from exc
            raise

    async def _login(self, route: Route) -> Login | None:
        try:
            return await self.logins.login_for(route.account, route.username)
        except LoginError as exc:
            raise RelayError(Reply.of(454, "4.7.0", f"Not sent: {exc}"), "login") from exc

    def _say_goodbye(self, upstream: Upstream) -> None:
        """Take leave without anyone waiting for it."""
        task = asyncio.create_task(upstream.close())
        self._goodbyes.add(task)
        task.add_done_callback(self._goodbyes.discard)


def _login_refused(account: Account, reply: Reply) -> Reply:
    """Return a refusal that lets the client keep the message: the login is not its fault."""
    whose = "your mail client's" if account.auth is Auth.PASSTHROUGH else "Askwell's stored"
    return Reply.of(454, "4.7.0", f"The outgoing server refused {whose} login: {reply.text}")
