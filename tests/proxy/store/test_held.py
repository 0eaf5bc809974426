"""Held messages: on disk once, found by id, by bytes and by parties; no id is given twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from proxy.hold import RETRY_MEMORY, Closed, Identity, State
from proxy.store import NoSuchMessage, Store, WrongState
from tests.proxy.making import ANN, BILL, NOON, SAM, Letter, envelope, new_hold, submission
from tests.proxy.store.holding import LATER, add, in_state


def test_a_hold_is_on_disk_when_it_is_answered(store: Store) -> None:
    new = new_hold()
    held, is_new = store.held.add(new, NOON)
    assert is_new
    assert (held.state, held.size, held.account) == (
        State.HELD,
        len(new.submission.content),
        "home",
    )
    with Store.open(store.database.path.parent) as other:
        assert other.held.find(held.id) == held
        assert other.held.content(held.id) == new.submission.content


def test_the_same_bytes_are_held_once(store: Store) -> None:
    first, _ = store.held.add(new_hold(), NOON)
    again, is_new = store.held.add(new_hold(), LATER, with_notice=True)
    assert (again, is_new) == (first, False)
    assert store.held.listed() == (first,)
    assert store.notices.due(LATER) == ()


@pytest.mark.parametrize("state", State)
def test_the_same_bytes_find_their_message_in_any_state(store: Store, state: State) -> None:
    held = in_state(store, state)
    content = store.held.content(held.id)
    assert store.held.add(new_hold(content), LATER) == (held, False)
    assert store.held.with_bytes(envelope(), Identity.of(content), NOON) == held


def test_other_parties_or_other_bytes_are_another_hold(store: Store) -> None:
    content = Letter().content
    first, _ = store.held.add(new_hold(content), NOON)
    for other in (
        new_hold(content, ANN),
        new_hold(content, BILL, ANN),
        new_hold(content, sender=ANN),
        new_hold(content + b"\r\n"),
    ):
        held, is_new = store.held.add(other, NOON)
        assert is_new
        assert held.id != first.id


def test_an_older_version_is_superseded_in_the_same_step(store: Store) -> None:
    older = [add(store), add(store)]
    newer, _ = store.held.add(new_hold(Letter(text="edited").content), LATER, [h.id for h in older])
    assert {store.held.find(held.id).state for held in older} == {State.SUPERSEDED}
    assert store.held.listed() == (newer,)


def test_the_bytes_that_confirmed_are_known_from_then_on(store: Store) -> None:
    first, second = Letter(press=901), Letter(press=902)
    held, _ = store.held.add(new_hold(first.content), NOON)
    identity = Identity.of(second.content)
    assert store.held.with_bytes(envelope(), identity, NOON) is None
    store.held.claim(held.id, NOON, (submission(second.content), identity))
    store.held.settle_sent(held.id, Closed.CONFIRMED, "250 OK", LATER)
    found = store.held.with_bytes(envelope(), identity, NOON)
    assert found is not None
    assert (found.id, found.state) == (held.id, State.SENT)


def test_a_claim_that_fails_notes_nothing(store: Store) -> None:
    held = in_state(store, State.SENT)
    content = Letter(press=903).content
    with pytest.raises(WrongState):
        store.held.claim(held.id, NOON, (submission(content), Identity.of(content)))
    assert store.held.with_bytes(envelope(), Identity.of(content), NOON) is None


def test_an_id_is_never_given_twice_not_even_after_its_message_is_gone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["aaaa0000", "aaaa0000", "aaaa0000", "aaaa0001"])
    monkeypatch.setattr("proxy.store.held.new_id", lambda: next(drawn))
    first = add(store)
    with store.database.writing() as connection:
        connection.execute("DELETE FROM held WHERE id = ?", (first.id,))
    second = add(store)
    assert (first.id, second.id) == ("aaaa0000", "aaaa0001")
    assert second.short_id == "aaaa0001", "the one that is gone counts too"
    with pytest.raises(NoSuchMessage):
        store.held.find(first.id)
    with pytest.raises(NoSuchMessage):
        store.held.content(first.id)


def test_a_hold_with_a_notice_is_due_at_once(store: Store) -> None:
    held, _ = store.held.add(new_hold(), NOON, with_notice=True)
    assert store.notices.due(NOON) == (held.id,)


def test_bytes_that_stand_for_a_message_can_be_noted(store: Store) -> None:
    held = add(store)
    content = Letter(press=904).content
    store.held.note_bytes(held.id, submission(content, sender=SAM), Identity.of(content))
    assert store.held.with_bytes(envelope(), Identity.of(content), NOON) == held


def test_bytes_sent_long_ago_are_a_message_like_any_other(store: Store) -> None:
    held = add(store)
    store.held.claim(held.id, NOON)
    store.held.settle_sent(held.id, Closed.RELEASED, "250 OK", NOON)
    assert store.held.with_bytes(envelope(), held.identity, NOON) is not None
    later = NOON + RETRY_MEMORY + timedelta(seconds=1)
    assert store.held.with_bytes(envelope(), held.identity, later) is None
    again, is_new = store.held.add(new_hold(), later)
    assert (again.id != held.id, is_new) == (True, True)
