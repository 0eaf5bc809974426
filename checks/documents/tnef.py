"""winmail.dat: the files in an envelope of Outlook's ([MS-OXTNEF]).

A stream of attributes; of those only the ones that name and hold attached files are looked at.
Each is bounded by the bytes that are there, so that no length in the file is believed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.documents.document import MEMBERS_LISTED
from checks.documents.pack import Pack

SIGNATURE = b"\x78\x9f\x3e\x22"
# Attribute ids, [MS-OXTNEF] section 2.1.3.2.
_TITLE, _CONTENT, _BEGINS, _PROPERTIES = 0x8010, 0x800F, 0x9002, 0x9005
# Properties of an attached file, [MS-OXPROPS].
_NAMES = (0x3707, 0x3001, 0x3704)  # its long name, its display name, its short name
_OBJECT = 0x3701
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4}
_FIXED |= {0x14: 8, 0x40: 8, 0x48: 16}
_STRING, _UNICODE, _BINARY, _EMBEDDED = 0x1E, 0x1F, 0x102, 0x0D
_MANY = 0x1000
_NAMED = 0x8000


@dataclass(slots=True)
class _File:
    title: str = ""
    content: bytes = b""
    names: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return next((self.names[key] for key in _NAMES if self.names.get(key)), self.title)


def read(content: bytes) -> Pack:
    """Return the files in *content*, as many as are whole; never raises."""
    files: list[_File] = []
    complete = False
    for attribute, octets in _attributes(content):
        if attribute is None:
            complete = True
        elif attribute == _BEGINS and len(files) <= MEMBERS_LISTED:
            files.append(_File())
        elif files and attribute == _TITLE:
            files[-1].title = octets.rstrip(b"\0").decode("cp1252", "replace")
        elif files and attribute == _CONTENT:
            files[-1].content = octets
        elif files and attribute == _PROPERTIES:
            _take_properties(files[-1], octets)
    return Pack(tuple((file.name, file.content) for file in files), complete)


def _attributes(content: bytes) -> Iterator[tuple[int | None, bytes]]:
    """Yield id and value of each attribute, and None for a sound end."""
    at = 6  # the signature and a key
    while at + 9 <= len(content):
        attribute, length = struct.unpack_from("<HxxI", content, at + 1)
        value = content[at + 9 : at + 9 + length]
        yield attribute, value
        if len(value) < length:
            return
        at += 9 + length + 2  # a checksum ends it
    yield None, b""


def _take_properties(file: _File, octets: bytes) -> None:
    try:
        for key, kind, value in _properties(octets):
            if key in _NAMES and kind in (_STRING, _UNICODE):
                encoding = "utf-16-le" if kind == _UNICODE else "cp1252"
                file.names[key] = value.decode(encoding, "replace").rstrip("\0")
            elif key == _OBJECT and kind in (_BINARY, _EMBEDDED) and not file.content:
                # An embedded object has the id of its interface before it.
                file.content = value[16:] if kind == _EMBEDDED else value
    except struct.error:
        return


def _properties(octets: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield id, type and first value of each property ([MS-OXTNEF] section 2.1.3.4)."""
    (count,) = struct.unpack_from("<I", octets)
    at = 4
    for _ in range(min(count, 2000)):
        kind, key = struct.unpack_from("<HH", octets, at)
        at = _past_name(octets, at + 4) if key >= _NAMED else at + 4
        many, kind = kind & _MANY, kind & ~_MANY
        values = 1
        if many or kind not in _FIXED:
            (values,) = struct.unpack_from("<I", octets, at)
            at += 4
        first = b""
        for index in range(min(values, 2000)):
            length, padded = _FIXED.get(kind, 0), _FIXED.get(kind, 0)
            if kind not in _FIXED:
                (length,) = struct.unpack_from("<I", octets, at)
                at, padded = at + 4, -(-length // 4) * 4
            if not index:
                first = octets[at : at + length]
            at += padded
        yield key, kind, first


def _past_name(octets: bytes, at: int) -> int:
    (named,) = struct.unpack_from("<I", octets, at + 16)
    if not named:
        return at + 24
    (length,) = struct.unpack_from("<I", octets, at + 20)
    return int(at + 24 + -(-length // 4) * 4)
