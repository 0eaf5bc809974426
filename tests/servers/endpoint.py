"""Where a server listens and what it wants: the one value that servers offer and clients take.

To put a proxy in between, hand the client ``dataclasses.replace(endpoint, port=...)``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

Tls = Literal["none", "starttls", "implicit"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An SMTP server as a client's account settings have it."""

    host: str
    port: int
    tls: Tls = "none"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        if (self.user is None) != (self.password is None):
            raise ValueError("a user and a password belong together")
        if self.tls != "none" and self.ca_file is None:
            raise ValueError("TLS needs the authority to verify it with")
