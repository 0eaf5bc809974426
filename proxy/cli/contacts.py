"""``askwell contacts``: who is in the contact book, and what they are to the person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import click

from proxy.cli.completion import complete_contact, complete_tag
from proxy.cli.failure import UsageFailure, told
from proxy.cli.place import Place, pass_place
from proxy.cli.tags import tags_at
from proxy.cli.terminal import neutral, say, say_json, table
from proxy.config import ConfigError
from proxy.contacts import Contact, ContactError, validated_pattern, validated_tag
from proxy.dispatch import now
from proxy.policy import DEFAULT_TAGS, TagPolicies
from proxy.store import Store

DEFAULT_TAG = "network"
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<mailbox>[^<>]*)>")

mailbox_argument = click.argument("mailbox", shell_complete=complete_contact)


@click.group()
def contacts() -> None:
    """Keep the contact book: whom Askwell watches over, and why.

    A contact is a mailbox, or a pattern such as *@example.com for everybody there. Its tags say
    what is held: network (asks and resumes), close (advice only), recruiter (nothing).
    """


@contacts.command()
@click.argument("mailbox")
@click.option("--name", default="", help="What to call the contact.")
@click.option(
    "--tag",
    "tags",
    multiple=True,
    shell_complete=complete_tag,
    help="What the contact is to you; may be given more than once.  [default: network]",
)
@pass_place
def add(place: Place, mailbox: str, name: str, tags: tuple[str, ...]) -> None:
    """Add a contact, or tags and a name to one that is there.

    MAILBOX may be written with its name: "Bill Meyer <bill@example.com>".
    """
    with told():
        contact = contact_of(mailbox, name, tags)
        before, after = add_to_book(place, contact)
    if before is None:
        how = "" if tags else " (the default; others with --tag)"
        say(f"Added {_described(after)}{how}")
    else:
        say(f"Was there already; now {_described(after)}")
    warn_of_meaningless(place, contact.tags)


@contacts.command("list")
@click.option("--tag", shell_complete=complete_tag, help="Only those who bear TAG.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@pass_place
def list_contacts(place: Place, tag: str | None, as_lines: bool) -> None:
    """List the contacts, by name."""
    with told(), Store.open(place.state) as store:
        wanted = validated_tag(tag) if tag is not None else None
        found = [c for c in store.contacts.all() if wanted is None or wanted in c.tags]
    if as_lines:
        for contact in found:
            say_json(_record(contact))
    elif found:
        say("\n".join(_table(found)))
    elif wanted is not None:
        say(f"No contact bears the tag {wanted}.")
    else:
        say("The contact book is empty. To add somebody: askwell contacts add MAILBOX")


@contacts.command()
@mailbox_argument
@click.argument("tags", metavar="TAG...", nargs=-1, required=True, shell_complete=complete_tag)
@pass_place
def tag(place: Place, mailbox: str, tags: tuple[str, ...]) -> None:
    """Attach tags to a contact."""
    _retag(place, mailbox, tags, lambda store: store.contacts.tag)
    with told():
        warn_of_meaningless(place, frozenset(map(validated_tag, tags)))


@contacts.command()
@mailbox_argument
@click.argument("tags", metavar="TAG...", nargs=-1, required=True, shell_complete=complete_tag)
@pass_place
def untag(place: Place, mailbox: str, tags: tuple[str, ...]) -> None:
    """Take tags off a contact."""
    _retag(place, mailbox, tags, lambda store: store.contacts.untag)


@contacts.command()
@mailbox_argument
@pass_place
def remove(place: Place, mailbox: str) -> None:
    """Remove a contact, tags and notes too."""
    with told(), Store.open(place.state) as store:
        gone = store.contacts.remove(_pattern(mailbox))
    say(f"Removed {_called(gone)}")


@contacts.command()
@mailbox_argument
@click.argument("text", required=False)
@click.option("--clear", is_flag=True, help="Remove the notes about the contact.")
@pass_place
def note(place: Place, mailbox: str, text: str | None, clear: bool) -> None:
    """Note something to ask the contact about; the warning brings up the last note.

    For instance: askwell contacts note bill@example.com "training for the Chicago marathon"
    Without TEXT, show the notes.
    """
    if clear and text is not None:
        raise UsageFailure("--clear removes all notes: give it without a text")
    if text is None:
        _clear_notes(place, mailbox) if clear else _show_notes(place, mailbox)
        return
    words = " ".join(text.split())
    if not words:
        raise UsageFailure("the note is empty: say what there is to ask about")
    with told(), Store.open(place.state) as store:
        noted = store.contacts.note(_pattern(mailbox), words, now())
    count = len(noted.notes)
    say(f"Noted for {_called(noted)}: {neutral(words)}{f' (note {count})' if count > 1 else ''}")


def _show_notes(place: Place, mailbox: str) -> None:
    with told(), Store.open(place.state) as store:
        found = store.contacts.get(_pattern(mailbox))
    say("\n".join(map(neutral, found.notes)) or f"There are no notes about {_called(found)}")


def _clear_notes(place: Place, mailbox: str) -> None:
    with told(), Store.open(place.state) as store:
        before = store.contacts.clear_notes(_pattern(mailbox))
    count = len(before.notes)
    removed = f"{count} note{'' if count == 1 else 's'}" if count else "No notes were there to be"
    say(f"{removed} removed: {_called(before)}")


def contact_of(mailbox: str, name: str = "", tags: Iterable[str] = ()) -> Contact:
    """Return the contact that a person wrote; ContactError says what is wrong with it."""
    written = _NAMED.fullmatch(mailbox.strip())
    if written and not name:
        name = written["name"].strip().strip('"').strip()
    return Contact(
        _pattern(mailbox), " ".join(name.split()), frozenset(validated_tag(tag) for tag in tags)
    )


def add_to_book(place: Place, contact: Contact) -> tuple[Contact | None, Contact]:
    """Add *contact*; return the entry before, if there was one, and after.

    A new one without a tag becomes one of the network.
    """
    with Store.open(place.state) as store:
        try:
            before = store.contacts.get(contact.pattern)
        except ContactError:
            before = None
        if before is None and not contact.tags:
            contact = Contact(contact.pattern, contact.name, frozenset({DEFAULT_TAG}))
        return before, store.contacts.add(contact)


def warn_of_meaningless(place: Place, tags: Iterable[str]) -> None:
    """Say on standard error which of *tags* do nothing for want of a meaning."""
    meanings = _meanings(place)
    for tag in sorted(set(tags) - set(meanings)):
        say(
            f"The tag {tag} means nothing yet: mail is not judged for it. The known ones are "
            f"{', '.join(sorted(meanings))}; [tags.{tag}] in {place.config} would give it a "
            "meaning.",
            err=True,
        )


def _meanings(place: Place) -> TagPolicies:
    try:
        return tags_at(place)
    except ConfigError:
        # The contact book is kept without a configuration; whoever needs one will complain.
        return DEFAULT_TAGS


def _retag(
    place: Place,
    mailbox: str,
    tags: Iterable[str],
    change: Callable[[Store], Callable[[str, Iterable[str]], Contact]],
) -> None:
    with told(), Store.open(place.state) as store:
        valid = [validated_tag(tag) for tag in tags]
        say(f"Now {_described(change(store)(_pattern(mailbox), valid))}")


def _pattern(mailbox: str) -> str:
    written = _NAMED.fullmatch(mailbox.strip())
    return validated_pattern(written["mailbox"] if written else mailbox)


def _called(contact: Contact) -> str:
    name = f" ({contact.name})" if contact.name else ""
    return neutral(f"{contact.pattern}{name}")


def _described(contact: Contact) -> str:
    return f"{_called(contact)}: {', '.join(sorted(contact.tags)) or 'no tag'}"


def _record(contact: Contact) -> dict[str, object]:
    return {
        "pattern": contact.pattern,
        "name": contact.name,
        "tags": sorted(contact.tags),
        "notes": list(contact.notes),
    }


def _table(found: Iterable[Contact]) -> list[str]:
    rows = [(c.pattern, c.name, ", ".join(sorted(c.tags)), "; ".join(c.notes)) for c in found]
    return table(("MAILBOX", "NAME", "TAGS", "NOTES"), rows, flexible=(1, 3))
