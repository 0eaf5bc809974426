"""The table of commands: true to the commands, and all that ``--help`` has to load."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from proxy.cli import askwell
from proxy.cli.commands import COMMANDS

LOADED = """
import sys
from proxy.cli import askwell
try:
    askwell.main({arguments!r}, "askwell")
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def _command(name: str) -> click.Command:
    command = askwell.get_command(click.Context(askwell), name)
    assert command is not None
    return command


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_loads_under_the_name_that_it_has_itself(name: str) -> None:
    assert _command(name).name == name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_is_the_first_sentence_of_its_help(name: str) -> None:
    first, end, _ = " ".join((_command(name).help or "").split()).partition(".")
    assert COMMANDS[name].line == first + end


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_and_all_its_options(name: str) -> None:
    result = CliRunner().invoke(askwell, [name, "--help"])
    assert result.exit_code == 0
    command = _command(name)
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_help_lists_every_command_whole() -> None:
    shown = CliRunner().invoke(askwell, ["--help"], terminal_width=80).output.splitlines()
    ends = [f" {name} ".ljust(13) + entry.line for name, entry in COMMANDS.items()]
    assert [end for end in ends if f" {end}" not in shown] == []


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["-h"]])
def test_help_and_version_load_no_command_and_no_check(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(arguments=arguments)],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    loaded = set(done.stderr.split())
    assert not loaded & {entry.where.partition(":")[0] for entry in COMMANDS.values()}
    assert not loaded & {"checks", "proxy.server", "proxy.store", "asyncio", "sqlite3"}


def test_a_command_loads_no_other_groups_service() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(arguments=["contacts", "--help"])],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert "proxy.cli.contacts" in done.stderr.split()
    assert not {"proxy.server", "aiosmtpd", "proxy.demo.play"} & set(done.stderr.split())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("releas", "release"), ("hold", "held"), ("contact", "contacts"), ("server", "serve")],
)
def test_an_unknown_command_names_the_closest(typed: str, meant: str) -> None:
    result = CliRunner().invoke(askwell, [typed])
    assert result.exit_code == 2
    assert f"There is no command '{typed}'. Did you mean '{meant}'?" in result.stderr


def test_a_command_like_no_other_points_to_the_help() -> None:
    result = CliRunner().invoke(askwell, ["xyzzy"])
    assert result.exit_code == 2
    assert "There is no command 'xyzzy'. See askwell --help." in result.stderr


def test_without_a_command_the_help_is_shown() -> None:
    result = CliRunner().invoke(askwell, [])
    assert "Commands:" in result.output
