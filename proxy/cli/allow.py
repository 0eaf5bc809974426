"""``askwell allow``: let everything go to a contact, or in a thread, for good or until a day.

What is allowed is judged as ever and never held. What is held already stays held.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import date

import click

from proxy.allowance import Allowance, Kind, allowed
from proxy.cli.completion import complete_contact
from proxy.cli.contacts import contact_of
from proxy.cli.failure import Failure, told
from proxy.cli.opening import opened
from proxy.cli.place import Place, pass_place
from proxy.cli.tags import tags_at
from proxy.cli.terminal import neutral, say, say_json, table
from proxy.contacts import candidate_keys
from proxy.dispatch import now
from proxy.envelope import Submission
from proxy.hold import HeldMessage
from proxy.policy import judged_contacts
from proxy.store import Store


def today() -> date:
    """Return the present day, by the local calendar."""
    return now().astimezone().date()


def day_of(text: str) -> date:
    """Return the day that *text* says; BadParameter says what is wrong with it."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is no day: write it as {today():%Y-%m-%d}, which is today"
        ) from None
    if day < today():
        raise click.BadParameter(f"{day} is over; the last day may be today or later")
    return day


@click.command()
@click.argument("address", required=False, shell_complete=complete_contact)
@click.option("--thread", metavar="ID", help="A thread: the id of a held message, or a Message-ID.")
@click.option(
    "--until", type=day_of, metavar="DATE", help="The last day of it, such as 2027-01-31."
)
@click.option("--remove", is_flag=True, help="Hold again, from now on.")
@click.option("--json", "as_lines", is_flag=True, help="List as JSON, one object a line.")
@pass_place
def allow(
    place: Place,
    address: str | None,
    thread: str | None,
    until: date | None,
    remove: bool,
    as_lines: bool,
) -> None:
    """Let all mail to a contact, or in a thread, go without a hold.

    ADDRESS is a mailbox, or *@example.com for everybody there. What is held already stays held.
    Without an address or a thread, what is allowed is listed.
    """
    if address is not None and thread is not None:
        raise click.UsageError("allow a contact or a thread, one at a time")
    if address is None and thread is None and (remove or until):
        raise click.UsageError("say what: an address, or --thread ID")
    if as_lines and (address or thread):
        raise click.UsageError("--json lists what is allowed, and takes nothing beside it")
    if remove and until:
        raise click.UsageError("--remove is at once: it takes no --until")
    with opened(place) as store:
        if address is None and thread is None:
            _list(store.allowances.current(today()), as_lines)
            return
        with told():
            allowance = _allowance(store, address, thread, until)
        if remove:
            _remove(store, allowance)
        else:
            store.allowances.add(allowance, now())
            say(_allowed(allowance))
            _say_beside(store, place, allowance)


def _allowance(
    store: Store, address: str | None, thread: str | None, until: date | None
) -> Allowance:
    if address is not None:
        return Allowance.of_contact(contact_of(address).pattern, until)
    assert thread is not None  # noqa: S101 - the caller has one of the two; narrows for mypy
    if "@" in thread:
        wanted = thread.strip().removeprefix("<").removesuffix(">")
        if not wanted or any(char in "<> \t\r\n" for char in wanted):
            raise click.BadParameter(f"{thread!r} is no Message-ID, such as <id@example.org>")
        return Allowance.of_message_id(wanted, until)
    held = store.held.find(thread)
    submission = Submission(held.envelope, store.held.content(held.id))
    try:
        return Allowance.of_thread(submission, until)
    except ValueError:
        raise Failure(
            f"{held.short_id} has neither a Message-ID nor a subject to know its thread by; "
            f"allow the contact instead: askwell allow {neutral(held.envelope.mailboxes[0])}"
        ) from None


def _remove(store: Store, allowance: Allowance) -> None:
    gone = store.allowances.remove(allowance.kind, allowance.keys)
    if not gone:
        raise Failure(f"{_whom(allowance)} was not allowed: askwell allow lists what is")
    for one in gone:
        say(f"Allowed no longer: {_whom(one)}. Messages are held as ever.")


def _list(allowances: Sequence[Allowance], as_lines: bool) -> None:
    if as_lines:
        for allowance in allowances:
            say_json(_record(allowance))
    elif allowances:
        rows = [(a.kind, a.name, a.subject, f"{a.until or 'for good'}") for a in allowances]
        headings = ("KIND", "WHOM OR WHICH", "SUBJECT", "UNTIL")
        say("\n".join(table(headings, rows, flexible=(1, 2))))
    else:
        say("Nothing is allowed. To let all go to somebody: askwell allow bill@example.com")


def _record(allowance: Allowance) -> dict[str, object]:
    return {
        "kind": allowance.kind,
        "name": allowance.name,
        "subject": allowance.subject,
        "until": allowance.until.isoformat() if allowance.until else None,
    }


def _whom(allowance: Allowance) -> str:
    if allowance.kind is Kind.CONTACT:
        return neutral(allowance.name)
    return neutral(f"the thread {allowance.subject or allowance.name}")


def _allowed(allowance: Allowance) -> str:
    what = "to" if allowance.kind is Kind.CONTACT else "in"
    until = f" until {allowance.until}, that day included" if allowance.until else ""
    return (
        f"Nothing {what} {_whom(allowance)} is held{until}. "
        f"To take that back: askwell allow --remove {_way(allowance)}"
    )


def _way(allowance: Allowance) -> str:
    """Return how *allowance* is named on a command line, harmless to the shell."""
    name = shlex.quote(neutral(allowance.name))
    if allowance.kind is Kind.CONTACT:
        return name
    return f"--thread {name}" if "@" in allowance.name else "--thread ID"


def _say_beside(store: Store, place: Place, allowance: Allowance) -> None:
    """Say what the person may take for granted and is not so."""
    if allowance.kind is Kind.CONTACT and not _is_judged(store, place, allowance.name):
        say("Nobody there bears a tag for which mail is held, so it goes anyway.", err=True)
    held = [
        message.short_id for message in store.held.listed() if _lets_go(store, allowance, message)
    ]
    if held:
        say(f"Still held from before: {', '.join(held)}. To send one: askwell release {held[0]}")


def _is_judged(store: Store, place: Place, pattern: str) -> bool:
    """Whether some contact that *pattern* names is judged; a pattern may name many."""
    domain = pattern.partition("@")[2].casefold()
    everybody = pattern.startswith("*@")
    found = [
        contact
        for contact in store.contacts.all()
        if contact.key in candidate_keys(pattern)
        or (everybody and contact.key.endswith(f"@{domain}"))
    ]
    return bool(judged_contacts(found, tags_at(place)))


def _lets_go(store: Store, allowance: Allowance, message: HeldMessage) -> bool:
    """Whether *allowance* would let *message* go, were it submitted now."""
    content = store.held.content(message.id) if allowance.kind is Kind.THREAD else b""
    what = allowed([allowance], Submission(message.envelope, content))
    return any(map(what.covers, message.envelope.mailboxes))
