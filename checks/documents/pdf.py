"""PDF: the text of the first pages, through pypdf.

pypdf is pure Python: what a hostile file can do to it is take time and memory, and the worker has
little of either. Nothing is rendered, no script and no attachment of the file is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from checks.documents.archive import PROTECTED
from checks.documents.document import PAGE_LIMIT, Reading, Unreadable

_TITLE_LENGTH = 200
_COUNT = re.compile(rb"/Count\s{0,4}(\d{1,5})\b")
_XMP_TITLE = re.compile(rb"<dc:title>.{0,200}?<rdf:li[^>]{0,60}>([^<]{1,600})</rdf:li>", re.DOTALL)
SCANNED = "has no text in it, as a scan or a picture has none"


def read(content: bytes, _charset: str | None) -> Reading:
    """Return the text of a PDF's first pages; raise ``Unreadable`` if it has none to give."""
    try:
        reader = PdfReader(BytesIO(content))
        # Many files are encrypted with no password, only to forbid editing or printing.
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise Unreadable(PROTECTED, _count_seen(content), _title_seen(content))
        count = len(reader.pages)
    except PyPdfError as exc:
        raise Unreadable("is damaged") from exc
    cut = f"has {count} pages, of which {PAGE_LIMIT} were read" if count > PAGE_LIMIT else None
    return Reading(_pages(reader), count, cut, _title(reader) or _title_seen(content))


def _title(reader: PdfReader) -> str | None:
    try:
        said = reader.metadata
        return str(said.title)[:_TITLE_LENGTH] if said and said.title else None
    except Exception:  # noqa: BLE001 - a title that can't be had is no reason not to read
        return None


def _count_seen(content: bytes) -> int | None:
    """Return the pages of a locked file, whose numbers are not (ISO 32000-1 section 7.6)."""
    return max((int(found[1]) for found in _COUNT.finditer(content)), default=None)


def _title_seen(content: bytes) -> str | None:
    """Return the title in a metadata stream that was left in the clear."""
    found = _XMP_TITLE.search(content)
    return found[1].decode("utf-8", "replace")[:_TITLE_LENGTH] if found else None


def _pages(reader: PdfReader) -> Iterator[str]:
    found = False
    for page in reader.pages[:PAGE_LIMIT]:
        text = page.extract_text()
        found = found or bool(text.strip())
        yield text + "\n"
    if not found:
        raise Unreadable(SCANNED)
