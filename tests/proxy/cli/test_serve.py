"""``askwell serve``: what keeps it from starting is said plainly, and what it logs is harmless."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from proxy.store.database import FILE_NAME
from tests.proxy.dialogue import send
from tests.servers.ports import free_port
from tests.servers.waiting import until

if TYPE_CHECKING:
    from tests.servers.sink import Sink

ACCOUNT = {"name": "main", "senders": "*", "host": "127.0.0.1", "tls": "none", "auth": "none"}
STORED = {"auth": "stored", "username": "ann"}


def _configure(place: Path, listen: str = "", **account: str) -> None:
    keys = {**ACCOUNT, **account}
    lines = [f'{key} = "{value}"' for key, value in keys.items() if key != "senders"]
    lines += [f'senders = ["{keys["senders"]}"]', "port = 9"]
    head = listen or f"port = {free_port()}"
    text = "\n".join(["[listen]", "ipv6_loopback = false", head, "[[account]]", *lines, ""])
    (place / "config.toml").write_text(text)


def _start(place: Path, *options: str) -> subprocess.Popen[str]:
    with (place / "log").open("wb") as log:
        command = [sys.executable, "-m", "proxy", "--config", str(place / "config.toml")]
        command += ["--state", str(place / "state"), "serve", *options]
        return subprocess.Popen(command, stderr=log, text=True, start_new_session=True)


def _log(place: Path) -> str:
    return (place / "log").read_text()


def _refused(place: Path) -> str:
    """Start it where it can't be started; return all that it says."""
    process = _start(place)
    try:
        status = process.wait(30)
    finally:
        process.kill()
        process.wait()
    assert status == 2, _log(place)
    assert "Traceback" not in _log(place)
    return _log(place)


def test_without_a_configuration_it_points_to_init(tmp_path: Path) -> None:
    told = _refused(tmp_path)
    assert told == (
        f"Error: {tmp_path}/config.toml: there is no configuration yet: "
        "run 'askwell init' to make one\n"
    )
    assert not (tmp_path / "state").exists()


def test_an_unknown_key_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    _configure(tmp_path, listen="prot = 1587")
    assert (
        f"Error: {tmp_path}/config.toml: [listen] prot: is no key that Askwell knows; "
        "did you mean port?"
    ) in _refused(tmp_path)


def test_a_port_in_use_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        _configure(tmp_path, listen=f"port = {port}")
        told = _refused(tmp_path)
    assert f"Error: {tmp_path}/config.toml: [listen] port: 127.0.0.1 port {port} is in use" in told
    assert "set another port and enter it in your mail client" in told


def test_an_address_open_to_others_is_refused_with_what_it_needs(tmp_path: Path) -> None:
    _configure(tmp_path, listen='host = "0.0.0.0"')
    told = _refused(tmp_path)
    assert f"{tmp_path}/config.toml: [listen] host: 0.0.0.0 can be reached from other" in told
    assert "set tls, certificate and key" in told


def test_an_address_that_this_machine_does_not_have_is_refused(tmp_path: Path) -> None:
    _configure(tmp_path, listen='host = "mail.example.invalid"')
    assert f"{tmp_path}/config.toml: [listen] host:" in _refused(tmp_path)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("echo no such entry >&2; exit 3", "failed with 3: no such entry"),
        ("/no/such/program", "failed with 127"),
        ("true", "printed no password on its first line"),
    ],
)
def test_a_password_command_that_fails_is_named_with_its_reason(
    tmp_path: Path, command: str, reason: str
) -> None:
    _configure(tmp_path, **STORED, password_command=command)
    told = _refused(tmp_path)
    assert f'{tmp_path}/config.toml: account "main": password_command {reason}' in told


def test_a_password_is_not_in_what_is_told(tmp_path: Path) -> None:
    _configure(tmp_path, **STORED, password_command="echo hunter2; exit 1")
    assert "hunter2" not in _refused(tmp_path)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    _configure(tmp_path)
    (tmp_path / "state").mkdir(mode=0o700)
    foreign = tmp_path / "state" / FILE_NAME
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()
    told = _refused(tmp_path)
    assert f"Error: {foreign}: is a database of another program; move it away" in told
    with sqlite3.connect(foreign) as connection:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert names == [("bookmark",)]


def test_a_state_that_can_not_be_a_directory_is_refused(tmp_path: Path) -> None:
    _configure(tmp_path)
    (tmp_path / "state").write_text("a file")
    assert f"'{tmp_path}/state' is a file" in _refused(tmp_path)


def test_a_second_one_on_the_same_state_is_refused(tmp_path: Path) -> None:
    _configure(tmp_path)
    first = _start(tmp_path)
    try:
        until(lambda: "listening at=" in _log(tmp_path), "the first one")
        told = _refused(tmp_path)
    finally:
        first.terminate()
        first.wait(20)
    assert f"{tmp_path}/state: another 'askwell serve' uses this state already" in told


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_says_so_and_ends_well(tmp_path: Path, end: signal.Signals) -> None:
    _configure(tmp_path)
    process = _start(tmp_path)
    until(lambda: "listening at=" in _log(tmp_path), "the service")
    process.send_signal(end)
    assert process.wait(20) == 0
    assert _log(tmp_path).endswith(" stopped\n")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_while_it_starts_it_ends_as_well(tmp_path: Path, end: signal.Signals) -> None:
    # The command waits for a writer: once there is one, the service has come as far as that.
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    _configure(tmp_path, **STORED, password_command=f"exec cat {fifo}")
    process = _start(tmp_path)
    with fifo.open("w"):
        # At a terminal Ctrl-C ends the command too, which is no failure to tell of.
        os.killpg(process.pid, end)
        until(lambda: _log(tmp_path).endswith(" stopped\n"), "the end")
    assert process.wait(20) == 0
    assert "Error" not in _log(tmp_path)
    assert "listening" not in _log(tmp_path)


def _served(place: Path, sink: Sink, *options: str) -> list[str]:
    """Return the events that are logged where somebody sends a message."""
    port = free_port()
    _configure(place, listen=f"port = {port}")
    config = place / "config.toml"
    config.write_text(config.read_text().replace("port = 9", f"port = {sink.endpoint.port}"))
    process = _start(place, *options)
    until(lambda: "listening at=" in _log(place), "the service")
    content = b"Subject: Marathon\r\nMessage-ID: <1@example.org>\r\n\r\nHow was Chicago?\r\n"
    assert send(port, content, "bill@example.com").code == 250
    if options:
        until(lambda: "session-ended" in _log(place), "the end of the session")
    process.terminate()
    assert process.wait(20) == 0
    for word in ("Marathon", "Chicago", "bill", "sam", "1@example"):
        assert word not in _log(place)
    stamps, events = zip(*(line.split(" ", 1) for line in _log(place).splitlines()), strict=True)
    assert all(datetime.fromisoformat(stamp) for stamp in stamps)
    return list(events)


def test_the_log_has_a_line_for_each_event_that_matters(tmp_path: Path, sink: Sink) -> None:
    listening, stopping, stopped = _served(tmp_path, sink)
    assert listening.startswith("listening at=127.0.0.1:")
    assert (stopping, stopped) == ("stopping sessions=0", "stopped")


def test_verbose_logs_sessions_too_and_still_nothing_of_the_mail(
    tmp_path: Path, sink: Sink
) -> None:
    assert _served(tmp_path, sink, "--verbose")[1:-2] == [
        "session-begun open=1",
        "answered account=main recipients=1 size=68 code=250",
        "session-ended open=0",
    ]
