"""A reload that is refused leaves everything as it was, passwords too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxy.logins import LocalPassword
from tests.proxy.letters import letter
from tests.proxy.running import Askwell, Table, account
from tests.servers.sink import Sink

if TYPE_CHECKING:
    from pathlib import Path

USER = "sam@example.org"


def _stored(sink: Sink, password_command: str, **keys: object) -> Table:
    return account(sink.endpoint, auth="stored", password_command=password_command, **keys)


def test_a_refused_reload_takes_up_no_password_of_the_refused_configuration(
    tmp_path: Path,
) -> None:
    with Sink(user=USER, password="old") as old, Sink(user=USER, password="new") as new:
        through = _stored(old, "echo old", username=USER)
        with Askwell(tmp_path, through) as askwell:
            askwell.configure(
                _stored(new, "echo new", username=USER),
                _stored(new, "false", username=USER, name="other", senders=["ann@example.org"]),
            )
            assert "reload-refused" in askwell.hup()
            with askwell.dialogue() as line:
                line.ehlo()
                assert line.log_in(USER, LocalPassword(askwell.state).read()).code == 235
                assert line.submit(letter("How was Chicago?"), sender=USER).code == 250
        assert len(old.accepted) == 1
        assert not any(command.startswith("AUTH") for command in new.commands)
