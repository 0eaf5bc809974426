"""A smarthost for the demonstration: takes a login, and files what it gets in a Maildir.

Byte for byte: what stands in a file of the Maildir is what came between DATA and the final dot.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import mailbox
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # it would log all of the mail


class MaildirSmarthost:
    """Runs in a thread of its own on a free loopback port, between ``start`` and ``stop``."""

    def __init__(self, directory: Path, username: str, password: str) -> None:
        self._maildir = mailbox.Maildir(directory, create=True)
        self._directory = directory
        self._username = username
        self._password = password

    def start(self) -> int:
        """Listen, and return the port."""
        self._loop = asyncio.new_event_loop()
        serving = self._loop.create_server(self._session, "127.0.0.1", 0)
        self._server = self._loop.run_until_complete(serving)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return int(self._server.sockets[0].getsockname()[1])

    def stop(self) -> None:
        """Listen no longer."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _session(self) -> SMTP:
        with warnings.catch_warnings():
            # A login without TLS is meant: the line never leaves this machine.
            warnings.simplefilter("ignore")
            return SMTP(
                self,
                ident="the demonstration's outgoing server",
                hostname="localhost",
                authenticator=self._authenticate,
                auth_required=True,
                auth_require_tls=False,
                loop=self._loop,
            )

    def arrived(self) -> Iterator[bytes]:
        """Yield the content of each message that arrived, in no order."""
        for path in sorted((self._directory / "new").iterdir()):
            yield path.read_bytes()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002 - aiosmtpd's own signature
        """File one message."""
        content = envelope.original_content or b""
        key = self._maildir.add(b"")
        written = self._directory / "new" / key
        written.write_bytes(content)
        return f"250 2.0.0 Ok: filed as {key.partition('.')[0]}"

    def _authenticate(
        self,
        server: SMTP,  # noqa: ARG002 - aiosmtpd's own signature
        session: Session,  # noqa: ARG002
        envelope: Envelope,  # noqa: ARG002
        mechanism: str,  # noqa: ARG002
        attempt: LoginPassword,
    ) -> AuthResult:
        good = hmac.compare_digest(attempt.login, self._username.encode())
        good = hmac.compare_digest(attempt.password, self._password.encode()) and good
        return AuthResult(success=good, handled=False)  # the 535 is left to aiosmtpd
