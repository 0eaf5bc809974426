"""The client's side of an SMTP line: commands out, replies in, nothing decided.

Bounded in time (each step) and memory (each reply), whatever the peer does.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from proxy.reply import LINES_LIMIT, Reply
from proxy.smarthost import Login, Smarthost, Tls

REPLY_LINE_LIMIT = 8192
"""Octets of a reply line that are read; RFC 5321 section 4.5.3.1.5 allows 512."""


class LineError(Exception):
    """The line to the smarthost failed; the message says how, in words for a person."""

    def __init__(self, text: str, *, timed_out: bool = False) -> None:
        super().__init__(text)
        self.timed_out = timed_out


class Wire:
    """One SMTP line. Every method that waits raises LineError when the line is at fault."""

    def __init__(
        self, smarthost: Smarthost, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._smarthost = smarthost
        self._reader = reader
        self._writer = writer
        self._beneath: asyncio.StreamWriter | None = None

    @classmethod
    async def connect(cls, smarthost: Smarthost) -> Wire:
        """Open a line to *smarthost*; with implicit TLS it is verified before anything is said."""
        async with _faults(smarthost, "could not be reached"):
            context = smarthost.tls_context() if smarthost.tls is Tls.IMPLICIT else None
            reader, writer = await asyncio.open_connection(
                smarthost.host,
                smarthost.port,
                ssl=context,
                limit=REPLY_LINE_LIMIT,
                happy_eyeballs_delay=0.25,
            )
        return cls(smarthost, reader, writer)

    async def start_tls(self) -> None:
        """Protect the line, and leave behind all that came over it before (RFC 3207 section 6)."""
        async with _faults(self._smarthost, "could not be trusted after STARTTLS"):
            loop = asyncio.get_running_loop()
            reader = asyncio.StreamReader(limit=REPLY_LINE_LIMIT)
            protocol = asyncio.StreamReaderProtocol(reader)
            transport = await loop.start_tls(
                self._writer.transport,
                protocol,
                self._smarthost.tls_context(),
                server_hostname=self._smarthost.host,
            )
            if transport is None:
                raise ConnectionResetError("closed during the handshake")
            protocol.connection_made(transport)
            # A writer that nobody holds any more closes its transport, which carries the new one.
            self._beneath = self._writer
            self._reader = reader
            self._writer = asyncio.StreamWriter(transport, protocol, reader, loop)

    async def command(self, line: str) -> Reply:
        """Send one command line and return its reply."""
        if "\r" in line or "\n" in line:
            raise ValueError("a command is one line")
        await self.send(line.encode("utf-8", "surrogateescape") + b"\r\n")
        return await self.reply()

    async def send(self, octets: bytes) -> None:
        """Return once *octets* are on their way."""
        async with _faults(self._smarthost, "dropped the line"):
            self._writer.write(octets)
            await self._writer.drain()

    async def reply(self) -> Reply:
        """Read one reply, however many lines it has."""
        async with _faults(self._smarthost, "did not answer"):
            lines: list[str] = []
            while True:
                octets = await self._reader.readuntil(b"\n")
                code, separator, text = octets[:3], octets[3:4], octets[4:]
                if not (code.isdigit() and separator in {b" ", b"-", b"\r", b"\n"}):
                    raise LineError(f"{self._smarthost} did not answer in SMTP")
                lines.append(text.strip(b"\r\n").decode("utf-8", "replace"))
                if separator != b"-":
                    return Reply(int(code), tuple(lines))
                if len(lines) > LINES_LIMIT * 4:
                    raise LineError(f"{self._smarthost} sent a reply without end")

    async def authenticate(self, login: Login, mechanisms: frozenset[str]) -> Reply:
        """Log in by PLAIN (RFC 4616) or LOGIN, and return the smarthost's last word on it."""
        user, password = login.username.encode(), login.password.encode()
        if "PLAIN" in mechanisms or "LOGIN" not in mechanisms:
            response = b"\0" + user + b"\0" + password
            return await self.command(f"AUTH PLAIN {_base64(response)}")
        reply = await self.command("AUTH LOGIN")
        for answer in (user, password):
            if reply.code == 334:  # RFC 4954 section 4: go on
                reply = await self.command(_base64(answer))
        return reply

    async def close(self) -> None:
        """Say goodbye and hang up; what the smarthost makes of it no longer matters."""
        with contextlib.suppress(LineError, TimeoutError):
            async with asyncio.timeout(2.0):
                await self.command("QUIT")
        self.abandon()

    def abandon(self) -> None:
        """Hang up without a word."""
        with contextlib.suppress(AttributeError):  # CPython 3.11.2, once the peer has closed TLS
            self._writer.transport.abort()


def _base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


@asynccontextmanager
async def _faults(smarthost: Smarthost, what: str) -> AsyncIterator[None]:
    """Bound a step in time, and turn every fault of the line into a LineError."""
    try:
        async with asyncio.timeout(smarthost.timeout_s):
            yield
    except TimeoutError as exc:
        text = f"{smarthost} {what} within {smarthost.timeout_s:g} s"
        raise LineError(text, timed_out=True) from exc
    except ssl.SSLCertVerificationError as exc:
        reason = exc.verify_message or exc.reason
        raise LineError(f"{smarthost} has a certificate that does not hold: {reason}") from exc
    except ssl.SSLError as exc:
        raise LineError(f"{smarthost} does not speak TLS as configured: {exc.reason}") from exc
    except (asyncio.IncompleteReadError, ConnectionError) as exc:
        raise LineError(f"{smarthost} {what}: the connection was closed") from exc
    except (asyncio.LimitOverrunError, ValueError) as exc:
        raise LineError(f"{smarthost} did not answer in SMTP") from exc
    except OSError as exc:
        raise LineError(f"{smarthost} {what}: {exc.strerror or exc}") from exc
