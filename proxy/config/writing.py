"""Answers to the text of a configuration; valid TOML, whatever was typed. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from proxy.config.values import DEFAULT_HOST, DEFAULT_PORT, Auth, WarningStyle
from proxy.smarthost import Smarthost

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}

_HEADING = """\
# The configuration of Askwell, written by `askwell init`.
#
# After a change: systemctl --user reload askwell, or start `askwell serve` anew.
# config.example.toml, which comes with Askwell, explains every key.
"""

_AUTH_COMMENTS = {
    Auth.PASSTHROUGH: "# Your mail client logs in with user name and password of the mail account.",
    Auth.STORED: "# Askwell logs in itself; your mail client uses what `askwell password` shows.",
    Auth.NONE: "# Nobody logs in; only programs of your own user on this machine can send.",
}

_KEYRING_COMMENT = "# The password is in the system keyring. Or let a command print it:"


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a configuration with one account needs to say."""

    mailbox: str
    smarthost: Smarthost
    username: str
    name: str = "main"
    auth: Auth = Auth.PASSTHROUGH
    password_command: str = ""
    listen_port: int = DEFAULT_PORT
    warning: WarningStyle = WarningStyle.REPLY


def compose(answers: Answers) -> str:
    """Return a configuration that says what *answers* say."""
    return "\n".join([_HEADING, *_listen(answers), *_hold(answers), *_account(answers)])


def quoted(text: str) -> str:
    """Return *text* as a basic string of TOML 1.0; what Unicode has no place for is replaced."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    if char < " " or "\x7f" <= char <= "\x9f":
        return f"\\u{ord(char):04x}"
    return char


def _listen(answers: Answers) -> list[str]:
    return [
        "[listen]",
        "# Where your mail client connects, in place of the outgoing server.",
        f"host = {quoted(DEFAULT_HOST)}",
        f"port = {answers.listen_port}",
        "",
    ]


def _hold(answers: Answers) -> list[str]:
    return [
        "[hold]",
        '# How you hear of a held message: "reply" when you press Send, "email" by a notice.',
        f"warning = {quoted(answers.warning)}",
        "",
    ]


def _account(answers: Answers) -> list[str]:
    smarthost = answers.smarthost
    lines = [
        "[[account]]",
        f"name = {quoted(answers.name)}",
        '# The addresses that you send from; "*" stands for any.',
        f"senders = [{quoted(answers.mailbox)}]",
        "# Your real outgoing server.",
        f"host = {quoted(smarthost.host)}",
        f"port = {smarthost.port}",
        f"tls = {quoted(smarthost.tls)}",
        _AUTH_COMMENTS[answers.auth],
        f"auth = {quoted(answers.auth)}",
    ]
    if answers.auth is not Auth.NONE:
        lines.append(f"username = {quoted(answers.username)}")
    if answers.auth is Auth.STORED:
        lines += _password(answers.password_command)
    return [*lines, ""]


def _password(command: str) -> list[str]:
    if command:
        return [f"password_command = {quoted(command)}"]
    return [_KEYRING_COMMENT, f"# password_command = {quoted('pass show mail/main')}"]
