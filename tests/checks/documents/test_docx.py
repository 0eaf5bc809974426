"""What counts as the text of a Word document."""

from __future__ import annotations

from checks.documents import extract
from tests.checks.making import make_zip, part

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def _text(body: str, **others: str) -> str:
    wrapped = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    members = {"word/document.xml": wrapped.encode()}
    for name, content in others.items():
        members[f"word/{name}.xml"] = f"<w:hdr {NAMESPACES}>{content}</w:hdr>".encode()
    return extract(part(make_zip(members), "a.docx")).text


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    twice = (
        "<mc:AlternateContent><mc:Choice>" + box + "</mc:Choice>"
        "<mc:Fallback>" + box + "</mc:Fallback></mc:AlternateContent>"
    )
    assert _text(f"<w:p><w:r>{twice}</w:r></w:p>").split() == ["Boxed"]


def test_deleted_text_is_left_out() -> None:
    assert _text("<w:p><w:del><w:delText>old</w:delText></w:del><w:t>new</w:t></w:p>") == "new\n"


def test_lists_tabs_and_breaks_keep_their_shape() -> None:
    listed = "<w:p><w:pPr><w:numPr/></w:pPr><w:t>Led</w:t><w:tab/><w:t>2019</w:t><w:br/></w:p>"
    assert _text(listed) == "• Led\t2019\n\n"


def test_the_page_header_comes_first() -> None:
    assert _text("<w:p><w:t>Body</w:t></w:p>", header1="<w:p><w:t>Name</w:t></w:p>").split() == [
        "Name",
        "Body",
    ]
