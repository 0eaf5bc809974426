"""What a pattern cannot do without: never too strict, and strict enough to be worth it."""

from __future__ import annotations

import pytest

from checks.phrases.needs import needs


def words(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each.split()) for each in sets)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("keep me", words("keep", "me")),
        ("jobs?", words("job jobs")),
        ("colou?rs?", words("color colors colour colours")),
        ("(hire|employ) me", words("hire employ", "me")),
        ("a (job|place at work)", words("a", "job place")),
        ("(any |some ){0,1}job", words("job")),
        ("(very )?good", words("good")),
        ("(very ){1,2}good", words("very", "good")),
        ("know {w3}job", words("know", "job")),
        ("work( again| back)?", words("work")),
        ("job(?! done)", words("job")),
        ("(?<= a )job", words("job")),
        ("one|two", words("one two")),
    ],
)
def test_what_is_not_optional_is_needed(pattern: str, expected: tuple[frozenset[str], ...]) -> None:
    assert sorted(needs(pattern), key=sorted) == sorted(expected, key=sorted)


@pytest.mark.parametrize(
    "pattern",
    ["nann(y|ies)", "(un)?employed", "[a-z]{3,}ists?", "any ?one", "(job|[a-z]+)", r"\?", "{w3}"],
)
def test_what_is_too_clever_to_read_asks_for_nothing(pattern: str) -> None:
    assert needs(pattern) == ()


def test_a_class_needs_one_of_its_words() -> None:
    (relatives,) = needs("{ANY}")
    assert {"anyone", "somebody"} <= relatives


def test_a_group_that_is_never_closed_is_refused() -> None:
    with pytest.raises(ValueError, match="never closed"):
        needs("(hire me")
