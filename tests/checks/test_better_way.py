"""Advice made for a letter: what to cut, and an easy question that speaks of its subject."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.better_way import (
    CUT_LIMIT,
    Letter,
    easy_question,
    improve,
    improve_all,
    kind_of,
    question_in,
    telling_words,
)
from checks.finding import Finding, Severity

NONE = Letter("", "")


def ask(excerpt: str, rule: str = "meaning", where: str = "body") -> Finding:
    return Finding("job-ask", rule, Severity.HOLD, where, excerpt, "Why.", "Instead.")


@pytest.mark.parametrize(
    ("excerpt", "kind"),
    [
        ("Do you have a job for me at your company?", "job at your firm"),
        ("Is your team hiring?", "job at your firm"),
        ("Do you know anyone who could use a cook?", "lead"),
        ("Could you refer me for the analyst post?", "referral or recommendation"),
        ("Would you put in a good word for me?", "referral or recommendation"),
        ("Could you introduce me to the head of HR?", "introduction"),
        ("Please keep me in mind.", "keep in mind"),
        ("Let me know if you hear of anything.", "keep in mind"),
        ("My résumé is attached.", "resume"),
        ("Could you find something for my nephew, or hire my nephew?", "on somebody's behalf"),
        ("Got any freelance gigs?", "gigs"),
        ("I would like to apply.", "application"),
        ("You know where I am.", "hint"),
    ],
)
def test_the_kind_of_an_ask_is_told_by_its_words(excerpt: str, kind: str) -> None:
    assert kind_of(ask(excerpt)).name == kind


def test_a_rule_tells_the_kind_where_words_do_not() -> None:
    assert kind_of(ask("Reckon that works?", "asks-to-keep-in-mind")).name == "keep in mind"
    assert kind_of(ask("Haben Sie etwas?", "asks-in-german")).name == "hint"


def test_the_advice_says_what_to_cut_and_asks_of_the_letters_own_subject() -> None:
    made = improve(ask("Do you have a logistics job for me?"), Letter("", "I know books."))
    assert made.why == (
        "It asks them for a job in logistics; if they have none to give, the only answer left is "
        "a no."
    )
    assert made.instead.startswith('Cut "Do you have a logistics job for me". Ask instead: "')
    assert "logistics" in str(question_in(made))


def test_two_letters_are_told_two_things() -> None:
    welder = improve(ask("Do you need a welder?"), NONE)
    baker = improve(ask("Could you keep me in mind as a baker?"), NONE)
    assert "welder" in welder.instead
    assert "baker" in baker.instead
    assert welder.why != baker.why


def test_the_same_letter_is_always_told_the_same() -> None:
    finding = ask("Is your team hiring?")
    assert improve(finding, NONE) == improve(finding, NONE)


def test_no_question_is_asked_twice_in_a_letter() -> None:
    asks = [ask(f"Do you have a job for me in building {n}?") for n in "abc"]
    questions = [question_in(made) for made in improve_all(asks, NONE)]
    assert len(set(questions)) == 3


def test_somebody_else_is_named() -> None:
    letter = Letter("", "My nephew Tom is a baker.")
    made = improve(ask("Would you have a place for him?"), letter)
    assert "your nephew" in made.why
    assert "as a baker" in made.why


def test_an_ask_in_the_subject_is_taken_out_of_it() -> None:
    made = improve(ask("Any openings?", where="subject"), NONE)
    assert made.instead.startswith('Take "Any openings" out of the subject. Ask in the letter: "')


def test_a_resume_keeps_its_reason_and_gets_a_question() -> None:
    resume = Finding(
        "resume", "content", Severity.HOLD, "attachment:cv.pdf", "cv.pdf", "It is one.", "Later."
    )
    made = improve(resume, Letter("", "I have been a nurse for years."))
    assert made.why == "It is one."
    assert made.instead.startswith('Later. For now, ask: "')
    assert "nurse" in made.instead


@pytest.mark.parametrize(
    "finding",
    [
        replace(ask("Hire me."), severity=Severity.ADVISE),
        Finding("tone", "loud", Severity.HOLD, "body", "Hire me.", "Loud.", "Soften."),
    ],
)
def test_other_findings_stay_as_they_are(finding: Finding) -> None:
    assert improve(finding, NONE) is finding


def test_a_long_sentence_is_cut_to_the_words_that_ask() -> None:
    long = "After all these years and " * 4 + "so much rain, do you have any openings on your team?"
    words = telling_words(long, CUT_LIMIT)
    assert words == "... do you have any openings on your team"
    assert telling_words("Hire me.", CUT_LIMIT) == "Hire me."


def test_a_letter_that_asks_nothing_gets_a_question() -> None:
    assert "welder" in easy_question("", "I was a welder.")
    assert easy_question("", "").endswith("?")


@given(st.text(min_size=1, max_size=300).filter(lambda t: bool(t.strip())), st.text(max_size=300))
def test_advice_is_made_for_any_text(excerpt: str, own: str) -> None:
    made = improve(ask(excerpt), Letter(own[:50], own))
    assert made.excerpt == ask(excerpt).excerpt
    assert question_in(made)
    assert len(telling_words(made.excerpt, CUT_LIMIT)) <= CUT_LIMIT
