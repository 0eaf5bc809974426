"""The transport under a session: lines in, replies out. aiosmtpd lives here and nowhere else.

aiosmtpd carries the connection, STARTTLS and the timer. The loop that reads commands is our own:
only CRLF ends a line here, errors are counted, a browser is shown the door, and a fault of ours
is a 451 that lets the client keep its message.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import traceback
from abc import ABC, abstractmethod
from pathlib import Path

from aiosmtpd.smtp import SMTP

from proxy.reply import Reply

# aiosmtpd logs addresses at INFO and every line of content at DEBUG.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
logging.getLogger("mail.debug").setLevel(logging.CRITICAL)
log = logging.getLogger("askwell.session")

COMMAND_LIMIT = 12_288 + 2
"""Octets of a command line; AUTH needs the most (RFC 4954 section 4)."""

ERRORS_LIMIT = 10
CLOSING = 421
HTTP_VERBS = frozenset({"GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH", "CONNECT"})

BAD_SYNTAX = Reply.of(500, "5.5.2", "That is no SMTP command")
UNKNOWN = Reply.of(500, "5.5.1", "Askwell does not know that command")
BARE_END = Reply.of(500, "5.5.2", "A line must end with CR LF")
TOO_LONG = Reply.of(500, "5.5.6", "The command line is too long")
TOO_MANY_ERRORS = Reply.of(CLOSING, "4.7.0", "Too many errors, closing the connection")
NOT_HTTP = Reply.of(CLOSING, "4.7.0", "This is a mail server, not a web server")
FAILED = Reply.of(451, "4.3.0", "Askwell failed on this; nothing was sent. Its log says more.")
STOPPING = Reply.of(CLOSING, "4.3.2", "Askwell is stopping; try again in a moment")


class RefusedError(Exception):
    """A command that gets a refusal for an answer."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply))
        self.reply = reply


class Line(SMTP, ABC):
    """One client's line: reads commands and hands each to its ``smtp_`` method."""

    line_length_limit = 64 * 1024  # the reader's block, not a limit on lines: those go unbroken

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        timeout_s: float,
        tls_context: ssl.SSLContext | None,
    ) -> None:
        super().__init__(
            None,
            data_size_limit=None,
            enable_SMTPUTF8=True,
            tls_context=tls_context,
            timeout=timeout_s,
            hostname="localhost",
            loop=loop,
        )
        self._errors = 0
        self._implicit_tls = False
        self.busy = False

    # -- what a session adds -------------------------------------------------------------------

    @abstractmethod
    async def begin(self) -> bool:
        """Greet the client; return whether it is served."""

    @abstractmethod
    def is_stopping(self) -> bool:
        """Whether the line is to end after the command that it is at."""

    @abstractmethod
    def reset_transaction(self) -> None:
        """Forget the mail transaction."""

    # -- the line ------------------------------------------------------------------------------

    def eof_received(self) -> bool | None:
        """Let what was sent before the half-close be answered; aiosmtpd would drop it."""
        return asyncio.StreamReaderProtocol.eof_received(self)

    def dismiss(self) -> None:
        """Close the line between two commands: Askwell is stopping."""
        if self.transport is not None and not self.busy:
            self._writer.write(STOPPING.wire().encode() + b"\r\n")
            self.transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note whether TLS is there from the start; a closed transport may no longer tell."""
        if self.transport is None:
            self._implicit_tls = transport.get_extra_info("ssl_object") is not None
        super().connection_made(transport)

    async def _handle_client(self) -> None:
        try:
            if not await self.begin():
                self.hang_up()
                return
            while self.transport is not None and not self.is_stopping():
                await self._serve_one_command()
            self.dismiss()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.hang_up()

    async def _serve_one_command(self) -> None:
        try:
            command, argument = self._parsed(await self.read_line())
            self.restart_timer()
            self.busy = True
            await self._carry_out(command, argument)
        except RefusedError as refused:
            await self._count_error(refused.reply)
        except (ConnectionError, asyncio.IncompleteReadError):
            raise
        except Exception as exc:  # noqa: BLE001 - an edge: nothing of it may reach the client
            # The kind and the place, never the text: it may hold what a person wrote.
            log.error("failed kind=%s at=%s", type(exc).__name__, _place(exc))  # noqa: TRY400
            self.reset_transaction()
            await self.say(FAILED)
        finally:
            self.busy = False

    async def read_line(self) -> bytes:
        """Return the next command line without its CRLF, which alone ends it."""
        try:
            line = await self._reader.readuntil(b"\n")
        except asyncio.LimitOverrunError as exc:
            await self._reader.readexactly(exc.consumed)
            await self._drop_rest_of_line()
            raise RefusedError(TOO_LONG) from None
        if len(line) > COMMAND_LIMIT:
            raise RefusedError(TOO_LONG)
        if not line.endswith(b"\r\n") or b"\r" in line[:-2]:
            self._refuse_http(line)
            raise RefusedError(BARE_END)
        return line[:-2]

    async def _drop_rest_of_line(self) -> None:
        while True:
            try:
                await self._reader.readuntil(b"\n")
            except asyncio.LimitOverrunError as exc:
                await self._reader.readexactly(exc.consumed)
            else:
                return

    def _parsed(self, line: bytes) -> tuple[str, str]:
        self._refuse_http(line)
        command, _, argument = line.partition(b" ")
        if not command.isalpha():
            raise RefusedError(BAD_SYNTAX)
        return command.decode("ascii").upper(), argument.decode("utf-8", "surrogateescape").strip()

    def _refuse_http(self, line: bytes) -> None:
        """Hang up on a browser: a page can make one POST commands to a local port."""
        if line.partition(b" ")[0].decode("ascii", "replace").upper() in HTTP_VERBS:
            self._errors = ERRORS_LIMIT
            raise RefusedError(NOT_HTTP)

    async def _carry_out(self, command: str, argument: str) -> None:
        method = self._smtp_methods.get(command)
        if method is None:
            raise RefusedError(UNKNOWN)
        await method(argument)

    async def _count_error(self, reply: Reply) -> None:
        self._errors += 1
        if self._errors >= ERRORS_LIMIT:
            await self.say(reply if reply.code == CLOSING else TOO_MANY_ERRORS)
            self.hang_up()
        else:
            await self.say(reply)

    @property
    def protected(self) -> bool:
        """Whether TLS is under this line."""
        return self._implicit_tls or self._tls_protocol is not None

    def pause_timer(self) -> None:
        """Stop the clock on the client while it waits for us."""
        if self._timeout_handle is not None:
            self._timeout_handle.cancel()

    def restart_timer(self) -> None:
        """Give the client its time anew."""
        self._reset_timeout()

    async def say(self, reply: Reply) -> None:
        """Send *reply*."""
        await self.push(reply.wire())

    def hang_up(self) -> None:
        """Close the line; nothing that the client sent after this is read."""
        if self.transport is not None:
            self.transport.close()
        self.transport = None


def _place(error: Exception) -> str:
    """Return where *error* was raised: file and line."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
