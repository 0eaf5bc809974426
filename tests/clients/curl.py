"""curl as a mail client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.clients.outcome import Outcome, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clients.letter import Letter
    from tests.servers.endpoint import Endpoint


def send(endpoint: Endpoint, letter: Letter, home: Path) -> Outcome:
    """Send *letter* byte for byte; ``stderr`` is the dialogue."""
    message = home / "curl.eml"
    message.write_bytes(letter.content)
    scheme = "smtps" if endpoint.tls == "implicit" else "smtp"
    host = f"[{endpoint.host}]" if ":" in endpoint.host else endpoint.host
    command = ["curl", "--verbose", "--silent", "--show-error", "--disable", "--noproxy", "*"]
    command += ["--url", f"{scheme}://{host}:{endpoint.port}/client.example.org"]
    command += ["--mail-from", letter.sender, "--upload-file", str(message)]
    for recipient in letter.recipients:
        command += ["--mail-rcpt", recipient]
    if endpoint.tls != "none":
        command += ["--ssl-reqd", "--cacert", str(endpoint.ca_file)]
    if endpoint.user is not None:
        command += ["--user", f"{endpoint.user}:{endpoint.password}"]
    return run(command, home)
