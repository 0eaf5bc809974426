"""The rules for job asks, from the outside: what they find, what not, and what a finding says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from checks.finding import EXCERPT_LIMIT, Severity
from checks.job_ask_rules import CHECK, FINDINGS_LIMIT, judge_text

HERE = Path(__file__).parent


def table(name: str) -> list[tuple[str, str]]:
    """Return (subject, body) of every line in the table *name*; ``||`` ends a subject."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    messages = [line.rpartition(" || ") for line in lines if line and not line.startswith("# ")]
    return [(subject, body.replace("\\n", "\n")) for subject, _, body in messages]


@pytest.mark.parametrize(("subject", "body"), table("job_asks.txt"))
def test_an_ask_is_held(subject: str, body: str) -> None:
    findings = judge_text(subject, body)
    assert findings
    assert {(finding.check, finding.severity) for finding in findings} == {(CHECK, Severity.HOLD)}


@pytest.mark.parametrize(("subject", "body"), table("job_passes.txt"))
def test_what_is_no_ask_passes(subject: str, body: str) -> None:
    assert judge_text(subject, body) == ()


BLUNDER = """\
Hi Bill,

This winter was a hard one: in January the plant let the whole day shift go. I wondered
whether you could think of a warehouse job for me at your depot, or of a friend who has
one. My CV is below. Please tell me when you come across any openings.
"""

BETTER = """\
Hi Bill,

How did the Chicago marathon go? Here the winter was a hard one: the plant let the day
shift go, and me with it. You have seen more warehouses from the inside than anybody I
know, so I thought of you. Which professional association would you recommend to somebody
in operations?
"""


def test_the_blunder_is_held_for_each_of_its_asks() -> None:
    excerpts = {finding.excerpt for finding in judge_text("Catching up", BLUNDER)}
    assert excerpts == {
        (
            "I wondered whether you could think of a warehouse job for me at your depot, or of a"
            " friend who has one."
        ),
        "My CV is below.",
        "Please tell me when you come across any openings.",
    }


def test_the_better_letter_passes() -> None:
    assert judge_text("Chicago", BETTER) == ()


def test_the_most_telling_finding_comes_first() -> None:
    findings = judge_text("", "Keep me in mind.\n\nI am asking you for a job.")
    assert findings[0].rule == "asks-outright"


def test_a_sentence_makes_one_finding() -> None:
    both = "Do you have any openings, and could you put in a good word for me?"
    assert len(judge_text("", both)) == 1


def test_equal_sentences_make_one_finding() -> None:
    assert len(judge_text("", "Are you hiring? Are you hiring? Are you hiring?")) == 1


def test_no_more_findings_than_a_person_reads() -> None:
    body = "\n\n".join(f"Do you have any jobs in building {n}?" for n in range(20))
    assert len(judge_text("", body)) == FINDINGS_LIMIT


def test_the_excerpt_keeps_the_spelling_of_the_author() -> None:
    (finding,) = judge_text("", "R u HIRING\nrn??")
    assert finding.excerpt == "R u HIRING rn??"


def test_the_excerpt_of_a_very_long_sentence_holds_the_ask() -> None:
    body = "We talked about the garden, " * 12 + "and do you have any openings on your team?"
    (finding,) = judge_text("", body)
    assert "any openings on your team" in finding.excerpt
    assert len(finding.excerpt) <= EXCERPT_LIMIT


def test_a_finding_says_where_it_was_found() -> None:
    findings = judge_text("Job inquiry", "Are you hiring?")
    assert {finding.where for finding in findings} == {"subject", "body"}


@pytest.mark.parametrize("prefix", ["Re:", "RE: ", "Fwd: ", "AW:", "re[2]:"])
def test_the_subject_of_an_answer_is_not_the_authors_own(prefix: str) -> None:
    assert judge_text(f"{prefix} Any openings?", "Sure, Tuesday is fine.") == ()


def test_a_weak_ask_needs_the_news_of_a_search() -> None:
    weak = "Do you know of anything in Denver?"
    assert judge_text("", weak) == ()
    assert judge_text("", f"I was laid off last week. {weak}")


def test_an_employer_may_say_what_a_job_seeker_may_not() -> None:
    ask = "Please keep me in mind."
    assert judge_text("", ask)
    assert judge_text("", f"We have an opening on my team. {ask}") == ()


def test_a_favor_is_no_ask_but_a_friend_in_need_is() -> None:
    assert judge_text("", "Are you hiring? I know somebody great.") == ()
    assert judge_text("", "Are you hiring? My nephew is looking.")


def test_a_denial_covers_its_own_clause_only() -> None:
    assert judge_text("", "I'm not asking you for a job.") == ()
    assert judge_text("", "I'm not asking you for a job, but do you know anyone who's hiring?")


def test_speech_in_quotation_marks_is_somebody_elses() -> None:
    said = 'My neighbor asked me yesterday: "Do you know anyone who is hiring? Hire me!"'
    assert judge_text("", said) == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "...", '"', "\x00\x01", "ß" * 50, "İ you"])
def test_odd_text_is_judged_without_complaint(text: str) -> None:
    assert judge_text(text, text) == ()


@pytest.mark.parametrize(
    "unit",
    [
        "How are things at your company these days? We shipped the order on Monday.\n\n",
        "do you have any ",
        "if you know anyone who needs the work in your area of ",
        "a. ",
        'a "b ',
        "x",
    ],
)
def test_a_megabyte_is_judged_in_bounded_time(unit: str) -> None:
    body = unit * (1_000_000 // len(unit))
    began = time.process_time()
    judge_text("", body)
    assert time.process_time() - began < 5  # About one on an idle machine, coverage off.


def test_the_end_of_a_very_long_body_is_read() -> None:
    body = "All is well here. " * 20_000 + "\n\nDo you have any openings on your team?"
    assert judge_text("", body)
