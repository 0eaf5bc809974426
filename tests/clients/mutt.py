"""mutt, which composes the message itself and hands it straight to a smarthost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.clients.outcome import Outcome, run, write_private

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clients.letter import Draft
    from tests.servers.endpoint import Endpoint


def send(endpoint: Endpoint, draft: Draft, home: Path) -> Outcome:
    """Compose and send *draft*, with its attachments; the message is mutt's own work."""
    settings = write_private(home / "muttrc", _settings(endpoint, draft.sender))
    command = ["mutt", "-F", str(settings), "-n", "-s", draft.subject]
    for path in draft.attachments:
        command += ["-a", str(path)]
    return run([*command, "--", *draft.recipients], home, draft.body.encode())


def _settings(endpoint: Endpoint, sender: str) -> str:
    scheme = "smtps" if endpoint.tls == "implicit" else "smtp"
    # An address as user name: the @ in it has to be told from the one before the host.
    user = "" if endpoint.user is None else endpoint.user.replace("@", "%40") + "@"
    values = {
        "from": sender,
        "envelope_from_address": sender,
        "smtp_url": f"{scheme}://{user}{endpoint.host}:{endpoint.port}/",
        "smtp_pass": endpoint.password or "",
        "ssl_ca_certificates_file": endpoint.ca_file or "",
        "tmpdir": "/tmp",
    }
    lines = [f'set {name} = "{value}"' for name, value in values.items()]
    starttls = "yes" if endpoint.tls == "starttls" else "no"
    lines += ["set copy = no", "set use_envelope_from = yes", f"set ssl_starttls = {starttls}"]
    lines += [f"set ssl_force_tls = {starttls}"]
    lines += ["set smtp_authenticators = plain"] if endpoint.user is not None else []
    return "\n".join([*lines, ""])
