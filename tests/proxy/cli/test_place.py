"""The place of a run: handed to every command by the root, and made by none."""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from proxy.cli.place import Place, pass_place


@click.command()
@pass_place
def command(place: Place) -> None:
    """Show the place."""
    click.echo(f"{place.config.name} {place.state.name}")


def test_a_command_is_handed_the_place_and_nothing_is_made_there(tmp_path: Path) -> None:
    place = Place(
        tmp_path / "config.toml", tmp_path / "state", explicit_config=False, explicit_state=True
    )
    result = CliRunner().invoke(command, obj=place)
    assert result.output == "config.toml state\n"
    assert list(tmp_path.iterdir()) == []


def test_a_command_without_a_place_does_not_run() -> None:
    result = CliRunner().invoke(command)
    assert isinstance(result.exception, RuntimeError)
    assert result.output == ""
