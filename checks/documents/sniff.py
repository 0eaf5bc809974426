"""What kind of file it is: its first bytes decide, its name only where they leave it open.

Nothing is parsed here. ``zip`` and ``ole`` stand for whole families (DOCX, ODT, a plain ZIP, ...;
DOC, a message of Outlook's, ...): which of them it is takes a look inside, the worker's work.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

READ_BY_WORKER = frozenset({"pdf", "zip", "rtf", "html", "latex", "ole", "tnef", "mail"})
READ_HERE = frozenset({"text", "markdown"})

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
)
_ALSO_TEXT = frozenset({"BM"})
"""Magic numbers that a plain text could begin with; they count only if the rest is binary."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE)
_LATEX = re.compile(rb"^[ \t]*\\(?:documentclass|begin\{document\})", re.MULTILINE)
_MESSAGES = {"message/rfc822", "message/global", "multipart/related"}
_FIELD = re.compile(rb"[!-9;-~]{1,70}:[ \t]")
_OF_MAIL = re.compile(rb"^(?:mime-version|received|message-id):", re.IGNORECASE | re.MULTILINE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

UNREAD = {
    "image": "is an image, whose text is not read",
    "archive": "is packed in a format that is not opened",
    "empty": "is empty",
    "unknown": "is in a format that is not read",
}
"""Why a file of this kind has no text, completing "this file ..."."""


def sniff(content: bytes, filename: str | None, content_type: str) -> str:
    """Return the kind of a file.

    One of ``READ_BY_WORKER`` or ``READ_HERE``, or a key of ``UNREAD``.
    """
    if not content.strip():
        return "empty"
    return _by_magic(content) or _by_text(content, filename, content_type) or "unknown"


def extension(filename: str | None) -> str:
    """Return the extension of a file name in lower case, without its dot."""
    return PurePosixPath(filename or "").suffix[1:].lower()


def _by_magic(content: bytes) -> str | None:
    # Readers accept a PDF header anywhere in the first 1024 bytes, so do we (ISO 32000-1 annex H).
    if b"%PDF-" in content[:1024]:
        return "pdf"
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if start.startswith(magic) and not _may_be_text(magic, content):
            return kind
    return "image" if _is_boxed_image(content) else None


def _may_be_text(magic: bytes, content: bytes) -> bool:
    return magic.decode("latin-1") in _ALSO_TEXT and _looks_like_text(content)


def _is_boxed_image(content: bytes) -> bool:
    heif = content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"avif"}
    return heif or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def _by_text(content: bytes, filename: str | None, content_type: str) -> str | None:
    if not _looks_like_text(content):
        return None
    ending = extension(filename)
    if ending == "tex" or _LATEX.search(content[:8192]):
        return "latex"
    if ending in {"eml", "mht", "mhtml"} or content_type in _MESSAGES or _is_mail(content):
        return "mail"
    if _HTML.search(content[:2048]) or ending in {"html", "htm", "xhtml"}:
        return "html"
    if content_type == "text/html":
        return "html"
    markdown = ending in {"md", "markdown"} or content_type == "text/markdown"
    return "markdown" if markdown else "text"


def _is_mail(content: bytes) -> bool:
    """Say whether a text begins as a message does: fields, among them one that programs write."""
    top = content[:16_384].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    return bool(_FIELD.match(top) and _OF_MAIL.search(top))


def _looks_like_text(content: bytes) -> bool:
    if content.startswith(_BOMS):
        return True
    return _CONTROLS.search(content[:4096]) is None
