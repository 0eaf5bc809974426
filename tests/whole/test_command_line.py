"""The command line on the state of a running service: what is held is the person's to decide."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.clients import smtplib_client
from tests.proxy.running import PROJECT
from tests.servers.waiting import until
from tests.whole.letters import blunder, business
from tests.whole.route import open_route

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.clients.letter import Letter
    from tests.servers.postfix import Postfix
    from tests.whole.route import Held, Route


def _hold(
    route: Route, fresh_address: Callable[[str], str], home: Path
) -> tuple[str, Letter, Held]:
    """Have a letter to a fresh Bill held; return his address, the letter and what is listed."""
    bill = fresh_address("bill")
    letter = blunder(bill, home).letter()
    assert not smtplib_client.send(route.client, letter, home).sent
    (held,) = route.held(bill)
    return bill, letter, held


def _run(route: Route, *words: str, status: int = 0) -> str:
    """Run a command; return all that it writes."""
    ended = route.askwell.cli(*words)
    assert ended.returncode == status, (ended.stdout, ended.stderr)
    return ended.stdout + ended.stderr


def test_held_lists_it_and_show_tells_all(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill, letter, held = _hold(to_postfix, fresh_address, tmp_path)
    listed = next(
        line for line in _run(to_postfix, "held").splitlines() if line.startswith(held["short_id"])
    )
    assert "Bill" in listed
    assert "Catching up" in listed
    shown = _run(to_postfix, "show", held["short_id"])
    for words in (bill, "notes.pdf", "I hoped that you", f"askwell release {held['short_id']}"):
        assert words in shown
    assert json.loads(_run(to_postfix, "show", "--json", held["id"])) == held
    assert held["size"] == len(letter.content)


def test_the_source_is_the_submission_to_the_last_octet(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    _, letter, held = _hold(to_postfix, fresh_address, tmp_path)
    place = ["--state", str(to_postfix.askwell.state)]
    command = [sys.executable, "-m", "proxy", *place, "show", "--source", held["id"]]
    shown = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, timeout=30, check=True)
    assert shown.stdout == letter.content


def test_release_sends_it_once_and_a_second_release_says_so(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill, letter, held = _hold(to_postfix, fresh_address, tmp_path)
    assert f"is sent to {bill}." in _run(to_postfix, "release", held["short_id"])
    assert "sent" in _run(to_postfix, "release", held["short_id"], status=1)
    assert to_postfix.arrived(bill) == [letter.content]


def test_a_letter_that_was_released_goes_out_once_however_often_it_is_submitted(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill, letter, held = _hold(to_postfix, fresh_address, tmp_path)
    _run(to_postfix, "release", held["short_id"])
    retried = smtplib_client.send(to_postfix.client, letter, tmp_path)
    anew = smtplib_client.send(to_postfix.client, blunder(bill, tmp_path).letter(), tmp_path)
    assert (retried.sent, anew.sent) == (True, False)
    assert "You released this message already" in anew.told
    assert to_postfix.arrived(bill) == [letter.content]


def test_discard_keeps_it_from_being_sent_and_restore_takes_that_back(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill, letter, held = _hold(to_postfix, fresh_address, tmp_path)
    _run(to_postfix, "discard", held["short_id"])
    assert to_postfix.states(bill) == ["discarded"]
    _run(to_postfix, "release", held["short_id"], status=1)
    assert to_postfix.arrived(bill) == []
    _run(to_postfix, "restore", held["short_id"])
    _run(to_postfix, "release", held["short_id"])
    assert to_postfix.arrived(bill) == [letter.content]


def test_an_unknown_id_is_named(to_postfix: Route) -> None:
    assert "uuuuuuuu" in _run(to_postfix, "release", "uuuuuuuu", status=2)


def test_after_a_restart_a_release_waits_for_the_next_login_and_says_so(
    postfix: Postfix, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    with open_route(tmp_path, postfix.starttls, postfix) as route:
        bill, letter, held = _hold(route, fresh_address, tmp_path)
        route.askwell.restart()
        said = _run(route, "release", held["short_id"])
        assert "goes out when your mail client next logs in" in " ".join(said.split())
        assert route.arrived(bill) == []
        other = business(fresh_address("ann")).letter()
        assert smtplib_client.send(route.client, other, tmp_path).sent
        until(lambda: route.askwell.states() == ["sent"], "the release")
        assert route.arrived(bill) == [letter.content]
