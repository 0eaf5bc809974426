"""DOC: the text of Word 97 to 2003 files, by their piece table.

[MS-DOC] section 2.4.1 says how text is found: the piece table (Clx) lists where each run of
characters lies in the main stream, and whether it takes one octet a character or two. Headers and
text boxes follow the main text in the same table, so all of them are read.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import pairwise

from checks.documents import ole
from checks.documents.archive import DAMAGED, PROTECTED
from checks.documents.document import INPUT_LIMIT, TEXT_LIMIT, Reading, Unreadable

# Offsets into the file information block, [MS-DOC] section 2.5.
_IDENT, _VERSION, _FLAGS = 0x00, 0x02, 0x0A
_TEXT_START, _TEXT_END = 0x18, 0x1C
_CLX = 0x01A2
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_WORD = 0xA5EC
_WORD_6, _WORD_97 = 0x0065, 0x00C1
_COMPRESSED = 0x40000000

# A field is its instruction, a separator and its result; a reader sees the result.
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_MARKS = str.maketrans(
    {"\r": "\n", "\x07": "\n", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\xa0": " "}
    | dict.fromkeys("\x01\x02\x03\x04\x05\x06\x08\x13\x14\x15\x1f")
)


def read(content: bytes, _charset: str | None) -> Reading:
    """Return the text of a Word file; raise ``Unreadable`` if it is locked or damaged."""
    with ole.opened(content) as file:
        main = ole.stream(file, "WordDocument", INPUT_LIMIT)
        try:
            flags = _short(main, _FLAGS)
            if flags & _ENCRYPTED:
                raise Unreadable(PROTECTED)
            table = ole.stream(file, "1Table" if flags & _TABLE_1 else "0Table", INPUT_LIMIT)
            text = "".join(_text(main, table))
        except struct.error as exc:
            raise Unreadable(DAMAGED) from exc
    return Reading(iter([_as_read(text)]))


def _short(octets: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", octets, at)[0])


def _long(octets: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", octets, at)[0])


def _text(main: bytes, table: bytes) -> Iterator[str]:
    if _short(main, _IDENT) != _WORD or _short(main, _VERSION) < _WORD_6:
        raise Unreadable(DAMAGED)
    if _short(main, _VERSION) < _WORD_97:
        # Word 6 and 95 keep their text in one run.
        yield main[_long(main, _TEXT_START) : _long(main, _TEXT_END)].decode("cp1252", "replace")
        return
    start, length = _long(main, _CLX), _long(main, _CLX + 4)
    room = 4 * TEXT_LIMIT
    for count, where in _pieces(table[start : start + length]):
        text = _piece(main, min(count, room), where)
        yield text
        room -= len(text)
        if room <= 0:
            return


def _pieces(clx: bytes) -> Iterator[tuple[int, int]]:
    """Yield each piece: its characters, and where they are ([MS-DOC] section 2.8.35)."""
    at = 0
    while clx[at : at + 1] == b"\x01":
        at += 3 + _short(clx, at + 1)
    if clx[at : at + 1] != b"\x02":
        raise Unreadable(DAMAGED)
    plc = clx[at + 5 : at + 5 + _long(clx, at + 1)]
    count = max(0, (len(plc) - 4) // 12)
    bounds = struct.unpack_from(f"<{count + 1}I", plc)
    for index, (first, beyond) in enumerate(pairwise(bounds)):
        if beyond > first:
            yield beyond - first, _long(plc, 4 * (count + 1) + 8 * index + 2)


def _piece(main: bytes, count: int, where: int) -> str:
    if where & _COMPRESSED:
        start = (where & ~_COMPRESSED) // 2
        return main[start : start + count].decode("cp1252", "replace")
    return main[where : where + 2 * count].decode("utf-16-le", "replace")


def _as_read(text: str) -> str:
    for _ in range(4):  # fields in fields, as a table of contents has them
        text, found = _FIELD.subn(r"\1", text)
        if not found:
            break
    return text.translate(_MARKS)
