"""Pages: the text of a document of Apple's, from its archive or the preview in it.

Since 2013 the text lies in .iwa files: Snappy without its frame, holding Protocol Buffers, of which
the storages of text are read (type 2001, its field 3; there is no published specification, the
layout is that of obriensp/iWorkFileFormat). Before, it was XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from checks.documents.archive import DAMAGED, PROTECTED, chunks, unpack
from checks.documents.document import UNPACKED_LIMIT, Reading, Unreadable
from checks.documents.markup import Vocabulary, passages

_STORAGES = (2001, 2005)
_TEXT = 3
_XML = Vocabulary(text=frozenset({"p"}), after={"p": "\n", "br": "\n"}, before={"tab": "\t"})
_FILES = 12


def read(content: bytes, _charset: str | None) -> Reading:
    """Return the text of a Pages document, or of the preview that it carries."""
    return Reading(_passages(content))


def _passages(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        if ".iwph" in names:
            raise Unreadable(PROTECTED)
        if "index.xml" in names:
            yield from passages(chunks(archive, archive.getinfo("index.xml")), _XML)
            return
        found = False
        for text in _of_index(archive):
            found = found or bool(text.strip())
            yield text
        if not found:
            yield from _of_preview(archive)


def _of_index(archive: ZipFile) -> Iterator[str]:
    if "Index.zip" in archive.namelist():
        try:
            with ZipFile(BytesIO(unpack(archive, archive.getinfo("Index.zip")))) as index:
                yield from _of_iwas(index)
        except BadZipFile as exc:
            raise Unreadable(DAMAGED) from exc
    else:
        yield from _of_iwas(archive)


def _of_iwas(archive: ZipFile) -> Iterator[str]:
    infos = [
        info
        for info in archive.infolist()
        if info.filename.endswith(".iwa") and "Stylesheet" not in info.filename
    ]
    infos.sort(key=lambda info: not info.filename.endswith("Document.iwa"))
    for info in infos[:_FILES]:
        try:
            for text in _storages(unframe(unpack(archive, info))):
                yield text.replace("\u2028", "\n").replace("\ufffc", "") + "\n"
        except (IndexError, ValueError):
            # One file that is not understood leaves the others.
            continue


def _of_preview(archive: ZipFile) -> Iterator[str]:
    from checks.documents import pdf  # noqa: PLC0415 - its import takes longer than most files

    for name in ("QuickLook/Preview.pdf", "Preview.pdf", "preview.pdf"):
        if name in archive.namelist():
            yield from pdf.read(unpack(archive, archive.getinfo(name)), None).passages
            return
    raise Unreadable("keeps its text where it can't be read")


def unframe(content: bytes) -> bytes:
    """Return what the blocks of an .iwa file hold: each a zero, 24 bits of length, Snappy."""
    whole = bytearray()
    at = 0
    while at + 4 <= len(content) and content[at] == 0:
        length = int.from_bytes(content[at + 1 : at + 4], "little")
        whole += _unsnapped(content[at + 4 : at + 4 + length])
        if len(whole) > UNPACKED_LIMIT:
            raise Unreadable("unpacks to more than is looked into")
        at += 4 + length
    return bytes(whole)


def _unsnapped(block: bytes) -> bytes:
    """Return a Snappy block unpacked (google/snappy, format_description.txt)."""
    size, at = _varint(block, 0)
    out = bytearray()
    while at < len(block) and len(out) < min(size, UNPACKED_LIMIT):
        tag = block[at]
        at += 1
        if tag & 3 == 0:
            length = tag >> 2
            if length >= 60:
                more = length - 59
                length = int.from_bytes(block[at : at + more], "little")
                at += more
            out += block[at : at + length + 1]
            at += length + 1
            continue
        if tag & 3 == 1:
            length, offset = 4 + (tag >> 2 & 7), (tag >> 5) << 8 | block[at]
            at += 1
        else:
            wide = 2 if tag & 3 == 2 else 4
            length, offset = 1 + (tag >> 2), int.from_bytes(block[at : at + wide], "little")
            at += wide
        if not 0 < offset <= len(out):
            raise ValueError("a copy from before the beginning")
        for _ in range(length):
            out.append(out[-offset])
    return bytes(out)


def _storages(octets: bytes) -> Iterator[str]:
    """Yield the text of each storage: an ArchiveInfo says what messages follow it."""
    at = 0
    while at < len(octets):
        length, at = _varint(octets, at)
        infos = [value for key, value in _fields(octets[at : at + length]) if key == 2]
        at += length
        for info in infos:
            said = dict(_fields(info)) if isinstance(info, bytes) else {}
            size = said.get(3)
            if not isinstance(size, int):
                return
            if said.get(1) in _STORAGES:
                for key, value in _fields(octets[at : at + size]):
                    if key == _TEXT and isinstance(value, bytes):
                        yield value.decode("utf-8", "replace")
            at += size


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        if key & 7 == 0:
            value, at = _varint(message, at)
            yield key >> 3, value
        elif key & 7 == 2:
            length, at = _varint(message, at)
            yield key >> 3, message[at : at + length]
            at += length
        elif key & 7 in (1, 5):
            at += 8 if key & 7 == 1 else 4
        else:
            raise ValueError("no type of field that is in use")


def _varint(octets: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        octet = octets[at]
        at += 1
        value |= (octet & 0x7F) << shift
        if octet < 0x80:
            return value, at
    raise ValueError("a number without an end")
