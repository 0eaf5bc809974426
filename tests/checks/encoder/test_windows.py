from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from checks.encoder.windows import WORDS_LIMIT, joined, windows

SENTENCES = [f"Sentence {number} has just a few words more." for number in range(100)]


def test_a_short_letter_is_one_window_with_its_subject() -> None:
    (window,) = windows("Hello", ["Dear Ann,", "how are you?"])
    assert (window.first, window.last) == (0, 2)
    assert window.text == "Hello | Dear Ann, how are you?"


def test_a_letter_without_words_still_has_its_subject_read() -> None:
    assert [window.text for window in windows("Any openings?", [])] == ["Any openings? | "]


def test_windows_of_a_long_letter_overlap_and_leave_nothing_out() -> None:
    found = windows("", SENTENCES)
    assert len(found) > 1
    assert found[0].first == 0
    assert found[-1].last == len(SENTENCES)
    for one, next_one in pairwise(found):
        assert one.first < next_one.first < one.last < next_one.last


def test_a_sentence_longer_than_a_window_is_a_window_by_itself() -> None:
    long = "word " * (2 * WORDS_LIMIT)
    assert [(w.first, w.last) for w in windows("", ["Hi.", long, "Bye."])] == [
        (0, 1),
        (1, 2),
        (2, 3),
    ]


def test_white_space_and_a_very_long_subject_are_made_plain() -> None:
    assert joined("a\n b", ["c\r\n", " d"]) == "a b | c d"
    assert len(joined("x" * 10_000, [])) < 200


@given(st.lists(st.text(max_size=40), max_size=60))
def test_any_sentences_are_covered_in_order(texts: list[str]) -> None:
    covered = {at for window in windows("s", texts) for at in range(window.first, window.last)}
    assert covered == set(range(len(texts)))
