"""``askwell demo``: the main job in a minute, without a mail account."""

from __future__ import annotations

import click

from proxy.cli.failure import Failure
from proxy.demo.play import DemoError, perform


@click.command()
def demo() -> None:
    """Show on this machine what Askwell does, without a mail account.

    A smarthost, the service and a contact are set up on free ports and in a directory that is
    gone afterwards; your own configuration and mail are not touched.
    """
    try:
        perform(click.echo)
    except (DemoError, OSError) as exc:
        raise Failure(f"the demonstration failed: {exc}") from exc
    click.echo("\nAll of it went as it should.")
