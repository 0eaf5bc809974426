"""Allowances on disk: over a restart, until their day, and one for each contact or thread."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from proxy.allowance import Allowance, Kind
from proxy.store import Store
from tests.proxy.making import BILL, NOON, Letter, submission

DAY = date(2026, 3, 2)
LETTER = submission(Letter().content)


def test_a_restart_changes_nothing(directory: Path) -> None:
    both = (Allowance.of_contact(BILL, DAY), Allowance.of_thread(LETTER))
    with Store.open(directory) as store:
        for allowance in both:
            store.allowances.add(allowance, NOON)
    with Store.open(directory) as store:
        assert store.allowances.current(DAY) == both


def test_what_is_over_counts_no_more(store: Store) -> None:
    store.allowances.add(Allowance.of_contact(BILL, DAY), NOON)
    assert store.allowances.current(date(2026, 3, 3)) == ()


def test_a_new_one_takes_the_place_of_the_one_for_the_same(store: Store) -> None:
    store.allowances.add(Allowance.of_contact(BILL, DAY), NOON)
    store.allowances.add(Allowance.of_contact("*@example.com"), NOON)
    store.allowances.add(Allowance.of_contact(BILL.upper()), NOON)
    assert [a.name for a in store.allowances.current(DAY)] == ["*@example.com", BILL.upper()]


def test_one_is_removed_by_any_of_its_keys_and_only_its_kind(store: Store) -> None:
    thread = Allowance.of_thread(LETTER)
    store.allowances.add(thread, NOON)
    store.allowances.add(Allowance.of_contact(BILL), NOON)
    assert store.allowances.remove(Kind.CONTACT, thread.keys) == ()
    assert store.allowances.remove(Kind.THREAD, ["<1@example.org>", "<other@x>"]) == (thread,)
    assert [a.kind for a in store.allowances.current(DAY)] == [Kind.CONTACT]
