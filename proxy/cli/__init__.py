"""The command line: the only code that prints or exits. A file for each group of commands.

Exit status 0: done. 1: the answer is no, or it could not be done. 2: wrong usage or configuration,
with what to mend.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any

import click
from click.core import ParameterSource
from platformdirs import user_config_path, user_data_path

from proxy.cli.commands import LazyGroup
from proxy.cli.place import Place


class Stopped(click.ClickException):
    """The person broke off, by Ctrl-C or the end of what they typed: exit status 1."""

    exit_code = 1

    def __init__(self) -> None:
        super().__init__("Stopped. What was done before stays done.")

    def show(self, file: IO[Any] | None = None) -> None:
        """Say so on a line of its own: the cursor stands behind a question, or behind ``^C``."""
        click.echo(f"\n{self.message}", file=file, err=True)


class Root(LazyGroup):
    """The commands, any of which a person may break off."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Stopped where the person broke it off."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, EOFError, click.Abort):
            raise Stopped from None


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="ASKWELL_CONFIG",
    help="The configuration file.  [env: ASKWELL_CONFIG]",
)
@click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ASKWELL_STATE",
    help="The directory of held messages and contacts.  [env: ASKWELL_STATE]",
)
@click.version_option(package_name="askwell", message="askwell %(version)s")
@click.pass_context
def askwell(ctx: click.Context, config: Path | None, state: Path | None) -> None:
    """Keep your network from being put on the spot.

    Askwell stands between your mail client and your outgoing server. A message to a tagged
    contact that asks for a job, or carries a resume, is held until you confirm it. All other
    mail passes through untouched.
    """
    os.umask(0o077)
    ctx.obj = Place(
        config=(config or user_config_path("askwell") / "config.toml").absolute(),
        state=(state or user_data_path("askwell")).absolute(),
        explicit_config=_is_given(ctx, "config"),
        explicit_state=_is_given(ctx, "state"),
    )


def main() -> None:
    """Run the command line."""
    askwell(prog_name="askwell")


def _is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) in {
        ParameterSource.COMMANDLINE,
        ParameterSource.ENVIRONMENT,
    }
