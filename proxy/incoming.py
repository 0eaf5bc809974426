"""The content of a DATA command: read in blocks, ended by exactly CRLF dot CRLF.

Knows the octets of RFC 5321 section 4.5.2 and nothing else; long lines come through whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

END_OF_CONTENT = b"\r\n.\r\n"
_LINE_WITH_DOT_LAST = END_OF_CONTENT[2:]


class ContentError(Exception):
    """Content that was read to its end and can't be taken; ``kind`` says why."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


TOO_LARGE = "too large"
BARE_LINE_END = "bare line end"


async def read_content(
    reader: asyncio.StreamReader, limit: int | None, on_progress: Callable[[], object]
) -> bytes:
    """Read content to its end and return it with the doubled dots undone.

    ContentError where it has more than *limit* octets (then it is read, not kept), or a CR or LF
    that stands alone: relayed, the next server might see an end of content there that we do not
    (SMTP smuggling). *on_progress* is called for each block.
    """
    kept = _Kept(limit)
    # What follows the 354 is the beginning of a line, where a dot and CRLF are already the end.
    tail = END_OF_CONTENT[:2]
    while tail != END_OF_CONTENT:
        try:
            block = await reader.readuntil(_LINE_WITH_DOT_LAST)
        except asyncio.LimitOverrunError as exc:
            block = await reader.readexactly(exc.consumed)
        on_progress()
        kept.add(block)
        tail = (tail + block[-len(END_OF_CONTENT) :])[-len(END_OF_CONTENT) :]
    return kept.unstuffed()


class _Kept:
    """The blocks of a content, let go once there are too many octets."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._blocks: list[bytes] = []
        self._octets = 0
        self._let_go = False

    def add(self, block: bytes) -> None:
        self._octets += len(block)
        # Doubled dots are not counted in SIZE (RFC 1870 section 4): a third of all octets at most.
        if self._limit is not None and self._octets > 2 * self._limit + len(END_OF_CONTENT):
            self._blocks.clear()
            self._let_go = True
        else:
            self._blocks.append(block)

    def unstuffed(self) -> bytes:
        if self._let_go:
            raise ContentError(TOO_LARGE)
        content = self._unstuff()
        if self._limit is not None and len(content) > self._limit:
            raise ContentError(TOO_LARGE)
        return content

    def _unstuff(self) -> bytes:
        content = b"".join(self._blocks).removesuffix(b".\r\n")
        line_ends = content.count(b"\r\n")
        if content.count(b"\r") != line_ends or content.count(b"\n") != line_ends:
            raise ContentError(BARE_LINE_END)
        return content.removeprefix(b".").replace(b"\r\n.", b"\r\n")
