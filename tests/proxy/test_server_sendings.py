"""What the service sends of its own accord is seen to its end, too, when it is told to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.proxy.letters import letter
from tests.proxy.person import Person
from tests.proxy.running import Askwell, account
from tests.servers.fault import Fault
from tests.servers.sink import Sink
from tests.servers.waiting import until

if TYPE_CHECKING:
    from pathlib import Path


def test_a_notice_under_way_is_finished(tmp_path: Path, sink: Sink) -> None:
    with Askwell(tmp_path, account(sink.endpoint, warning="email")) as askwell:
        ann = Person(askwell, sink)
        sink.add(Fault("data", delay_s=0.7))
        assert ann.send(letter()).code == 250
        until(lambda: "DATA" in sink.commands, "the notice to begin")
        assert askwell.stop() == 0
        assert len(ann.notices()) == 1
        assert f"notice id={ann.the_held().short_id} state=sent" in askwell.log


def test_a_release_under_way_is_finished(tmp_path: Path) -> None:
    with (
        Sink(user="sam@example.org", password="pw") as sink,
        Askwell(tmp_path, account(sink.endpoint, auth="passthrough")) as askwell,
    ):
        with askwell.dialogue() as line:
            line.ehlo()
            assert line.log_in("sam@example.org", "pw").code == 235
            assert line.submit(letter(), "bill@example.com").code == 550
        askwell.restart()
        with askwell.store() as store:
            (held,) = store.held.listed()
            store.held.want_release(held.id, held.held_at)
        sink.add(Fault("content", delay_s=0.7))
        with askwell.dialogue() as line:
            line.ehlo()
            assert line.log_in("sam@example.org", "pw").code == 235
            until(lambda: sink.arrived, "the release")
        assert askwell.stop() == 0
        assert askwell.states() == ["sent"]
        assert len(sink.accepted) == 1
