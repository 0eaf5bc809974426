"""Every rule fires on its own examples and stays quiet on their neighbors."""

from __future__ import annotations

import time

import pytest

from checks.job_ask_rules import judge_text
from checks.phrases import Rule, contexts, evidence, rules, subject_rules
from checks.text import normalise, sentences

BODY_RULES = (*rules(), evidence().rule)


@pytest.mark.parametrize(
    ("rule", "ask"),
    [(rule, ask) for rule in BODY_RULES for ask in rule.asks],
    ids=lambda value: value.id if isinstance(value, Rule) else str(value),
)
def test_a_rule_fires_on_its_asks(rule: Rule, ask: str) -> None:
    assert judge_text("", ask)
    if rule is not evidence().rule:
        texts = [sentence.words for sentence in sentences(ask)]
        assert any(rule.certain.search(text) or rule.supported.search(text) for text in texts)


@pytest.mark.parametrize("text", [text for rule in BODY_RULES for text in rule.passes])
def test_the_neighbors_of_an_ask_pass(text: str) -> None:
    assert judge_text("", text) == ()


@pytest.mark.parametrize("subject", [text for rule in subject_rules() for text in rule.asks])
def test_a_subject_rule_fires_on_its_asks(subject: str) -> None:
    assert [finding.where for finding in judge_text(subject, "Hi Ann.")] == ["subject"]


@pytest.mark.parametrize("subject", [text for rule in subject_rules() for text in rule.passes])
def test_the_neighbors_of_a_subject_ask_pass(subject: str) -> None:
    assert judge_text(subject, "Hi Ann.") == ()


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in (*BODY_RULES, *subject_rules())]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", BODY_RULES, ids=lambda rule: rule.id)
def test_a_rule_depends_on_known_contexts_only(rule: Rule) -> None:
    assert {*rule.support, *rule.unless_contexts} <= contexts().keys()


def test_a_rule_without_a_reason_is_refused() -> None:
    rule = rules()[0]
    values = {name: getattr(rule, name) for name in Rule.__slots__}
    with pytest.raises(ValueError, match="needs its why"):
        Rule(**{**values, "why": ""})


@pytest.mark.parametrize("rule", BODY_RULES, ids=lambda rule: rule.id)
def test_no_pattern_takes_long_to_search(rule: Rule) -> None:
    text = normalise("if you know of anyone who may have any sort of the work for me " * 9)
    began = time.perf_counter()
    rule.certain.search(text)
    rule.supported.search(text)
    assert time.perf_counter() - began < 0.5
