"""What goes out while no client waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.proxy.letters import letter
from tests.proxy.running import Askwell, account
from tests.servers.sink import Sink
from tests.servers.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

USER, PASSWORD = "sam@example.org", "pw"


def _log_in(askwell: Askwell) -> None:
    with askwell.dialogue() as line:
        line.ehlo()
        assert line.log_in(USER, PASSWORD).code == 235


def test_a_notice_that_had_to_wait_goes_out_with_the_next_login(tmp_path: Path) -> None:
    with Sink(user=USER, password=PASSWORD) as sink:
        through = account(sink.endpoint, auth="passthrough", warning="email")
        with Askwell(tmp_path, through) as askwell:
            with askwell.dialogue() as line:
                line.ehlo()
                assert line.log_in(USER, PASSWORD).code == 235
                sink.answer("mail", "451 4.3.0 Not now")
                assert line.submit(letter(), sender=USER).code == 250
            askwell.wait_for_log("state=due")
            assert not sink.accepted
            _log_in(askwell)
            until(lambda: len(sink.accepted) == 1, "the notice")
            (notice,) = sink.accepted
            assert b"Auto-Submitted: auto-generated" in notice.content


def test_nothing_is_due_where_nothing_waits(tmp_path: Path) -> None:
    with Sink(user=USER, password=PASSWORD) as sink:
        with Askwell(tmp_path, account(sink.endpoint, auth="passthrough")) as askwell:
            _log_in(askwell)
            askwell.stop()
        assert sink.arrived == ()


def test_a_strangers_login_sends_nothing_of_the_person(tmp_path: Path) -> None:
    with (
        Sink(user=USER, password=PASSWORD) as sink,
        Askwell(tmp_path, account(sink.endpoint, auth="passthrough", username=USER)) as askwell,
    ):
        with askwell.dialogue() as line:
            line.ehlo()
            assert line.log_in(USER, PASSWORD).code == 235
            assert line.submit(letter(), sender=USER).code == 550
        askwell.restart()
        sink.user = "mallory@example.net"
        (held,) = askwell.held()
        assert "goes out when" in askwell.cli("release", held.short_id).stdout
        with askwell.dialogue() as line:
            line.ehlo()
            assert line.log_in("mallory@example.net", PASSWORD).code == 235
        assert askwell.states() == ["held"]
        sink.user = USER
        _log_in(askwell)
        until(lambda: askwell.states() == ["sent"], "the release")
        assert len(sink.accepted) == 1


def test_after_a_reload_a_password_stays_with_the_server_that_it_is_for(tmp_path: Path) -> None:
    with (
        Sink(user=USER, password=PASSWORD) as old,
        Sink(user=USER, password=PASSWORD) as new,
        Askwell(tmp_path, account(old.endpoint, auth="passthrough")) as askwell,
    ):
        with askwell.dialogue() as line:
            line.ehlo()
            assert line.log_in(USER, PASSWORD).code == 235
            askwell.configure(account(new.endpoint, auth="passthrough"))
            askwell.hup()
            assert line.submit(letter("How was the marathon?"), sender=USER).code == 454
        assert not new.arrived
        assert not any(command.startswith("AUTH") for command in new.commands)
