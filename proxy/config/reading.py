"""A configuration file to a ``Config``; nothing of it is used before all of it is right."""

from __future__ import annotations

import ssl
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from proxy import address
from proxy.config import rules
from proxy.config.table import ConfigError, Table
from proxy.config.values import (
    ANY_SENDER,
    DEFAULT_HOST,
    DEFAULT_PORT,
    Account,
    Auth,
    Config,
    Hold,
    Listen,
    WarningStyle,
)
from proxy.contacts import ContactError, validated_pattern, validated_tag
from proxy.conversation import UNFOLDED_AFTER
from proxy.policy import DEFAULT_TAGS, TagPolicies, TagPolicy, Unreadable
from proxy.smarthost import Smarthost, Tls, is_loopback

__all__ = ["ConfigError", "load"]


def load(path: Path) -> Config:
    """Read and check the whole of *path*; ConfigError says what is wrong, where, and what to do."""
    top = Table(path, "", _toml(path))
    listen = _listen(top.table("listen"))
    hold = _hold(top.table("hold"))
    accounts = tuple(_account(table, hold) for table in top.tables("account"))
    judgement = top.table("judgement")
    unreadable = judgement.choice("unreadable", Unreadable, Unreadable.ADVISE)
    judgement.finish()
    tags = _tags(top.named_tables("tags"), unreadable)
    preferences = rules.read(top.table("rules"))
    unfolded_after = _unfolded_after(top.table("conversation"))
    top.finish()
    _require_accounts(top, accounts)
    _refuse_self(top, listen, accounts)
    config = Config(path, accounts, listen, hold, tags, preferences, unfolded_after)
    _require_safe_listening(top, config)
    return config


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as exc:
        raise ConfigError(
            f"{path}: there is no configuration yet: run 'askwell init' to make one"
        ) from exc
    except OSError as exc:
        raise ConfigError(f"{path}: can't be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise ConfigError(f"{path}: is not UTF-8 text: save it as UTF-8") from exc
    except tomllib.TOMLDecodeError as exc:
        raise ConfigError(f"{path}: is not valid TOML: {exc}") from exc


def _listen(table: Table) -> Listen:
    listen = Listen(
        host=table.text("host", DEFAULT_HOST),
        port=table.integer("port", 1, 65535, DEFAULT_PORT),
        ipv6_loopback=table.flag("ipv6_loopback", default=True),
        tls=table.choice("tls", Tls, Tls.NONE),
        certificate=table.file("certificate"),
        key=table.file("key"),
        max_sessions=table.integer("max_sessions", 1, 10_000, 500),
        timeout_s=table.seconds("timeout_s", 5, 3600, 300),
    )
    table.finish()
    if listen.tls is not Tls.NONE:
        for name, file in (("certificate", listen.certificate), ("key", listen.key)):
            if file is None:
                raise table.error(name, f'is missing; tls = "{listen.tls}" needs a PEM file here')
        _require_certificate(table, listen)
    return listen


def _require_certificate(table: Table, listen: Listen) -> None:
    try:
        listen.tls_context()
    except (ssl.SSLError, OSError) as exc:
        reason = getattr(exc, "reason", None) or exc.strerror or str(exc)
        raise table.error("certificate", f"can't be used with its key: {reason}") from exc


def _hold(table: Table) -> Hold:
    hold = Hold(
        warning=table.choice("warning", WarningStyle, WarningStyle.REPLY),
        confirm_window_s=table.seconds("confirm_window_s", 0, 86_400, 900),
    )
    table.finish()
    return hold


def _account(table: Table, hold: Hold) -> Account:
    account = Account(
        name=table.text("name"),
        senders=_senders(table),
        smarthost=Smarthost(
            host=table.text("host"),
            port=table.integer("port", 1, 65535),
            tls=table.choice("tls", Tls),
            timeout_s=table.seconds("timeout_s", 1, 600, 90),
            ca_file=table.file("ca_file"),
        ),
        auth=table.choice("auth", Auth, Auth.PASSTHROUGH),
        username=table.text("username", ""),
        password_command=_command(table),
        credential=table.text("credential", ""),
        warning=table.choice("warning", WarningStyle, hold.warning),
    )
    table.finish()
    _require_login(table, account)
    return account


def _senders(table: Table) -> tuple[str, ...]:
    try:
        senders = tuple(
            sender if sender == ANY_SENDER else validated_pattern(sender)
            for sender in table.texts("senders")
        )
    except ContactError as exc:
        raise table.error("senders", str(exc)) from exc
    if not senders:
        raise table.error("senders", 'must name at least one mailbox; "*" stands for any')
    return senders


def _command(table: Table) -> tuple[str, ...]:
    """Return the argument vector of ``password_command``; a string is a line for the shell."""
    command = table.words("password_command")
    if isinstance(command, tuple):
        return command
    return ("/bin/sh", "-c", command) if command.strip() else ()


def _require_login(table: Table, account: Account) -> None:
    if account.auth is not Auth.STORED:
        for key in ("password_command", "credential"):
            if getattr(account, key):
                raise table.error(key, f'has no use with auth = "{account.auth}"; set "stored"')
    elif account.password_command and account.credential:
        raise table.error("credential", "and password_command exclude each other; keep one")
    elif not account.login_name:
        raise table.error("username", 'is missing; auth = "stored" logs in with it')
    open_line = account.smarthost.tls is Tls.NONE and not is_loopback(account.smarthost.host)
    if open_line and account.auth is not Auth.NONE:
        raise table.error(
            "tls", 'must be "implicit" or "starttls": a password would go over an open line'
        )
    try:
        account.smarthost.tls_context()
    except (ssl.SSLError, OSError) as exc:
        raise table.error("ca_file", "holds no certificates in PEM form") from exc


def _unfolded_after(table: Table) -> int:
    unfolded_after = table.integer("unfolded_after", 0, 100, UNFOLDED_AFTER)
    table.finish()
    return unfolded_after


def _tags(tables: dict[str, Table], unreadable: Unreadable) -> TagPolicies:
    tags = {tag: replace(policy, unreadable=unreadable) for tag, policy in DEFAULT_TAGS.items()}
    for name, table in tables.items():
        try:
            tag = validated_tag(name)
        except ContactError as exc:
            raise ConfigError(f"{table.path}: [tags.{name}]: {exc}") from exc
        default = DEFAULT_TAGS.get(tag, TagPolicy())
        hold = rules.names(table, "hold", default.hold)
        advise = rules.names(table, "advise", default.advise - hold)
        table.finish()
        tags[tag] = TagPolicy(hold, advise, unreadable)
    return tags


def _require_accounts(top: Table, accounts: Sequence[Account]) -> None:
    if not accounts:
        raise top.error("account", "is missing; at least one [[account]] must say where mail goes")
    names = [account.name for account in accounts]
    for name in names:
        if names.count(name) > 1:
            raise top.error("account", f'two accounts are called "{name}"; give each its own name')
    seen: dict[str, str] = {}
    for account in accounts:
        for sender in account.senders:
            other = seen.setdefault(address.key(sender), account.name)
            if other != account.name:
                problem = f'{sender} is a sender of "{other}" and of "{account.name}"; keep one'
                raise top.error("account", problem)


def _require_safe_listening(top: Table, config: Config) -> None:
    unsafe = config.unsafe_at(config.listen.host)
    if unsafe is not None:
        raise top.error("[listen] host", unsafe)


def _refuse_self(top: Table, listen: Listen, accounts: Sequence[Account]) -> None:
    for account in accounts:
        smarthost = account.smarthost
        same_host = smarthost.host == listen.host or (
            is_loopback(smarthost.host) and (listen.is_local or listen.host in {"0.0.0.0", "::"})  # noqa: S104
        )
        if same_host and smarthost.port == listen.port:
            raise top.error(
                "[[account]] host",
                f'the account "{account.name}" would send to {smarthost}, which is Askwell itself: '
                "name your real outgoing server",
            )
