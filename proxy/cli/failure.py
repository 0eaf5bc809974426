"""Errors as a person reads them, each with the exit status that it deserves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from proxy.config import ConfigError
from proxy.contacts import ContactError
from proxy.store import AmbiguousId, NoSuchMessage, StoreError


class UsageFailure(click.ClickException):
    """Wrong usage or configuration: exit status 2, and what to mend."""

    exit_code = 2


class Failure(click.ClickException):
    """It could not be done: exit status 1, and why."""

    exit_code = 1


@contextmanager
def told() -> Iterator[None]:
    """Turn the errors of the layers below into failures that say what is wrong and what to do."""
    try:
        yield
    except (ConfigError, ContactError, NoSuchMessage, AmbiguousId) as exc:
        raise UsageFailure(str(exc)) from exc
    except StoreError as exc:
        raise Failure(str(exc)) from exc
