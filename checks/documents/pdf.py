"""PDF: the text of the first pages, through pypdf.

pypdf is pure Python: what a hostile file can do to it is take time and memory, and the worker has
little of either. Nothing is rendered, no script and no attachment of the file is touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from checks.documents.archive import PROTECTED
from checks.documents.document import PAGE_LIMIT, Reading, Unreadable

SCANNED = "has no text in it, as a scan or a picture has none"


def read(content: bytes, _charset: str | None) -> Reading:
    """Return the text of a PDF's first pages; raise ``Unreadable`` if it has none to give."""
    try:
        reader = PdfReader(BytesIO(content))
        # Many files are encrypted with no password, only to forbid editing or printing.
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise Unreadable(PROTECTED)
        count = len(reader.pages)
    except PyPdfError as exc:
        raise Unreadable("is damaged") from exc
    cut = f"has {count} pages, of which {PAGE_LIMIT} were read" if count > PAGE_LIMIT else None
    return Reading(_pages(reader), count, cut)


def _pages(reader: PdfReader) -> Iterator[str]:
    found = False
    for page in reader.pages[:PAGE_LIMIT]:
        text = page.extract_text()
        found = found or bool(text.strip())
        yield text + "\n"
    if not found:
        raise Unreadable(SCANNED)
