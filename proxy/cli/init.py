"""``askwell init``: from a few answers to a configuration that works.

Nothing is written before all answers are in, and nothing that could not be loaded back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import keyring
import keyring.errors

from proxy.cli import asking, settings
from proxy.cli.asking import Given
from proxy.cli.contacts import add_to_book
from proxy.cli.failure import Failure, told
from proxy.cli.password import local_password
from proxy.cli.place import Place, pass_place
from proxy.cli.terminal import neutral, say
from proxy.config import Account, Auth, Config, WarningStyle
from proxy.config.placing import PlaceTakenError, put
from proxy.config.values import DEFAULT_PORT
from proxy.config.writing import compose
from proxy.contacts import Contact
from proxy.logins import KEYRING_SERVICE
from proxy.smarthost import Tls

PORT = click.IntRange(1, 65535)


@click.command()
@click.option("--address", "mailbox", help="Your e-mail address.")
@click.option("--host", help="Your real outgoing server (SMTP).")
@click.option("--port", type=PORT, help="Its port.")
@click.option("--tls", type=click.Choice([t.value for t in Tls]), help="How it is protected.")
@click.option("--username", help="Your user name there.  [default: the address]")
@click.option("--auth", type=click.Choice([a.value for a in Auth]), help="Who logs in there.")
@click.option("--password-command", help="With stored: a command that prints the password.")
@click.option("--name", default="main", show_default=True, help="What to call the account.")
@click.option("--listen-port", type=PORT, default=DEFAULT_PORT, show_default=True, help="Our port.")
@click.option(
    "--warning",
    type=click.Choice([style.value for style in WarningStyle]),
    default=WarningStyle.REPLY.value,
    show_default=True,
    help="How you hear of a held message.",
)
@click.option("--contact", help="The mailbox of somebody of your network, to begin with.")
@click.option("--force", is_flag=True, help="Replace a configuration; a copy of it is kept.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: take what is proposed.")
@pass_place
def init(place: Place, /, force: bool, **options: Any) -> None:
    """Make a configuration, and say what to enter in your mail client.

    Who logs in at your outgoing server: with passthrough (usual) your mail client, with the user
    name and password that it has now; with stored Askwell itself, which takes the password from
    the system keyring or from a command; with none nobody.
    """
    _require_free(place.config, force=force)
    try:
        answers = asking.answers(Given(**options))
        password = asking.password(Given(**options), answers)
        contact = asking.contact(Given(**options))
    except click.Abort:
        raise Failure("Stopped without an answer; nothing was written.") from None
    config = _write(place.config, compose(answers), force=force)
    if contact is not None:
        _add(place, contact)
    account = config.accounts[0]
    hints = _keep(account, password) if account.auth is Auth.STORED else []
    say(
        "\n".join(
            [*hints, *_settings(place, config, account), *settings.next_steps(place, contact)]
        )
    )


def _require_free(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise Failure(
            f"{path} is there already, and nothing was changed. Edit it to change something, or "
            "begin anew with askwell init --force, which keeps a copy of it."
        )


def _write(path: Path, text: str, *, force: bool) -> Config:
    try:
        with told():
            config, backup = put(path, text, replace=force)
    except PlaceTakenError:
        raise Failure(f"{path} has come to be there meanwhile; it was left as it is.") from None
    except OSError as exc:
        raise Failure(f"{exc.filename or path}: can't be written: {exc.strerror}") from exc
    say(f"Written: {path}")
    if backup is not None:
        say(f"The one before is kept: {backup}")
    return config


def _add(place: Place, contact: Contact) -> None:
    with told():
        _, added = add_to_book(place, contact)
    say(f"In the contact book: {neutral(added.label)}: {', '.join(sorted(added.tags))}")


def _keep(account: Account, password: str) -> list[str]:
    """Put *password* into the system keyring; return what is left to be done about it."""
    if account.password_command:
        return []
    later = settings.where_to_keep_the_password(account)
    if not password:
        return later
    try:
        keyring.set_password(KEYRING_SERVICE, account.login_name, password)
    except keyring.errors.KeyringError as exc:
        return [f"The system keyring did not take the password: {neutral(str(exc))}", *later]
    return ["The password is in the system keyring."]


def _settings(place: Place, config: Config, account: Account) -> list[str]:
    own_password = local_password(place) if account.auth is Auth.STORED else ""
    return settings.of_client(config.listen, account, own_password)
