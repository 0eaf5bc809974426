"""How a command judges a message: by all checks there are, and by the person's own rules."""

from __future__ import annotations

from functools import partial

from checks import examine, plugins
from checks.preferences import Preferences
from proxy.cli.place import Place
from proxy.cli.terminal import neutral, say
from proxy.config import load
from proxy.policy import Examine


def judge_at(place: Place) -> Examine:
    """Return what examines a message as the service of *place* would; ConfigError as ``load``.

    What is wrong with a check of another package is said on standard error.
    """
    rules = load(place.config).rules if place.config.exists() else Preferences()
    said: set[str] = set()

    def say_once(line: str) -> None:
        if line not in said:
            said.add(line)
            say(neutral(f"third-party-check {line}"), err=True)

    return partial(examine, checks=plugins.all_checks(say_once), preferences=rules)
