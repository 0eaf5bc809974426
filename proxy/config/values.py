"""What there is to configure, as values that are right once they exist."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from checks.preferences import Preferences
from proxy import address
from proxy.conversation import UNFOLDED_AFTER
from proxy.policy import DEFAULT_TAGS, TagPolicies
from proxy.smarthost import Smarthost, Tls, is_loopback

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 1587
ANY_SENDER = "*"


class Auth(StrEnum):
    """Who logs in to the smarthost, and with what."""

    PASSTHROUGH = "passthrough"
    STORED = "stored"
    NONE = "none"


class WarningStyle(StrEnum):
    """How the person hears of a hold: in the reply to DATA, or by mail."""

    REPLY = "reply"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Listen:
    """Where mail clients connect. ``timeout_s`` is how long a silent client is kept, in seconds."""

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    ipv6_loopback: bool = True
    tls: Tls = Tls.NONE
    certificate: Path | None = None
    key: Path | None = None
    max_sessions: int = 500
    timeout_s: float = 300.0

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses to bind: with IPv4's loopback comes IPv6's, as clients may ask for both."""
        if self.host == "localhost":
            return (DEFAULT_HOST, "::1") if self.ipv6_loopback else (DEFAULT_HOST,)
        if self.host == DEFAULT_HOST and self.ipv6_loopback:
            return (DEFAULT_HOST, "::1")
        return (self.host,)

    def tls_context(self) -> ssl.SSLContext | None:
        """Return the context for mail clients, or None without TLS; OSError for bad files."""
        if self.certificate is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate, self.key)
        return context

    @property
    def is_local(self) -> bool:
        """Whether only programs on this machine can connect."""
        return is_loopback(self.host)


@dataclass(frozen=True, slots=True)
class Account:
    """A smarthost, whom it sends for, and how to log in to it.

    ``password_command`` is an argument vector; the password is the first line that it prints.
    """

    name: str
    senders: tuple[str, ...]
    smarthost: Smarthost
    auth: Auth = Auth.PASSTHROUGH
    username: str = ""
    password_command: tuple[str, ...] = ()
    credential: str = ""
    warning: WarningStyle = WarningStyle.REPLY

    @property
    def login_name(self) -> str:
        """The user name at the smarthost: as configured, else the first sender that is one."""
        return self.username or next((s for s in self.senders if "*" not in s), "")

    def sends_for(self, mailbox: str) -> int:
        """Return how closely *mailbox* is named among the senders: 4 itself to 0 not at all."""
        exact, base = address.key(mailbox), address.base_key(mailbox)
        domain = address.split(exact)[1]
        keys = {ANY_SENDER if s == ANY_SENDER else address.key(s) for s in self.senders}
        if exact in keys:
            return 4
        if base in keys:
            return 3
        if domain and f"*@{domain}" in keys:
            return 2
        return 1 if ANY_SENDER in keys else 0

    def known_as(self, username: str) -> bool:
        """Whether a client that logs in as *username* means this account."""
        wanted = username.casefold()
        names = {self.name.casefold(), self.login_name.casefold()}
        return wanted in names or ("@" in wanted and self.sends_for(username) > 0)


@dataclass(frozen=True, slots=True)
class Hold:
    """How the person is warned by default, and how long sending again confirms, in seconds."""

    warning: WarningStyle = WarningStyle.REPLY
    confirm_window_s: float = 900.0


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration, and the file that it was read from.

    ``unfolded_after`` is the number of the answered message from which on asks only advise; 0 is
    never.
    """

    path: Path
    accounts: tuple[Account, ...]
    listen: Listen = field(default_factory=Listen)
    hold: Hold = field(default_factory=Hold)
    tags: TagPolicies = field(default_factory=lambda: DEFAULT_TAGS)
    rules: Preferences = field(default_factory=Preferences)
    unfolded_after: int = UNFOLDED_AFTER

    def account_for(self, reverse_path: str) -> Account | None:
        """Return the account whose senders name *reverse_path* most closely, if any does."""
        best = max(self.accounts, key=lambda account: account.sends_for(reverse_path))
        return best if best.sends_for(reverse_path) else None

    def unsafe_at(self, host: str) -> str | None:
        """Say why Askwell must not listen on *host*, or None where it may.

        What other machines can reach needs TLS and a login.
        """
        if is_loopback(host):
            return None
        if self.listen.tls is Tls.NONE:
            return (
                f"{host} can be reached from other machines: set tls, certificate and key in "
                f'[listen], or listen on "{DEFAULT_HOST}"'
            )
        open_to_all = next((a for a in self.accounts if a.auth is Auth.NONE), None)
        if open_to_all is not None:
            return (
                f'{host} can be reached from other machines, and the account "{open_to_all.name}" '
                f'asks for no login: set its auth, or listen on "{DEFAULT_HOST}"'
            )
        return None

    def account_named(self, name: str) -> Account | None:
        """Return the account called *name*, if there still is one."""
        return next((account for account in self.accounts if account.name == name), None)

    def account_for_login(self, username: str) -> Account | None:
        """Return the account that a client means when it logs in as *username*.

        With one account that takes logins there is no choice, whatever the user name.
        """
        takers = [account for account in self.accounts if account.auth is not Auth.NONE]
        named = [account for account in takers if account.known_as(username)]
        if named:
            return max(named, key=lambda account: account.sends_for(username))
        return takers[0] if len(takers) == 1 else None
