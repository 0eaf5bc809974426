"""format=flowed, RFC 3676."""

from __future__ import annotations

import pytest

from checks.flowed import unwrap


@pytest.mark.parametrize(
    ("wrapped", "text"),
    [
        ("one \ntwo", "one two"),
        ("one\ntwo", "one\ntwo"),
        ("one \n\ntwo", "one \ntwo"),
        ("> one \n> two\nthree", "> one two\nthree"),
        ("> one \nreply", "> one \nreply"),
        ("one \n-- \nAnn", "one \n-- \nAnn"),
        (" >not a quote", ">not a quote"),
        (" From here", "From here"),
        ("one \r\ntwo\r\n", "one two\n"),
        ("", ""),
    ],
)
def test_soft_line_breaks_are_undone(wrapped: str, text: str) -> None:
    assert unwrap(wrapped) == text


def test_delsp_removes_the_space_that_marks_the_break() -> None:
    assert unwrap("ho \npe", delsp=True) == "hope"
    assert unwrap("ho \npe") == "ho pe"
