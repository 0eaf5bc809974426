"""A smarthost that records what it is given and delivers nothing.

It is aiosmtpd in a thread of its own, on a free port. It can be told to refuse, to be slow and to
drop the line, at every step. What aiosmtpd can't be made to say is for ``scripted.Scripted``.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from tests.servers.endpoint import Endpoint, Tls
from tests.servers.fault import Fault, Step
from tests.servers.sink_session import SinkSession, Submission
from tests.servers.waiting import until

if TYPE_CHECKING:
    from types import TracebackType

    from tests.servers.authority import Authority

__all__ = ["Fault", "Sink", "Submission"]


class Sink:
    """A recording smarthost; use it as a context manager.

    ``accepted`` holds what it answered 250 to; ``arrived`` also what it refused, or dropped the
    line on, after the last dot.
    """

    def __init__(
        self,
        *,
        authority: Authority | None = None,
        tls: Tls = "none",
        user: str | None = None,
        password: str | None = None,
        size_limit: int | None = None,
        eight_bit: bool = True,
        smtputf8: bool = True,
        extensions: tuple[str, ...] = ("PIPELINING", "ENHANCEDSTATUSCODES", "DSN"),
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        if tls != "none" and authority is None:
            raise ValueError("TLS needs an authority")
        self.user, self._password = user, password
        self.eight_bit, self.extensions = eight_bit, extensions
        self._authority, self._tls, self._host, self._port = authority, tls, host, port
        self._context = authority.loopback.server_context() if authority else None
        self._settings = {"data_size_limit": size_limit, "enable_SMTPUTF8": smtputf8}
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._accepted: list[Submission] = []
        self._arrived: list[Submission] = []
        self._commands: list[str] = []
        self._open: set[SinkSession] = set()
        self._session_count = 0

    # What a test sets and asks.

    @property
    def endpoint(self) -> Endpoint:
        """Where clients find it and what they need to log in."""
        ca_file = self._authority.ca_file if self._authority and self._tls != "none" else None
        return Endpoint(self._host, self._port, self._tls, self.user, self._password, ca_file)

    @property
    def accepted(self) -> tuple[Submission, ...]:
        with self._lock:
            return tuple(self._accepted)

    @property
    def arrived(self) -> tuple[Submission, ...]:
        with self._lock:
            return tuple(self._arrived)

    @property
    def commands(self) -> tuple[str, ...]:
        """Every command line of every session, in the order of arrival."""
        with self._lock:
            return tuple(self._commands)

    @property
    def sessions(self) -> int:
        """How many connections were made."""
        with self._lock:
            return self._session_count

    def add(self, *faults: Fault) -> None:
        """Let *faults* happen from now on; where two concern one step the older goes first."""
        with self._lock:
            self._faults.extend(faults)

    def refuse(self, recipient: str, reply: str = "550 5.1.1 No such mailbox here") -> None:
        """Refuse *recipient* from now on."""
        self.add(Fault("rcpt", reply=reply, recipient=recipient))

    def answer(self, step: Step, *replies: str) -> None:
        """Answer the next ones at *step* with *replies*, one each; after them its duty again."""
        self.add(*(Fault(step, reply=reply, times=1) for reply in replies))

    def drop(self, step: Step, times: int | None = None) -> None:
        """Drop the line at *step*: the next few *times*, or always."""
        self.add(Fault(step, drop=True, times=times))

    def mend(self) -> None:
        """Forget all faults."""
        with self._lock:
            self._faults.clear()

    # What a session asks.

    def take_fault(self, step: Step, line: str) -> Fault | None:
        with self._lock:
            for place, fault in enumerate(self._faults):
                if fault.concerns(step, line):
                    self._use(place)
                    return fault
        return None

    def _use(self, place: int) -> None:
        fault = self._faults[place]
        if fault.times == 1:
            del self._faults[place]
        elif fault.times is not None:
            self._faults[place] = replace(fault, times=fault.times - 1)

    def login(self, user: bytes, password: bytes) -> bool:
        return (user.decode(), password.decode()) == (self.user, self._password)

    def record_command(self, line: str) -> None:
        with self._lock:
            self._commands.append(line)

    def record(self, submission: Submission, *, accepted: bool) -> None:
        with self._lock:
            self._arrived.append(submission)
            if accepted:
                self._accepted.append(submission)

    def opened(self, session: SinkSession) -> None:
        with self._lock:
            if session not in self._open:  # STARTTLS makes the connection anew
                self._session_count += 1
            self._open.add(session)

    def closed(self, session: SinkSession) -> None:
        with self._lock:
            self._open.discard(session)

    # Its thread.

    def __enter__(self) -> Self:
        self._started = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="sink", daemon=True)
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:
            self._failure = error
        finally:
            self._started.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        context = self._context if self._tls == "implicit" else None
        server = await self._loop.create_server(
            self._session, self._host, self._port, ssl=context, backlog=256
        )
        self._port = int(server.sockets[0].getsockname()[1])
        self._started.set()
        await self._stop.wait()
        server.close()
        for session in list(self._open):
            session.abort()
        await server.wait_closed()
        async with asyncio.timeout(10):
            while self._open:
                await asyncio.sleep(0.002)

    def _session(self) -> SinkSession:
        starttls = self._context if self._tls == "starttls" else None
        return SinkSession(
            self,
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_require_tls=starttls is not None,
            loop=self._loop,
            **self._settings,
        )

    def wait_for(self, count: int, timeout_s: float = 20.0) -> tuple[Submission, ...]:
        """Return what was accepted once it is at least *count*; TimeoutError if it never is."""
        until(lambda: len(self.accepted) >= count, f"{count} accepted messages", timeout_s)
        return self.accepted
