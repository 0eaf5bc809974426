"""The store as a command opens it: errors told, and what a dead process left behind settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from proxy.cli.failure import Failure, told
from proxy.cli.place import Place
from proxy.cli.terminal import say
from proxy.dispatch import now
from proxy.hold import HeldMessage, State
from proxy.store import Store
from proxy.store.held import refusal


@contextmanager
def opened(place: Place) -> Iterator[Store]:
    """Give the store of *place*, and say on standard error which messages were recovered."""
    with told(), Store.open(place.state) as store:
        for message in store.held.recover(now()):
            say(_recovered(message), err=True)
        yield store


def found(store: Store, ids: Sequence[str]) -> tuple[HeldMessage, ...]:
    """Return the messages that *ids* name, each once, in order; NoSuchMessage for any that isn't.

    All are looked up before anything is done to one of them.
    """
    messages = [store.held.find(prefix) for prefix in ids]
    return tuple({message.id: message for message in messages}.values())


def require(messages: Sequence[HeldMessage], allowed: frozenset[State], wish: str) -> None:
    """Refuse all of *messages* where one is in a state from which it can't be *wish*."""
    wrong = [refusal(message, wish) for message in messages if message.state not in allowed]
    if wrong:
        rest = "; nothing was done to the others" if len(messages) > len(wrong) else ""
        raise Failure(f"{'; '.join(wrong)}{rest}")


def _recovered(message: HeldMessage) -> str:
    if message.state is State.UNCERTAIN:
        return (
            f"{message.short_id} was being sent when Askwell was cut off: it may have been sent. "
            f"See askwell show {message.short_id}"
        )
    return (
        f"{message.short_id} was about to be sent when Askwell was cut off: it was not sent, "
        "and is held again."
    )
