"""The one part of a message that holds its text: found, read, and written anew. Pure.

Encodings and labels are kept where they can carry the new text; every byte outside the part stays.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from dataclasses import dataclass

from checks import charset, header, mime
from checks.header import Header
from proxy.cli.header_field import with_field

LINE_LIMIT = 998
"""Octets of a line without its end (RFC 5322 section 2.1.1)."""

BASE64_OCTETS = 57
"""Octets that make a base64 line of 76 characters (RFC 2045 section 6.8)."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A ``text/plain`` part: where its header begins, and the span of its body."""

    header_start: int
    header: Header
    start: int
    stop: int
    is_enclosed: bool

    @classmethod
    def only_one(cls, content: bytes, tree: mime.Tree) -> TextPart | None:
        """Return the part with the text; None where it stands elsewhere too, as with HTML.

        That is the message itself, or the first part of a ``multipart/mixed``.
        """
        leaves = list(tree.root.leaves())
        _, body = header.split(content, 0, len(content))
        part: TextPart | None = None
        kind = header.content_type(header.entity(tree.header), "text/plain")
        if kind == "text/plain":
            part = cls(0, tree.header, body, len(content), is_enclosed=False)
        elif kind == "multipart/mixed" and not _others(leaves):
            part = _first_of(content, tree.header, body)
        # The reader that the checks use must have seen the very same text there.
        seen = leaves[0].payload if tree.complete and leaves else None
        return part if part and seen is not None and part.payload(content) == seen else None

    @property
    def encoding(self) -> str:
        """The transfer encoding, in lower case; ``7bit`` where none is named."""
        return (self.header.first("content-transfer-encoding") or "7bit").strip().lower()

    @property
    def charset(self) -> str:
        """The character set as labelled, or US-ASCII."""
        return header.parameter(header.entity(self.header), "charset") or "us-ascii"

    def payload(self, content: bytes) -> bytes | None:
        """Return the body with its transfer encoding undone; None where it can't be."""
        body = content[self.start : self.stop]
        if self.encoding == "base64":
            try:
                return binascii.a2b_base64(body)
            except binascii.Error:
                return None
        if self.encoding == "quoted-printable":
            return binascii.a2b_qp(body)
        return body if self.encoding in {"7bit", "8bit"} else None

    def text(self, content: bytes) -> str | None:
        """Return the characters, with plain line ends; None where an editor would spoil them."""
        payload = self.payload(content)
        if payload is None:
            return None
        text = charset.decode(payload, self.charset).replace("\r\n", "\n")
        spoilt = any(char in "\r\0" or "\ud800" <= char <= "\udfff" for char in text)
        return None if spoilt else text

    def with_text(self, content: bytes, text: str) -> bytes:
        """Return *content* with *text* here, labelled anew where the labels no longer fit."""
        text = (text if text.endswith("\n") else text + "\n").replace("\n", "\r\n")
        payload = _characters(text, self.charset)
        fields = {} if payload is not None else {"Content-Type": self._utf_8()}
        payload = text.encode() if payload is None else payload
        encoding = _fitting(payload, self.encoding)
        if encoding != self.encoding:
            fields["Content-Transfer-Encoding"] = encoding
        if fields and not self.is_enclosed and self.header.first("mime-version") is None:
            fields["MIME-Version"] = "1.0"
        body = _transfer_encoded(payload, encoding)
        if self.is_enclosed:
            body = body.removesuffix(b"\r\n")  # the one before a delimiter belongs to the delimiter
        content = content[: self.start] + body + content[self.stop :]
        for name, value in fields.items():
            content = with_field(content, self.header_start, name, value)
        return content

    def _utf_8(self) -> str:
        flowed = header.parameter(header.entity(self.header), "format") or ""
        return "text/plain; charset=utf-8" + (
            "; format=flowed" if flowed.lower() == "flowed" else ""
        )


def _others(leaves: list[mime.Part]) -> bool:
    """Whether text stands in other parts than the first one, files aside."""
    return any(
        part.content_type.startswith("text/") and part.disposition != "attachment"
        for part in leaves[1:]
    )


def _first_of(content: bytes, top: Header, body: int) -> TextPart | None:
    """Return the first part of the multipart whose header is *top* and whose body is at *body*."""
    boundary = (header.parameter(header.entity(top), "boundary") or "").rstrip()
    delimiter = re.escape(b"--" + boundary.encode("utf-8", "surrogateescape"))
    line = re.compile(rb"^" + delimiter + rb"(?:--)?[ \t]*(?:\r\n|\Z)", re.MULTILINE)
    first = line.search(content, body)
    second = line.search(content, first.end()) if first else None
    if not boundary or first is None or second is None:
        return None
    start, stop = first.end(), second.start() - 2
    if content[stop : second.start()] != b"\r\n":
        return None
    part, text = header.split(content, start, max(start, stop))
    entity = header.entity(part)
    is_text = header.content_type(entity, "text/plain") == "text/plain"
    if not is_text or header.disposition(entity) == "attachment" or header.filename(entity):
        return None
    return TextPart(start, part, text, stop, is_enclosed=True) if text <= stop else None


def _characters(text: str, label: str) -> bytes | None:
    """Return *text* in the character set called *label*; None where that can't carry it."""
    try:
        name = codecs.lookup(label).name
        encoded = text.encode(name)
        same_line_ends = "\n".encode(name) == b"\n"
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return encoded if same_line_ends and charset.decode(encoded, label) == text else None


def _fitting(payload: bytes, encoding: str) -> str:
    """Return *encoding* where it can carry *payload*, else the one that can."""
    if encoding in {"base64", "quoted-printable"}:
        return encoding
    too_long = any(len(line) > LINE_LIMIT for line in payload.split(b"\r\n"))
    if too_long or (encoding == "7bit" and not payload.isascii()):
        return "quoted-printable"
    return encoding


def _transfer_encoded(payload: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        pieces = range(0, len(payload), BASE64_OCTETS)
        lines = [base64.b64encode(payload[at : at + BASE64_OCTETS]) for at in pieces]
        return b"\r\n".join(lines) + b"\r\n"
    if encoding == "quoted-printable":
        return quopri.encodestring(payload.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return payload
