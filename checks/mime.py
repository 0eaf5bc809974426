"""MIME structure: bytes to a tree of entities, in bounded time and depth.

The stdlib's parser recurses once a level and asks every enclosing boundary about every line;
here a level is one scan over the bytes, levels and parts are counted, and what lies beyond the
limits is kept as raw bytes and said to be cut. Never raises.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from dataclasses import dataclass

from checks import header as fields
from checks.header import Header

DEPTH_LIMIT = 40
PARTS_LIMIT = 1000
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_MESSAGES = ("message/rfc822", "message/global", "message/news")


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the message: what a reader shows or saves, with its transfer encoding undone."""

    content_type: str
    filename: str | None
    disposition: str
    payload: bytes
    charset: str | None
    content_id: str | None


@dataclass(frozen=True, slots=True)
class Node:
    """One entity: a leaf has a part, a multipart or an enclosed message has children."""

    content_type: str
    children: tuple[Node, ...] = ()
    part: Part | None = None
    flowed: bool = False
    delsp: bool = False

    def leaves(self) -> Iterator[Part]:
        """Yield every leaf in the order of the message."""
        if self.part is not None:
            yield self.part
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Tree:
    """A message's own header and its entities."""

    header: Header
    root: Node
    complete: bool


def read(content: bytes) -> Tree:
    """Return the structure of *content*; any bytes have one."""
    walk = _Walk()
    header, body = fields.split(content, 0, len(content))
    walk.complete = header.complete
    root = walk.node(content, header, body, len(content), 0, "text/plain")
    return Tree(header, root, walk.complete)


class _Walk:
    """Counts what has been taken apart, so that a hostile message can't grow without end."""

    def __init__(self) -> None:
        self.parts = 0
        self.complete = True

    def node(  # the bytes are passed by position, never copied a level
        self, content: bytes, header: Header, start: int, stop: int, depth: int, default: str
    ) -> Node:
        mime = fields.entity(header)
        kind = fields.content_type(mime, default)
        if kind.startswith("multipart/"):
            boundary = (fields.parameter(mime, "boundary") or "").rstrip()
            spans = _spans(content, boundary, start, stop)
            if not spans:  # no boundary: a reader shows the raw text
                return self.leaf(content[start:stop], header, "text/plain")
            if self._may_descend(depth):
                inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
                return Node(kind, self._children(content, spans, depth, inner))
        if kind in _MESSAGES and self._may_descend(depth):
            enclosed = _decoded(content[start:stop], header)
            return Node(kind, self._children(enclosed, [(0, len(enclosed))], depth, "text/plain"))
        return self.leaf(content[start:stop], header, kind)

    def _may_descend(self, depth: int) -> bool:
        if depth >= DEPTH_LIMIT:
            self.complete = False
            return False
        return True

    def _children(
        self, content: bytes, spans: list[tuple[int, int]], depth: int, default: str
    ) -> tuple[Node, ...]:
        made = []
        for start, stop in spans:
            if self.parts >= PARTS_LIMIT:
                self.complete = False
                break
            header, body = fields.split(content, start, stop)
            self.complete &= header.complete
            made.append(self.node(content, header, body, stop, depth + 1, default))
        return tuple(made)

    def leaf(self, body: bytes, header: Header, kind: str) -> Node:
        self.parts += 1
        mime = fields.entity(header)
        part = Part(
            content_type=kind,
            filename=fields.filename(mime),
            disposition=fields.disposition(mime),
            payload=_decoded(body, header),
            charset=fields.parameter(mime, "charset"),
            content_id=header.first("content-id"),
        )
        flowed = (fields.parameter(mime, "format") or "").strip().lower() == "flowed"
        delsp = (fields.parameter(mime, "delsp") or "").strip().lower() == "yes"
        return Node(kind, part=part, flowed=flowed, delsp=delsp)


def _spans(content: bytes, boundary: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return where the body parts of a multipart begin and end (RFC 2046 section 5.1.1)."""
    if not boundary:
        return []
    delimiter = b"--" + boundary.encode("utf-8", "surrogateescape")
    spans: list[tuple[int, int]] = []
    begin = -1
    at = content.find(delimiter, start, stop)
    while at >= 0 and len(spans) <= PARTS_LIMIT:
        if at == start or content[at - 1] == 0x0A:
            line_end = content.find(b"\n", at, stop) + 1 or stop
            tail = content[at + len(delimiter) : line_end].strip()
            if tail in (b"", b"--"):
                if begin >= 0:
                    spans.append((begin, max(begin, _before_line_end(content, at))))
                if tail:
                    return spans
                begin = line_end
        at = content.find(delimiter, at + 1, stop)
    if begin >= 0:
        spans.append((begin, stop))  # cut short: what is there is the last part
    return spans


def _before_line_end(content: bytes, at: int) -> int:
    # The line end before a delimiter belongs to the delimiter.
    return at - 2 if content[at - 2 : at] == b"\r\n" else at - 1


def _decoded(body: bytes, header: Header) -> bytes:
    """Undo the transfer encoding; what is broken decodes as far as it goes."""
    value = header.first("content-transfer-encoding") or ""
    encoding = value.partition(";")[0].strip().lower()
    if encoding == "base64":
        return _from_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    return body


def _from_base64(body: bytes) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        digits = body.translate(None, _NOT_BASE64)
        whole = digits[: len(digits) - 1] if len(digits) % 4 == 1 else digits
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
