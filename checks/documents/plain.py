"""Plain text and Markdown: bytes to characters, whatever the label says.

The declared charset is tried first after a byte order mark; a wrong or unknown one never loses
the text, since single-byte decoding always succeeds.
"""

from __future__ import annotations

import codecs

from checks.documents.document import TEXT_LIMIT, Document, clip

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(content: bytes, kind: str, charset: str | None) -> Document:
    """Return the text of a file, cut at ``TEXT_LIMIT``; never raises."""
    # Four bytes are the longest character of any encoding in use.
    text = decode(content[: 4 * TEXT_LIMIT], charset)
    kept, cut = clip(text, TEXT_LIMIT)
    cut = cut or len(content) > 4 * TEXT_LIMIT
    problem = "is long and was read only in part" if cut else None
    return Document(kind, kept, complete=not cut, problem=problem)


def decode(content: bytes, charset: str | None) -> str:
    """Return *content* as characters; undecodable bytes become replacement characters."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-8", charset or "cp1252"):
        text = _try(content, encoding)
        if text is not None:
            return text
    return content.decode("cp1252", "replace")


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    # UnicodeError is a ValueError, and so is an encoding's name with a NUL in it; an encoding
    # that is not one of text raises LookupError.
    except (LookupError, ValueError):
        return None
