from __future__ import annotations

import re

import pytest

from checks.better_kinds import HINT, KINDS, OF_RULES, Kind
from checks.phrases import rules, subject_rules

ALL = (*KINDS, HINT)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_what_a_person_reads_is_plain(kind: Kind) -> None:
    for text in (kind.why, kind.also, *kind.questions, *kind.plain_questions):
        assert text.isascii()
        assert "!" not in text
        assert '"' not in text
    assert kind.why.endswith(".")
    assert kind.why.count(".") == 1


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_a_question_is_one_and_short(kind: Kind) -> None:
    for text in kind.questions:
        assert "{topic}" in text
        assert len(text) <= 56
    for text in (*kind.questions, *kind.plain_questions):
        assert text.endswith("?")
        assert text.count("?") == 1
        assert len(text.format(topic="warehousing")) <= 56
    assert len({*kind.questions, *kind.plain_questions}) >= 6


def test_a_kind_without_questions_is_refused() -> None:
    with pytest.raises(ValueError, match="needs questions"):
        Kind("x", re.compile("x"), "Why.", (), ())


def test_the_rules_that_say_their_kind_are_rules() -> None:
    assert set(OF_RULES) <= {rule.id for rule in (*rules(), *subject_rules())}
