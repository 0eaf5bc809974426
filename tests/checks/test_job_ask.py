"""The job ask as a whole: how rules and encoder judge together."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest

from checks.encoder.worker_client import Unavailable
from checks.finding import Finding, Severity
from checks.job_ask import AGREES, MEANING, PARTLY_READ, RULES_ONLY, SURE, check, judge
from checks.message import parse

BY_RULE = "Hi Ann,\n\nLovely weather. Do you have any openings on your team?\n\nBo"
BY_MEANING = "Hi Ann,\n\nLovely weather. A bench like yours has a space my size, hint, hint.\n\nBo"


def says(logit: float, *, about: str = "") -> Callable[[Sequence[str]], list[float]]:
    """Return an encoder that says *logit* of texts with *about* in them, and no of others."""
    return lambda texts: [logit if about in text else -5.0 for text in texts]


def broken(_: Sequence[str]) -> list[float]:
    raise Unavailable("it takes too long")


def holds(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.HOLD]


def test_a_rule_that_the_encoder_agrees_with_holds() -> None:
    (finding,) = judge("Hello", BY_RULE, says(AGREES))
    assert finding.severity is Severity.HOLD
    assert finding.excerpt == "Do you have any openings on your team?"


def test_a_rule_that_the_encoder_contradicts_does_not_hold() -> None:
    assert judge("Hello", BY_RULE, says(AGREES - 0.1)) == ()


def test_a_rule_for_a_language_that_the_encoder_does_not_know_needs_no_consent() -> None:
    assert holds(judge("", "Habt ihr gerade offene Stellen bei euch?", says(-9.0)))


def test_the_encoder_holds_what_no_rule_knows_and_names_the_sentence() -> None:
    (finding,) = judge("Hello", BY_MEANING, says(SURE, about="hint"))
    assert (finding.rule, finding.where, finding.severity) == (MEANING, "body", Severity.HOLD)
    assert finding.excerpt == "A bench like yours has a space my size, hint, hint."


def test_an_encoder_that_is_not_sure_holds_nothing_by_itself() -> None:
    assert judge("Hello", BY_MEANING, says(SURE - 0.1, about="hint")) == ()


def test_an_ask_in_the_subject_is_quoted_from_there() -> None:
    (finding,) = judge("room for me?", "See below.", says(SURE, about="room"))
    assert (finding.where, finding.excerpt) == ("subject", "room for me?")


def test_without_the_encoder_the_rules_judge_alone_and_say_so() -> None:
    rule, told = judge("Hello", BY_RULE, broken)
    assert rule.severity is Severity.HOLD
    assert (told.rule, told.severity) == (RULES_ONLY, Severity.ADVISE)
    assert "it takes too long" in told.excerpt


def test_what_was_not_read_of_a_very_long_text_is_said() -> None:
    (told,) = judge("Hello", "All is well here in the north. " * 1_000, says(-5.0))
    assert (told.rule, told.severity) == (PARTLY_READ, Severity.ADVISE)


def test_an_empty_message_is_not_judged() -> None:
    assert judge(" ", "\n\n", broken) == ()


def test_the_message_is_judged_by_its_subject_and_own_words() -> None:
    content = (
        b"Subject: Hello\r\nContent-Type: text/plain\r\n\r\n"
        b"Sure, let us have lunch.\r\n\r\n> Do you have any openings on your team?\r\n"
    )
    assert check(parse(content)) == ()
    assert check(parse(content.replace(b"> Do", b"Do")))


def test_the_blunder_is_held_and_the_better_way_passes() -> None:
    blunder = (
        "Hi Bill,\n\nIt has been a tough year, we were all laid off. I was hoping you might have "
        "an operations job in mind for me at your company or know someone who does. Let me know "
        "if you know of anything.\n\nSam"
    )
    better = (
        "Hi Bill,\n\nHow did the Chicago marathon go? We were all laid off in spring. You know "
        "cold chains better than anyone: which association would you join first?\n\nSam"
    )
    for body, expected in ((blunder, True), (better, False)):
        message = parse(f"Subject: Hello\r\n\r\n{body}".encode())
        assert bool(holds(check(message))) is expected


@pytest.mark.parametrize("unit", ["word ", "Do you have any openings? ", "x", "a. ", "\n"])
def test_a_megabyte_is_judged_in_bounded_time(unit: str) -> None:
    message = parse(b"Subject: x\r\n\r\n" + unit.encode() * (1_000_000 // len(unit)))
    began = time.monotonic()
    check(message)
    assert time.monotonic() - began < 10  # Well under one on an idle machine, coverage off.
