"""One session of a sink: aiosmtpd's, with the sink's faults put in its way.

Nothing but the sink uses this. It lifts aiosmtpd's limits on lines, so that a test can look at
what was sent rather than at what aiosmtpd would have taken.
"""

# ruff: noqa: N802 - aiosmtpd finds verbs and hooks by these names

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

if TYPE_CHECKING:
    from tests.servers.fault import Fault, Step

LINE_LIMIT = 1 << 21
DSN_PARAMETER = re.compile(r"\s+(?:RET|ENVID|NOTIFY|ORCPT)=\S+", re.IGNORECASE)
PARAMETERS = re.compile(r">((?:\s+\S+)*)\s*$")


@dataclass(frozen=True, slots=True)
class Submission:
    """What came in one transaction; options as the client spelled them."""

    mail_from: str
    mail_options: tuple[str, ...]
    rcpt_tos: tuple[str, ...]
    rcpt_options: tuple[tuple[str, ...], ...]
    content: bytes
    user: str | None
    tls: bool


class Recorder(Protocol):
    """What a session asks of its sink."""

    user: str | None
    extensions: tuple[str, ...]
    eight_bit: bool

    def take_fault(self, step: Step, line: str) -> Fault | None: ...
    def login(self, user: bytes, password: bytes) -> bool: ...
    def record_command(self, line: str) -> None: ...
    def record(self, submission: Submission, *, accepted: bool) -> None: ...
    def opened(self, session: SinkSession) -> None: ...
    def closed(self, session: SinkSession) -> None: ...


class SinkSession(SMTP):
    """Speaks SMTP as aiosmtpd does, unless a fault is due."""

    line_length_limit = LINE_LIMIT
    command_size_limit = LINE_LIMIT
    # Thunderbird and Outlook know no other prompts.
    AuthLoginUsernameChallenge = "Username:"
    AuthLoginPasswordChallenge = "Password:"

    def __init__(self, recorder: Recorder, **settings: Any) -> None:
        self._recorder = recorder
        self._mail_options: tuple[str, ...] = ()
        self._rcpt_options: list[tuple[str, ...]] = []
        self._plain: asyncio.WriteTransport | None = None
        super().__init__(self, authenticator=_authenticate, hostname="sink.example.net", **settings)
        self.command_size_limits = defaultdict(lambda: LINE_LIMIT)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._recorder.opened(self)
        if self._original_transport is None:  # it isn't made anew by STARTTLS
            assert isinstance(transport, asyncio.WriteTransport)
            self._plain = None if transport.get_extra_info("ssl_object") else transport
            self._socket: socket.socket = transport.get_extra_info("socket")
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._recorder.closed(self)
        super().connection_lost(error)

    def abort(self) -> None:
        """Drop the line: no reply, no goodbye."""
        if self._plain is not None:
            self._plain.abort()
            return
        # Over TLS, abort() raises when the client has just hung up.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    async def _handle_client(self) -> None:
        if await self._duty("connect", ""):
            await super()._handle_client()
        else:
            assert self.transport is not None
            self.transport.close()

    async def _duty(self, step: Step, line: str) -> bool:
        """Return whether to go on with the duty of *step*; if not, the fault has replied."""
        if step not in {"connect", "transfer", "content"}:
            self._recorder.record_command(line)
        fault = self._recorder.take_fault(step, line)
        if fault is None:
            return True
        await asyncio.sleep(fault.delay_s)
        if fault.drop:
            self.abort()
            # connection_lost() cancels this task; nothing more is said meanwhile.
            await asyncio.Event().wait()
        if fault.reply is not None:
            await self.push(fault.reply)
        return fault.reply is None

    async def smtp_EHLO(self, hostname: str) -> None:
        if await self._duty("ehlo", f"EHLO {hostname}"):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname: str) -> None:
        if await self._duty("ehlo", f"HELO {hostname}"):
            await super().smtp_HELO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:
        if await self._duty("starttls", "STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        # The credentials stay out of the record.
        if await self._duty("auth", "AUTH " + (arg or "").split(" ")[0]):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        if not await self._duty("mail", f"MAIL {arg}"):
            return
        assert self.session is not None
        if self._recorder.user is not None and not self.session.authenticated:
            await self.push("530 5.7.0 Authentication required")
            return
        self._mail_options, self._rcpt_options = _parameters(arg), []
        if not self._recorder.eight_bit and "BODY=8BITMIME" in self._mail_options:
            await self.push("555 5.5.4 Unsupported option: BODY=8BITMIME")
            return
        await super().smtp_MAIL(self._known(arg))

    async def smtp_RCPT(self, arg: str | None) -> None:
        if await self._duty("rcpt", f"RCPT {arg}"):
            self._rcpt_options.append(_parameters(arg))
            await super().smtp_RCPT(self._known(arg))

    def _known(self, arg: str | None) -> str | None:
        """Return *arg* without the parameters that are offered but that aiosmtpd doesn't know."""
        if arg is None or "DSN" not in self._recorder.extensions:
            return arg
        return DSN_PARAMETER.sub("", arg)

    async def smtp_DATA(self, arg: str) -> None:
        if not await self._duty("data", "DATA"):
            return
        if fault := self._recorder.take_fault("transfer", ""):
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.read(1)
            await asyncio.sleep(fault.delay_s)
            self.abort()
            return
        await super().smtp_DATA(arg)

    async def smtp_RSET(self, arg: str) -> None:
        if await self._duty("rset", "RSET"):
            await super().smtp_RSET(arg)

    async def smtp_QUIT(self, arg: str) -> None:
        if await self._duty("quit", "QUIT"):
            await super().smtp_QUIT(arg)

    # The hooks that aiosmtpd calls; this class is its own handler.

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        session.host_name = hostname
        unwanted = set() if self._recorder.eight_bit else {"250-8BITMIME"}
        kept = [line for line in lines[:-1] if line not in unwanted]
        if self._recorder.user is None:
            kept = [line for line in kept if not line.startswith("250-AUTH")]
        return [*kept, *(f"250-{name}" for name in self._recorder.extensions), lines[-1]]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str | None:
        submission = self._submission(session, envelope)
        fault = self._recorder.take_fault("content", "")
        failed = fault is not None and (fault.drop or fault.reply is not None)
        self._recorder.record(submission, accepted=not failed)
        if fault is None:
            return "250 2.0.0 OK: taken"
        await asyncio.sleep(fault.delay_s)
        if fault.drop:
            self.abort()
            await asyncio.Event().wait()
        return fault.reply or "250 2.0.0 OK: taken"

    def _submission(self, session: Session, envelope: Envelope) -> Submission:
        assert isinstance(envelope.content, bytes | bytearray)
        login = session.auth_data
        return Submission(
            mail_from="" if envelope.mail_from == "<>" else envelope.mail_from or "",
            mail_options=self._mail_options,
            rcpt_tos=tuple(envelope.rcpt_tos),
            rcpt_options=tuple(self._rcpt_options),
            content=bytes(envelope.content),
            user=login.login.decode() if isinstance(login, LoginPassword) else None,
            tls=session.ssl is not None or self._over_tls(),
        )

    def _over_tls(self) -> bool:
        return self.transport is not None and bool(self.transport.get_extra_info("ssl_object"))


def _parameters(arg: str | None) -> tuple[str, ...]:
    found = PARAMETERS.search(arg or "")
    return tuple(found.group(1).split()) if found else ()


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any
) -> AuthResult:
    assert isinstance(server, SinkSession)
    assert isinstance(login, LoginPassword)
    success = server._recorder.login(login.login, login.password)
    return AuthResult(success=success, handled=False, auth_data=login if success else None)
