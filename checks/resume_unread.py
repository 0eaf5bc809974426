"""Whether a file that can't be read may be a resume: by its kind and the shape of its pages.

Most files of no text are photographs, tables and programs, and nobody wants to hear of those.
"""

from __future__ import annotations

import struct

from checks.documents import Document
from checks.documents.sniff import extension

MOST_PAGES = 12
"""Pages beyond which a scan is a book or a contract, not a resume."""
_PAPERS = frozenset({"pdf", "doc", "docx", "odt", "rtf", "pages", "html", "latex", "text"})
_PAPERS |= {"markdown", "protected", "scan", "archive", "zip", "ole", "tnef", "mail", "msg"}
_ENDINGS = frozenset({"wpd", "wps", "xps", "oxps", "ps", "djvu", "epub", "p7m", "gpg", "pgp"})


def may_be_resume(name: str, document: Document) -> bool:
    """Say whether a file without any text that could be read is worth a word."""
    if document.pages is not None and document.pages > MOST_PAGES:
        return False
    if document.members or document.kind == "empty":
        return False
    if document.kind in _PAPERS:
        return document.problem is not None or document.kind in {"pdf", "doc", "docx", "pages"}
    return document.kind == "unknown" and extension(name) in _ENDINGS


def is_page_shaped(picture: bytes) -> bool:
    """Say whether a picture has the sides of a sheet, A4 or Letter, and the size of a scan."""
    sides = _png(picture) or _jpeg(picture)
    if sides is None or b"Exif\0\0" in picture[:64]:
        # Cameras write Exif, and their pictures are near enough to a sheet.
        return False
    width, height = sides
    if height < 1000 or width < 700:
        return False
    return any(abs(height / width - ratio) < 0.012 for ratio in (297 / 210, 11 / 8.5))


def _png(picture: bytes) -> tuple[int, int] | None:
    if picture[:8] != b"\x89PNG\r\n\x1a\n" or len(picture) < 24:
        return None
    width, height = struct.unpack_from(">II", picture, 16)
    return width, height


def _jpeg(picture: bytes) -> tuple[int, int] | None:
    """Return the sides in the start of frame (ITU-T T.81 section B.2.2)."""
    at = 2
    while picture[:2] == b"\xff\xd8" and at + 9 <= len(picture) and picture[at] == 0xFF:
        marker = picture[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", picture, at + 5)
            return (width, height) if width and height else None
        at += 2 + max(2, struct.unpack_from(">H", picture, at + 2)[0])
    return None
