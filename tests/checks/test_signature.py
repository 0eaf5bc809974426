"""What may stand in a signature."""

from __future__ import annotations

import pytest

from checks.signature import is_detail, is_name

DETAILS = [
    "Ann Lee",
    "Senior Process Engineer | Example Corp",
    "Director of Operations",
    "M: +1 (312) 555-0100 | ann@example.com",
    "https://www.example.com/in/ann-lee",
    "Resume: https://example.com/resume.pdf",
    "12 Main Street, Springfield",
    "(she/her)",
]
WORDS = [
    "Do you know of an opening?",
    "P.S. It was great to see you",
    "PS: one more thing",
    "Here is my resume: https://example.com/resume.pdf",
    "I will call you on Monday, 312 555 0100.",
    "Let me know.",
    "My resume is at https://example.com/resume.pdf if you want it",
    "Resume attached",
]


@pytest.mark.parametrize("line", DETAILS)
def test_details_may_stand_in_a_signature(line: str) -> None:
    assert is_detail(line)


@pytest.mark.parametrize("line", WORDS)
def test_words_to_the_reader_do_not(line: str) -> None:
    assert not is_detail(line)


@pytest.mark.parametrize("line", ["Ann", "Ann Lee", "- Ann", "Dr. Ann van der Lee"])
def test_names_are_known(line: str) -> None:
    assert is_name(line)


@pytest.mark.parametrize(
    "line", ["though not today", "Call 911", "Any openings?", "", "a@example.com"]
)
def test_other_lines_are_no_names(line: str) -> None:
    assert not is_name(line)
