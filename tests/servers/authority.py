"""A throw-away certificate authority; no program on this machine trusts it unless told to."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

import trustme

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A server's certificate chain and key, in PEM files that their owner alone can read."""

    chain_file: Path
    key_file: Path

    def server_context(self) -> ssl.SSLContext:
        """Return a context with which a server shows this certificate."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.chain_file, self.key_file)
        return context


class Authority:
    """Issues certificates below *directory*; ``loopback`` is the one for this machine."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._authority = trustme.CA()
        self.ca_file = directory / "authority.pem"
        self._authority.cert_pem.write_to_path(str(self.ca_file))
        self.loopback = self.issue(*LOOPBACK_NAMES)

    def issue(self, *names: str, not_after: datetime | None = None) -> Certificate:
        """Return a certificate for other *names*, or one that has expired (*not_after*)."""
        number = len(list(self._directory.glob("*.key")))
        chain_file = self._directory / f"{number}.pem"
        key_file = self._directory / f"{number}.key"
        issued = self._authority.issue_cert(*names, not_after=not_after)
        chain_file.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
        key_file.touch(mode=0o600)
        key_file.write_bytes(issued.private_key_pem.bytes())
        return Certificate(chain_file, key_file)

    def client_context(self) -> ssl.SSLContext:
        """Return a context with which a client verifies certificates of this authority."""
        return ssl.create_default_context(cafile=str(self.ca_file))
