"""swaks, the testers' client: its transcript shows the whole dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.clients.outcome import Outcome, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clients.letter import Letter
    from tests.servers.endpoint import Endpoint


def send(endpoint: Endpoint, letter: Letter, home: Path) -> Outcome:
    """Send *letter* byte for byte; ``stdout`` is the dialogue."""
    data = home / "swaks.data"
    data.write_bytes(_dot_stuffed(letter.content))
    command = ["swaks", "--server", endpoint.host, "--port", str(endpoint.port)]
    command += ["--from", letter.sender, "--to", ",".join(letter.recipients)]
    # Without the fixup it sends the file as it is and a line end: the dots are ours to see to.
    command += ["--data", f"@{data}", "--no-data-fixup", "--suppress-data"]
    return run(command + _tls(endpoint) + _login(endpoint), home)


def _tls(endpoint: Endpoint) -> list[str]:
    if endpoint.tls == "none":
        return []
    start = "--tls" if endpoint.tls == "starttls" else "--tls-on-connect"
    return [start, "--tls-verify", "--tls-ca-path", str(endpoint.ca_file)]


def _login(endpoint: Endpoint) -> list[str]:
    if endpoint.user is None or endpoint.password is None:
        return []
    return ["--auth", "PLAIN", "--auth-user", endpoint.user, "--auth-password", endpoint.password]


def _dot_stuffed(content: bytes) -> bytes:
    stuffed = (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]
    return stuffed + (b"." if stuffed.endswith(b"\r\n") else b"\r\n.")
