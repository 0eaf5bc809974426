"""A mail client that says exactly what it is told to, byte by byte, and hears every line."""

from __future__ import annotations

import base64
import socket
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Sequence
    from types import TracebackType

TIMEOUT_S = 30
SAM = "sam@example.org"


class Heard(NamedTuple):
    """A reply: its code, and the text of its lines."""

    code: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Dialogue:
    """One session; use it as a context manager. It begins with the greeting."""

    def __init__(
        self, port: int, host: str = "127.0.0.1", *, context: ssl.SSLContext | None = None
    ) -> None:
        self.socket = socket.create_connection((host, port), timeout=TIMEOUT_S)
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_hostname=host)
        self._replies = self.socket.makefile("rb")
        self.greeting = self.hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._replies.close()
        self.socket.close()

    def begin_tls(self, context: ssl.SSLContext) -> None:
        """Put TLS under the line, after STARTTLS was answered."""
        self._replies.close()
        self.socket = context.wrap_socket(self.socket, server_hostname="127.0.0.1")
        self._replies = self.socket.makefile("rb")

    def send(self, octets: bytes) -> None:
        """Send *octets* as they are."""
        self.socket.sendall(octets)

    def say(self, line: str) -> None:
        """Send one command line."""
        self.send(line.encode() + b"\r\n")

    def hear(self) -> Heard:
        """Read one reply."""
        lines: list[str] = []
        while True:
            line = self._replies.readline()
            assert line.endswith(b"\r\n"), f"the line was closed, with {line!r} on it"
            text = line[:-2].decode("ascii")
            lines.append(text[4:])
            if text[3:4] != "-":
                return Heard(int(text[:3]), lines)

    def expect(self, code: int) -> Heard:
        """Read one reply, which must have *code*."""
        heard = self.hear()
        assert heard.code == code, heard
        return heard

    def ask(self, line: str, code: int = 250) -> Heard:
        """Say *line* and hear a reply with *code*."""
        self.say(line)
        return self.expect(code)

    def expect_end(self) -> None:
        """See that the other side closes the line, without another word."""
        assert self._replies.readline() == b""

    def ehlo(self) -> list[str]:
        """Say EHLO and return what is offered."""
        return self.ask("EHLO client.example.org").lines[1:]

    def log_in(self, user: str, password: str) -> Heard:
        """Log in by PLAIN and return the reply."""
        response = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        self.say(f"AUTH PLAIN {response}")
        return self.hear()

    def envelope(self, sender: str, recipients: Sequence[str]) -> None:
        """Go as far as the content."""
        self.ask(f"MAIL FROM:<{sender}>")
        for recipient in recipients:
            self.ask(f"RCPT TO:<{recipient}>")
        self.ask("DATA", 354)

    def send_content(self, content: bytes) -> None:
        """Send *content*, dots doubled, and the final dot."""
        stuffed = (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]
        end = b".\r\n" if not stuffed or stuffed.endswith(b"\r\n") else b"\r\n.\r\n"
        self.send(stuffed + end)

    def submit(self, content: bytes, *recipients: str, sender: str = SAM) -> Heard:
        """Submit *content* and return the reply to it."""
        self.envelope(sender, recipients or ["bill@example.com"])
        self.send_content(content)
        return self.hear()


def send(port: int, content: bytes, *recipients: str, sender: str = SAM) -> Heard:
    """Submit *content* in a session of its own and return the reply to it."""
    with Dialogue(port) as line:
        line.ehlo()
        heard = line.submit(content, *recipients, sender=sender)
        line.ask("QUIT", 221)
        return heard
