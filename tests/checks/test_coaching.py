"""Coaching: for letters about a search only; each rule with texts that it speaks of, and not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import examine
from checks.coaching import (
    CHECK,
    LONG_PARAGRAPH_WORDS,
    LONG_WORDS,
    beside_hold,
    check,
    judge_text,
)
from checks.finding import Severity
from checks.message import parse

BLUNDER = """\
Hi Bill,

I was laid off in March. I was hoping you might have an operations job for me at your company,
or know someone who does. My resume is attached. Let me know if you hear of anything!

Dana
"""
BETTER = """\
Hi Bill,

How did the Chicago marathon go? I remember you were up at five every day to train for it.

I was laid off in March, so I am finding out what comes next. You have worked in both food and
pharma, and that is why you came to mind: how different are the two, seen from the inside?

Dana
"""
MINE = (
    "I was laid off. I have sent my letters to all my old customers and I keep hoping. "
    "I know my trade and I love my work. I need a job."
)
SEARCH = "I was laid off in May. "
FILLER = "the weather here was grey and wet and the river rose a little every day "


def rules(body: str) -> set[str]:
    return {finding.rule for finding in judge_text("", body, asks=True)}


def test_beside_a_hold_every_letter_is_coached() -> None:
    letter = parse(b"Subject: Hello\r\n\r\nCould you put me forward?\r\n")
    assert check(letter) == ()
    assert {f.rule for f in beside_hold(letter)} == {"no-catching-up", "no-easy-question"}
    held = examine(b"Subject: Hello\r\n\r\nDo you have a job for me?\r\n")
    assert {f.check for f in held} == {"job-ask", CHECK}


def test_greeting_and_name_are_not_quoted() -> None:
    excerpts = {finding.excerpt for finding in judge_text("", BLUNDER)}
    assert excerpts == {"I was laid off in March.", "Let me know if you hear of anything!"}


def test_the_blunder_is_coached_and_the_better_letter_is_not() -> None:
    assert rules(BLUNDER) == {"no-catching-up", "no-easy-question"}
    assert rules(BETTER) == set()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Please find the invoice enclosed. It is due on Friday.",
        "The position of the valve is wrong. I need my drawings back by noon.",
        "Could you send me the minutes?",
        "We are hiring a planner on my team. Do you know anybody?",
        "Lunch on Thursday?",
        "Hi, do you have any openings on Thursday for a colour and cut?",
        "Our maintenance contract ends on 31 December. We would like to renew it.",
        "Are you still hiring site managers? I know somebody great. She was laid off.",
        "I am very happy to accept the position, and can start on the 1st.",
        "I told my boss that I think my part of my report is done and I sent my notes.",
        FILLER * 30,
    ],
)
def test_a_letter_that_seeks_nothing_is_left_alone(body: str) -> None:
    assert judge_text("", body) == ()


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("no-catching-up", "Do you have any openings?"),
        ("no-catching-up", "I am looking for a new job. Please keep me in mind."),
        ("only-about-oneself", MINE),
        ("no-easy-question", "How are you? I was laid off. Do you have a job for me?"),
        ("no-easy-question", "I hope you are well. My resume is attached."),
        ("wall-of-text", SEARCH + FILLER * (LONG_PARAGRAPH_WORDS // 15 + 2)),
        ("wall-of-text", SEARCH + (FILLER + "\n\n") * (LONG_WORDS // 15 + 2)),
    ],
)
def test_a_rule_speaks(rule: str, body: str) -> None:
    assert rule in rules(body)


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("no-catching-up", "How was your trip to Rome? I was laid off in May."),
        ("no-catching-up", "Congratulations on the new house! Do you have any openings?"),
        ("no-catching-up", "It has been a while. I was laid off in May."),
        ("only-about-oneself", SEARCH + "I miss my old crew."),
        ("only-about-oneself", MINE + " You know the yards, and you built your own. What of you?"),
        ("no-easy-question", SEARCH + "Which association would you join today?"),
        ("no-easy-question", SEARCH + "I would love to hear how you came to your field."),
        ("no-easy-question", SEARCH + "I'd be glad of your advice on books."),
        ("wall-of-text", SEARCH + (FILLER + "\n\n") * 5),
    ],
)
def test_a_rule_is_silent(rule: str, body: str) -> None:
    assert rule not in rules(body)


def test_advice_never_holds_and_is_plain() -> None:
    found = judge_text("", MINE + " " + FILLER * 30)
    assert len(found) == 4
    for finding in found:
        assert (finding.check, finding.severity) == (CHECK, Severity.ADVISE)
        assert "!" not in finding.why + finding.instead
        assert (finding.why + finding.instead).isascii()


def test_advice_is_made_for_the_letter() -> None:
    by_rule = {finding.rule: finding for finding in judge_text("", MINE + " I am a welder.")}
    assert "11 times" in by_rule["only-about-oneself"].why or "12 times" in (
        by_rule["only-about-oneself"].why
    )
    assert "welder" in by_rule["no-easy-question"].instead


def test_whoever_answers_has_caught_up_already() -> None:
    letter = "Subject: Re: Hello\r\n{}\r\nI was laid off. Do you have any openings?\r\n"
    fresh = check(parse(letter.format("").encode()))
    answer = check(parse(letter.format("In-Reply-To: <1@example.com>\r\n").encode()))
    assert {f.rule for f in fresh} - {f.rule for f in answer} == {"no-catching-up"}


@given(st.text(max_size=400))
def test_any_text_can_be_coached(text: str) -> None:
    assert isinstance(judge_text(text, SEARCH + text), tuple)
