"""Allowing: a contact, a thread, until a day; shown, and taken back."""

from __future__ import annotations

import json
from datetime import date, timedelta

import click
import pytest

from proxy.allowance import Kind
from proxy.cli.allow import day_of, today
from proxy.dispatch import now
from proxy.store import Store
from tests.proxy.cli.holding import Desk, letter


def _names(desk: Desk, day: date | None = None) -> list[str]:
    with Store.open(desk.state) as store:
        return [allowance.name for allowance in store.allowances.current(day or today())]


def _check(desk: Desk, content: bytes) -> dict[str, object]:
    path = desk.folder / "letter.eml"
    path.write_bytes(content)
    record: dict[str, object] = json.loads(desk.run("check", "--json", str(path)).stdout)
    return record


def test_a_contact_is_allowed_and_what_was_found_stays_told(desk: Desk) -> None:
    desk.add_contact()
    assert _check(desk, letter())["disposition"] == "hold"
    said = desk.run("allow", "Bill <bill@example.com>").stdout
    assert said == (
        "Nothing to bill@example.com is held. "
        "To take that back: askwell allow --remove bill@example.com\n"
    )
    record = _check(desk, letter())
    assert record["disposition"] == "relay"
    findings = record["findings"]
    assert isinstance(findings, list)
    assert {finding["severity"] for finding in findings} == {"advise"}
    assert _check(desk, letter(to="ann@example.net, bill@example.com"))["disposition"] == "relay"


def test_it_is_taken_back(desk: Desk) -> None:
    desk.add_contact()
    desk.run("allow", "bill@example.com")
    said = desk.run("allow", "--remove", "Bill@Example.com").stdout
    assert said == "Allowed no longer: bill@example.com. Messages are held as ever.\n"
    assert _check(desk, letter())["disposition"] == "hold"
    again = desk.run("allow", "--remove", "bill@example.com")
    assert again.exit_code == 1
    assert "was not allowed" in again.stderr


def test_it_ends_with_its_last_day(desk: Desk) -> None:
    tomorrow = today() + timedelta(days=1)
    said = desk.run("allow", "bill@example.com", "--until", f"{tomorrow}").stdout
    assert f"until {tomorrow}, that day included" in said
    assert _names(desk, tomorrow) == ["bill@example.com"]
    assert _names(desk, tomorrow + timedelta(days=1)) == []


def test_a_new_one_takes_the_place_of_the_old(desk: Desk) -> None:
    desk.run("allow", "bill@example.com", "--until", f"{today()}")
    desk.run("allow", "bill@example.com")
    assert _names(desk, today() + timedelta(days=9)) == ["bill@example.com"]
    assert len(_names(desk)) == 1


def test_a_thread_is_allowed_by_a_held_message(desk: Desk) -> None:
    desk.add_contact()
    held = desk.hold(letter())
    said = desk.run("allow", "--thread", held.short_id).stdout
    assert "Nothing in the thread Catching up is held." in said
    assert "askwell allow --remove --thread '<one@example.org>'" in said
    assert f"Still held from before: {held.short_id}" in said
    new_press = letter(subject="Re: catching  up").replace(b"<one@", b"<two@")
    assert _check(desk, new_press)["disposition"] == "relay"
    other = letter(subject="Another thing").replace(b"<one@", b"<two@")
    assert _check(desk, other)["disposition"] == "hold"
    answer = other.replace(b"Message-ID", b"References: <x@a> <one@example.org>\r\nMessage-ID")
    assert _check(desk, answer)["disposition"] == "relay"
    assert desk.run("allow", "--remove", "--thread", "<one@example.org>").exit_code == 0
    assert _check(desk, answer)["disposition"] == "hold"


def test_a_thread_is_allowed_by_a_message_id(desk: Desk) -> None:
    desk.add_contact()
    assert desk.run("allow", "--thread", "bills@example.com").exit_code == 0
    assert _names(desk) == ["<bills@example.com>"]
    answer = letter().replace(b"Message-ID", b"In-Reply-To: <bills@example.com>\r\nMessage-ID")
    assert _check(desk, answer)["disposition"] == "relay"
    assert _check(desk, letter())["disposition"] == "hold"


def test_a_message_with_nothing_to_know_its_thread_by_points_to_the_contact(desk: Desk) -> None:
    held = desk.hold(b"From: ann@example.org\r\n\r\nGive me a job.\r\n")
    result = desk.run("allow", "--thread", held.short_id)
    assert result.exit_code == 1
    assert "askwell allow bill@example.com" in result.stderr


def test_what_is_held_already_is_named(desk: Desk) -> None:
    desk.add_contact()
    held = desk.hold()
    assert f"askwell release {held.short_id}" in desk.run("allow", "*@example.com").stdout
    assert "Still held" not in desk.run("allow", "ann@example.net").stdout


def test_an_address_that_nobody_judges_is_told(desk: Desk) -> None:
    desk.add_contact()
    assert "so it goes anyway" in desk.run("allow", "ann@example.net").stderr
    assert desk.run("allow", "*@example.com").stderr == ""
    assert desk.run("allow", "bill+x@example.com").stderr == ""


def test_what_is_allowed_is_listed(desk: Desk) -> None:
    assert "Nothing is allowed." in desk.run("allow").stdout
    desk.run("allow", "*@example.com", "--until", f"{today()}")
    desk.run("allow", "--thread", desk.hold(letter(subject="Evil \x1b[1m")).short_id)
    shown = desk.run("allow").stdout
    assert "*@example.com" in shown
    assert f"{today()}" in shown
    assert "for good" in shown
    assert "\x1b" not in shown
    records = [json.loads(line) for line in desk.run("allow", "--json").stdout.splitlines()]
    assert [record["kind"] for record in records] == [Kind.CONTACT, Kind.THREAD]
    assert records[0] == {
        "kind": "contact",
        "name": "*@example.com",
        "subject": "",
        "until": today().isoformat(),
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("bill@example.com", "--thread", "k7f3"), "one at a time"),
        (("--remove",), "say what"),
        (("--until", "2999-01-01"), "say what"),
        (("--remove", "bill@example.com", "--until", "2999-01-01"), "takes no --until"),
        (("--json", "bill@example.com"), "takes nothing beside it"),
        (("bill",), "is not a mailbox"),
        (("--thread", "zzzz"), "no held message has the id"),
        (("--thread", "a @b"), "is no Message-ID"),
        (("bill@example.com", "--until", "soon"), "is no day"),
        (("bill@example.com", "--until", "2001-01-01"), "is over"),
    ],
)
def test_what_is_not_to_be_understood_changes_nothing(
    desk: Desk, arguments: tuple[str, ...], told: str
) -> None:
    result = desk.run("allow", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert _names(desk) == []


def test_a_day_is_one_of_the_local_calendar() -> None:
    assert today() == now().astimezone().date()
    assert day_of(f" {today()} ") == today()
    with pytest.raises(click.BadParameter):
        day_of(f"{today() - timedelta(days=1)}")
