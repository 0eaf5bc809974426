"""Waiting returns the answer that it waited for, or says what didn't come."""

from __future__ import annotations

import pytest

from tests.servers.waiting import until


def test_the_first_true_answer_is_returned() -> None:
    answers = iter([0, 0, 7])
    assert until(lambda: next(answers), "a seven") == 7


def test_what_never_comes_is_named() -> None:
    with pytest.raises(TimeoutError, match="a thing that never comes"):
        until(lambda: False, "a thing that never comes", timeout_s=0.05)
