"""``askwell held``, ``show``, ``discard`` and ``restore``: what is held, and what is put aside.

Nothing here sends anything.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime

import click

from proxy.cli import showing
from proxy.cli.completion import complete_any_id, complete_held_id, complete_restorable_id
from proxy.cli.listing import as_json, as_table, put_aside_lately
from proxy.cli.opening import found, opened, require
from proxy.cli.place import Place, pass_place
from proxy.cli.terminal import is_terminal, neutral_lines, say, say_json, wrapped
from proxy.dispatch import now
from proxy.hold import WAITING, HeldMessage, State
from proxy.store import Store

DISCARDABLE = frozenset({State.HELD, State.UNCERTAIN})
RESTORABLE = frozenset({State.DISCARDED, State.SUPERSEDED})

json_option = click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also what was sent or put aside.")
@json_option
@pass_place
def held(place: Place, everything: bool, as_lines: bool) -> None:
    """List what is held, the oldest first."""
    with opened(place) as store:
        messages = store.held.listed(State if everything else WAITING)
        aside = () if everything else store.held.listed(RESTORABLE)
    if as_lines:
        for message in messages:
            say_json(as_json(message))
        return
    _say_list(messages, put_aside_lately(aside, now()))


@click.command()
@click.argument("id", shell_complete=complete_any_id)
@click.option("--json", "as_lines", is_flag=True, help="All that is known of it, as JSON.")
@click.option("--source", is_flag=True, help="The message itself, byte for byte.")
@pass_place
def show(place: Place, id: str, as_lines: bool, source: bool) -> None:
    """Show a held message: what it says, and why it is held."""
    if as_lines and source:
        raise click.UsageError("--json and --source exclude each other")
    with opened(place) as store:
        message = store.held.find(id)
        if as_lines:
            say_json(as_json(message))
        elif source:
            _write_source(store.held.content(message.id))
        else:
            say_message(store, message)


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=complete_held_id)
@json_option
@pass_place
def discard(place: Place, ids: tuple[str, ...], as_lines: bool) -> None:
    """Put held messages aside; restore takes that back."""
    with opened(place) as store:
        messages = found(store, ids)
        require(messages, DISCARDABLE, "discarded")
        _each(messages, store.held.discard, discarded, as_lines)


@click.command()
@click.argument(
    "ids", metavar="ID...", nargs=-1, required=True, shell_complete=complete_restorable_id
)
@json_option
@pass_place
def restore(place: Place, ids: tuple[str, ...], as_lines: bool) -> None:
    """Put discarded or superseded messages back among the held."""
    with opened(place) as store:
        messages = found(store, ids)
        require(messages, RESTORABLE, "restored")
        _each(messages, store.held.restore, _restored, as_lines)


def say_message(store: Store, message: HeldMessage) -> None:
    """Print all that a person needs to decide about *message*."""
    content = store.held.content(message.id)
    mailboxes = message.envelope.mailboxes
    contacts = store.contacts.book_for(mailboxes).among(mailboxes)
    for line in showing.page(message, content, contacts, now()):
        say(line)


def discarded(before: HeldMessage) -> str:
    """Return what to say of a message that was discarded, from how it stood *before*."""
    name = before.short_id
    if before.state is State.UNCERTAIN:
        return f"{name} is discarded. It may have been sent already; discarding can't undo that."
    return f"{name} is discarded and will not be sent. To take that back: askwell restore {name}"


def _restored(before: HeldMessage) -> str:
    name = before.short_id
    return f"{name} is held again. To send it: askwell release {name}"


def _each(
    messages: Sequence[HeldMessage],
    act: Callable[[str, datetime], HeldMessage],
    said: Callable[[HeldMessage], str],
    as_lines: bool,
) -> None:
    for message in messages:
        after = act(message.id, now())
        if as_lines:
            say_json(as_json(after))
        else:
            say(said(message))


def _say_list(messages: Sequence[HeldMessage], aside: str) -> None:
    if messages:
        lines = [*as_table(messages, now()), "", *wrapped(_what_next(messages))]
    else:
        lines = ["Nothing is held."]
    if aside:
        lines += wrapped(f"In the last day: {aside} (askwell held --all).")
    for line in lines:
        say(line)


def _what_next(messages: Sequence[HeldMessage]) -> str:
    waiting = [message for message in messages if message.state in WAITING]
    name = (waiting or messages)[0].short_id
    if not waiting:
        return f"None of these waits for you. More about one: askwell show {name}"
    return f"More about one: askwell show {name}. One after the other: askwell review"


def _write_source(content: bytes) -> None:
    """Write the very bytes; on a terminal, what may be shown there."""
    if not is_terminal():
        sys.stdout.buffer.write(content)
        return
    for line in neutral_lines(content.decode("utf-8", "replace")):
        say(line)
