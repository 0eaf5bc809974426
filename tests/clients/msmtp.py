"""msmtp, the sendmail that hands mail to a smarthost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.clients.outcome import Outcome, run, write_private

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clients.letter import Letter
    from tests.servers.endpoint import Endpoint


def send(endpoint: Endpoint, letter: Letter, home: Path) -> Outcome:
    """Send *letter* as it is, but for Bcc fields, which msmtp takes out."""
    settings = write_private(home / "msmtprc", _settings(endpoint))
    command = ["msmtp", "-C", str(settings), "-a", "test", "-f", letter.sender]
    command += ["--", *letter.recipients]
    return run(command, home, letter.with_line_feeds())


def _settings(endpoint: Endpoint) -> str:
    lines = ["account test", f"host {endpoint.host}", f"port {endpoint.port}"]
    lines += ["set_from_header off", "set_date_header off", "set_msgid_header off", "timeout 60"]
    if endpoint.tls != "none":
        starttls = "on" if endpoint.tls == "starttls" else "off"
        lines += ["tls on", f"tls_starttls {starttls}", f"tls_trust_file {endpoint.ca_file}"]
    if endpoint.user is not None:
        # Without TLS msmtp has to be told the mechanism, or it won't show the password.
        lines += ["auth plain", f'user "{endpoint.user}"', f'password "{endpoint.password}"']
    return "\n".join([*lines, ""])
