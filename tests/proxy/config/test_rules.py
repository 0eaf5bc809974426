"""The person's own rules: read whole, and every mistake named with what comes closest."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from checks.preferences import Preferences
from proxy.config import ConfigError
from proxy.config.rules import names, read
from proxy.config.table import Table


def _table(**values: object) -> Table:
    return Table(Path("config.toml"), "[rules] ", values)


def test_without_a_word_nothing_is_changed() -> None:
    assert read(_table()) == Preferences()


def test_rules_and_phrases_are_read() -> None:
    table = _table(
        off=["resume/link", "job-ask/own-phrase"],
        hold_phrases=["pick  your\nbrain", "pick your brain"],
        ignore_phrases=["keep me in mind"],
    )
    assert read(table) == Preferences(
        frozenset({"resume/link", "job-ask/own-phrase"}),
        ("pick your brain",),
        ("keep me in mind",),
    )


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"off": ["resume/lnik"]}, 'there is no rule "resume/lnik"; did you mean "resume/link"'),
        ({"off": ["job-ask/link"]}, '"resume/link"'),
        ({"off": ["resume"]}, '"resume" is a whole check, and here stand rules, as CHECK/RULE'),
        ({"off": ["link"]}, '"link" is no rule, which is written CHECK/RULE; did you mean "resume'),
        ({"off": ["zzzz/qqqq"]}, 'there is no rule "zzzz/qqqq"; askwell check --json names'),
        ({"off": "resume/link"}, "off: must be a list of strings"),
        ({"hold_phrases": ["?!"]}, 'hold_phrases: "?!" has no word in it'),
        ({"ignore_phrases": ["  "]}, "ignore_phrases: must be a list of strings"),
        ({"hold_phrases": ["A b"], "ignore_phrases": ["a B"]}, '"a b" is among hold_phrases too'),
        ({"of": []}, "of: is no key that Askwell knows; did you mean off?"),
    ],
)
def test_a_mistake_is_named_with_what_comes_closest(values: dict[str, object], told: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read(_table(**values))
    assert str(refused.value).startswith("config.toml: [rules] ")
    assert told in str(refused.value)


def test_what_another_package_brings_may_be_named_without_running_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    point = EntryPoint("tone", "no.such.module:check", "askwell.checks")
    monkeypatch.setattr("checks.plugins.entry_points", lambda group: [point])
    assert read(_table(off=["tone/any-rule"])).off == {"tone/any-rule"}
    assert names(_table(hold=["tone", "tone/x"]), "hold", frozenset()) == {"tone", "tone/x"}
    with pytest.raises(ConfigError, match='the checks are "job-ask", "resume", "coaching", "tone"'):
        names(_table(hold=["ton"]), "hold", frozenset())


def test_a_rule_may_stand_in_the_place_of_a_check() -> None:
    assert names(_table(advise=["resume/link"]), "advise", frozenset()) == {"resume/link"}
    assert names(_table(), "advise", frozenset({"resume"})) == {"resume"}
