"""RTF: its text, through striprtf; pictures are dropped before it sees them."""

from __future__ import annotations

import re
from collections.abc import Callable

from striprtf.striprtf import rtf_to_text

from checks.documents.document import UNPACKED_LIMIT, Reading, Unreadable

# Pictures and embedded objects are long runs of hexadecimal digits: most of a file's bytes, and
# none of its text.
_HEX_RUN = re.compile(rb"[0-9a-fA-F\r\n]{256,}")


# The library carries no types of its own.
_to_text: Callable[..., str] = rtf_to_text


def read(content: bytes, _charset: str | None) -> Reading:
    """Return the text of an RTF file."""
    lean = _HEX_RUN.sub(b"", content)
    if len(lean) > UNPACKED_LIMIT:
        raise Unreadable("is too big to be looked into")
    return Reading(iter([_to_text(lean.decode("latin-1"), errors="replace")]))
