from __future__ import annotations

from collections.abc import Sequence

from checks.encoder.reading import WINDOWS_LIMIT, carrier, read


def asks_for_cheese(texts: Sequence[str]) -> list[float]:
    """Stands in for the encoder: knows one kind of ask."""
    return [3.0 if "cheese" in text else -3.0 for text in texts]


FILLER = [f"Sentence {number} tells of nothing much at all, really." for number in range(40)]


def test_the_window_that_asks_most_is_the_one_that_counts() -> None:
    letter = [*FILLER, "Have you any cheese?", *FILLER]
    reading = read("Hi", letter, asks_for_cheese)
    assert reading.logit == 3.0
    assert reading.window.first <= 40 < reading.window.last
    assert reading.complete


def test_a_letter_that_asks_nothing_reads_so() -> None:
    assert read("Hi", FILLER, asks_for_cheese).logit == -3.0


def test_of_a_very_long_text_beginning_and_end_are_read_and_said_so() -> None:
    asked: list[int] = []

    def logits(texts: Sequence[str]) -> list[float]:
        asked.append(len(texts))
        return asks_for_cheese(texts)

    reading = read("", [*FILLER * 20, "Have you any cheese?"], logits)
    assert (reading.logit, reading.complete) == (3.0, False)
    assert asked == [WINDOWS_LIMIT]


def test_the_sentence_without_which_nothing_is_asked_carries_the_ask() -> None:
    letter = ["Hello Ann.", "It rained.", "Have you any cheese?", "Best, Bo."]
    reading = read("Hi", letter, asks_for_cheese)
    assert carrier("Hi", letter, reading, asks_for_cheese) == 2


def test_a_sentence_in_a_later_window_is_found_at_its_own_place() -> None:
    letter = [*FILLER, "Have you any cheese?"]
    reading = read("Hi", letter, asks_for_cheese)
    assert carrier("Hi", letter, reading, asks_for_cheese) == 40


def test_an_ask_said_twice_is_still_found() -> None:
    letter = ["Have you any cheese?", "It rained.", "No cheese at all?"]
    reading = read("Hi", letter, asks_for_cheese)
    assert carrier("Hi", letter, reading, asks_for_cheese) in {0, 2}


def test_an_ask_in_the_subject_alone_is_the_subjects() -> None:
    letter = ["Hello Ann.", "It rained."]
    reading = read("Any cheese?", letter, asks_for_cheese)
    assert carrier("Any cheese?", letter, reading, asks_for_cheese) is None


def test_a_message_of_a_subject_only_is_read() -> None:
    reading = read("Any cheese?", [], asks_for_cheese)
    assert reading.logit == 3.0
    assert carrier("Any cheese?", [], reading, asks_for_cheese) is None
