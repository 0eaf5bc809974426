"""``askwell release``: send what is held, as it was submitted.

Everything that could be asked or refused is so before the first message goes out.
"""

from __future__ import annotations

from pathlib import Path

import click

from proxy import release as releasing
from proxy.cli.completion import complete_held_id
from proxy.cli.failure import Failure
from proxy.cli.listing import as_json
from proxy.cli.opening import found, opened, require
from proxy.cli.place import Place, pass_place
from proxy.cli.terminal import confirmed, neutral, say, say_json
from proxy.config import Config, load
from proxy.hold import HeldMessage, State
from proxy.release import Released, ReleaseError
from proxy.service_lock import running_service
from proxy.store import Store, WrongState

RELEASABLE = frozenset({State.HELD, State.UNCERTAIN})


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=complete_held_id)
@click.option("--yes", is_flag=True, help="Send even what may have been sent already.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@pass_place
def release(place: Place, ids: tuple[str, ...], yes: bool, as_lines: bool) -> None:
    """Send held messages, as they are."""
    with opened(place) as store:
        config = load(place.config)
        messages = found(store, ids)
        require(messages, RELEASABLE, "sent")
        wanted = [message for message in messages if yes or may_go(message)]
        sent = [_send(store, place, config, message, as_lines) for message in wanted]
        if len(wanted) < len(messages) or not all(sent):
            raise click.exceptions.Exit(1)


def may_go(message: HeldMessage) -> bool:
    """Whether *message* may be sent: what may have been sent already only if the person says so."""
    if message.state is not State.UNCERTAIN:
        return True
    if confirmed(f"{message.short_id} may have been sent already. Send it again?"):
        return True
    say(f"{message.short_id} is left as it is.", err=True)
    return False


def send(store: Store, place: Place, config: Config, message: HeldMessage) -> Released:
    """Send *message*; Failure says why it was not sent."""
    try:
        return releasing.release(store, place.state, config, message)
    except ReleaseError as exc:
        raise Failure(neutral(str(exc))) from exc
    except WrongState as exc:
        raise Failure(str(exc)) from exc


def outcome(released: Released, directory: Path) -> str:
    """Return what became of a message, and what is left to do."""
    message = released.message
    if not released.waits_for_login:
        whom = ", ".join(map(neutral, message.envelope.mailboxes))
        said = f" The outgoing server said: {neutral(message.reply)}" if message.reply else ""
        return f"{message.short_id} is sent to {whom}.{said}"
    running = running_service(directory) is not None
    first = "" if running else "Askwell is not running: start it with askwell serve. "
    return (
        f"{message.short_id} is released, and goes out when your mail client next logs in to "
        f"Askwell, as only the client knows the password. {first}"
        f"To call it back: askwell discard {message.short_id}"
    )


def _send(store: Store, place: Place, config: Config, message: HeldMessage, as_lines: bool) -> bool:
    """Send one of several; tell what became of it and return whether it is on its way."""
    try:
        released = send(store, place, config, message)
    except Failure as exc:
        _say_failed(store.held.find(message.id), exc, as_lines)
        return False
    if as_lines:
        say_json({**as_json(released.message), "waits_for_login": released.waits_for_login})
    else:
        say(outcome(released, place.state))
    return True


def _say_failed(message: HeldMessage, exc: Failure, as_lines: bool) -> None:
    if as_lines:
        say_json({**as_json(message), "waits_for_login": False, "error": exc.message})
    else:
        say(exc.message, err=True)
