"""A smarthost that says what its script has it say, well-formed or not, and keeps every byte.

For what no honest server says: replies cut in two, garbage, replies that nobody asked for, lines
injected before TLS begins; and for comparing what was sent byte for byte, dots and all.
"""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from tests.servers.endpoint import Endpoint

if TYPE_CHECKING:
    from types import TracebackType

    from tests.servers.authority import Certificate

END_OF_CONTENT = b"\r\n.\r\n"


@dataclass(frozen=True, slots=True)
class Drop:
    """Send *said*, perhaps half a reply, then drop the line."""

    said: bytes = b""


Reply = bytes | Drop
Script = Mapping[str, Reply | Sequence[Reply]]
"""Verb (``EHLO``, ``MAIL``, ...) to what is said: always the same, or in turn and the last from
then on. Besides the verbs: ``GREETING``, and ``.`` for the end of the content. An empty reply
leaves the client waiting."""

EXTENSIONS = ("PIPELINING", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES", "SIZE 50000000")


def greet_back(*extensions: str) -> bytes:
    """Return a well-formed reply to EHLO that offers *extensions*."""
    lines = ["scripted.example.net", *extensions]
    return b"".join(
        f"250{' ' if place == len(lines) else '-'}{line}\r\n".encode()
        for place, line in enumerate(lines, start=1)
    )


USUAL: dict[str, Reply] = {
    "GREETING": b"220 scripted.example.net ESMTP\r\n",
    "EHLO": greet_back(*EXTENSIONS),
    "HELO": b"250 scripted.example.net\r\n",
    "STARTTLS": b"220 2.0.0 Ready to start TLS\r\n",
    "AUTH": b"235 2.7.0 Authentication successful\r\n",
    "MAIL": b"250 2.1.0 OK\r\n",
    "RCPT": b"250 2.1.5 OK\r\n",
    "DATA": b"354 Go ahead\r\n",
    ".": b"250 2.0.0 OK: queued as 4Xz1\r\n",
    "RSET": b"250 2.0.0 OK\r\n",
    "NOOP": b"250 2.0.0 OK\r\n",
    "QUIT": b"221 2.0.0 Bye\r\n",
}


@dataclass(slots=True)
class Recording:
    """One session: command lines and contents as they came.

    ``contents`` are dot-stuffed and end with the lone dot; ``contents_unstuffed`` are the messages.
    """

    commands: list[bytes] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)

    @property
    def contents_unstuffed(self) -> list[bytes]:
        return [_unstuff(content) for content in self.contents]

    def verbs(self) -> list[str]:
        """Return the verbs of the commands, in upper case."""
        return [_verb(line) for line in self.commands]


class Scripted:
    """A scripted smarthost on a free port; use it as a context manager.

    What *script* doesn't name is answered as usual. With a *certificate* it offers STARTTLS, and
    begins TLS after its reply to that, if the reply starts with 220.
    """

    def __init__(
        self, script: Script | None = None, certificate: Certificate | None = None
    ) -> None:
        usual = USUAL | ({"EHLO": greet_back(*EXTENSIONS, "STARTTLS")} if certificate else {})
        chosen: dict[str, Reply | Sequence[Reply]] = {**usual, **(script or {})}
        self._replies = {verb: _in_turn(said) for verb, said in chosen.items()}
        self.context = certificate.server_context() if certificate else None
        self._lock = threading.Lock()
        self.recordings: list[Recording] = []

    @property
    def endpoint(self) -> Endpoint:
        """Where it listens; without TLS, for whoever begins that begins it knowingly."""
        return Endpoint("127.0.0.1", int(self._server.server_address[1]))

    def next_reply(self, verb: str) -> Reply:
        """Return what the script has for *verb* now."""
        with self._lock:
            replies = self._replies.get(verb, [b"502 5.5.2 Command not recognised\r\n"])
            return replies.pop(0) if len(replies) > 1 else replies[0]

    def __enter__(self) -> Self:
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    """Listens, and can end all sessions."""

    request_queue_size = 64

    def __init__(self, smarthost: Scripted) -> None:
        self.smarthost = smarthost
        self.lines: list[socket.socket] = []
        super().__init__(("127.0.0.1", 0), _Session)

    def hang_up(self) -> None:
        """End all sessions, so that their threads end."""
        for line in self.lines:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it has ended on its own


class _Session(socketserver.StreamRequestHandler):
    """Follows the script on one connection."""

    server: _Server
    request: socket.socket

    def setup(self) -> None:
        super().setup()
        self.server.lines.append(self.request)
        self._smarthost = self.server.smarthost
        self._recording = Recording()
        self._smarthost.recordings.append(self._recording)

    def handle(self) -> None:
        try:
            self._follow_script()
        except OSError:
            return  # the client hung up, or hang_up() did

    def finish(self) -> None:
        super().finish()
        # The server closes the socket that it accepted; TLS has put another in its place.
        self.request.close()

    def _follow_script(self) -> None:
        going = self._say("GREETING")
        while going and (line := self.rfile.readline()):
            self._recording.commands.append(line)
            verb = _verb(line)
            going = self._say(verb)
            if verb == "DATA" and going and self._said.startswith(b"354"):
                going = self._take_content() and self._say(".")
            elif verb == "STARTTLS" and going and self._said.startswith(b"220"):
                self._begin_tls()
            elif verb == "QUIT":
                return

    def _say(self, verb: str) -> bool:
        """Say what the script has; return whether the line still stands."""
        reply = self._smarthost.next_reply(verb)
        self._said = reply.said if isinstance(reply, Drop) else reply
        self.request.sendall(self._said)
        return not isinstance(reply, Drop)

    def _take_content(self) -> bool:
        """Read up to the lone dot; return whether it came."""
        content = bytearray()
        while not (content.endswith(END_OF_CONTENT) or content == END_OF_CONTENT[2:]):
            if not (line := self.rfile.readline()):
                break
            content += line
        self._recording.contents.append(bytes(content))
        return content.endswith(END_OF_CONTENT[2:])

    def _begin_tls(self) -> None:
        if self._smarthost.context is None:
            return
        self.request = self._smarthost.context.wrap_socket(self.request, server_side=True)
        self.server.lines.append(self.request)
        self.rfile = self.request.makefile("rb")


def _in_turn(said: Reply | Sequence[Reply]) -> list[Reply]:
    return [said] if isinstance(said, bytes | Drop) else list(said)


def _verb(line: bytes) -> str:
    return line.split(None, 1)[0].decode("ascii", "replace").upper() if line.strip() else ""


def _unstuff(content: bytes) -> bytes:
    body = content.removesuffix(b".\r\n")
    return body.removeprefix(b".").replace(b"\r\n.", b"\r\n")
