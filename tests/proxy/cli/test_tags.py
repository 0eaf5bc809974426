from __future__ import annotations

import pytest

from proxy.cli.place import Place
from proxy.cli.tags import tags_at
from proxy.config import ConfigError
from proxy.policy import DEFAULT_TAGS
from tests.proxy.cli.holding import Desk


def _place(desk: Desk) -> Place:
    return Place(desk.config, desk.state, explicit_config=True, explicit_state=True)


def test_without_a_configuration_tags_mean_what_they_do_by_default(desk: Desk) -> None:
    assert tags_at(_place(desk)) == DEFAULT_TAGS


def test_a_configuration_says_what_tags_mean(desk: Desk) -> None:
    desk.configure()
    with desk.config.open("a") as file:
        file.write('[tags.mentor]\nhold = ["job-ask"]\n')
    assert tags_at(_place(desk))["mentor"].hold == {"job-ask"}


def test_one_that_can_not_be_used_is_told(desk: Desk) -> None:
    desk.config.write_text("[listen\n")
    with pytest.raises(ConfigError):
        tags_at(_place(desk))
