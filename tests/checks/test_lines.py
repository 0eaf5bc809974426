"""Lines, their roles, and the body they make."""

from __future__ import annotations

import pytest

from checks.lines import LINES_LIMIT, TEXT_LIMIT, Body, Line, Page, Role, split, within_limits


def test_invisible_characters_and_odd_line_ends_are_folded() -> None:
    lines = split("re\u200bsu\u00adme\u00a0now\r\nnext\u2028third\x00\rlast\ttab")
    assert [line.text for line in lines] == ["resume now", "next", "third", "last\ttab"]


def test_accents_are_composed() -> None:
    assert split("re\u0301sume\u0301")[0].text == "résumé"


def test_lines_of_another_role_leave_one_blank_line() -> None:
    page = Page(
        [Line("a"), Line("> q", Role.QUOTED), Line("> q", Role.QUOTED), Line("b"), Line("")]
    )
    assert page.body() == Body(own="a\n\nb", quoted="> q\n> q")


def test_paint_leaves_what_has_a_role() -> None:
    page = Page([Line("a"), Line("q", Role.QUOTED), Line("b")])
    page.paint(0, 3, Role.REST)
    assert page.roles == [Role.REST, Role.QUOTED, Role.REST]


def test_stretches_are_the_unbroken_runs_of_own_lines() -> None:
    page = Page([Line("a"), Line("q", Role.QUOTED), Line("b"), Line("c")])
    assert page.stretches() == [(0, 1), (2, 4)]


@pytest.mark.parametrize("unit", ["x", "x\n", "\n"])
def test_text_is_cut_at_the_limits(unit: str) -> None:
    cut = within_limits(unit * (TEXT_LIMIT + 1))
    assert len(cut) <= TEXT_LIMIT
    assert cut.count("\n") <= LINES_LIMIT
    assert within_limits("short\ntext") == "short\ntext"
