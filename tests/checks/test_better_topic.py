from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.better_topic import find_topic


@pytest.mark.parametrize(
    ("text", "words", "job"),
    [
        ("I was hoping you have an operations job for me.", "operations", "in operations"),
        ("I know warehouse automation well.", "warehouse automation", "in warehouse automation"),
        ("Are you hiring in the packaging industry?", "packaging", "in packaging"),
        ("Do you need a welder?", "the work of a welder", "as a welder"),
        ("Any estimators wanted?", "the work of an estimator", "as an estimator"),
        ("You need a night nurse.", "the work of a night nurse", "as a night nurse"),
        ("My friend at the bakery left.", "the work at a bakery", "at a bakery"),
        ("Since school I look for this: your bakery.", "the work at a bakery", "at a bakery"),
        ("I worked in IT for years.", "IT", "in IT"),
        ("A role in supply chain, maybe?", "the supply chain", "in the supply chain"),
        ("I look for a sales manager post.", "the work of a sales manager", "as a sales manager"),
    ],
)
def test_what_a_letter_speaks_of_is_found(text: str, words: str, job: str) -> None:
    found = find_topic(text)
    assert found is not None
    assert (found.words, found.job) == (words, job)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Do you have a job in mind?",
        "I look for work in Denver.",
        "I am writing to ask about it.",
        "We are planning to travel.",
        "Our manager let us go.",
        "It is a real business in the tech world.",
    ],
)
def test_words_that_are_no_trade_are_none(text: str) -> None:
    assert find_topic(text) is None


def test_the_words_that_ask_come_before_the_rest_of_the_letter() -> None:
    found = find_topic("Any job for a welder?", "I like physics.")
    assert found is not None
    assert found.words == "the work of a welder"
    later = find_topic("Any job?", "", "I like physics.")
    assert later is not None
    assert later.words == "physics"


@given(st.text(max_size=300))
def test_any_text_will_do(text: str) -> None:
    found = find_topic(text)
    assert found is None or (found.words.isascii() and len(found.words) <= 34)
