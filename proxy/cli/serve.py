"""``askwell serve``: the service itself, in the foreground."""

from __future__ import annotations

import asyncio
import logging
import sys

import click

from proxy import server
from proxy.cli.failure import UsageFailure
from proxy.cli.place import Place, pass_place
from proxy.config import ConfigError, load
from proxy.listener import ListenError
from proxy.store import StoreError
from proxy.supervisor import SupervisorError


@click.command()
@click.option("--verbose", is_flag=True, help="Log each session too, never what is in the mail.")
@pass_place
def serve(place: Place, verbose: bool) -> None:
    """Run the proxy in the foreground, until it is told to stop.

    SIGHUP takes up the configuration anew; SIGTERM finishes the message under way and stops.
    For a service in the background: askwell service install.
    """
    _log_to_stderr(logging.DEBUG if verbose else logging.INFO)
    try:
        config = load(place.config)
        asyncio.run(server.serve(config, place.state))
    except ListenError as exc:
        raise UsageFailure(f"{place.config}: {exc}") from exc
    except (ConfigError, StoreError, SupervisorError) as exc:
        raise UsageFailure(str(exc)) from exc


def _log_to_stderr(level: int) -> None:
    """One line an event. Under systemd the journal has the time already."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    logger = logging.getLogger("askwell")
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
