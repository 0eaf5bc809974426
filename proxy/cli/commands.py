"""The table of commands, and the group that loads only the one that is run."""

from __future__ import annotations

import difflib
import importlib
from dataclasses import dataclass

import click


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is, and the line that ``--help`` shows for it."""

    where: str
    line: str


COMMANDS = {
    "allow": Entry(
        "proxy.cli.allow:allow",
        "Let all mail to a contact, or in a thread, go without a hold.",
    ),
    "check": Entry(
        "proxy.cli.check:check", "Tell whether messages would be held, and why, sending nothing."
    ),
    "completion": Entry(
        "proxy.cli.completion:completion", "Print the completion script for a shell."
    ),
    "contacts": Entry(
        "proxy.cli.contacts:contacts", "Keep the contact book: whom Askwell watches over, and why."
    ),
    "demo": Entry(
        "proxy.cli.demo:demo", "Show on this machine what Askwell does, without a mail account."
    ),
    "discard": Entry("proxy.cli.held:discard", "Put held messages aside; restore takes that back."),
    "edit": Entry(
        "proxy.cli.edit:edit", "Change a held message in your editor; the result is judged anew."
    ),
    "held": Entry("proxy.cli.held:held", "List what is held, the oldest first."),
    "init": Entry(
        "proxy.cli.init:init", "Make a configuration, and say what to enter in your mail client."
    ),
    "password": Entry(
        "proxy.cli.password:password", "Show the login that your mail client enters for Askwell."
    ),
    "pause": Entry(
        "proxy.cli.pause:pause", "Hold nothing for DURATION (30m, 2h30m, 1d), or until you end it."
    ),
    "release": Entry("proxy.cli.release:release", "Send held messages, as they are."),
    "restore": Entry(
        "proxy.cli.held:restore", "Put discarded or superseded messages back among the held."
    ),
    "review": Entry(
        "proxy.cli.review:review", "Go through what is held, one by one, and decide on each."
    ),
    "serve": Entry(
        "proxy.cli.serve:serve", "Run the proxy in the foreground, until it is told to stop."
    ),
    "service": Entry(
        "proxy.cli.service:service",
        "Run Askwell in the background, as a systemd service of your own.",
    ),
    "show": Entry("proxy.cli.held:show", "Show a held message: what it says, and why it is held."),
    "wrong": Entry(
        "proxy.cli.wrong:wrong", "Mark a hold as a false alarm, and tell how to avoid it."
    ),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is run, so that every command starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load the command called *cmd_name*."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].where.split(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - narrows for mypy
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.line) for name, entry in sorted(COMMANDS.items())])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one comes closest."""
        if args and args[0] not in COMMANDS and not ctx.resilient_parsing:
            close = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean '{close[0]}'?" if close else " See askwell --help."
            ctx.fail(f"There is no command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)
