"""Python's own client, as scripts use it."""

from __future__ import annotations

import smtplib
import ssl
from typing import TYPE_CHECKING

from tests.clients.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clients.letter import Letter
    from tests.servers.endpoint import Endpoint

TIMEOUT_S = 60


def send(endpoint: Endpoint, letter: Letter, home: Path) -> Outcome:
    """Send *letter*; a refusal is in ``stderr`` as ``code text``, all its lines."""
    try:
        with _connect(endpoint) as connection:
            if endpoint.user is not None and endpoint.password is not None:
                connection.login(endpoint.user, endpoint.password)
            refused = connection.sendmail(letter.sender, letter.recipients, letter.content)
    except smtplib.SMTPRecipientsRefused as error:
        return Outcome(1, "", _refusals(error.recipients))
    except smtplib.SMTPResponseException as error:
        return Outcome(1, "", f"{error.smtp_code} {_text(error.smtp_error)}")
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(1, "", f"{type(error).__name__}: {error}")
    return Outcome(1 if refused else 0, "", _refusals(refused))


def _connect(endpoint: Endpoint) -> smtplib.SMTP:
    if endpoint.tls == "implicit":
        return smtplib.SMTP_SSL(
            endpoint.host, endpoint.port, context=_context(endpoint), timeout=TIMEOUT_S
        )
    connection = smtplib.SMTP(endpoint.host, endpoint.port, timeout=TIMEOUT_S)
    if endpoint.tls == "starttls":
        connection.starttls(context=_context(endpoint))
    return connection


def _context(endpoint: Endpoint) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(endpoint.ca_file))


def _refusals(refused: dict[str, tuple[int, bytes]]) -> str:
    return "\n".join(f"{who}: {code} {_text(text)}" for who, (code, text) in refused.items())


def _text(text: bytes | str) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "replace")
