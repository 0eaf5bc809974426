"""What to enter in a mail client, and what to do next, in words. Pure."""

from __future__ import annotations

import shlex
import sys

from proxy.cli.place import Place
from proxy.cli.terminal import neutral, styled, wrapped
from proxy.config import Account, Auth, Listen
from proxy.contacts import Contact
from proxy.logins import KEYRING_SERVICE

_LABEL = 22


def of_client(listen: Listen, account: Account, own_password: str) -> list[str]:
    """Return the settings of a mail client's outgoing server, for *account*.

    *own_password* is Askwell's, for an account that it logs in to itself.
    """
    return [
        "",
        styled("In your mail client, change the outgoing server (SMTP) to:", bold=True),
        *_setting("Server", listen.host),
        *_setting("Port", str(listen.port)),
        *_setting("Connection security", "none (the line never leaves this machine)"),
        *_login(account, own_password),
    ]


def next_steps(place: Place, contact: Contact | None) -> list[str]:
    """Return the commands that come next; *contact* is the one that was just added."""
    askwell = _command(place)
    more = "Add more people" if contact else "Add the people of your network"
    return [
        "",
        styled("Next:", bold=True),
        *_step(1, "Start Askwell, now and at every login", f"{askwell} service install"),
        *_step(None, "or only for now, in this terminal", f"{askwell} serve"),
        *_step(2, more, f"{askwell} contacts add bill@example.com --tag network"),
        *_step(3, "Send yourself a message from your mail client: it arrives as ever", ""),
    ]


def where_to_keep_the_password(account: Account) -> list[str]:
    """Return how the person lets Askwell have the password of *account*."""
    # The keyring command itself is not on the path where Askwell has an environment of its own.
    words = [sys.executable, "-m", "keyring", "set", KEYRING_SERVICE, account.login_name]
    return [
        "Askwell still needs the mail account's password. Put it into the system keyring:",
        f"  {neutral(shlex.join(words))}",
        "or set password_command in the configuration.",
    ]


def _login(account: Account, own_password: str) -> list[str]:
    if account.auth is Auth.NONE:
        return _setting("Authentication", "none")
    password = neutral(own_password) or "that of your mail account, as it is now"
    return [
        *_setting("Authentication", "normal password"),
        *_setting("", '(Thunderbird says: "Password, transmitted insecurely")'),
        *_setting("User name", account.login_name),
        *_setting("Password", password),
    ]


def _setting(label: str, value: str) -> list[str]:
    return wrapped(value, " " * (_LABEL + 2), f"  {label:<{_LABEL}}")


def _step(number: int | None, what: str, command: str) -> list[str]:
    lines = wrapped(what, "     ", f"  {number}. " if number else "     ")
    return [*lines, f"       {command}"] if command else lines


def _command(place: Place) -> str:
    """Return ``askwell`` with the options that lead it to *place* again."""
    options = []
    if place.explicit_config:
        options += ["--config", shlex.quote(neutral(str(place.config)))]
    if place.explicit_state:
        options += ["--state", shlex.quote(neutral(str(place.state)))]
    return " ".join(["askwell", *options])
