"""Two renderings of one letter."""

from __future__ import annotations

import pytest

from checks.alternative import reconcile
from checks.lines import Body


def test_the_same_words_count_once_however_they_are_wrapped() -> None:
    plain = Body(own="How was the\nChicago marathon?")
    assert reconcile(plain, Body(own="How was the Chicago marathon?")).own == plain.own


def test_what_only_the_html_says_is_added() -> None:
    joined = reconcile(Body(own="Hello Bill"), Body(own="Hello Bill\nAny openings at your firm?"))
    assert joined.own == "Hello Bill\nAny openings at your firm?"


def test_a_quote_that_only_the_html_marks_is_not_the_authors() -> None:
    plain = Body(own="Hard.\n\nBill:\nHow was the Chicago marathon?")
    joined = reconcile(plain, Body(own="Hard.", quoted="Bill:\nHow was the Chicago marathon?"))
    assert joined.own == "Hard."
    assert "marathon" in joined.quoted


def test_words_said_in_the_quote_and_by_the_author_stay_the_authors() -> None:
    plain = Body(own="Any openings at your firm?", quoted="> Any openings at your firm?")
    html = Body(own="Any openings at your firm?", quoted="Any openings at your firm?")
    assert reconcile(plain, html).own == "Any openings at your firm?"


def test_a_link_that_only_the_html_shows_is_kept() -> None:
    html = Body(own="Here is my page <https://example.com/cv.pdf> to read.")
    joined = reconcile(Body(own="Here is my page to read."), html)
    assert joined.own == "Here is my page to read.\n<https://example.com/cv.pdf>"


@pytest.mark.parametrize(
    "stub",
    [
        "",
        "This is an HTML message; your mail client cannot display it.",
        "Ihr Programm kann keine HTML-Nachrichten anzeigen.",
        "To read it, view this email in your browser.",
    ],
)
def test_a_stub_is_no_letter(stub: str) -> None:
    assert reconcile(Body(own=stub), Body(own="The letter.")) == Body(own="The letter.")


def test_a_letter_about_html_is_a_letter() -> None:
    plain = Body(own="I have been writing HTML for ten years. " * 20 + "Which browser do you use?")
    assert reconcile(plain, Body(own="The letter.")).own.startswith("I have been writing HTML")


def test_an_empty_html_changes_nothing() -> None:
    assert reconcile(Body(own="The letter."), Body()) == Body(own="The letter.")
