from __future__ import annotations

from tests.judgement.baselines import bag_of_words, keywords, rules_alone
from tests.judgement.corpus import Labelled


def letter(body: str, label: str = "relay") -> Labelled:
    return Labelled("1", "b", label, "plain", "Hi", body)


ASK = letter("Do you know of any openings at your firm?", "hold")
BUSINESS = letter("The opening of the valve is on the left side.")
CHAT = letter("See you on Monday at the dentist.")


def test_the_keyword_list_holds_by_words_alone() -> None:
    assert keywords([], [ASK, letter("Any openings?"), CHAT]) == [True, True, False]


def test_a_word_in_a_quote_is_not_the_authors() -> None:
    assert keywords([], [letter("Sure.\n\nOn Monday Bill wrote:\n> any jobs?")]) == [False]


def test_the_bag_of_words_learns_from_what_it_is_given() -> None:
    learned = [ASK, ASK, BUSINESS, BUSINESS, CHAT, CHAT]
    assert bag_of_words(learned, [ASK, CHAT]) == [True, False]


def test_the_rules_judge_phrasings() -> None:
    assert rules_alone([], [ASK, BUSINESS]) == [True, False]
