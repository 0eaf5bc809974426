"""Header fields: unfolded, decoded, and never a reason to raise.

Reads what odd senders write: 8-bit bytes, broken encoded words, a message that has no header
at all. It changes nothing and checks no syntax.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header
from email.message import Message as Entity
from email.utils import collapse_rfc2231_value, getaddresses

from checks.charset import decode

HEADER_LIMIT = 1 << 20
"""Octets of one header that are read; RFC 5322 sets no limit, servers commonly set 64 KiB."""
FIELD_LIMIT = 256 * 1024
PARAMETERS_LIMIT = 8 * 1024
FILENAME_LIMIT = 255

_NAME = re.compile(rb"([!-9;-~]{1,256})[ \t]*:")  # RFC 5322 section 2.2
_BLANK_LINE = re.compile(rb"\n\r?\n")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,996}>")
# Begins only where a word does: from within a long word on, it would be searched again and again.
_MAILBOX = re.compile(r"(?<![^\s<>,;:\"()\[\]@])[^\s<>,;:\"()\[\]@]{1,256}@[^\s<>,;:\"()@]{1,255}")
_ANSWER = re.compile(r"(?i)\s*(?:re|aw|sv|antw|fw|fwd|wg|tr|rv)\s*(?:\[\d+\]\s*)?:")
_ODD = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of one entity in order: lower-case name, unfolded raw value."""

    fields: tuple[tuple[str, str], ...]
    complete: bool = True

    def first(self, name: str) -> str | None:
        """Return the stripped value of the first field called *name*; None if empty or absent."""
        for field, value in self.fields:
            if field == name:
                return value.strip() or None
        return None

    def every(self, *names: str) -> tuple[str, ...]:
        """Return the values of all fields called one of *names*, in the order of the message."""
        return tuple(value for field, value in self.fields if field in names)


def split(content: bytes, start: int, stop: int) -> tuple[Header, int]:
    """Return the header that begins at *start*, and where the body begins."""
    fields: list[tuple[str, list[bytes]]] = []
    at = start
    while at < stop:
        if at - start > HEADER_LIMIT:
            return _header(fields, complete=False), _after_blank_line(content, at, stop)
        end = content.find(b"\n", at, stop)
        end = stop if end < 0 else end + 1
        line = content[at : min(end, at + FIELD_LIMIT)].rstrip(b"\r\n")
        if not line:
            return _header(fields), end
        if not _add(fields, line) and not (at == start and line.startswith(b"From ")):
            return _header(fields), at  # no field: the body began without an empty line
        at = end
    return _header(fields), stop


def _add(fields: list[tuple[str, list[bytes]]], line: bytes) -> bool:
    if line[:1] in (b" ", b"\t") and fields:
        fields[-1][1].append(line)
        return True
    found = _NAME.match(line)
    if found is None:
        return False
    fields.append((found[1].decode("ascii").lower(), [line[found.end() :]]))
    return True


def _header(fields: list[tuple[str, list[bytes]]], *, complete: bool = True) -> Header:
    return Header(
        tuple((name, decode(b"".join(lines)[:FIELD_LIMIT], None)) for name, lines in fields),
        complete,
    )


def _after_blank_line(content: bytes, at: int, stop: int) -> int:
    found = _BLANK_LINE.search(content, at, stop)
    return found.end() if found else stop


def words(value: str) -> str:
    """Return *value* with its encoded words decoded (RFC 2047), on one line."""
    try:
        chunks = decode_header(value[: 2 * PARAMETERS_LIMIT])
        text = "".join(_chunk(chunk, charset) for chunk, charset in chunks)
    except _ODD:
        text = value
    return " ".join("".join(map(_printable, text)).split())


def _chunk(chunk: bytes | str, charset: str | None) -> str:
    if isinstance(chunk, str):
        return chunk
    if charset is None:  # what stood between encoded words, which the stdlib escapes
        return chunk.decode("raw_unicode_escape", "replace")
    return decode(chunk, charset)


def _printable(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cf", "Cs"):
        return ""
    return " " if category in ("Cc", "Zl", "Zp") else char


def bare_subject(subject: str) -> str:
    """Return *subject* without the marks of an answer, in several languages, before it."""
    while found := _ANSWER.match(subject):
        subject = subject[found.end() :]
    return subject.strip()


def entity(header: Header) -> Entity:
    """Return the MIME fields of *header* as the stdlib reads them, each cut to a sane length."""
    made = Entity()
    for name in ("content-type", "content-disposition"):
        value = header.first(name)
        if value is not None:
            made[name] = " ".join(value[:PARAMETERS_LIMIT].split())
    return made


def content_type(mime: Entity, default: str) -> str:
    """Return the lower-case media type; *default* where there is none or a broken one."""
    if "content-type" not in mime:
        return default
    try:
        return mime.get_content_type()
    except _ODD:
        return default


def parameter(mime: Entity, name: str) -> str | None:
    """Return a parameter of Content-Type, RFC 2231 decoded; None if absent or broken."""
    try:
        value = mime.get_param(name)
        return None if value is None else collapse_rfc2231_value(value)
    except _ODD:
        return None


def disposition(mime: Entity) -> str:
    """Return ``inline``, ``attachment`` or the empty string (RFC 2183 section 2.8)."""
    try:
        found = mime.get_content_disposition()
    except _ODD:
        found = None
    if not found:
        return ""
    return "inline" if found == "inline" else "attachment"


def filename(mime: Entity) -> str | None:
    """Return the file's bare name: decoded, without path, control or direction characters."""
    try:
        raw = mime.get_filename()
    except _ODD:
        return None
    name = words(raw or "").replace("\\", "/").rpartition("/")[2]
    # Names made on a Mac come decomposed: e and an accent of its own.
    return unicodedata.normalize("NFC", name[:FILENAME_LIMIT]).strip() or None


def message_ids(header: Header, *names: str) -> tuple[str, ...]:
    """Return the Message-IDs, in angle brackets, of the fields called *names*, once each.

    Without a name, of those that say what is answered: In-Reply-To and References.
    """
    values = " ".join(header.every(*(names or ("in-reply-to", "references"))))
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(values)))


def addresses(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the address specs in *values*, once each, in order."""
    text = ", ".join(" ".join(value.split()) for value in values)[:FIELD_LIMIT]
    try:
        found = [spec for _, spec in getaddresses([text]) if _MAILBOX.search(spec)]
    except _ODD:
        found = []
    return tuple(dict.fromkeys(found or _MAILBOX.findall(text)))
