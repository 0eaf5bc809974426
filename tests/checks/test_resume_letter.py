"""Letters of application, told from other letters."""

from __future__ import annotations

import pytest

from checks.resume_letter import asking


@pytest.mark.parametrize(
    "text",
    [
        (
            "Dear Hiring Manager,\n\nI am writing to apply for the post of clerk. My resume is"
            " enclosed.\n\nSincerely,\nAnn"
        ),
        (
            "Estimados señores:\n\nMe dirijo a ustedes para presentar mi candidatura. Adjunto"
            " mi CV.\n\nAtentamente,\nAna"
        ),
        (
            "Sehr geehrte Damen und Herren,\n\nhiermit bewerbe ich mich. Über die Einladung zu"
            " einem Gespräch freue ich mich.\n\nMit freundlichen Grüßen\nAnn"
        ),
    ],
)
def test_a_letter_of_application_gives_its_phrases(text: str) -> None:
    assert len(asking(text)) >= 2


@pytest.mark.parametrize(
    "text",
    [
        (
            "Dear Ann,\n\nthank you for your application for the position of clerk. We have chosen"
            " somebody else.\n\nSincerely,\nThe Museum"
        ),
        "Dear customers,\n\nwe look forward to hearing from you.\n\nKind regards,\nThe Boatyard",
        "Dear council,\n\nI am writing to express dismay at the parking rules.\n\nSincerely,\nAnn",
        "",
    ],
)
def test_other_letters_give_none(text: str) -> None:
    assert asking(text) == ()


def test_a_book_is_no_letter() -> None:
    text = "Dear Hiring Manager,\nI am writing to apply. My resume is enclosed.\nSincerely,\n"
    assert asking(text)
    assert asking(text + "x " * 10_000) == ()
