"""What the style sheets in a page hide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.stylesheet import SHEETS_LIMIT, hidden_names


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        (".pre{display:none}", {".pre"}),
        ("#top, div.pre { color: red; display: none !important }", {"#top", ".pre"}),
        ("/* .a{display:none} */ .b{display:none}", {".b"}),
        ("<!-- .a{display:none} -->", {".a"}),
        (".a{color:red} .b{display:none} .c{display:block}", {".b"}),
        ("@media print { .a{display:none} } .b{display:none}", {".b"}),
        (".a .b{display:none} .c:hover{display:none} p{display:none}", set()),
        (".a{-x-display:none}", set()),
        (".a{display:none", set()),
        ("}.a{display:none}", set()),
    ],
)
def test_plain_rules_that_hide_are_read(sheet: str, names: set[str]) -> None:
    assert hidden_names(f"<head><style type='text/css'>{sheet}</style></head>") == names


def test_a_page_without_a_sheet_hides_nothing() -> None:
    assert hidden_names("<p class=pre>.pre{display:none}</p>") == frozenset()


def test_a_sheet_that_never_ends_is_read_to_the_limit() -> None:
    sheet = ".a{display:none}" + " " * SHEETS_LIMIT + ".b{display:none}"
    assert hidden_names(f"<style>{sheet}") == {".a"}


@given(st.text(alphabet="<style>/*{}@.a;:display none-!", max_size=300))
def test_any_text_at_all_is_read(text: str) -> None:
    assert all(name[0] in ".#" for name in hidden_names(f"<style>{text}"))


@pytest.mark.parametrize(
    "unit", ["/*", "{", "}", "<style>", ".a{", ",", "<!--", ".a{display:none}", ";\t"]
)
def test_a_megabyte_is_read_in_linear_time(unit: str) -> None:
    hidden_names("<style>" + unit * (1_000_000 // len(unit)))
