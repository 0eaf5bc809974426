"""A finding: complete, on one line, and fit for JSON."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, asdict

import pytest

from checks.finding import EXCERPT_LIMIT, Finding, Severity

WORDS = {
    "check": "job-ask",
    "rule": "asks-for-opening",
    "where": "body",
    "excerpt": "Do you have a job for me?",
    "why": "It corners the contact.",
    "instead": "Ask for advice.",
}


def _finding(**words: str) -> Finding:
    return Finding(severity=Severity.HOLD, **{**WORDS, **words})


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("nothing", ["", " \n\t"])
def test_a_finding_that_lacks_a_word_cannot_be_made(name: str, nothing: str) -> None:
    with pytest.raises(ValueError, match=f"a finding needs its {name}"):
        _finding(**{name: nothing})


def test_an_excerpt_stands_on_one_line() -> None:
    assert _finding(excerpt="  Do you\r\n> have\ta\u2028job? ").excerpt == "Do you > have a job?"


def test_an_excerpt_is_whole_up_to_the_limit_and_says_when_it_was_cut() -> None:
    whole = "x" * EXCERPT_LIMIT
    assert _finding(excerpt=whole).excerpt == whole
    cut = _finding(excerpt=whole + "y").excerpt
    assert (len(cut), cut[-2:]) == (EXCERPT_LIMIT, "x…")


def test_a_finding_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        _finding().excerpt = "other words"  # type: ignore[misc]  # what is proven


def test_a_severity_is_its_word_in_json() -> None:
    record = json.loads(json.dumps(asdict(_finding())))
    assert record == {**WORDS, "severity": "hold"}
    assert [str(severity) for severity in Severity] == ["hold", "advise"]
