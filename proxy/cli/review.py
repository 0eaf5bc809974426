"""``askwell review``: what is held, one by one, with a decision on each.

Every decision is carried out before the next message is shown, so leaving midway loses nothing.
"""

from __future__ import annotations

from collections import Counter

import click

from proxy.cli.edit import edit_message, send_message
from proxy.cli.failure import told
from proxy.cli.held import DISCARDABLE, discarded, say_message
from proxy.cli.opening import opened
from proxy.cli.place import Place, pass_place
from proxy.cli.release import may_go
from proxy.cli.terminal import NoAnswerError, answered, confirmed, say
from proxy.dispatch import now
from proxy.hold import WAITING, HeldMessage
from proxy.policy import Disposition
from proxy.store import Store

QUESTION = "[s]end, [d]iscard, [e]dit, [k]eep, [q]uit?"
ANSWERS = ("send", "discard", "edit", "keep", "quit")


class Round:
    """One round through what is held, and the count of what was done."""

    def __init__(self, store: Store, place: Place) -> None:
        self._store = store
        self._place = place
        self.done: Counter[str] = Counter()
        self.unsent: set[str] = set()

    def decide(self, message: HeldMessage) -> bool:
        """Show *message* and carry out decisions until it is dealt with; False to quit."""
        say_message(self._store, message)
        while True:
            say()
            answer = answered(QUESTION, ANSWERS)
            if answer == "quit":
                return False
            try:
                with told():
                    rest = self._carry_out(answer, message)
            except NoAnswerError:
                raise
            except click.ClickException as exc:
                say(exc.message, err=True)
                if answer == "send":
                    self.unsent.add(message.id)
                rest = self._store.held.find(message.id)
            if rest is None or rest.state not in DISCARDABLE:
                return True
            message = rest

    def _carry_out(self, answer: str, message: HeldMessage) -> HeldMessage | None:
        """Do as *answer* says; return the message where it still wants a decision."""
        if answer == "edit":
            return self._edit(message)
        if answer == "send":
            return self._send(message)
        if answer == "discard":
            self._store.held.discard(message.id, now())
            say(discarded(message))
            self.unsent.discard(message.id)
            self.done["discarded"] += 1
        else:
            say(f"{message.short_id} is kept, and still held.")
            self.done["kept"] += 1
        return None

    def _send(self, message: HeldMessage) -> HeldMessage | None:
        if not may_go(message):
            return message
        send_message(self._store, self._place, message)
        self.unsent.discard(message.id)
        self.done["sent"] += 1
        return None

    def _edit(self, message: HeldMessage) -> HeldMessage | None:
        result = edit_message(self._store, self._place, message, raw=False)
        passes = result.is_changed and result.disposition is Disposition.RELAY
        if passes and confirmed("Send it now?"):
            return self._send(result.message)
        return result.message


@click.command()
@pass_place
def review(place: Place) -> None:
    """Go through what is held, one by one, and decide on each."""
    with opened(place) as store:
        waiting = store.held.listed(WAITING)
        if not waiting:
            say("Nothing is held.")
            return
        turn = Round(store, place)
        try:
            _go_through(store, waiting, turn)
        finally:
            say(_summary(store, turn))
        if turn.unsent:
            raise click.exceptions.Exit(1)


def _go_through(store: Store, waiting: tuple[HeldMessage, ...], turn: Round) -> None:
    for number, listed in enumerate(waiting, 1):
        message = store.held.find(listed.id)
        if message.state not in DISCARDABLE:
            say(f"{message.short_id} is {message.state}; there is nothing to decide.")
            continue
        say(f"\n-- {number} of {len(waiting)} --\n")
        if not turn.decide(message):
            return


def _summary(store: Store, turn: Round) -> str:
    counts = {**turn.done, "not sent": len(turn.unsent)}
    acts = [f"{count} {act}" for act, count in counts.items() if count]
    left = len(store.held.listed(WAITING))
    rest = "Nothing is held any more." if not left else f"Still held: {left}."
    return f"{', '.join(acts) or 'Nothing was decided'}. {rest}"
