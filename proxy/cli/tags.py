"""What tags mean here: as configured, else as they do without a configuration."""

from __future__ import annotations

from proxy.cli.place import Place
from proxy.config import load
from proxy.policy import DEFAULT_TAGS, TagPolicies


def tags_at(place: Place) -> TagPolicies:
    """Return the tags of the configuration; ConfigError where one is there and can't be used."""
    if place.config.exists():
        return load(place.config).tags
    return DEFAULT_TAGS
