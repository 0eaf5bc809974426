import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proxy.cli.place import Place
from proxy.cli.service import service

CONFIG = """\
[listen]
port = {port}

[[account]]
name = "main"
senders = ["ann@example.org"]
host = "smtp.example.org"
port = 465
tls = "implicit"
"""

# Says what it was asked, and what the files beside it hold; "fail" makes it refuse.
SYSTEMCTL = """\
#!/bin/sh
echo "$*" | sed 's/^--user --no-pager //' >> {folder}/asked
if [ -e {folder}/fail ]; then echo 'Failed to connect to bus: No medium found' >&2; exit 1; fi
case "$3" in
is-active) cat {folder}/active-"$4" 2>/dev/null || {{ echo inactive; exit 3; }};;
is-enabled) echo enabled;;
esac
"""


@dataclass(frozen=True)
class Desk:
    """One person's account: their place, their home, their systemctl."""

    place: Place
    home: Path
    tools: Path

    @property
    def units(self) -> Path:
        return self.home / ".config" / "systemd" / "user"

    @property
    def asked(self) -> list[str]:
        record = self.tools / "asked"
        return record.read_text().splitlines() if record.exists() else []

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(service, arguments, obj=self.place)

    def unit(self, name: str = "askwell.service") -> str:
        return (self.units / name).read_text()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    home, tools = tmp_path / "home", tmp_path / "tools"
    for folder in (home, tools):
        folder.mkdir()
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    for name, text in (("systemctl", SYSTEMCTL.format(folder=tools)), ("askwell", "#!/bin/sh\n")):
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(tools / "askwell"), "service"])
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(port=1587))
    return Desk(Place(config, tmp_path / "state", False, False), home, tools)


def test_install_writes_enables_and_starts(desk: Desk) -> None:
    result = desk.run("install")
    assert result.exit_code == 0, result.output
    assert f"ExecStart={desk.tools}/askwell serve\n" in desk.unit()
    assert desk.asked == [
        "daemon-reload",
        "try-restart askwell.service",
        "enable --now askwell.service",
    ]
    assert str(desk.units / "askwell.service") in result.output


def test_a_second_install_changes_nothing(desk: Desk) -> None:
    desk.run("install")
    before = desk.unit()
    (desk.tools / "asked").unlink()
    result = desk.run("install")
    assert result.exit_code == 0
    assert desk.unit() == before
    assert "Unchanged" in result.output
    assert desk.asked == ["daemon-reload", "enable --now askwell.service"]


def test_places_that_were_named_go_into_the_unit(desk: Desk) -> None:
    place = replace(desk.place, explicit_config=True, explicit_state=True)
    assert replace(desk, place=place).run("install").exit_code == 0
    options = f"--config {place.config} --state {place.state} serve"
    assert f"ExecStart={desk.tools}/askwell {options}\n" in desk.unit()


def test_a_shells_xdg_variables_are_not_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(desk.home / "data"))
    desk.run("install")
    assert f"--state {desk.place.state} serve\n" in desk.unit()


def test_no_start_only_enables(desk: Desk) -> None:
    result = desk.run("install", "--no-start")
    assert result.exit_code == 0
    assert desk.asked == ["daemon-reload", "enable askwell.service"]


def test_without_a_configuration_nothing_is_started(desk: Desk) -> None:
    desk.place.config.unlink()
    result = desk.run("install")
    assert result.exit_code == 1
    assert "askwell init" in result.output
    assert (desk.units / "askwell.service").exists()
    assert "enable askwell.service" in desk.asked


@pytest.mark.parametrize("broken", ["no bus", "no systemctl"])
def test_without_systemd_the_file_is_placed_and_the_way_on_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    if broken == "no bus":
        (desk.tools / "fail").touch()
    else:
        (desk.tools / "systemctl").unlink()
        monkeypatch.setenv("PATH", str(desk.tools))
    result = desk.run("install")
    assert result.exit_code == 1
    assert (desk.units / "askwell.service").exists()
    assert "systemctl --user enable --now askwell.service" in result.output
    assert "askwell serve" in result.output


def test_an_edited_unit_is_kept_unless_forced(desk: Desk) -> None:
    desk.run("install")
    edited = desk.unit() + "# mine\n"
    (desk.units / "askwell.service").write_text(edited)
    refused = desk.run("install", "--socket")
    assert refused.exit_code == 1
    assert "--force" in refused.output
    assert desk.unit() == edited
    assert not (desk.units / "askwell.socket").exists()
    assert desk.run("install", "--force").exit_code == 0
    assert "# mine" not in desk.unit()


def test_a_path_that_no_unit_can_hold_is_wrong_usage(desk: Desk) -> None:
    place = replace(desk.place, state=Path("/with\nnewline"), explicit_state=True)
    result = replace(desk, place=place).run("install")
    assert result.exit_code == 2
    assert not desk.units.exists()


