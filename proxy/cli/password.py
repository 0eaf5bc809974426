"""``askwell password``: what a mail client enters for accounts that Askwell logs in to itself."""

from __future__ import annotations

import click

from proxy.cli.failure import Failure, UsageFailure, told
from proxy.cli.place import Place, pass_place
from proxy.cli.terminal import neutral, say
from proxy.config import Account, Auth, Config, load
from proxy.logins import LocalPassword
from proxy.store.database import make_private_directory


@click.command()
@click.option("--new", "renewed", is_flag=True, help="Make a new one; the old one ends with it.")
@pass_place
def password(place: Place, renewed: bool) -> None:
    """Show the login that your mail client enters for Askwell.

    It is Askwell's own password, worth nothing anywhere else; with it no other user of this
    machine can send in your name. The password of your mail account is never shown.
    """
    with told():
        config = load(place.config)
    stored = [account for account in config.accounts if account.auth is Auth.STORED]
    if not stored:
        _say_none_needed(config, renewed=renewed)
        return
    secret = local_password(place, renewed=renewed)
    for account in stored:
        say(f"User name:  {neutral(account.login_name)}{_which(account, config)}")
    say(f"Password:   {secret}")
    if renewed:
        say("Enter it in your mail client, in place of the old one, which is no longer taken.")


def local_password(place: Place, *, renewed: bool = False) -> str:
    """Return Askwell's own password, made if need be; Failure where it can't be kept."""
    try:
        with told():
            make_private_directory(place.state)
        kept = LocalPassword(place.state)
        return kept.renew() if renewed else kept.read()
    except OSError as exc:
        problem = f"{place.state}: the password can't be kept there: {exc.strerror}"
        raise Failure(problem) from exc


def _which(account: Account, config: Config) -> str:
    return f"  (account {neutral(account.name)})" if len(config.accounts) > 1 else ""


def _say_none_needed(config: Config, *, renewed: bool) -> None:
    if renewed:
        raise UsageFailure(
            f'{config.path}: no account has auth = "stored", so Askwell has no password of its own'
        )
    if any(account.auth is Auth.PASSTHROUGH for account in config.accounts):
        say("Your mail client uses the user name and password of your mail account itself;")
        say('Askwell has one of its own only for accounts with auth = "stored".')
    else:
        say("No login is needed: set your mail client to no authentication.")
