"""What tags mean here, and when a conversation has unfolded: as configured, else as by default."""

from __future__ import annotations

from proxy.cli.place import Place
from proxy.config import load
from proxy.conversation import UNFOLDED_AFTER
from proxy.policy import DEFAULT_TAGS, TagPolicies


def tags_at(place: Place) -> TagPolicies:
    """Return the tags of the configuration; ConfigError where one is there and can't be used."""
    if place.config.exists():
        return load(place.config).tags
    return DEFAULT_TAGS


def unfolded_after_at(place: Place) -> int:
    """Return from which answered message on asks only advise; ConfigError as above."""
    if place.config.exists():
        return load(place.config).unfolded_after
    return UNFOLDED_AFTER