def test_the_socket_carries_the_configured_port(desk: Desk) -> None:
    desk.place.config.write_text(CONFIG.format(port=2525))
    result = desk.run("install", "--socket")
    assert result.exit_code == 0, result.output
    assert "ListenStream=127.0.0.1:2525\nListenStream=[::1]:2525\n" in desk.unit("askwell.socket")
    # The service lets go of the port before systemd takes it.
    assert desk.asked == [
        "daemon-reload",
        "disable --now askwell.service askwell.socket",
        "enable --now askwell.socket",
    ]


def test_the_socket_stays_until_it_is_declined(desk: Desk) -> None:
    desk.run("install", "--socket")
    assert desk.run("install").exit_code == 0
    assert (desk.units / "askwell.socket").exists()
    assert desk.run("install", "--no-socket").exit_code == 0
    assert not (desk.units / "askwell.socket").exists()
    assert "disable --now askwell.socket" in desk.asked
    assert desk.asked[-1] == "enable --now askwell.service"


def test_uninstall_removes_units_and_nothing_else(desk: Desk) -> None:
    desk.place.state.mkdir()
    desk.run("install", "--socket")
    result = desk.run("uninstall")
    assert result.exit_code == 0, result.output
    assert list(desk.units.iterdir()) == []
    assert desk.asked[-2:] == ["disable --now askwell.socket askwell.service", "daemon-reload"]
    assert desk.place.config.exists()
    assert desk.place.state.exists()
    assert str(desk.place.state) in result.output


def test_uninstalling_nothing_is_fine(desk: Desk) -> None:
    result = desk.run("uninstall")
    assert result.exit_code == 0
    assert "Nothing to remove" in result.output
    assert desk.asked == []


def test_uninstall_keeps_an_edited_unit_unless_forced(desk: Desk) -> None:
    desk.run("install")
    path = desk.units / "askwell.service"
    path.write_text(desk.unit() + "# mine\n")
    assert desk.run("uninstall").exit_code == 1
    assert path.exists()
    assert desk.run("uninstall", "--force").exit_code == 0
    assert not path.exists()


def test_uninstall_without_systemd_removes_the_files_and_says_what_it_could_not(desk: Desk) -> None:
    desk.run("install")
    (desk.tools / "fail").touch()
    result = desk.run("uninstall")
    assert result.exit_code == 1
    assert not (desk.units / "askwell.service").exists()
    assert "systemctl --user stop askwell.service" in result.output


@pytest.fixture
def port() -> Iterator[int]:
    """A port where something greets like a mail server, once for each connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_greet, args=(listener,))
        thread.start()
        yield int(listener.getsockname()[1])
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _greet(listener: socket.socket) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.sendall(b"220 askwell.example ready\r\n")
            connection.recv(100)


def test_status_of_a_running_service(desk: Desk, port: int) -> None:
    desk.place.config.write_text(CONFIG.format(port=port))
    desk.run("install")
    (desk.tools / "active-askwell.service").write_text("active\n")
    result = desk.run("status", "--json")
    assert result.exit_code == 0
    assert json.loads(result.output) == {
        "installed": True,
        "unit": str(desk.units / "askwell.service"),
        "edited": False,
        "socket": False,
        "enabled": "enabled",
        "active": "active",
        "host": "127.0.0.1",
        "port": port,
        "answer": "greets",
        "problem": None,
    }
    assert f"127.0.0.1 {port} answers" in desk.run("status").output


def test_status_of_nothing(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        free = closed.getsockname()[1]
    desk.place.config.write_text(CONFIG.format(port=free))
    result = desk.run("status")
    assert result.exit_code == 1
    assert "no (askwell service install)" in result.output
    assert "does not answer" in result.output


def test_status_does_not_wake_a_service_that_waits(desk: Desk, port: int) -> None:
    desk.place.config.write_text(CONFIG.format(port=port))
    (desk.tools / "active-askwell.socket").write_text("active\n")
    result = desk.run("status", "--json")
    assert result.exit_code == 0
    assert json.loads(result.output)["answer"] == "waits"


def test_status_speaks_with_a_broken_configuration(desk: Desk) -> None:
    desk.place.config.write_text("[listen\n")
    (desk.tools / "active-askwell.socket").write_text("active\n")
    facts = json.loads(desk.run("status", "--json").output)
    assert facts["port"] == 1587
    assert str(desk.place.config) in facts["problem"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_reads_what_install_writes_for_any_path(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # systemd-analyze looks for the program: it finds it only if quoting and escaping are right.
    odd = tmp_path / "100% odd $HOME ;pläce" / "askwell"
    state = tmp_path / "'quoted\" \\ %h"
    odd.parent.mkdir()
    shutil.copy(desk.tools / "askwell", odd)
    monkeypatch.setattr(sys, "argv", [str(odd)])
    place = replace(desk.place, state=state, explicit_state=True)
    assert replace(desk, place=place).run("install", "--socket").exit_code == 0
    outcome = subprocess.run(
        ["systemd-analyze", "--user", "verify", *map(str, desk.units.iterdir())],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert (outcome.returncode, outcome.stderr) == (0, "")
