"""The contact book on disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from proxy.contacts import Contact, ContactError
from proxy.store import Store
from tests.proxy.making import NOON

BILL = Contact("bill@example.com", "Bill", frozenset({"network"}))


def test_a_contact_is_added_and_found_by_every_mailbox_that_it_stands_for(store: Store) -> None:
    assert store.contacts.add(BILL) == BILL
    everybody = store.contacts.add(Contact("*@example.com", tags=frozenset({"close"})))
    for mailbox in ("bill@example.com", "BILL@Example.com", "bill+x@example.com"):
        assert store.contacts.book_for([mailbox]).matching(mailbox) == (BILL, everybody)
    assert store.contacts.book_for(["ann@example.com"]).contacts == (everybody,)
    assert store.contacts.book_for(["bill@example.net", "postmaster", ""]).contacts == ()
    assert store.contacts.book_for([]).contacts == ()


def test_adding_again_adds_tags_and_keeps_what_is_there(store: Store) -> None:
    store.contacts.add(BILL)
    store.contacts.note(BILL.pattern, "marathon", NOON)
    again = store.contacts.add(Contact("BILL@example.com", "", frozenset({"close"})))
    assert again == Contact(
        "bill@example.com", "Bill", frozenset({"network", "close"}), ("marathon",)
    )
    renamed = store.contacts.add(Contact("bill@example.com", "William"))
    assert (renamed.name, renamed.tags) == ("William", again.tags)
    assert store.contacts.all() == (renamed,)


def test_tags_come_and_go(store: Store) -> None:
    store.contacts.add(BILL)
    assert store.contacts.tag("Bill@EXAMPLE.com", ["close", "network"]).tags == {"network", "close"}
    assert store.contacts.untag(BILL.pattern, ["network"]).tags == {"close"}
    assert store.contacts.get(BILL.pattern).tags == {"close"}


def test_a_tag_that_is_not_borne_is_named_and_nothing_changes(store: Store) -> None:
    store.contacts.add(BILL)
    with pytest.raises(ContactError, match=r"bill@example\.com does not bear the tag 'close'"):
        store.contacts.untag(BILL.pattern, ["network", "close"])
    assert store.contacts.get(BILL.pattern) == BILL


def test_notes_are_kept_in_order_and_once(store: Store) -> None:
    store.contacts.add(BILL)
    for minute, note in enumerate(("marathon", "daughter", "marathon")):
        store.contacts.note(BILL.pattern, note, NOON + timedelta(minutes=minute))
    assert store.contacts.get(BILL.pattern).notes == ("daughter", "marathon")


def test_notes_are_cleared_at_once_and_only_those_of_the_contact(store: Store) -> None:
    cleo = store.contacts.add(Contact("cleo@example.com"))
    store.contacts.add(BILL)
    for pattern in (BILL.pattern, cleo.pattern):
        store.contacts.note(pattern, "marathon", NOON)
    assert store.contacts.clear_notes("BILL@example.com").notes == ("marathon",)
    assert store.contacts.get(BILL.pattern) == BILL
    assert store.contacts.get(cleo.pattern).notes == ("marathon",)


def test_what_is_removed_is_gone_with_tags_and_notes(store: Store) -> None:
    store.contacts.add(BILL)
    store.contacts.note(BILL.pattern, "marathon", NOON)
    assert store.contacts.remove("BILL@example.com").notes == ("marathon",)
    assert store.contacts.all() == ()
    again = store.contacts.add(Contact("bill@example.com"))
    assert (again.tags, again.notes) == (frozenset(), ())


def test_only_the_very_entry_is_changed(store: Store) -> None:
    store.contacts.add(Contact("*@example.com"))
    changes: tuple[Callable[[], Contact], ...] = (
        lambda: store.contacts.get("bill@example.com"),
        lambda: store.contacts.tag("bill@example.com", ["x"]),
        lambda: store.contacts.untag("bill@example.com", ["x"]),
        lambda: store.contacts.note("bill@example.com", "x", NOON),
        lambda: store.contacts.remove("bill@example.com"),
    )
    for change in changes:
        with pytest.raises(ContactError, match="is not in the contact book"):
            change()


def test_all_contacts_are_sorted_as_a_person_reads_them(store: Store) -> None:
    for contact in (Contact("z@example.com"), Contact("b@example.com", "ann"), BILL):
        store.contacts.add(contact)
    assert [found.label for found in store.contacts.all()] == ["ann", "Bill", "z@example.com"]
