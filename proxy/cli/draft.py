"""What an editor is given of a held message, and the message that comes of it. Pure.

``Letter`` is for a person: subject and text in plain characters. It is there where the text stands
in one place only; all else of the message stays as it is, byte for byte. ``Source`` is the
message itself, for all others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks import header, mime
from proxy.cli.header_field import encoded_words, with_field
from proxy.cli.text_part import TextPart

_SUBJECT_LINE = re.compile(r"subject:[ \t]*(.*)", re.IGNORECASE)


class DraftError(ValueError):
    """What came back from the editor can't be a message; the text says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """The message itself, with line ends as editors like them; any bytes survive."""

    content: bytes

    def sheet(self) -> bytes:
        """Return what the editor is given."""
        return self.content.replace(b"\r\n", b"\n")

    def revised(self, sheet: bytes) -> bytes:
        """Return the content that *sheet* stands for; DraftError where it stands for none."""
        lines = _checked(sheet)
        if lines.rstrip(b"\n") == self.sheet().rstrip(b"\n"):
            return self.content
        return lines.replace(b"\n", b"\r\n")


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text, without the encodings that they travel in."""

    content: bytes
    part: TextPart
    subject: str
    text: str

    @classmethod
    def of(cls, content: bytes) -> Letter | None:
        """Return the letter in *content*; None where its text stands in more than one place."""
        tree = mime.read(content)
        part = TextPart.only_one(content, tree)
        text = part.text(content) if part else None
        if part is None or text is None:
            return None
        return cls(content, part, header.words(tree.header.first("subject") or ""), text)

    def sheet(self) -> bytes:
        """Return what the editor is given."""
        return f"Subject: {self.subject}\n\n{self.text}".encode()

    def revised(self, sheet: bytes) -> bytes:
        """Return the content that *sheet* stands for; DraftError where it stands for none.

        What was not edited is not touched.
        """
        try:
            lines = _checked(sheet).decode("utf-8")
        except UnicodeDecodeError as exc:
            raise DraftError(f"{_line(sheet, exc.start)} is not UTF-8") from exc
        subject, text = self._read(lines)
        content = self.content
        if text.rstrip("\n") != self.text.rstrip("\n"):
            content = self.part.with_text(content, text)
        if subject != self.subject:
            content = with_field(content, 0, "Subject", encoded_words(subject))
        return content

    def _read(self, lines: str) -> tuple[str, str]:
        """Return subject and text; without a line for it, the subject stays."""
        first, _, rest = lines.partition("\n")
        found = _SUBJECT_LINE.match(first)
        if found is None:
            return self.subject, lines
        return " ".join(found[1].split()), rest.removeprefix("\n")


def draft(content: bytes, *, raw: bool) -> Letter | Source:
    """Return what an editor is best given of *content*; with *raw*, the message itself."""
    letter = None if raw else Letter.of(content)
    return letter or Source(content)


def _checked(sheet: bytes) -> bytes:
    """Return *sheet* with plain line ends; DraftError for what no message may contain."""
    lines = sheet.replace(b"\r\n", b"\n")
    for octet, name in ((b"\0", "NUL character"), (b"\r", "carriage return on its own")):
        at = lines.find(octet)
        if at >= 0:
            raise DraftError(f"{_line(lines, at)} has a {name}, which no message may contain")
    return lines


def _line(sheet: bytes, at: int) -> str:
    number = sheet.count(b"\n", 0, at) + 1
    return f"line {number}"
