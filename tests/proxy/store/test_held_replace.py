from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.finding import Finding, Severity
from proxy.envelope import Envelope, Recipient, Submission
from proxy.hold import Closed, HeldMessage, Identity, State
from proxy.store import Store, WrongState
from proxy.store.held import NewHold

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 10, 13, tzinfo=UTC)
ENVELOPE = Envelope("ann@example.org", (Recipient("bill@example.com"),))
FINDING = Finding("job-ask", "rule", Severity.HOLD, "body", "words", "why", "instead")


def version(text: str, *findings: Finding) -> NewHold:
    content = f"Subject: {text}\r\n\r\n{text}\r\n".encode()
    return NewHold(Submission(ENVELOPE, content), "main", Identity.of(content), findings, ("Bill",))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "state") as opened:
        yield opened


@pytest.fixture
def old(store: Store) -> HeldMessage:
    return store.held.add(version("old", FINDING), NOON)[0]


def test_a_new_version_takes_the_place_of_the_old_one(store: Store, old: HeldMessage) -> None:
    new = store.held.replace(old.id, version("new"), LATER)
    assert store.held.listed() == (new,)
    assert store.held.content(new.id) == b"Subject: new\r\n\r\nnew\r\n"
    assert (new.held_at, new.findings) == (LATER, ())
    assert store.held.find(old.id).state is State.SUPERSEDED


def test_a_retry_of_either_version_finds_it(store: Store, old: HeldMessage) -> None:
    new = store.held.replace(old.id, version("new"), LATER)
    for text, message in (("old", old), ("new", new)):
        known = store.held.with_bytes(ENVELOPE, version(text).identity, NOON)
        assert known is not None
        assert known.id == message.id


def test_going_back_holds_the_earlier_version_again_as_judged_now(
    store: Store, old: HeldMessage
) -> None:
    new = store.held.replace(old.id, version("new"), LATER)
    back = store.held.replace(new.id, version("old"), LATER)
    assert (back.id, back.state, back.findings) == (old.id, State.HELD, ())
    assert store.held.find(new.id).state is State.SUPERSEDED


def test_what_is_no_longer_held_is_not_replaced(store: Store, old: HeldMessage) -> None:
    store.held.claim(old.id, NOON)
    store.held.settle_sent(old.id, Closed.RELEASED, "250 OK", NOON)
    with pytest.raises(WrongState, match="is sent: it can't be edited"):
        store.held.replace(old.id, version("new"), LATER)
    assert store.held.listed() == ()


def test_a_version_that_was_sent_already_changes_nothing(store: Store, old: HeldMessage) -> None:
    store.held.claim(old.id, NOON)
    store.held.settle_sent(old.id, Closed.RELEASED, "250 OK", NOON)
    other = store.held.add(version("other"), NOON)[0]
    with pytest.raises(WrongState):
        store.held.replace(other.id, version("old"), LATER)
    assert store.held.listed() == (other,)
