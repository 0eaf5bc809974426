"""The root of the command line: where things are, who may read them, and how it is broken off."""

from __future__ import annotations

import os
import pty
import stat
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from proxy.cli import askwell
from proxy.cli.commands import COMMANDS, Entry
from proxy.cli.place import Place, pass_place
from tests.servers.waiting import until

STOPPED = "Stopped. What was done before stays done."
ON_TERMINAL = """
import fcntl, signal, termios
from proxy.cli import main
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # from here on Ctrl-C at this terminal interrupts us
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


@click.command()
@pass_place
def where(place: Place) -> None:
    """Say where things are."""
    click.echo(f"{place.config} {place.explicit_config}\n{place.state} {place.explicit_state}")
    (place.state / "written").write_text("x")


@click.command()
@click.argument("how")
def broken_off(how: str) -> None:
    """Do something, and be broken off."""
    click.echo("The first part is done.")
    if how == "at a prompt":
        click.prompt("What now")
    if how == "at a question":
        click.confirm("Go on?")
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def probes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two commands that do nothing but show what the root has arranged."""
    monkeypatch.setitem(COMMANDS, "where", Entry(f"{__name__}:where", ""))
    monkeypatch.setitem(COMMANDS, "broken-off", Entry(f"{__name__}:broken_off", ""))


def _where(tmp_path: Path, *options: str, **environ: str) -> list[str]:
    clean = {"XDG_CONFIG_HOME": str(tmp_path / "c"), "XDG_DATA_HOME": str(tmp_path / "d")}
    clean |= {"ASKWELL_CONFIG": "", "ASKWELL_STATE": ""}
    for folder in ("d/askwell", "option", "variable"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    result = CliRunner().invoke(askwell, [*options, "where"], env={**clean, **environ})
    assert result.exit_code == 0, result.output
    return result.stdout.replace(str(tmp_path), "").splitlines()


def test_by_default_things_are_in_the_persons_own_directories(tmp_path: Path) -> None:
    assert _where(tmp_path) == ["/c/askwell/config.toml False", "/d/askwell False"]


def test_variables_say_where_things_are(tmp_path: Path) -> None:
    variables = {"ASKWELL_CONFIG": f"{tmp_path}/v.toml", "ASKWELL_STATE": f"{tmp_path}/variable"}
    assert _where(tmp_path, **variables) == ["/v.toml True", "/variable True"]


def test_options_win_over_variables(tmp_path: Path) -> None:
    variables = {"ASKWELL_CONFIG": f"{tmp_path}/v.toml", "ASKWELL_STATE": f"{tmp_path}/variable"}
    options = ["--config", f"{tmp_path}/o.toml", "--state", f"{tmp_path}/option"]
    assert _where(tmp_path, *options, **variables) == ["/o.toml True", "/option True"]


def test_relative_places_are_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = _where(tmp_path, "--config", "o.toml", "--state", "option")
    assert found == ["/o.toml True", "/option True"]


def test_what_a_command_writes_nobody_else_can_read(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        _where(tmp_path, "--state", str(tmp_path / "option"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "option" / "written").stat().st_mode) == 0o600


def test_the_version_is_that_of_the_package() -> None:
    result = CliRunner().invoke(askwell, ["--version"])
    assert result.output == f"askwell {version('askwell')}\n"


def _broken_off(how: str, typed: str = "") -> Result:
    return CliRunner().invoke(askwell, ["broken-off", how], input=typed)


@pytest.mark.parametrize("how", ["at work", "at a prompt", "at a question"])
def test_who_breaks_off_is_told_plainly_that_what_was_done_stays(how: str) -> None:
    result = _broken_off(how)
    assert result.exit_code == 1
    assert result.stderr.endswith(f"\n{STOPPED}\n")
    assert "The first part is done." in result.stdout
    assert "Aborted" not in result.output
    assert "!" not in result.output


def test_who_answers_is_not_stopped_at_the_question() -> None:
    assert "Go on? [y/N]: y\n" in _broken_off("at a question", "y\n").output


def test_ctrl_c_on_a_terminal_says_so_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    shown = bytearray()
    command = [sys.executable, "-c", ON_TERMINAL, "--config", str(tmp_path / "c.toml"), "init"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        try:
            until(lambda: _reads(ours, shown) and b"address" in shown, "the first question")
            _press_ctrl_c(ours, process)
        finally:
            process.kill()
        while _reads(ours, shown):
            pass
        os.close(ours)
    assert process.returncode == 1
    assert b"Stopped" in shown
    assert b"Traceback" not in shown
    assert b"Aborted" not in shown
    assert list(tmp_path.iterdir()) == []


def _press_ctrl_c(terminal: int, process: subprocess.Popen[bytes]) -> None:
    """Press it until it is heard: just before it waits for a key, readline misses a signal."""
    for _ in range(10):
        os.write(terminal, b"\x03")
        with suppress(subprocess.TimeoutExpired):
            process.wait(2)
            return


def _reads(terminal: int, into: bytearray) -> bool:
    try:
        found = os.read(terminal, 4096)
    except OSError:  # Linux: the other end is closed
        return False
    into += found
    return bool(found)


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["completion", "bash"]])
def test_a_reader_that_has_gone_is_no_error_worth_words(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "proxy", *arguments],
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=30,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
