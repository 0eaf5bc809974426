"""Phrasings match whole words, and are searched only where they can match."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from checks.phrases import Rule, contexts, evidence, rules, subject_rules
from checks.phrases.phrasing import Phrasing, phrasing
from checks.text import normalise, sentences

TESTS = Path(__file__).parents[2]
RULES = (*rules(), evidence().rule, *subject_rules())


@cache
def texts() -> tuple[str, ...]:
    """Return every third sentence of the examples, as the checks read it."""
    bodies = [
        message["body"]
        for path in sorted((TESTS / "examples").glob("*.toml"))
        for message in tomllib.loads(path.read_text(encoding="utf-8")).get("message", ())
        if "body" in message
    ]
    bodies += [(TESTS / "checks" / name).read_text() for name in ("job_asks.txt", "job_passes.txt")]
    words = {sentence.words for body in bodies for sentence in sentences(body)}
    return tuple(sorted(words)[::3])


def test_a_pattern_matches_whole_words_only() -> None:
    pattern = phrasing("jobs?\nopen {a2}role")
    assert pattern.search(normalise("a job"))
    assert pattern.search(normalise("an open senior role"))
    assert not pattern.search(normalise("jobless"))
    assert not pattern.search(normalise("open to the role"))


def test_an_empty_phrasing_matches_nothing() -> None:
    assert phrasing("").search(normalise("anything")) is None


def test_a_class_stands_for_its_words() -> None:
    assert phrasing("my {RELATIVE}").search(normalise("My nephew"))


def test_a_text_without_the_needed_words_is_not_searched() -> None:
    (alternative,) = phrasing("(hire|employ) me").alternatives
    assert alternative.fits({"please", "hire", "me"})
    assert not alternative.fits({"please", "me"})


def parts(rule: Rule) -> tuple[Phrasing, ...]:
    return rule.certain, rule.supported, rule.unless, rule.unless_before


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_match_is_lost_for_a_word_that_was_not_needed(rule: Rule) -> None:
    for each in parts(rule):
        assert_nothing_lost(each)


@pytest.mark.parametrize("name", sorted(contexts()))
def test_no_context_is_lost_for_a_word_that_was_not_needed(name: str) -> None:
    assert_nothing_lost(contexts()[name].pattern)


def assert_nothing_lost(each: Phrasing) -> None:
    """Search the texts with every alternative, as if they had all words there are."""
    everything = frozenset().union(*(each for one in each.alternatives for each in one.needs))
    for alternative in each.alternatives:
        alone = Phrasing((alternative.line,))
        for text in texts():
            if alone.search(text, everything):
                assert alternative.fits(frozenset(text.split())), alternative.line
