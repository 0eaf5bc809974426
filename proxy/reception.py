"""Who may submit, in whose name, through which account: the front that sessions speak to."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from proxy import peer
from proxy.carrier import Carrier, Route
from proxy.client import Client
from proxy.config import Account, Auth, Config
from proxy.envelope import Submission
from proxy.logins import LocalPassword
from proxy.offering import SIZE_LIMIT
from proxy.peer import Ends
from proxy.relay import RelayError
from proxy.reply import Reply
from proxy.smarthost import Capabilities, Login, Tls

if TYPE_CHECKING:
    from proxy.session import Session

log = logging.getLogger("askwell")

PART_WITHIN_S = 1.0

UPLOAD_WITHIN_S = 5.0
"""How long a client may take to finish its content when the service stops; loopback is fast."""

LOOK_EVERY_S = 0.05

WELCOME = Reply.of(235, "2.7.0", "Logged in")
FULL = Reply.of(421, "4.3.2", "Askwell serves as many clients as it may; try again in a moment")
UNKNOWN_LOGIN = Reply.of(
    535,
    "5.7.8",
    "Askwell has no account for this user name:",
    "set the account's username in its configuration.",
)
WRONG_LOCAL_PASSWORD = Reply.of(
    535,
    "5.7.8",
    "That is not Askwell's own password.",
    "To see it: askwell password",
)
LOG_IN = Reply.of(
    530,
    "5.7.0",
    "Askwell needs a login. In your mail client, set the outgoing server's",
    "authentication to 'normal password', with the user name and password",
    "of your mail account.",
)
LOG_IN_LOCALLY = Reply.of(
    530,
    "5.7.0",
    "Askwell needs a login. In your mail client, set the outgoing server's",
    "authentication to 'normal password'. To see user name and password:",
    "askwell password",
)
ANOTHER_USER = Reply.of(530, "5.7.0", "Askwell sends only for the user of this machine who runs it")


class Submit(Protocol):
    """What becomes of a submission that was let in."""

    def __call__(self, submission: Submission, route: Route, config: Config) -> Awaitable[Reply]:
        """See *submission* to its end."""


class Reception:
    """Lets clients in; ``config`` may be put anew at any time, for what comes after."""

    def __init__(
        self,
        config: Config,
        carrier: Carrier,
        local_password: LocalPassword,
        submit: Submit,
        *,
        on_login: Callable[[Account], None],
    ) -> None:
        self.config = config
        self.sessions: set[Session] = set()
        self._carrier = carrier
        self._local_password = local_password
        self._submit = submit
        self._on_login = on_login
        self._under_way: set[asyncio.Task[Reply]] = set()
        self.tls_context: ssl.SSLContext | None = None
        self.stopping = False
        self.adopt(config)

    def adopt(self, config: Config) -> None:
        """Use *config* from here on; OSError where its certificate can't be read."""
        context = config.listen.tls_context()
        self.config = config
        # With implicit TLS the listener itself protects the line: no STARTTLS inside it.
        self.tls_context = context if config.listen.tls is Tls.STARTTLS else None

    # -- the Front of proxy.session --------------------------------------------------------------

    @property
    def timeout_s(self) -> float:
        """Seconds that a silent client is kept."""
        return self.config.listen.timeout_s

    @property
    def size_limit(self) -> int:
        """Octets of content at most, whatever the account; each account's own limit is MAIL's."""
        limits = [self._size_limit(account) for account in self.config.accounts]
        return max(limits)

    def enter(self, session: Session) -> Reply | None:
        """Take note of a new session, or say why it can't be served."""
        if len(self.sessions) >= self.config.listen.max_sessions:
            return FULL
        self.sessions.add(session)
        log.debug("session-begun open=%d", len(self.sessions))
        return None

    def leave(self, session: Session) -> None:
        """Forget a session that has ended."""
        if session in self.sessions:
            self.sessions.discard(session)
            log.debug("session-ended open=%d", len(self.sessions))

    def meet(self, transport: asyncio.Transport) -> Client:
        """Return what is known of the client at the other end."""
        theirs, ours = (transport.get_extra_info(end) for end in ("peername", "sockname"))
        return Client(Ends(theirs[:2], ours[:2]) if theirs and ours else None)

    async def announced(self, client: Client) -> Capabilities:
        """Return what the account that *client* uses, or else all accounts, can carry."""
        account = self.config.account_named(client.account or "")
        accounts = [account] if account else self.config.accounts
        return await self._carrier.offering.announced(found.smarthost for found in accounts)

    def may_log_in(self, *, protected: bool) -> bool:
        """Whether AUTH is on offer: never on an open line that was configured for TLS."""
        takes_logins = any(self._takes_login(account) for account in self.config.accounts)
        return takes_logins and (protected or self.config.listen.tls is Tls.NONE)

    async def log_in(self, client: Client, username: str, password: str) -> Reply:
        """Try a login: at the smarthost, whose answer is passed on, or against our own password."""
        account = self.config.account_for_login(username)
        if account is None and len(self.config.accounts) == 1:
            account = self.config.accounts[0]
        if account is None:
            return UNKNOWN_LOGIN
        if account.auth is Auth.PASSTHROUGH:
            return await self._log_in_there(client, account, Login(username, password))
        if not await asyncio.to_thread(self._local_password.matches, password):
            log.warning("login-refused account=%s", account.name)
            return WRONG_LOCAL_PASSWORD
        client.account = account.name
        return WELCOME

    def admit(self, client: Client, reverse_path: str, size: int) -> Reply | None:
        """Say why *client* may not send in this name, or None."""
        account = self._account(client, reverse_path)
        if account is None:
            return Reply.of(
                550,
                "5.7.1",
                f"Askwell has no account that sends for <{reverse_path}>:",
                "add it to the account's senders in the configuration.",
            )
        if size > self._size_limit(account):
            limit = self._size_limit(account)
            return Reply.of(552, "5.3.4", f"The outgoing server takes {limit} octets at most")
        return self._refusal(client, account)

    async def submit(self, client: Client, submission: Submission) -> Reply:
        """See *submission* to its end, whatever becomes of the client's line."""
        account = self._account(client, submission.envelope.reverse_path)
        refusal = self._refusal(client, account) if account else UNKNOWN_LOGIN
        if account is None or refusal is not None:
            return refusal or UNKNOWN_LOGIN
        route = Route(account)
        if (client.account, client.smarthost) == (account.name, account.smarthost):
            # Another account's password and line are nothing for this one's smarthost, and a
            # reload may have given the account another one.
            route = Route(account, client.login, client.take_upstream())
        task = asyncio.ensure_future(self._see_through(submission, route))
        self._under_way.add(task)
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    # -- the rest --------------------------------------------------------------------------------

    async def finish(self) -> None:
        """Return when each message under way has come to its end; who stalls is not waited for."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(UPLOAD_WITHIN_S):
                while any(session.busy for session in self.sessions):
                    await asyncio.sleep(LOOK_EVERY_S)
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def _see_through(self, submission: Submission, route: Route) -> Reply:
        """Submit, and hang up the kept line where the message had no use for it."""
        try:
            reply = await self._submit(submission, route, self.config)
        finally:
            if route.upstream is not None:
                route.upstream.abandon()
        log.debug(
            "answered account=%s recipients=%d size=%d code=%d",
            route.account.name,
            len(submission.envelope.recipients),
            len(submission.content),
            reply.code,
        )
        return reply

    async def part(self) -> None:
        """Close the lines that are left, and return when they are, or at least soon."""
        for session in tuple(self.sessions):
            session.hang_up()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PART_WITHIN_S):
                while self.sessions:
                    await asyncio.sleep(PART_WITHIN_S / 100)

    def _done(self, task: asyncio.Task[Reply]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("submission-failed kind=%s", type(error).__name__)

    def _account(self, client: Client, reverse_path: str) -> Account | None:
        """Return the account that sends for *reverse_path*: as configured, else as logged in."""
        found = self.config.account_for(reverse_path) if reverse_path else None
        if found is None and client.account is not None:
            found = self.config.account_named(client.account)
        if found is None and not reverse_path and len(self.config.accounts) == 1:
            found = self.config.accounts[0]
        return found

    def _refusal(self, client: Client, account: Account) -> Reply | None:
        if account.auth is Auth.NONE:
            if client.account == account.name or client.is_same_user:
                return None
            return ANOTHER_USER if client.is_same_user is False else LOG_IN_LOCALLY
        if not client.is_logged_in:
            return LOG_IN if account.auth is Auth.PASSTHROUGH else LOG_IN_LOCALLY
        if client.account != account.name:
            return Reply.of(
                550,
                "5.7.1",
                f'This sender belongs to the account "{account.name}", and the login was',
                f'to "{client.account}": log in with the user name of the sender\'s account.',
            )
        return None

    async def _log_in_there(self, client: Client, account: Account, login: Login) -> Reply:
        try:
            upstream = await self._carrier.open(account, login)
        except RelayError as exc:
            if exc.step == "AUTH":
                log.warning("login-refused account=%s code=%d", account.name, exc.reply.code)
                return exc.reply
            return Reply(454, tuple(_as_login_failure(line) for line in exc.reply.lines))
        client.account, client.smarthost = account.name, account.smarthost
        client.login, client.upstream = login, upstream
        self._carrier.logins.remember(account.smarthost, login)
        self._on_login(account)
        return upstream.login_reply or WELCOME

    def _size_limit(self, account: Account) -> int:
        seen = self._carrier.offering.known(account.smarthost)
        return min(SIZE_LIMIT, (seen.size_limit if seen else None) or SIZE_LIMIT)

    def _takes_login(self, account: Account) -> bool:
        """Whether a login is of use: for ``none`` only where users can't be told apart."""
        return account.auth is not Auth.NONE or not peer.can_tell()


def _as_login_failure(line: str) -> str:
    """Give a line about the smarthost the enhanced code of a login that can be tried again."""
    return "4.7.0 " + line.split(" ", 1)[-1]
