"""``askwell edit``: change a held message in an editor, and have it judged anew.

The envelope stays. The new version takes the old one's place in one step; before that, nothing is
changed, whatever goes wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

import click

from checks import message as messages
from proxy.cli import showing
from proxy.cli.completion import complete_held_id
from proxy.cli.draft import DraftError, Letter, Source, draft
from proxy.cli.editor import edited
from proxy.cli.failure import Failure, told
from proxy.cli.judging import Judge, judge_at
from proxy.cli.opening import opened, require
from proxy.cli.place import Place, pass_place
from proxy.cli.release import outcome, send
from proxy.cli.terminal import confirmed, is_answered, say
from proxy.config import load
from proxy.dispatch import now
from proxy.envelope import Submission
from proxy.hold import HeldMessage, Identity, State
from proxy.policy import Disposition
from proxy.store import Store
from proxy.store.held import NewHold


@dataclass(frozen=True, slots=True)
class Edited:
    """A message after editing, and what follows from the judgement of it."""

    message: HeldMessage
    is_changed: bool
    disposition: Disposition


@click.command()
@click.argument("id", shell_complete=complete_held_id)
@click.option("--raw", is_flag=True, help="Edit the message itself, with header and encodings.")
@click.option(
    "--send/--no-send",
    "send_now",
    default=None,
    help="Send it, or not, if nothing holds it any more.  [default: ask]",
)
@pass_place
def edit(place: Place, id: str, raw: bool, send_now: bool | None) -> None:
    """Change a held message in your editor; the result is judged anew."""
    with opened(place) as store:
        result = edit_message(store, place, store.held.find(id), raw=raw)
        if not result.is_changed:
            return
        name = result.message.short_id
        if result.disposition is not Disposition.RELAY:
            if send_now:
                raise Failure(f"It is not sent. To send it as it is: askwell release {name}")
            return
        if send_now is None and is_answered():
            send_now = confirmed("Send it now?")
        if send_now:
            send_message(store, place, result.message)
        else:
            say(f"It is still held. To send it: askwell release {name}")


def edit_message(store: Store, place: Place, held: HeldMessage, *, raw: bool) -> Edited:
    """Let the person change *held*; tell what became of it."""
    require([held], frozenset({State.HELD}), "edited")
    judge = judge_at(place)
    content = store.held.content(held.id)
    before = draft(content, raw=raw)
    _say_before(before, content, raw=raw)
    with edited(before.sheet(), f"{held.short_id}.eml", place.state) as sheet:
        try:
            revised = before.revised(sheet)
        except DraftError as exc:
            raise Failure(f"Nothing was changed: {exc}.") from exc
        if revised == content:
            say(f"Nothing was changed; {held.short_id} is held as before.")
            return Edited(held, is_changed=False, disposition=Disposition.HOLD)
        with told():
            result = _replaced(store, held, Submission(held.envelope, revised), judge)
    _say_after(held, result)
    return result


def send_message(store: Store, place: Place, held: HeldMessage) -> None:
    """Send *held* and tell what became of it; Failure where it was not sent."""
    say(outcome(send(store, place, load(place.config), held), place.state))


def _replaced(
    store: Store,
    held: HeldMessage,
    submission: Submission,
    judge: Judge,
) -> Edited:
    book = store.contacts.book_for(held.envelope.mailboxes)
    verdict = judge.decide(store, book, submission)
    new = NewHold(
        submission,
        held.account,
        Identity.of(submission.content),
        verdict.findings,
        tuple(contact.label for contact in verdict.contacts),
        login=held.login,
    )
    message = store.held.replace(held.id, new, now())
    return Edited(message, is_changed=True, disposition=verdict.disposition)


def _say_before(before: Letter | Source, content: bytes, *, raw: bool) -> None:
    """Say what the person is about to see, where that may surprise."""
    if isinstance(before, Letter) or raw:
        return
    kinds = {part.content_type for part in messages.parse(content).parts}
    why = "its text is in several parts"
    if "text/html" in kinds:
        both = "text/plain" in kinds
        why = "it has an HTML version" + (": what you change, change in both" if both else "")
    say(f"The message opens as its source, because {why}.", err=True)


def _say_after(held: HeldMessage, result: Edited) -> None:
    name = result.message.short_id
    say(f"{name} takes the place of {held.short_id}, with the same recipients.")
    if result.disposition is Disposition.RELAY:
        say("Nothing holds it any more.")
        return
    for line in [*showing.reasons(result.message), "", *showing.next_steps(result.message)]:
        say(line)
