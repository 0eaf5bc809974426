"""Sentences as the checks read them, and the originals that they keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.text import clause_before, normalise, sentences


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("I'm", "i am"),
        ("Im", "i am"),
        ("don’t", "do not"),
        ("dont", "do not"),
        ("u r", "you are"),
        ("lmk plz", "let me know please"),
        ("RÉSUMÉ", "resume"),
        ("resumé", "resume"),
        ("CV", "resume"),
        ("curriculum vitae", "resume"),
        ("oppurtunity", "opportunity"),
        ("oppotrunity", "opportunity"),
        ("recomend", "recommend"),
        ("full-time", "full time"),
        ("him/her", "him her"),
        ("nephew's", "nephew s"),
        ("well – fine", "well - fine"),
        ("wait... what", "wait , what"),
        ("Straße", "straße"),
    ],
)
def test_words_are_read_as_what_they_stand_for(written: str, read: str) -> None:
    assert normalise(written) == f" {read} "


@pytest.mark.parametrize("word", ["resumed", "considered", "booking", "recommended", "forwarded"])
def test_good_words_are_no_misspellings(word: str) -> None:
    assert normalise(word) == f" {word} "


def originals(text: str) -> list[str]:
    return [sentence.original for sentence in sentences(text)]


def test_wrapped_lines_are_one_sentence() -> None:
    assert originals("Do you know\nof any\r\nopenings?") == ["Do you know of any openings?"]


def test_a_blank_line_ends_a_sentence() -> None:
    assert originals("Hello Bill\n\nAre you well") == ["Hello Bill", "Are you well"]


def test_an_item_of_a_list_is_a_sentence() -> None:
    assert originals("Two things:\n- the garden\n- a job") == [
        "Two things:",
        "- the garden",
        "- a job",
    ]


def test_a_greeting_is_a_sentence_of_its_own() -> None:
    assert originals("Hi Bill,\nAny news?") == ["Hi Bill,", "Any news?"]


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    assert originals("Ask Mr. Hall, e.g. today. Thanks.") == [
        "Ask Mr. Hall, e.g. today.",
        "Thanks.",
    ]


def test_sentences_end_without_capitals_too() -> None:
    assert originals("hey bill. any jobs? thx") == ["hey bill.", "any jobs?", "thx"]


def test_quoted_speech_is_read_as_empty_but_kept() -> None:
    (sentence,) = sentences("He wrote “do you have a job for me” and left.")
    assert "job" not in sentence.words
    assert "job" in sentence.original


def test_a_text_that_is_all_in_quotation_marks_is_read() -> None:
    (sentence,) = sentences('"Do you have a job for me?"')
    assert "job" in sentence.words


def test_a_clause_starts_after_the_last_boundary() -> None:
    words = normalise("I'm not asking, but do you know anyone")
    assert clause_before(words, words.index("do you")).strip() == ""
    assert clause_before(words, words.index("asking")).strip() == "i am not"


def test_a_short_sentence_is_its_own_excerpt() -> None:
    (sentence,) = sentences("Any  openings?")
    assert sentence.excerpt(1, 4, 240) == "Any openings?"


def test_the_excerpt_of_a_long_sentence_surrounds_the_place() -> None:
    (sentence,) = sentences("one two " * 30 + "the very words " + "three four " * 30)
    start = sentence.words.index("the very")
    excerpt = sentence.excerpt(start, start + len("the very words"), 80)
    assert "the very words" in excerpt
    assert len(excerpt) <= 80
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")


@given(st.text())
def test_any_text_has_sentences(text: str) -> None:
    for sentence in sentences(text):
        assert sentence.words.startswith(" ")
        assert sentence.words.endswith(" ")
        assert sentence.original
        assert len(sentence.excerpt(1, 5, 60)) <= 60
