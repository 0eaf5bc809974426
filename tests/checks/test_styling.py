"""What an element's attributes say."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from checks import styling
from checks.lines import Role


def element(html: str) -> Tag:
    found = BeautifulSoup(html, "html.parser").find()
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize(
    ("html", "removed", "hidden"),
    [
        ('<p style="display:none">', True, False),
        ('<p style="DISPLAY : NONE !important">', True, False),
        ("<p hidden>", True, False),
        ('<p style="mso-hide:all">', True, False),
        ('<p style="visibility:hidden">', False, True),
        ('<p style="font-size:0">', False, True),
        ('<p style="font-size: 0.0px; color:red">', False, True),
        ('<p style="overflow:hidden;max-height:0px">', False, True),
        ('<p style="font-size:0.9em">', False, False),
        ('<p style="line-height:0;overflow:visible">', False, False),
        ('<p class="hidden">', False, False),
    ],
)
def test_hidden_elements_are_known(html: str, removed: bool, hidden: bool) -> None:
    assert styling.is_removed(element(html)) is removed
    assert styling.is_hidden(element(html), inherited=False) is hidden


@pytest.mark.parametrize(
    ("html", "removed"),
    [
        ('<p class="pre">', True),
        ('<p class="first pre">', True),
        ('<p id="top">', True),
        ('<p class="prelude" id="stop">', False),
        ('<p class="pre" style="display:block">', False),
    ],
)
def test_an_element_that_a_style_sheet_hides_is_removed(html: str, removed: bool) -> None:
    assert styling.is_removed(element(html), frozenset({".pre", "#top"})) is removed


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ('<div name="messageReplySection">', Role.QUOTED),
        ('<div name="messageSignatureSection">', Role.SIGNATURE),
        ('<div id="Zm-_Id_-Sgn">', Role.SIGNATURE),
        ('<a name="signature">', Role.OWN),
        ("<blockquote>", Role.QUOTED),
        ('<blockquote style="margin-left:40px">', Role.OWN),
        ('<blockquote style="margin:0 0 0 40px;border:none">', Role.OWN),
        ('<blockquote style="margin:0 0 0 .8ex;border-left:1px solid">', Role.QUOTED),
        ('<blockquote type="cite" style="margin-left:40px">', Role.QUOTED),
        ('<blockquote class="gmail_quote" style="margin-left:40px">', Role.QUOTED),
    ],
)
def test_what_clients_insert_is_told_from_the_authors_own_blocks(html: str, role: Role) -> None:
    assert styling.role(element(html)) is role


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<p class=MsoNormal>", True),
        ('<p style="margin:0">', True),
        ('<p style="color:red; margin: 0in;">', True),
        ("<p>", False),
        ('<p style="margin:0 0 1em">', False),
        ('<div style="margin:0">', False),
    ],
)
def test_paragraphs_that_are_lines_are_known(html: str, line: bool) -> None:
    assert styling.is_line(element(html)) is line


def test_what_is_hidden_stays_so_until_it_is_shown_again() -> None:
    assert styling.is_hidden(element("<p>"), inherited=True)
    assert not styling.is_hidden(element('<p style="font-size:12px">'), inherited=True)


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ('<blockquote type="cite">', Role.QUOTED),
        ("<blockquote>", Role.QUOTED),
        ('<blockquote style="border:none">', Role.OWN),
        ('<blockquote type="cite" style="border:none">', Role.QUOTED),
        ('<div class="gmail_quote">', Role.QUOTED),
        ('<div class="gmail_quote"><blockquote type="cite"></blockquote></div>', Role.OWN),
        ('<div class="gmail_attr">', Role.QUOTED),
        ('<div class="gmail_signature">', Role.SIGNATURE),
        ('<pre class="moz-signature" cols="72">', Role.SIGNATURE),
        ('<div id="Signature">', Role.SIGNATURE),
        ('<div class="gmail_default">', Role.OWN),
        ('<div class="signature-dish">', Role.OWN),
    ],
)
def test_marks_of_mail_clients_are_known(html: str, role: Role) -> None:
    assert styling.role(element(html)) is role


def test_labels_nested_without_end_are_not_followed() -> None:
    deep = '<div style="border-top:solid">' + "<b>" * 5_000 + "From:"
    assert not styling.opens_original(element(deep))


def test_bold_labels_below_a_line_open_an_original() -> None:
    style = '<div style="border:none;border-top:solid #E1E1E1 1.0pt">'
    labels = "<b><span>Von:</span></b> a<b>An:</b> b<b>Betreff:</b> c"
    assert styling.opens_original(element(f"{style}<p>{labels}</p></div>"))
    assert not styling.opens_original(element(f"{style}<p>{labels[:40]}</p></div>"))
    assert not styling.opens_original(element(f"<div><p>{labels}</p></div>"))
