"""Pages: the archive's text, the older XML, the preview; and no bomb unpacked."""

from __future__ import annotations

import contextlib

import pytest

from checks.documents import extract
from checks.documents.document import UNPACKED_LIMIT, Unreadable
from checks.documents.pages import read, unframe
from tests.checks.making import make_iwa, make_pages, make_pdf, make_zip, part


def _text(content: bytes) -> str:
    return "".join(read(content, None).passages)


def test_the_text_of_the_archive_is_read() -> None:
    assert _text(make_pages("Zoë\nWork")).strip() == "Zoë\nWork"
    packed = make_zip({"Index.zip": make_zip({"Index/Document.iwa": make_iwa("Inner")})})
    assert _text(packed).strip() == "Inner"
    assert extract(part(packed, "a.pages")).kind == "pages"


def test_the_older_format_is_read() -> None:
    xml = b'<sl:document xmlns:sl="a" xmlns:sf="b"><sf:p>One</sf:p><sf:p>Two</sf:p></sl:document>'
    old = make_zip(
        {"index.xml": xml, "QuickLook/Preview.pdf": b"", "buildVersionHistory.plist": b""}
    )
    assert _text(old) == "One\nTwo\n"


def test_where_the_archive_says_nothing_the_preview_does() -> None:
    made = make_zip({"Index/Document.iwa": b"", "QuickLook/Preview.pdf": make_pdf("Seen")})
    assert "Seen" in _text(made)
    with pytest.raises(Unreadable, match="can't be read"):
        _text(make_zip({"Index/Document.iwa": b"\0\0"}))


def test_a_locked_document_says_so() -> None:
    locked = make_zip({"Index/Document.iwa": b"x", ".iwph": b"hint"})
    assert extract(part(locked, "a.pages")).problem == "is protected by a password"


def test_copies_are_unpacked() -> None:
    # Five times "ab" by a literal of two octets and a copy of eight from two octets before.
    block = bytes([10, 1 << 2]) + b"ab" + bytes([(8 - 4) << 2 | 1, 2])
    assert unframe(b"\0" + len(block).to_bytes(3, "little") + block) == b"ab" * 5


@pytest.mark.timeout(60)
def test_a_bomb_is_not_unpacked() -> None:
    block = b"\xff\xff\xff\x7f" + b"\x00a" + b"\xfe\x01\x00" * 300_000
    with pytest.raises(Unreadable, match="unpacks to more"):
        unframe((b"\0" + len(block).to_bytes(3, "little") + block) * 3)
    assert UNPACKED_LIMIT < 64 * 300_000


def test_cut_at_any_octet_it_is_survived() -> None:
    iwa = make_iwa("Sound and well, " * 20)
    for end in range(len(iwa)):
        with contextlib.suppress(Unreadable):
            _text(make_zip({"Index/Document.iwa": iwa[:end]}))
