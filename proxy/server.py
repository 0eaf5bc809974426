"""The service: binds, serves, reloads, stops. It puts the parts together and judges nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import time
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from pathlib import Path

from checks import plugins
from checks.registry import CHECK_NAMES, Check
from proxy import supervisor
from proxy.answers import Answers
from proxy.carrier import Carrier, Route
from proxy.config import Auth, Config, ConfigError, load
from proxy.desk import Desk
from proxy.dispatch import Dispatcher, now
from proxy.envelope import Submission
from proxy.errands import Errands
from proxy.listener import Listener, ListenError
from proxy.logins import LocalPassword, LoginError, Logins, fetched
from proxy.offering import Offering
from proxy.reception import Reception
from proxy.reply import Reply
from proxy.service_lock import KNOCK, ServiceLock
from proxy.session import Session
from proxy.smarthost import Tls
from proxy.store import Store, StoreError

log = logging.getLogger("askwell")

STOP_WITHIN_S = 60.0
"""How long a message under way may take to finish when the service stops."""


class Service:
    """One running Askwell."""

    def __init__(self, config: Config, directory: Path) -> None:
        self._config_path = config.path
        self._lock = ServiceLock(directory)
        try:
            self._store = Store.open(directory)
        except StoreError:
            self._lock.close()
            raise
        self._woken = asyncio.Event()
        self._desk = Desk(self._store, on_unsettled=self._woken.set)
        self._logins = Logins()
        self._offering = Offering()
        self._carrier = Carrier(self._logins, self._offering)
        self._checks = _all_checks()
        self._dispatcher = Dispatcher(
            self._desk,
            self._carrier,
            checks=self._checks,
            on_notice_due=self._woken.set,
        )
        self._answers = Answers(self._desk, self._carrier, self._dispatcher, now)
        self._local_password = LocalPassword(directory)
        self._reception = Reception(
            config,
            self._carrier,
            self._local_password,
            self._submit,
            on_login=lambda account: self._chore(self._errands.after_login(account)),
        )
        self._errands = Errands(
            self._desk,
            self._logins,
            self._dispatcher,
            self._answers,
            config=lambda: self._reception.config,
            woken=self._woken,
        )
        self._listener: Listener | None = None
        self._stop = asyncio.Event()
        self._chores: set[asyncio.Task[None]] = set()

    async def start(self, inherited: Sequence[socket.socket]) -> tuple[str, ...]:
        """Prepare and listen; return the ends, or none where it was told to stop meanwhile."""
        starting = asyncio.create_task(self._start(inherited))
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        await _cancelled({stopping})
        if not self._stop.is_set():
            return await starting
        # Ctrl-C ends a password command as well, and what it failed of is then beside the point.
        await _cancelled({starting})
        return ()

    async def _start(self, inherited: Sequence[socket.socket]) -> tuple[str, ...]:
        await self.prepare()
        return await self.listen(inherited)

    async def prepare(self) -> None:
        """Settle what an earlier run left behind, and see that every login can be had."""
        moment = now()
        for held in await self._desk.run(lambda s: s.held.recover(moment)):
            log.warning("recovered id=%s state=%s", held.short_id, held.state)
        await self._desk.run(lambda s: s.notices.recover())
        await self._take_up_logins(self._reception.config)

    async def listen(self, inherited: Sequence[socket.socket] = ()) -> tuple[str, ...]:
        """Accept clients; return the ends at which they are accepted."""
        config = self._reception.config
        for found in inherited:
            _require_safe(config, found)
        self._listener = await Listener.open(config.listen, inherited, self._session)
        return self._listener.ends

    def heed_signals(self, environ: Mapping[str, str]) -> None:
        """Stop, reload and release on signals, rather than die of one that comes early."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, lambda: self._chore(self._reload(environ)))
        loop.add_signal_handler(KNOCK, lambda: self._chore(self._errands.release_wanted()))
        for end in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(end, self._stop.set)

    async def run(self, environ: Mapping[str, str] = os.environ) -> None:
        """Serve until told to stop, then finish what is under way."""
        self._chore(self._errands.run())
        interval_s = supervisor.watchdog_interval_s(environ, os.getpid())
        if interval_s is not None:
            self._chore(_keep_watchdog(environ, interval_s))
        supervisor.notify(environ, supervisor.READY)
        await self._stop.wait()
        supervisor.notify(environ, supervisor.STOPPING)
        await self.close()

    async def close(self) -> None:
        """Stop accepting, let each message under way come to its end, and put all away."""
        log.info("stopping sessions=%d", len(self._reception.sessions))
        if self._listener is not None:
            self._listener.close()
        self._reception.stopping = True
        for session in tuple(self._reception.sessions):
            session.dismiss()
        await _cancelled(self._chores)
        try:
            async with asyncio.timeout(STOP_WITHIN_S):
                await self._reception.finish()
                await self._errands.finish()
        except TimeoutError:
            log.warning("stopped-anyway sessions=%d", len(self._reception.sessions))
        await self._errands.close()
        await self._reception.part()
        await self._carrier.close()
        await self._offering.close()
        await self._desk.settle_rest()
        self._desk.close()
        self._store.close()
        self._lock.close()
        log.info("stopped")

    def _session(self) -> Session:
        try:
            return Session(self._reception, asyncio.get_running_loop())
        except Exception as exc:  # asyncio would close the line and say nothing
            log.error("session-failed kind=%s", type(exc).__name__)  # noqa: TRY400
            raise

    async def _submit(self, submission: Submission, route: Route, config: Config) -> Reply:
        if self._answers.concerns(submission.envelope):
            return await self._answers.take(submission, route)
        return await self._dispatcher.submit(submission, route, config)

    async def _take_up_logins(self, config: Config) -> None:
        """Fetch the stored passwords that no one has to unlock; make the local one if need be.

        All of them anew, and none is taken up before all are there.
        """
        stored = [account for account in config.accounts if account.auth is Auth.STORED]
        logins = []
        for account in stored:
            if account.password_command or account.credential:
                try:
                    logins.append((account.smarthost, await fetched(account)))
                except LoginError as exc:
                    raise ConfigError(f"{config.path}: {exc}") from exc
        for smarthost, login in logins:
            self._logins.remember(smarthost, login)
        if stored:
            try:
                await asyncio.to_thread(self._local_password.read)
            except OSError as exc:
                path = self._local_password.path
                raise StoreError(f"{path}: cannot be written: {exc.strerror}") from exc

    async def _reload(self, environ: Mapping[str, str]) -> None:
        """Take up the configuration anew; a wrong one changes nothing."""
        supervisor.notify(environ, supervisor.reloading(time.monotonic_ns() // 1000))
        try:
            config = load(self._config_path)
            await self._take_up_logins(config)
            # A certificate may have been renewed in its place, and the listener holds the old one.
            protects = config.listen.tls is Tls.IMPLICIT
            if protects or config.listen != self._reception.config.listen:
                await self._listen_anew(config)
            self._reception.adopt(config)
        except (ConfigError, ListenError, StoreError, OSError) as exc:
            log.error("reload-refused %s", exc)  # noqa: TRY400 - the message says all there is
        else:
            log.info("reloaded accounts=%d", len(config.accounts))
            _warn_of_missing(config, self._checks)
        supervisor.notify(environ, supervisor.READY)

    async def _listen_anew(self, config: Config) -> None:
        """Listen as *config* says; the sessions that there are go on."""
        old = self._listener
        if old is None:
            return
        self._listener = await old.renewed(config.listen, self._session)
        old.close()
        log.info("listening at=%s", ",".join(self._listener.ends))

    def _chore(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)


def _all_checks() -> tuple[Check, ...]:
    checks = plugins.all_checks(lambda line: log.warning("third-party-check %s", line))
    others = [check.name for check in checks if check.name not in CHECK_NAMES]
    if others:
        log.info("third-party-checks names=%s", ",".join(others))
    return checks


def _warn_of_missing(config: Config, checks: Iterable[Check]) -> None:
    """Log which checks a tag names that were installed after the service started."""
    named = {name.partition("/")[0] for p in config.tags.values() for name in p.hold | p.advise}
    for name in sorted(named - {check.name for check in checks}):
        log.warning("third-party-check check=%s not used before a restart", name)


async def _cancelled(tasks: Iterable[asyncio.Task[object]]) -> None:
    """Return once *tasks*, told to give up, have done so."""
    cancelled = tuple(tasks)
    for task in cancelled:
        task.cancel()
    await asyncio.gather(*cancelled, return_exceptions=True)


def _require_safe(config: Config, inherited: socket.socket) -> None:
    """Refuse a socket from systemd that is open to other machines without TLS and a login."""
    unsafe = config.unsafe_at(str(inherited.getsockname()[0]))
    if unsafe is not None:
        raise ListenError(f"the socket unit's ListenStream: {unsafe}")


async def _keep_watchdog(environ: Mapping[str, str], interval_s: float) -> None:
    """Tell the supervisor that the event loop still turns."""
    while True:
        supervisor.notify(environ, supervisor.WATCHDOG)
        await asyncio.sleep(interval_s)


async def serve(config: Config, directory: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Run the service until it is told to stop.

    ConfigError, ListenError, StoreError or SupervisorError say why it can't start.
    """
    # From the lock on a command line may knock, which would end a process that doesn't listen.
    asyncio.get_running_loop().add_signal_handler(KNOCK, lambda: None)
    inherited = [found.socket for found in supervisor.inherited_sockets(environ, os.getpid())]
    service = Service(config, directory)
    try:
        service.heed_signals(environ)
        ends = await service.start(inherited)
    except BaseException:
        await service.close()
        raise
    if not ends:
        await service.close()
        return
    log.info("listening at=%s accounts=%d", ",".join(ends), len(config.accounts))
    await service.run(environ)
