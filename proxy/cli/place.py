"""Where this run of Askwell keeps its configuration and its state.

Built once by the root command and handed to every other; it opens and creates nothing.
"""

from dataclasses import dataclass
from pathlib import Path

import click


@dataclass(frozen=True, slots=True)
class Place:
    """The configuration file and the state directory, and whether the person named them."""

    config: Path
    state: Path
    explicit_config: bool
    explicit_state: bool


pass_place = click.make_pass_decorator(Place)
