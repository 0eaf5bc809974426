"""A person's own rules: what they drop, what they add, and what they leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.finding import EXCERPT_LIMIT, Finding, Severity
from checks.message import parse
from checks.preferences import Preferences, is_about, is_phrase

HOLD = Severity.HOLD


def _finding(excerpt: str, where: str = "body", rule: str = "lead") -> Finding:
    return Finding("job-ask", rule, HOLD, where, excerpt, "Because.", "Ask for advice.")


def _own(text: str, *phrases: str, subject: str = "Hello") -> list[tuple[str, str]]:
    message = parse(f"Subject: {subject}\r\n\r\n{text}\r\n".encode())
    return [(f.where, f.excerpt) for f in Preferences(hold_phrases=phrases).own(message)]


def test_a_rule_that_is_off_finds_nothing_and_the_others_do() -> None:
    preferences = Preferences(off=frozenset({"job-ask/lead"}))
    lead, hint = _finding("Any lead?"), _finding("A hint?", rule="hint")
    assert preferences.applied([lead, hint]) == (hint,)
    assert Preferences().applied([lead, hint]) == (lead, hint)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Could I pick your brain?", "pick your brain"),
        ("Could I PICK\r\nyour   brain?", "Pick  Your brain"),
        ("It’s a long shot.", "it's a long shot"),
        ("We\u00a0met – once.", "met - once"),
        ("Ein Café?", "cafe\u0301"),
        ("I write C++ daily.", "C++"),
        ("Pick your brain.", "pick your brain."),
    ],
)
def test_an_added_phrase_is_found_however_it_is_set(text: str, phrase: str) -> None:
    found = _own(text, phrase)
    assert found == [("body", " ".join(text.split()))]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Could I pick your brains?", "pick your brain"),
        ("A job well done.", "jo"),
        ("Pick it. Your brain is fine.", "pick your brain"),
        ("Hello.\r\n\r\n> Could I pick your brain?", "pick your brain"),
        ("Hello.\r\n-- \r\nAnn, pick your brain", "pick your brain"),
        ("aaa.bbb", "aaa bbb"),
    ],
)
def test_an_added_phrase_is_whole_words_of_the_author(text: str, phrase: str) -> None:
    assert _own(text, phrase) == []


def test_the_excerpt_is_the_sentence() -> None:
    text = "How are you? I met Dr. Low. Could I pick your brain one day? Bye."
    assert _own(text, "your brain") == [("body", "Could I pick your brain one day?")]
    assert _own("Hi\r\n\r\nfirst\r\n\r\nthe last", "the last") == [("body", "the last")]


def test_the_subject_is_the_authors_own_too() -> None:
    assert _own("Hello", "quick favour", subject="A quick favour") == [
        ("subject", "A quick favour")
    ]


def test_the_subject_of_an_answer_is_not_the_authors_own() -> None:
    assert _own("Hello", "quick favour", subject="AW: A quick favour") == []


def test_a_phrase_late_in_a_long_sentence_is_in_the_excerpt() -> None:
    text = "and so on " * 60 + "could I pick your brain " + "and on " * 60
    ((_, excerpt),) = _own(text, "pick your brain")
    assert "pick your brain" in excerpt
    assert len(excerpt) <= EXCERPT_LIMIT


def test_two_phrases_in_one_sentence_are_one_finding_and_there_are_few() -> None:
    assert len(_own("Could I pick your brain?", "pick", "brain")) == 1
    assert (
        len(_own(". ".join(f"word{n}" for n in range(20)), *(f"word{n}" for n in range(20)))) == 5
    )


@pytest.mark.parametrize(
    ("excerpt", "where", "phrase", "about"),
    [
        ("Please keep me in mind, Bill.", "body", "Keep me  in mind", True),
        ("Please keep me in mind, Bill.", "subject", "bill", True),
        ("Please keep me in mind, Bill.", "body", "in min", False),
        ('x.pdf: "Work history"', "attachment:x.pdf", "work history", False),
        ("x.pdf", "attachment:Board_CV-2024.pdf", "board cv", True),
        ("x.pdf", "attachment:Board_CV-2024.pdf", "cv 2024.pdf", True),
        ("x.pdf", "attachment:Board_CV-2024.pdf", "cv 202", False),
    ],
)
def test_an_ignored_phrase_is_looked_for_in_the_words_or_in_the_name_of_the_file(
    excerpt: str, where: str, phrase: str, about: bool
) -> None:
    finding = _finding(excerpt, where)
    assert is_about(finding, phrase) is about
    kept = Preferences(ignore_phrases=(phrase,)).applied([finding])
    assert kept == (() if about else (finding,))


def test_that_a_check_failed_is_never_left_out() -> None:
    failed = _finding("the check job-ask failed", rule="unexamined")
    off = frozenset({"job-ask/unexamined"})
    assert Preferences(off, (), ("check",)).applied([failed]) == (failed,)


def test_a_phrase_without_a_word_is_refused() -> None:
    assert not is_phrase(" ?! ")
    with pytest.raises(ValueError, match="is no phrase"):
        Preferences(ignore_phrases=("—",))


@given(st.text(), st.text().filter(is_phrase))
def test_any_phrase_and_any_text_are_taken(text: str, phrase: str) -> None:
    message = parse(b"Subject: x\r\n\r\n" + text.encode("utf-8", "replace"))
    preferences = Preferences(hold_phrases=(phrase,), ignore_phrases=(phrase,))
    for finding in preferences.own(message):
        assert finding.id == "job-ask/own-phrase"
        is_about(finding, phrase)
