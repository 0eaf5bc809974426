from __future__ import annotations

import pytest

from proxy.cli.judging import judge_at
from proxy.cli.place import Place
from proxy.config import ConfigError
from tests.proxy.cli.holding import Desk, letter


def _found(desk: Desk) -> set[str]:
    place = Place(desk.config, desk.state, explicit_config=True, explicit_state=True)
    return {finding.id for finding in judge_at(place).examine(letter())}


def test_without_a_configuration_all_rules_count(desk: Desk) -> None:
    assert _found(desk)


def test_the_persons_own_rules_count(desk: Desk) -> None:
    desk.configure()
    off = ", ".join(f'"{rule}"' for rule in sorted(_found(desk)))
    with desk.config.open("a") as file:
        file.write(f'[rules]\noff = [{off}]\nhold_phrases = ["hi bill"]\n')
    assert _found(desk) == {"job-ask/own-phrase"}


def test_a_configuration_that_can_not_be_used_is_told(desk: Desk) -> None:
    desk.config.write_text('[rules]\noff = ["x"]\n')
    with pytest.raises(ConfigError):
        _found(desk)
