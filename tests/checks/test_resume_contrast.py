"""The words of papers that are no resumes: each can be heard, and resumes don't speak so."""

from __future__ import annotations

import pytest

from checks.resume_contrast import ADDRESS, BLANKS, OTHER_KINDS, THIRD_PERSON
from checks.resume_score import score


@pytest.mark.parametrize(
    ("kind", "phrase"),
    [(kind, phrase) for kind, phrases in OTHER_KINDS.items() for phrase in sorted(phrases)],
)
def test_each_phrase_counts_where_it_begins_a_line(kind: str, phrase: str) -> None:
    # One phrase alone is no sign; some contain others, so the second is one that doesn't.
    others = [other for other in sorted(OTHER_KINDS[kind]) if other not in phrase]
    second = next(other for other in others if phrase not in other)
    assert not score(f"{second}: 9").has(kind)
    assert score(f"{phrase}: 7\n{second}: 9").has(kind)


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_a_phrase_inside_a_sentence_is_a_subject_and_no_sign(kind: str) -> None:
    phrases = [phrase for phrase in OTHER_KINDS[kind] if phrase.count(" ") < 2]
    assert not score("\n".join(f"Wrote about {phrase} twice" for phrase in phrases)).has(kind)


@pytest.mark.parametrize(
    "text",
    [
        "she joined the museum in 2015",
        "they have won prizes",
        "he co-founded a boatyard",
        "afterwards he taught history",
    ],
)
def test_what_tells_of_somebody_is_heard(text: str) -> None:
    assert THIRD_PERSON.search(text)


@pytest.mark.parametrize("text", ["joined the museum", "he-man is a toy", "the war", "they said"])
def test_what_tells_of_nobody_is_not(text: str) -> None:
    assert not THIRD_PERSON.search(text)


@pytest.mark.parametrize(
    "text", ["you will like it", "our museum", "we're open", "unsere boote", "a vous", "ustedes"]
)
def test_what_addresses_somebody_is_heard(text: str) -> None:
    assert ADDRESS.search(text)


@pytest.mark.parametrize("text", ["hours", "youth work", "weaver", "tours of nosy", "four"])
def test_words_that_only_contain_a_pronoun_are_not(text: str) -> None:
    assert not ADDRESS.search(text)


@pytest.mark.parametrize("text", ["Name: ____", "Age ........", "☐ yes", "[ ] no"])
def test_a_blank_to_fill_in_is_seen(text: str) -> None:
    assert BLANKS.search(text)


@pytest.mark.parametrize("text", ["snake_case __init__", "and so on ...", "[x] done", "Skills...."])
def test_ordinary_dots_and_strokes_are_no_blank(text: str) -> None:
    assert not BLANKS.search(text)
