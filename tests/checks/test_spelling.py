"""Slips of hand are read as the word that was meant, good words as themselves."""

from __future__ import annotations

import pytest

from checks.spelling import spellings


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("oppening", "opening"),
        ("vacnacy", "vacancy"),
        ("emplyment", "employment"),
        ("recammend", "recommend"),
        ("nay", "any"),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(slip: str, meant: str) -> None:
    assert spellings()[slip] == meant


@pytest.mark.parametrize("word", ["opening", "resumes", "wandering", "considered", "hopping"])
def test_a_good_word_stands_for_itself(word: str) -> None:
    assert word not in spellings()


def test_tokens_are_lower_case_and_mean_something() -> None:
    assert all(token == token.lower() and plain for token, plain in spellings().items())
