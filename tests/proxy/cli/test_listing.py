from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checks.finding import Severity
from proxy.cli import listing
from proxy.hold import HeldMessage, State
from tests.proxy.cli.holding import JOB_ASK, Desk, letter

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=3, seconds=59), "3 min ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=29), "29 days ago"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit(past: timedelta, expected: str) -> None:
    assert listing.ago(NOON - past, NOON) == expected


def test_what_is_long_ago_bears_its_date() -> None:
    assert listing.ago(NOON - timedelta(days=40), NOON).startswith("2026-01-")


def test_json_has_every_promised_key_and_the_full_id(desk: Desk) -> None:
    held = desk.hold(letter(subject="Grüße"))
    record = json.loads(json.dumps(listing.as_json(held)))
    promised = "id state account reverse_path recipients subject held_at size findings message_id"
    promised += " contacts changed_at closed reply release_wanted"
    assert set(promised.split()) <= set(record)
    assert record["id"] == held.id
    assert record["recipients"] == ["bill@example.com"]
    assert datetime.fromisoformat(record["held_at"]) == held.held_at
    keys = ["check", "rule", "severity", "where", "excerpt", "why", "instead"]
    assert list(record["findings"][0]) == keys


def test_contacts_come_before_addresses_and_others_are_counted(desk: Desk) -> None:
    both = ("bill@example.com", "eve@example.net")
    assert listing.to(desk.hold(recipients=both)) == "Bill +1"
    assert listing.to(desk.hold(recipients=both[:1])) == "Bill"
    unknown = desk.hold(letter("Other"), recipients=both, contacts=())
    assert listing.to(unknown) == "bill@example.com, eve@example.net"


def test_why_names_each_check_that_holds_once_and_none_that_only_advises(desk: Desk) -> None:
    advice = replace(JOB_ASK, check="resume", severity=Severity.ADVISE)
    assert listing.why(desk.hold(findings=(JOB_ASK, JOB_ASK, advice))) == "job-ask"
    assert listing.why(desk.hold(letter("Other"), findings=(advice,))) == "-"


def test_the_state_is_a_column_only_where_it_tells_something(desk: Desk) -> None:
    one, other = desk.hold_some(2)
    uncertain = replace(one, state=State.UNCERTAIN)

    def heading(*messages: HeldMessage) -> str:
        return listing.as_table(messages, NOON)[0]

    assert "STATE" not in heading(one, other)
    assert "STATE" in heading(uncertain, other)
    assert "STATE" in heading(replace(one, release_wanted=True))


def test_only_what_was_put_aside_in_the_last_day_is_counted(desk: Desk) -> None:
    held = desk.hold()
    lately = replace(held, state=State.DISCARDED, changed_at=NOON - timedelta(hours=23))
    before = replace(lately, changed_at=NOON - timedelta(hours=25))
    newer = replace(lately, state=State.SUPERSEDED)
    assert listing.put_aside_lately([lately, before, newer, newer], NOON) == (
        "2 superseded and 1 discarded"
    )
    assert listing.put_aside_lately([before], NOON) == ""
