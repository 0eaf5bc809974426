"""The life of the service: reload, stop, and the supervisor that watches over it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from proxy.supervisor import FIRST_INHERITED_FD
from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.running import PROJECT, Askwell, account
from tests.servers.fault import Fault
from tests.servers.ports import free_port
from tests.servers.sink import Sink
from tests.servers.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

FRIEND = "ann@example.net"
CONTENT = letter(CATCHING_UP)


def test_sighup_takes_up_a_new_configuration_without_dropping_a_session(
    tmp_path: Path, sink: Sink
) -> None:
    with Sink() as other, Askwell(tmp_path, account(sink.endpoint)) as askwell:
        with askwell.dialogue() as line:
            line.ehlo()
            assert line.submit(CONTENT, FRIEND).code == 250
            askwell.configure(account(other.endpoint))
            assert "reloaded" in askwell.hup()
            assert line.submit(CONTENT, FRIEND).code == 250
        assert (len(sink.accepted), len(other.accepted)) == (1, 1)


def test_a_wrong_new_configuration_is_refused_and_changes_nothing(
    tmp_path: Path, sink: Sink
) -> None:
    with Askwell(tmp_path, account(sink.endpoint)) as askwell:
        for wrong in (account(sink.endpoint, colour="red"), account(sink.endpoint, tls="maybe")):
            askwell.configure(wrong)
            said = askwell.hup()
            assert "reload-refused" in said
            assert str(askwell.config) in said
        askwell.configure(
            account(sink.endpoint, auth="stored", username="s", password_command="false")
        )
        assert "password_command" in askwell.hup()
        with askwell.dialogue() as line:
            line.ehlo()
            assert line.submit(CONTENT, FRIEND).code == 250


@pytest.mark.parametrize(
    "listen", [{"timeout_s": 60}, {"max_sessions": 7}, {"ipv6_loopback": False}]
)
def test_sighup_changes_how_it_listens_on_the_same_port(
    tmp_path: Path, sink: Sink, listen: dict[str, object]
) -> None:
    with Askwell(tmp_path, account(sink.endpoint)) as askwell, askwell.dialogue() as old:
        askwell.configure(account(sink.endpoint), listen=listen)
        assert "reloaded" in askwell.hup()
        with askwell.dialogue() as new:
            for line in (old, new):
                line.ehlo()
                assert line.submit(CONTENT, FRIEND).code == 250


def test_sighup_moves_to_another_port(tmp_path: Path, sink: Sink) -> None:
    with Askwell(tmp_path, account(sink.endpoint)) as askwell, askwell.dialogue() as old:
        first, askwell.port = askwell.port, free_port()
        askwell.configure(account(sink.endpoint))
        assert "reloaded" in askwell.hup()
        with askwell.dialogue() as new:
            new.ask("NOOP")
        old.ask("NOOP")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", first), timeout=5)


def test_sigterm_finishes_the_message_under_way_and_ends_with_0(tmp_path: Path, sink: Sink) -> None:
    sink.add(Fault("content", delay_s=0.7))
    with Askwell(tmp_path, account(sink.endpoint)) as askwell, askwell.dialogue() as idle:
        with askwell.dialogue() as line:
            line.ehlo()
            line.envelope("sam@example.org", [FRIEND])
            line.send_content(CONTENT)
            until(lambda: sink.arrived, "the content")
            askwell.terminate()
            idle.expect(421)
            idle.expect_end()
            assert line.expect(250).lines == ["2.0.0 OK: taken"]
            line.expect(421)
            line.expect_end()
        assert askwell.ended() == 0
    assert [one.content for one in sink.accepted] == [CONTENT]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_service_ends_at_once(tmp_path: Path, sink: Sink, number: signal.Signals) -> None:
    with Askwell(tmp_path, account(sink.endpoint)) as askwell:
        os.kill(askwell.pid, number)
        assert askwell.ended() == 0
        assert "stopped" in askwell.log


def test_content_that_is_on_its_way_at_the_end_is_still_taken(tmp_path: Path, sink: Sink) -> None:
    with Askwell(tmp_path, account(sink.endpoint)) as askwell:
        with askwell.dialogue() as idle, askwell.dialogue() as line:
            line.ehlo()
            line.envelope("sam@example.org", [FRIEND])
            line.send(CONTENT[:100])
            askwell.terminate()
            idle.expect(421)
            line.send(CONTENT[100:] + b".\r\n")
            line.expect(250)
        assert askwell.ended() == 0
    assert [one.content for one in sink.accepted] == [CONTENT]


def test_a_client_that_stops_in_the_middle_of_its_content_does_not_hold_up_the_end(
    tmp_path: Path, sink: Sink
) -> None:
    with Askwell(tmp_path, account(sink.endpoint)) as askwell, askwell.dialogue() as line:
        line.ehlo()
        line.envelope("sam@example.org", [FRIEND])
        line.send(b"Subject: half a mess")
        assert askwell.stop() == 0
    assert sink.arrived == ()


def test_systemd_is_told_of_every_turn(tmp_path: Path, sink: Sink) -> None:
    path = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(path)
        supervisor.settimeout(20)
        environ = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "100000"}
        with Askwell(tmp_path, account(sink.endpoint), environ=environ) as askwell:
            told = [supervisor.recv(1000) for _ in range(4)]
            assert told.count(b"READY=1") == 1
            assert told.count(b"WATCHDOG=1") == 3
            askwell.hup()
            while not told[-1].startswith(b"RELOADING=1\nMONOTONIC_USEC="):
                told.append(supervisor.recv(1000))
            while told[-1] != b"READY=1":
                told.append(supervisor.recv(1000))
            assert askwell.stop() == 0
            while told[-1] != b"STOPPING=1":
                told.append(supervisor.recv(1000))


def test_a_socket_that_systemd_opened_is_served(tmp_path: Path, sink: Sink) -> None:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        port = int(opened.getsockname()[1])
        askwell = Askwell(tmp_path, account(sink.endpoint))
        launcher = (
            "import os, sys;"
            f"os.dup2({opened.fileno()}, {FIRST_INHERITED_FD});"
            f"os.set_inheritable({FIRST_INHERITED_FD}, True);"
            "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()));"
            "os.execv(sys.executable, [sys.executable, '-m', 'proxy', *sys.argv[1:]])"
        )
        words = ["--config", str(askwell.config), "--state", str(askwell.state), "serve"]
        with subprocess.Popen(
            [sys.executable, "-c", launcher, *words],
            cwd=PROJECT,
            pass_fds=[opened.fileno()],
            stderr=subprocess.PIPE,
        ) as process:
            opened.close()
            askwell.port = port
            with askwell.dialogue() as line:
                line.ehlo()
                assert line.submit(CONTENT, FRIEND).code == 250
            process.terminate()
            _, said = process.communicate(timeout=20)
        assert process.returncode == 0
        assert f"listening at=127.0.0.1:{port} ".encode() in said
        assert b"Traceback" not in said
    assert [one.content for one in sink.accepted] == [CONTENT]
