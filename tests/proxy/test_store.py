"""The store as a whole: one directory, one connection, closed however its use ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.contacts import Contact
from proxy.store import Store, StoreError
from tests.proxy.making import NOON, new_hold

BILL = Contact("bill@example.com", "Bill", frozenset({"network"}))


def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with Store.open(tmp_path / "state") as store:
        held, _ = store.held.add(new_hold(), NOON)
        store.contacts.add(BILL)
    with Store.open(tmp_path / "state") as store:
        assert store.held.find(held.id) == held
        assert store.contacts.all() == (BILL,)


def test_it_is_closed_also_where_its_use_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Store.open(tmp_path / "state") as store:
        raise ZeroDivisionError
    with pytest.raises(StoreError):
        store.contacts.all()


def test_what_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "state" / "askwell.sqlite3"
    file.parent.mkdir()
    file.write_text("Dear diary, " * 100)
    with pytest.raises(StoreError, match="cannot be used"):
        Store.open(file.parent)
    assert file.read_text() == "Dear diary, " * 100


def test_two_can_be_open_at_once(tmp_path: Path) -> None:
    with Store.open(tmp_path) as one, Store.open(tmp_path) as other:
        held, _ = one.held.add(new_hold(), NOON)
        assert other.held.find(held.id) == held
