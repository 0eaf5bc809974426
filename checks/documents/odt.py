"""ODT: the text of the page headers and of the document itself.

Comments and deleted (tracked) text are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from checks.documents.archive import PROTECTED, chunks, unpack
from checks.documents.document import Reading, Unreadable
from checks.documents.markup import Vocabulary, passages

# OpenDocument 1.3 part 3, section 5.1: p and h hold the text, s stands for spaces.
_WORDS = Vocabulary(
    text=frozenset({"p", "h"}),
    skip=frozenset({"annotation", "tracked-changes"}),
    before={"tab": "\t", "s": " ", "line-break": "\n", "list-item": "• "},
    after={"p": "\n", "h": "\n"},
)


def read(content: bytes, _charset: str | None) -> Reading:
    """Return the text of an ODT; raise ``Unreadable`` if it is protected by a password."""
    return Reading(_parts(content))


def _parts(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as archive:
        present = {info.filename: info for info in archive.infolist()}
        manifest = present.get("META-INF/manifest.xml")
        if manifest and b"encryption-data" in unpack(archive, manifest):
            raise Unreadable(PROTECTED)
        for name in ("styles.xml", "content.xml"):
            if name in present:
                yield from passages(chunks(archive, present[name]), _WORDS)
