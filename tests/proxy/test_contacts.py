"""The contact book: who falls under an entry, and which entries can be."""

from __future__ import annotations

import pytest

from proxy.contacts import (
    Contact,
    ContactBook,
    ContactError,
    candidate_keys,
    newest_notes,
    validated_pattern,
    validated_tag,
)

BILL = Contact("bill@example.com", "Bill")
TAGGED_MAIL = Contact("bill+jobs@example.com", "Bill's other box")
EVERYBODY = Contact("*@example.com", "Everybody there")
BOOK = ContactBook((EVERYBODY, BILL, TAGGED_MAIL))


@pytest.mark.parametrize(
    ("mailbox", "found"),
    [
        ("bill@example.com", (BILL, EVERYBODY)),
        ("BILL@Example.COM", (BILL, EVERYBODY)),
        ('"bill"@example.com', (BILL, EVERYBODY)),
        ("bill+jobs@example.com", (TAGGED_MAIL, BILL, EVERYBODY)),
        ("bill+other@example.com", (BILL, EVERYBODY)),
        ("ann@example.com", (EVERYBODY,)),
        ("bill@sub.example.com", ()),
        ("bill@example.net", ()),
        ("bill", ()),
        ("", ()),
    ],
)
def test_a_mailbox_falls_under_its_entries_the_closest_first(
    mailbox: str, found: tuple[Contact, ...]
) -> None:
    assert BOOK.matching(mailbox) == found


def test_each_entry_is_found_once_among_many_recipients() -> None:
    found = BOOK.among(["bill@example.com", "ann@example.com", "x@example.net", "BILL@example.com"])
    assert found == (BILL, EVERYBODY)
    assert ContactBook().among(["bill@example.com"]) == ()


def test_a_book_looks_under_every_key_that_an_entry_could_have() -> None:
    assert candidate_keys("Bill+Jobs@Example.com") == (
        "bill+jobs@example.com",
        "bill@example.com",
        "*@example.com",
    )
    assert candidate_keys("postmaster") == ("postmaster",)


def test_a_contact_is_called_by_name_or_else_by_pattern() -> None:
    assert BILL.label == "Bill"
    assert Contact("ann@example.com").label == "ann@example.com"


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        (" bill@example.com ", "bill@example.com"),
        ("Bill@EXAMPLE.com", "Bill@example.com"),
        ("*@example.com", "*@example.com"),
        (" *@EXAMPLE.com", "*@example.com"),
    ],
)
def test_a_pattern_is_tidied(text: str, pattern: str) -> None:
    assert validated_pattern(text) == pattern


@pytest.mark.parametrize("text", ["", "*", "*@", "*@*", "b*@", "bill", "@example.com", "*@a b"])
def test_what_can_be_no_mailbox_is_refused(text: str) -> None:
    with pytest.raises(ContactError, match="is not a mailbox"):
        validated_pattern(text)


@pytest.mark.parametrize(
    ("text", "tag"), [("network", "network"), (" Network ", "network"), ("a-1_b", "a-1_b")]
)
def test_a_tag_is_a_short_word(text: str, tag: str) -> None:
    assert validated_tag(text) == tag


@pytest.mark.parametrize("text", ["", "two words", "-x", "é", "x" * 33, "a\nb", "tag=1"])
def test_what_is_no_tag_is_refused(text: str) -> None:
    with pytest.raises(ContactError, match="is not a tag"):
        validated_tag(text)


def test_the_newest_note_of_the_first_contact_that_has_one_is_brought_up() -> None:
    silent = Contact("ann@example.net")
    bill = Contact("bill@example.com", notes=("marathon", "knee"))
    assert newest_notes([silent, bill, Contact("c@example.com", notes=("x",))])[0] == "knee"
    assert newest_notes([silent]) == ()
    assert newest_notes([]) == ()
