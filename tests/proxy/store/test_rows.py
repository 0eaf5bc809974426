"""What goes into a row comes out of it as it was."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.finding import Severity
from proxy.envelope import Envelope, Recipient, Submission
from proxy.hold import Identity
from proxy.store import Store
from proxy.store.rows import short_id, timestamp
from tests.proxy.making import NOON, finding, new_hold

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT.filter(bool), min_size=1, max_size=3), st.lists(TEXT, max_size=3), TEXT)
def test_whatever_was_held_is_read_back_as_it_was(
    store: Store, mailboxes: list[str], words: list[str], text: str
) -> None:
    sender = f"{text}@example.org"
    recipients = tuple(Recipient(mailbox, tuple(words)) for mailbox in mailboxes)
    content = repr((mailboxes, words, text)).encode() + b"\0\xff\r\n"
    new = dataclasses.replace(
        new_hold(),
        submission=Submission(Envelope(sender, recipients, tuple(words)), content),
        identity=dataclasses.replace(Identity.of(content), subject=text, message_id=text),
        findings=(finding(excerpt=f"x{text}"), finding(severity=Severity.ADVISE)),
        contacts=tuple(mailboxes),
    )
    held, _ = store.held.add(new, NOON)
    (found,) = [message for message in store.held.listed() if message.id == held.id]
    assert found == held
    assert found.envelope == new.submission.envelope
    assert (found.identity, found.findings) == (new.identity, new.findings)
    assert (found.contacts, found.size) == (new.contacts, len(content))
    assert store.held.content(held.id) == content


def test_times_are_kept_in_utc_and_sort_as_text() -> None:
    local = datetime(2026, 3, 2, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    assert timestamp(local) == timestamp(NOON) == "2026-03-02T12:00:00.000000+00:00"
    moments = [NOON + timedelta(microseconds=step) for step in (0, 1, 999_999, 1_000_000)]
    assert sorted(map(timestamp, moments)) == list(map(timestamp, moments))
    assert datetime.fromisoformat(timestamp(local)).tzinfo == UTC


@pytest.mark.parametrize(
    ("neighbours", "short"),
    [
        ([], "abcd"),
        (["abcc0000", "abce0000"], "abcd"),
        (["abcd0000"], "abcde"),
        (["abcdefg0", "abcdefgz"], "abcdefgh"),
        (["abcd0000", "abcdez00"], "abcdef"),
    ],
)
def test_a_short_id_is_as_long_as_it_needs_to_be(neighbours: list[str], short: str) -> None:
    assert short_id("abcdefgh", neighbours) == short
