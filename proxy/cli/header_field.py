"""One header field of a message put in the place of another; every other byte stays. Pure."""

from __future__ import annotations

import re
from email.header import Header

from checks import header


def encoded_words(text: str) -> str:
    """Return *text* as the value of a field, folded (RFC 2047, RFC 5322 section 2.2.3)."""
    label = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, label, header_name="Subject").encode(linesep="\r\n")


def with_field(content: bytes, start: int, name: str, value: str) -> bytes:
    """Return *content* with *value* in the field *name* of the header that begins at *start*.

    A field that is not there becomes the header's first.
    """
    line = f"{name}: {value}\r\n".encode("ascii")
    _, body = header.split(content, start, len(content))
    field = re.compile(
        rb"^" + name.encode("ascii") + rb"[ \t]*:.*\n(?:[ \t].*\n)*", re.IGNORECASE | re.MULTILINE
    )
    found = field.search(content, start, body)
    if found is None:
        return content[:start] + line + content[start:]
    return content[: found.start()] + line + content[found.end() :]
