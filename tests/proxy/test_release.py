"""A release: whether the service runs or not, whoever has the password, it goes out once."""

from __future__ import annotations

import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from tests.proxy.letters import ASK_AGAIN, letter
from tests.proxy.person import Person
from tests.proxy.running import Askwell, account
from tests.servers.sink import Sink
from tests.servers.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USER, PASSWORD = "sam@example.org", "pw"


@pytest.fixture
def provider() -> Iterator[Sink]:
    """A smarthost that wants a login."""
    with Sink(user=USER, password=PASSWORD) as sink:
        yield sink


def hold(askwell: Askwell, user: str | None = None, password: str = PASSWORD) -> bytes:
    """Have a letter held, and return it."""
    content = letter()
    with askwell.dialogue() as line:
        line.ehlo()
        if user is not None:
            assert line.log_in(user, password).code == 235
        assert line.submit(content, sender=USER).code == 550
    return content


def release(askwell: Askwell) -> subprocess.CompletedProcess[str]:
    """Release the only held message by the command line."""
    (held,) = askwell.held()
    return askwell.cli("release", held.short_id)


def log_in(askwell: Askwell) -> None:
    with askwell.dialogue() as line:
        line.ehlo()
        assert line.log_in(USER, PASSWORD).code == 235


def test_without_a_login_it_goes_out_with_the_service_or_without(sam: Person) -> None:
    content = letter()
    sam.send(content)
    done = sam.askwell.cli("release", sam.the_held().short_id)
    assert done.returncode == 0, done.stderr
    assert (sam.relayed, sam.states()) == ([content], ["sent"])
    again = sam.askwell.cli("release", sam.the_held().short_id)
    assert again.returncode == 1
    assert len(sam.relayed) == 1


def test_what_the_smarthost_refuses_stays_held_and_is_told(sam: Person) -> None:
    sam.send(letter())
    sam.sink.answer("rcpt", "550 5.1.1 No such mailbox")
    done = sam.askwell.cli("release", sam.the_held().short_id)
    assert done.returncode == 1
    assert "No such mailbox" in done.stderr + done.stdout
    assert sam.states() == ["held"]


def test_what_may_have_been_sent_says_so_until_the_person_decides(sam: Person) -> None:
    sam.send(letter())
    sam.sink.drop("content", times=1)
    assert sam.askwell.cli("release", sam.the_held().short_id).returncode == 1
    assert sam.states() == ["uncertain"]
    # A release that fails for sure does not make the first one unhappen.
    sam.sink.answer("mail", "451 4.3.0 Later")
    assert sam.askwell.cli("release", sam.the_held().short_id, stdin="y\n").returncode == 1
    assert sam.states() == ["uncertain"]


def test_two_releases_at_once_send_once(sam: Person) -> None:
    sam.send(letter())
    held = sam.the_held()
    codes: list[int] = []

    def run() -> None:
        codes.append(sam.askwell.cli("release", held.short_id).returncode)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(sam.relayed), sam.states()) == (1, ["sent"])
    assert 0 in codes


def test_the_draft_still_open_after_a_release_is_not_sent_twice(sam: Person) -> None:
    sam.send(letter())
    sam.askwell.cli("release", sam.the_held().short_id)
    assert len(sam.relayed) == 1
    open_draft = letter()
    assert [sam.send(open_draft).code for _ in range(2)] == [550, 550]
    again = sam.send(letter())
    assert (again.code, "You released this message already" in again.text) == (550, True)
    assert len(sam.relayed) == 1


def test_a_stored_login_serves_the_command_line_when_nothing_runs(
    tmp_path: Path, provider: Sink
) -> None:
    stored = account(
        provider.endpoint, auth="stored", username=USER, password_command=["echo", PASSWORD]
    )
    with Askwell(tmp_path, stored) as askwell:
        content = hold(askwell, USER, (askwell.state / "local-password").read_text().strip())
        assert askwell.stop() == 0
        done = release(askwell)
        assert done.returncode == 0, done.stderr
    assert [(one.content, one.user) for one in provider.accepted] == [(content, USER)]


def test_a_login_in_memory_serves_until_a_restart_and_the_next_one_after_it(
    tmp_path: Path, provider: Sink
) -> None:
    passing = account(provider.endpoint, auth="passthrough")
    with Askwell(tmp_path, passing) as askwell:
        first = hold(askwell, USER)
        assert release(askwell).returncode == 0
        assert [one.content for one in provider.accepted] == [first]
        second = letter(ASK_AGAIN, "Something else")
        with askwell.dialogue() as line:
            line.ehlo()
            assert line.log_in(USER, PASSWORD).code == 235
            assert line.submit(second, sender=USER).code == 550
        askwell.restart()
        waiting = askwell.held()[-1]
        done = askwell.cli("release", waiting.short_id)
        assert "log" in done.stdout + done.stderr
        assert len(provider.accepted) == 1
        log_in(askwell)
        until(lambda: askwell.states() == ["sent", "sent"], "the release")
        log_in(askwell)
        assert [one.content for one in provider.accepted] == [first, second]


def test_a_login_in_memory_is_of_no_use_once_nothing_runs(tmp_path: Path, provider: Sink) -> None:
    passing = account(provider.endpoint, auth="passthrough")
    with Askwell(tmp_path, passing) as askwell:
        content = hold(askwell, USER)
        assert askwell.stop() == 0
        done = release(askwell)
        assert "log" in done.stdout + done.stderr
        assert provider.arrived == ()
        askwell.restart()
        assert provider.arrived == ()
        log_in(askwell)
        until(lambda: askwell.states() == ["sent"], "the release")
        assert [one.content for one in provider.accepted] == [content]
