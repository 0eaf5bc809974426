"""What counts as the text of an OpenDocument text."""

from __future__ import annotations

from checks.documents import extract
from tests.checks.making import pack_odt, part


def test_lists_tabs_and_spaces_keep_their_shape() -> None:
    content = (
        "<text:list><text:list-item><text:p>Led<text:tab/>2019</text:p></text:list-item>"
        "</text:list><text:h>Ed<text:span>uca</text:span>tion<text:s/>now</text:h>"
    )
    assert extract(part(pack_odt(content), "a.odt")).text == "• Led\t2019\nEducation now\n"


def test_comments_and_deleted_text_are_left_out() -> None:
    content = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        "<text:p>kept<office:annotation><text:p>remark</text:p></office:annotation></text:p>"
    )
    assert extract(part(pack_odt(content), "a.odt")).text == "kept\n"
