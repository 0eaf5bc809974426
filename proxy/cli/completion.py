"""Shell completion: the script for a shell, and what it offers for ids, contacts and tags.

Looks at the state and never makes one; whatever goes wrong, it just offers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click
from click.shell_completion import CompletionItem, get_completion_class
from platformdirs import user_config_path, user_data_path

from proxy.cli.terminal import neutral
from proxy.config import ConfigError, load
from proxy.hold import HeldMessage, State
from proxy.policy import DEFAULT_TAGS
from proxy.store import Store, StoreError
from proxy.store.database import FILE_NAME

T = TypeVar("T")

SHELLS = ("bash", "zsh", "fish")
OFFERED_LIMIT = 200
"""Items beyond these no person reads."""

_COMPLETE_VARIABLE = "_ASKWELL_COMPLETE"


_WHERE_IT_GOES = """\b
bash:  eval "$(askwell completion bash)"      in ~/.bashrc
zsh:   eval "$(askwell completion zsh)"       in ~/.zshrc
fish:  askwell completion fish | source       in ~/.config/fish/config.fish
"""


@click.command(epilog=_WHERE_IT_GOES)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    With it your shell completes askwell's commands, ids and contacts.
    """
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has all SHELLS; narrows for mypy
    click.echo(kind(ctx.find_root().command, {}, "askwell", _COMPLETE_VARIABLE).source())


def complete_held_id(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the ids of held messages, the newest first, with their subjects."""
    return _held_ids(ctx, param, incomplete, frozenset({State.HELD, State.UNCERTAIN}))


def complete_any_id(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the ids of all messages that are kept, the newest first."""
    return _held_ids(ctx, param, incomplete, frozenset(State))


def complete_restorable_id(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the ids of discarded and superseded messages, the newest first."""
    return _held_ids(ctx, param, incomplete, frozenset({State.DISCARDED, State.SUPERSEDED}))


def complete_contact(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the mailboxes and patterns of the contact book."""
    contacts = _from_store(ctx, lambda store: store.contacts.all())
    return _offered(
        (contact.pattern, contact.name)
        for contact in contacts
        if _begins(contact.pattern, incomplete)
    )


def complete_tag(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the tags that mean something, and those that contacts bear."""
    tags = set(_configured_tags(ctx))
    for contact in _from_store(ctx, lambda store: store.contacts.all()):
        tags |= contact.tags
    return _offered((tag, "") for tag in sorted(tags) if _begins(tag, incomplete))


def _held_ids(
    ctx: click.Context, param: click.Parameter, incomplete: str, states: frozenset[State]
) -> list[CompletionItem]:
    held: Iterable[HeldMessage] = _from_store(ctx, lambda store: store.held.listed(states))
    given = set(ctx.params.get(param.name or "") or ())
    newest_first = sorted(held, key=lambda message: message.held_at, reverse=True)
    return _offered(
        (_enough(message, incomplete), message.identity.subject)
        for message in newest_first
        if _begins(message.id, incomplete) and message.short_id not in given
    )


def _enough(message: HeldMessage, incomplete: str) -> str:
    """Return the short id, or more of it where more was typed."""
    return message.id[: max(len(message.short_id), len(incomplete))]


def _begins(text: str, incomplete: str) -> bool:
    return text.casefold().startswith(incomplete.casefold())


def _offered(items: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    """Return the first of *items*, on one line each as the shells' own format wants it."""
    offered = [CompletionItem(neutral(value), help=neutral(note) or None) for value, note in items]
    return offered[:OFFERED_LIMIT]


def _from_store(ctx: click.Context, query: Callable[[Store], Iterable[T]]) -> Iterable[T]:
    state = _given(ctx, "state") or user_data_path("askwell")
    try:
        if not (state / FILE_NAME).is_file():
            return ()
        with Store.open(state) as store:
            return query(store)
    except (StoreError, OSError):
        return ()


def _configured_tags(ctx: click.Context) -> Iterable[str]:
    try:
        return load(_given(ctx, "config") or user_config_path("askwell") / "config.toml").tags
    except (ConfigError, OSError):
        return DEFAULT_TAGS


def _given(ctx: click.Context, name: str) -> Path | None:
    """Return the root command's option: while completing, that command itself does not run."""
    value = ctx.find_root().params.get(name)
    return Path(value) if value else None
