"""ZIP files, read with a measure in hand.

Sizes are checked twice, as declared and while unpacking, since a bomb lies about the first.
One level only: an archive inside an archive is named, never opened.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from checks.documents.document import MEMBERS_LISTED, UNPACKED_LIMIT, Unreadable
from checks.documents.pack import shown

_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
TOO_BIG = "unpacks to more than is looked into"
PROTECTED = "is protected by a password"
DAMAGED = "is damaged"
_SIGNATURES = (
    ("word/document", "docx"),
    ("xl/workbook", "spreadsheet"),
    ("ppt/presentation", "slides"),
    ("Index/Document.iwa", "pages"),
    ("Index.zip", "pages"),
    (".iwph", "pages"),
    ("QuickLook/Preview.pdf", "pages"),
)


def classify(archive: ZipFile) -> str:
    """Return what kind of file a ZIP is: ``docx``, ``odt``, ..., or plain ``zip``."""
    names = archive.namelist()
    for prefix, kind in _SIGNATURES:
        if any(name.startswith(prefix) for name in names):
            return kind
    if "mimetype" in names and "content.xml" in names:
        return _open_document(archive)
    return "zip"


def _open_document(archive: ZipFile) -> str:
    try:
        declared = unpack(archive, archive.getinfo("mimetype"), 200)
    except Unreadable:
        return "unknown"
    if b"opendocument.spreadsheet" in declared:
        return "spreadsheet"
    if b"opendocument.presentation" in declared:
        return "slides"
    return "odt" if b"opendocument.text" in declared else "unknown"


def unpack(archive: ZipFile, info: ZipInfo, limit: int = UNPACKED_LIMIT) -> bytes:
    """Return one member's bytes; raise ``Unreadable`` before it grows beyond *limit*."""
    return b"".join(chunks(archive, info, limit))


def chunks(archive: ZipFile, info: ZipInfo, limit: int = UNPACKED_LIMIT) -> Iterator[bytes]:
    """Yield one member's bytes piece by piece; raise ``Unreadable`` beyond *limit* bytes."""
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable(PROTECTED)
    if info.file_size > limit:
        raise Unreadable(TOO_BIG)
    total = 0
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                total += len(chunk)
                if total > limit:
                    raise Unreadable(TOO_BIG)
                yield chunk
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as exc:
        raise Unreadable(DAMAGED) from exc


@dataclass(frozen=True, slots=True)
class Contents:
    """The files in a ZIP: folders and the system's own droppings left out."""

    archive: ZipFile
    infos: tuple[ZipInfo, ...]
    cut: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """Each file's path inside the ZIP."""
        return tuple(shown_name(info) for info in self.infos)

    def read(self, count: int) -> Iterator[tuple[str, bytes | str]]:
        """Yield the first *count* files: name and bytes, or name and what is wrong with it."""
        left = 3 * UNPACKED_LIMIT
        for info in self.infos[:count]:
            try:
                content = unpack(self.archive, info, min(left, UNPACKED_LIMIT))
            except Unreadable as exc:
                yield shown_name(info), str(exc)
            else:
                left -= len(content)
                yield shown_name(info), content


def shown_name(info: ZipInfo) -> str:
    """Return a member's path without control characters, and no longer than a path is."""
    return shown(info.filename)


def contents(archive: ZipFile) -> Contents:
    """Return the files of *archive*, the ones most like a document first."""
    files = [info for info in archive.infolist() if not _is_clutter(info)]
    files.sort(key=lambda info: info.file_size > UNPACKED_LIMIT)
    cut = "holds more files than are looked at" if len(files) > MEMBERS_LISTED else None
    return Contents(archive, tuple(files[:MEMBERS_LISTED]), cut)


def _is_clutter(info: ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    return info.is_dir() or "__MACOSX" in path.parts or path.name in {".DS_Store", "Thumbs.db"}
