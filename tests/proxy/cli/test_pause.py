from __future__ import annotations

import json
from datetime import datetime, timedelta

import click
import pytest

from proxy.cli.pause import duration_of
from proxy.dispatch import now
from proxy.store import Store
from proxy.store.pauses import Pause
from tests.proxy.cli.holding import Desk


def _current(desk: Desk) -> Pause | None:
    with Store.open(desk.state) as store:
        return store.pauses.current(now())


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30m", timedelta(minutes=30)),
        ("1h", timedelta(hours=1)),
        ("2h30m", timedelta(hours=2, minutes=30)),
        ("1d", timedelta(days=1)),
        ("1D 2H 3min", timedelta(days=1, hours=2, minutes=3)),
        ("30d", timedelta(days=30)),
        ("720h", timedelta(days=30)),
    ],
)
def test_a_time_span_is_read(text: str, span: timedelta) -> None:
    assert duration_of(text) == span


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("soon", "is no time span: write 30m, 1h, 2h30m or 1d"),
        ("", "is no time span"),
        ("30", "is no time span"),
        ("-1h", "is no time span"),
        ("1.5h", "is no time span"),
        ("30m1h", "is no time span"),
        ("1h٣m", "is no time span"),
        ("9" * 50 + "d", "is no time span"),
        ("0h0m", "a minute at least"),
        ("31d", "30 days at most"),
        ("43201m", "30 days at most"),
    ],
)
def test_what_is_no_time_span_is_refused(text: str, told: str) -> None:
    with pytest.raises(click.BadParameter, match=told):
        duration_of(text)


def test_a_wrong_time_span_begins_no_pause(desk: Desk) -> None:
    result = desk.run("pause", "soon")
    assert result.exit_code == 2
    assert "write 30m" in result.stderr
    assert _current(desk) is None


def test_a_pause_for_a_time_says_until_when(desk: Desk) -> None:
    before = now()
    result = desk.run("pause", "30m")
    current = _current(desk)
    assert result.exit_code == 0
    assert current is not None
    assert current.until is not None
    assert before + timedelta(minutes=30) <= current.until <= now() + timedelta(minutes=30)
    assert f"{current.until.astimezone():%H:%M}" in result.stdout
    assert "askwell pause --end" in result.stdout


def test_a_pause_over_midnight_names_the_day(desk: Desk) -> None:
    result = desk.run("pause", "2d")
    assert f"{(now() + timedelta(days=2)).astimezone():%Y-%m-%d}" in result.stdout


def test_a_pause_without_a_time_lasts_until_it_is_ended(desk: Desk) -> None:
    assert "until you end the pause" in desk.run("pause").stdout
    assert _current(desk) == Pause()
    assert desk.run("pause", "--end").stdout == "The pause is over: messages are held again.\n"
    assert _current(desk) is None
    assert "There was no pause" in desk.run("pause", "--end").stdout


def test_a_pause_for_the_next_message(desk: Desk) -> None:
    assert "The next message" in desk.run("pause", "--next").stdout
    assert _current(desk) == Pause(next_only=True)


def test_a_pause_for_the_next_message_within_a_time(desk: Desk) -> None:
    assert "until" in desk.run("pause", "1h", "--next").stdout
    current = _current(desk)
    assert current is not None
    assert current.next_only
    assert current.until is not None


def test_the_state_can_be_asked_without_changing_it(desk: Desk) -> None:
    assert "No pause is on" in desk.run("pause", "--status").stdout
    assert _current(desk) is None
    desk.run("pause", "1h")
    told = desk.run("pause", "--status").stdout
    assert "Nothing is held until" in told


def test_json_tells_the_state(desk: Desk) -> None:
    off = json.loads(desk.run("pause", "--status", "--json").stdout)
    assert off == {"paused": False, "until": None, "next_only": False}
    on = json.loads(desk.run("pause", "1h", "--json").stdout)
    assert on["paused"]
    assert datetime.fromisoformat(on["until"]) > now()
    assert not json.loads(desk.run("pause", "--end", "--json").stdout)["paused"]


@pytest.mark.parametrize(
    "arguments", [("1h", "--end"), ("--next", "--end"), ("--status", "--end"), ("--status", "1h")]
)
def test_one_thing_at_a_time(desk: Desk, arguments: tuple[str, ...]) -> None:
    assert desk.run("pause", *arguments).exit_code == 2
    assert _current(desk) is None
