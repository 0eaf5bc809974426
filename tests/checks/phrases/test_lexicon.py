"""Word classes and gaps."""

from __future__ import annotations

import re

import pytest

from checks.phrases.lexicon import MACRO, definition, is_gap, lexicon


def test_a_class_is_one_group_of_its_lines() -> None:
    assert definition("LINK").startswith("(")
    assert "nephew" in lexicon()["RELATIVE"]


@pytest.mark.parametrize("gap", ["w3", "a3", "q3"])
def test_a_gap_may_be_empty(gap: str) -> None:
    assert is_gap(gap)
    assert definition(gap).endswith("{0,3}")


@pytest.mark.parametrize("name", sorted(lexicon()))
def test_a_class_is_made_of_known_classes_and_whole_groups(name: str) -> None:
    text = lexicon()[name]
    known = {macro.group(1) for macro in MACRO.finditer(text) if not is_gap(macro.group(1))}
    assert known <= lexicon().keys()
    plain = re.sub(r"\\.|\[[^\]]*\]", "", text)
    assert plain.count("(") == plain.count(")")
