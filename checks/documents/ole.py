"""OLE compound files: which program's file it is, through olefile.

The container of Word 97 to 2003, Outlook's saved messages, and of every modern Office file that
is protected by a password ([MS-CFB], [MS-OFFCRYPTO] section 2.3.2).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from olefile import OleFileIO

from checks.documents.archive import DAMAGED, TOO_BIG
from checks.documents.document import UNPACKED_LIMIT, Unreadable

# The stream that only this kind of file has.
_STREAMS = (
    ("EncryptedPackage", "protected"),
    ("WordDocument", "doc"),
    ("__properties_version1.0", "msg"),
    ("Workbook", "spreadsheet"),
    ("Book", "spreadsheet"),
    ("PowerPoint Document", "slides"),
)


def classify(content: bytes) -> str:
    """Return what kind of file a compound file is: ``doc``, ``msg``, ..., or ``unknown``."""
    with opened(content) as ole:
        return next((kind for name, kind in _STREAMS if ole.exists(name)), "unknown")


@contextlib.contextmanager
def opened(content: bytes) -> Iterator[OleFileIO[Any]]:
    """Open a compound file; whatever goes wrong while it is open raises ``Unreadable``."""
    try:
        with OleFileIO(BytesIO(content)) as ole:
            yield ole
    # The library reads whatever the file's own tables point to.
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError) as exc:
        raise Unreadable(DAMAGED) from exc


def stream(ole: OleFileIO[Any], path: str, limit: int = UNPACKED_LIMIT) -> bytes:
    """Return one stream's bytes; empty if there is none, ``Unreadable`` beyond *limit*."""
    if not ole.exists(path):
        return b""
    if ole.get_size(path) > limit:
        raise Unreadable(TOO_BIG)
    content: bytes = ole.openstream(path).read()
    return content
