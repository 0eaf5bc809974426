"""Contacts: mailboxes or domain patterns, with tags, a name and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from proxy import address

TAG = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""What a tag looks like: a short lower-case word."""


class ContactError(ValueError):
    """An entry that the contact book can't take; the message says why."""


@dataclass(frozen=True, slots=True)
class Contact:
    """An entry of the contact book.

    ``pattern`` is a mailbox, or ``*@domain`` for everybody there.
    """

    pattern: str
    name: str = ""
    tags: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What to call the contact when speaking to the person."""
        return self.name or self.pattern

    @property
    def key(self) -> str:
        """What the entry is found by."""
        return address.key(self.pattern)


@dataclass(frozen=True, slots=True)
class ContactBook:
    """Contacts, found by mailbox."""

    contacts: tuple[Contact, ...] = ()
    _by_key: dict[str, Contact] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {contact.key: contact for contact in self.contacts})

    def matching(self, mailbox: str) -> tuple[Contact, ...]:
        """Return the entries that *mailbox* falls under, the closest first."""
        return tuple(
            self._by_key[candidate]
            for candidate in candidate_keys(mailbox)
            if candidate in self._by_key
        )

    def among(self, mailboxes: Iterable[str]) -> tuple[Contact, ...]:
        """Return each entry that any of *mailboxes* falls under, once."""
        found = {c.key: c for mailbox in mailboxes for c in self.matching(mailbox)}
        return tuple(found.values())


def newest_notes(contacts: Iterable[Contact]) -> tuple[str, ...]:
    """Return the notes about the first of *contacts* that has any, the newest first."""
    return next((contact.notes[::-1] for contact in contacts if contact.notes), ())


def candidate_keys(mailbox: str) -> tuple[str, ...]:
    """Return the keys under which *mailbox* may stand in a contact book, the closest first."""
    exact, base = address.key(mailbox), address.base_key(mailbox)
    _, domain = address.split(exact)
    keys = [exact, base, f"*@{domain}"] if domain else [exact]
    return tuple(dict.fromkeys(keys))


def validated_pattern(text: str) -> str:
    """Return *text* tidied as a mailbox or a ``*@domain`` pattern; ContactError says why not."""
    text = text.strip()
    local, domain = text.partition("@")[::2]
    try:
        if local == "*" and domain:
            return f"*@{address.split(address.validated(f'anyone@{domain}'))[1]}"
        return address.validated(text)
    except address.AddressError as exc:
        raise ContactError(str(exc)) from exc


def validated_tag(text: str) -> str:
    """Return *text* as a tag; ContactError says what a tag looks like."""
    tag = text.strip().casefold()
    if not TAG.fullmatch(tag):
        raise ContactError(
            f"{text!r} is not a tag: use up to 32 letters, digits, '-' or '_', such as network"
        )
    return tag
