"""Allowances: whom and which thread they cover, and until when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.allowance import NOTHING, Allowance, Allowed, Kind, allowed, thread_keys
from tests.proxy.making import ANN, BILL, submission

DAY = date(2026, 3, 2)


def _letter(*fields: str, subject: str = "Catching up") -> bytes:
    return "\r\n".join([f"Subject: {subject}", *fields, "", "Hello"]).encode()


def test_the_last_day_belongs_to_an_allowance() -> None:
    allowance = Allowance.of_contact(BILL, DAY)
    assert allowance.counts_on(date(2026, 3, 1))
    assert allowance.counts_on(DAY)
    assert not allowance.counts_on(date(2026, 3, 3))
    assert Allowance.of_contact(BILL).counts_on(date.max)


@pytest.mark.parametrize(
    ("pattern", "mailbox", "covered"),
    [
        ("Bill@Example.com", "bill@example.com", True),
        ("bill@example.com", "bill+jobs@example.com", True),
        ("*@example.com", "ann@example.com", True),
        ("bill@example.com", "ann@example.com", False),
        ("*@example.com", "ann@sub.example.com", False),
    ],
)
def test_a_contact_is_covered_however_it_is_spelled(
    pattern: str, mailbox: str, covered: bool
) -> None:
    found = allowed([Allowance.of_contact(pattern)], submission(b"", mailbox))
    assert found.covers(mailbox) is covered
    assert not found.whole


@pytest.mark.parametrize(
    ("content", "covered"),
    [
        (_letter("Message-ID: <a@x>"), True),
        (_letter("Message-ID: <b@x>", "In-Reply-To: <a@x>"), True),
        (_letter("Message-ID: <b@x>", "References: <z@x> <a@x>"), True),
        (_letter("Message-ID: <b@x>", "References: <z@x> <A@x>"), False),
        (_letter("Message-ID: <b@x>"), False),
        (b"", False),
    ],
)
def test_a_thread_is_known_by_the_ids_that_a_message_names(content: bytes, covered: bool) -> None:
    found = allowed([Allowance.of_message_id("a@x")], submission(content))
    assert found.whole is covered
    assert found.covers(BILL) is covered


@pytest.mark.parametrize(
    ("subject", "recipients", "covered"),
    [
        ("Catching up", (BILL,), True),
        ("Re: AW: catching  UP", (BILL,), True),
        ("Catching up again", (BILL,), False),
        ("Catching up", (ANN,), False),
        ("Catching up", (BILL, ANN), False),
    ],
)
def test_a_new_press_of_send_is_known_by_subject_and_parties(
    subject: str, recipients: tuple[str, ...], covered: bool
) -> None:
    thread = Allowance.of_thread(submission(_letter("Message-ID: <a@x>"), BILL), DAY)
    assert (thread.kind, thread.name, thread.subject) == (Kind.THREAD, "<a@x>", "Catching up")
    new = submission(_letter("Message-ID: <b@x>", subject=subject), *recipients)
    assert allowed([thread], new).whole is covered


def test_two_threads_without_a_subject_are_two() -> None:
    thread = Allowance.of_thread(submission(_letter("Message-ID: <a@x>", subject="Re: ")))
    assert not allowed([thread], submission(_letter("Message-ID: <b@x>", subject=""))).whole


def test_a_thread_needs_something_to_be_known_by() -> None:
    with pytest.raises(ValueError, match="recognised"):
        Allowance.of_thread(submission(b"\r\nHello"))


def test_where_nothing_is_allowed_nothing_is() -> None:
    assert allowed([], submission(_letter())) == NOTHING == Allowed()
    assert not NOTHING.covers(BILL)


@given(st.binary())
def test_any_bytes_have_thread_keys(content: bytes) -> None:
    keys = thread_keys(submission(content))
    assert len(set(keys)) == len(keys)
