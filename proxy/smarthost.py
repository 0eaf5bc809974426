"""The person's real outgoing server: where it is, how to be sure of it, what it can carry."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Tls(StrEnum):
    """How a line is protected. There is no opportunistic kind: what is asked for is had."""

    IMPLICIT = "implicit"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Smarthost:
    """Host, port and protection; ``timeout_s`` bounds each step of a dialogue, in seconds."""

    host: str
    port: int
    tls: Tls
    timeout_s: float = 90.0
    ca_file: Path | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def tls_context(self) -> ssl.SSLContext:
        """Return a context that verifies certificate and name; OSError for a bad ``ca_file``."""
        context = ssl.create_default_context(cafile=str(self.ca_file) if self.ca_file else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


@dataclass(frozen=True, slots=True)
class Login:
    """User name and password; the password stays out of every representation."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a smarthost announces in its reply to EHLO: keyword, in upper case, to parameters."""

    keywords: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, lines: tuple[str, ...]) -> Capabilities:
        """Read the lines of an EHLO reply; the first is the greeting (RFC 5321 4.1.1.1)."""
        pairs = (line.strip().partition(" ")[::2] for line in lines[1:] if line.strip())
        return cls(tuple((word.upper(), rest.strip()) for word, rest in pairs))

    def __contains__(self, keyword: str) -> bool:
        return any(word == keyword for word, _ in self.keywords)

    def parameters(self, keyword: str) -> str:
        """Return what follows *keyword*, or nothing."""
        return next((rest for word, rest in self.keywords if word == keyword), "")

    @property
    def size_limit(self) -> int | None:
        """Octets that a message may have (RFC 1870); None where none is stated."""
        stated = self.parameters("SIZE").split(" ")[0]
        return int(stated) if stated.isascii() and stated.isdigit() and int(stated) else None

    @property
    def mechanisms(self) -> frozenset[str]:
        """SASL mechanisms on offer (RFC 4954)."""
        return frozenset(self.parameters("AUTH").upper().split())


def is_loopback(host: str) -> bool:
    """Whether *host*, as written, is this machine itself."""
    if host.casefold().rstrip(".") in {"localhost", "ip6-localhost", "localhost.localdomain"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
