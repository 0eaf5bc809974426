"""The score: named signs, each resting on lines that can be shown."""

from __future__ import annotations

import pytest

from checks.resume_score import Likeness, score

PLAIN = """Jane Doe
Salem, MA | jane@example.com

Work Experience
Clerk, Harbor Museum, 2018 - 2021
Guide, Harbor Museum, 2015 - 2018

Education
B.A. History, Example College
"""


def test_the_signs_are_named_and_rest_on_lines() -> None:
    judged = score(PLAIN)
    found = {sign.name: [judged.page.lines[i] for i in sign.lines] for sign in judged.signs}
    assert found["history"] == ["Work Experience"]
    assert found["education"] == ["Education"]
    assert found["contact"][0] == "Salem, MA | jane@example.com"
    assert len(found["dates"]) == 2
    assert judged.points == sum(sign.points for sign in judged.signs)
    assert judged.likeness is Likeness.RESUME


def test_the_evidence_stands_in_the_order_of_the_text() -> None:
    evidence = score(PLAIN).evidence()
    assert evidence.index("Work Experience") < evidence.index("2018") < evidence.index("Education")


@pytest.mark.parametrize(
    ("added", "sign"),
    [
        ("We are looking for a clerk.\nRequirements\nBenefits\n", "job posting"),
        ("Invoice number: 12\nSubtotal: 10\nTotal due: 11\n", "business paper"),
        ("Abstract\n1 Introduction\n2 Methods\n", "paper"),
        ("Name: ________\nAge: ________\nSignature: ________\n", "blanks to fill in"),
        ("She joined us in 2015. She lives in Salem.\n", "tells of somebody"),
        ("You and your team will love our museum. We do.\n", "addresses somebody"),
    ],
)
def test_words_of_other_papers_count_against(added: str, sign: str) -> None:
    judged = score(PLAIN + added)
    assert judged.has(sign)
    assert judged.points < score(PLAIN).points


def test_such_words_inside_a_sentence_do_not() -> None:
    assert (
        score(PLAIN + "Wrote invoices, price lists and minutes; ran the wedding business\n").points
        == score(PLAIN).points
    )


def test_no_two_signs_suffice() -> None:
    assert score("Work Experience\n2018 - 2021\n2015 - 2018\n").likeness is not Likeness.RESUME


def test_a_text_that_says_little_is_unclear() -> None:
    assert score("Jane Doe, designer").likeness is Likeness.UNCLEAR
    assert score("").likeness is Likeness.UNCLEAR
    assert score("The boat is painted green and white. " * 9).likeness is Likeness.OTHER


def test_a_name_that_its_mail_address_bears_out_counts() -> None:
    assert score("Jane Doe\njane.d@example.com\nSalem").has("own name")
    assert not score("Sample Studio\nhello@example.com\nSalem").has("own name")
    assert not score("Pump Service\nservice@example.com\nSalem").has("own name")


def test_spans_of_time_alone_are_no_resume() -> None:
    firm = (
        "Milestones\n1978 - 1985 A van\n1985 - 1994 Twenty people\n1994 - 2008 Offices\n"
        "2008 - present Data centres; 400 people\nManaging Director: S. Corrib\n"
        "Contact: info@example.ie, 091 555 0123, www.corrib.example\nDublin, Ireland\n"
    )
    assert score(firm).likeness is not Likeness.RESUME


def test_a_pronoun_in_a_name_addresses_nobody() -> None:
    assert not score("Our Town, Emily, Summer Stock").has("addresses somebody")
    assert score("This is our best work").has("addresses somebody")


@pytest.mark.parametrize(
    ("spans", "career"),
    [
        (("1998-2005", "2005-2017", "2017-now"), True),
        (("Jan 2026 - Mar 2026", "Apr 2026 - Jun 2026", "Jul 2026 - Oct 2026"), False),
    ],
)
def test_posts_over_many_years_are_a_career(spans: tuple[str, ...], *, career: bool) -> None:
    text = "".join(f"{span} Sample Works, foreman\n" for span in spans)
    assert score(text).has("career") is career
