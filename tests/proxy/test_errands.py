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
