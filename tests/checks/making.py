"""Makes the files that the tests examine, and the messages that carry them.

Real files of each format: PDF through fpdf2, DOCX through python-docx, ODT as LibreOffice lays it
out, RTF and HTML as their specifications have them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from email.message import EmailMessage
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx
from fpdf import FPDF

from checks.message import Body, Message, Part


def part(
    payload: bytes,
    filename: str | None = "file.bin",
    content_type: str = "application/octet-stream",
    charset: str | None = None,
) -> Part:
    """Return *payload* as an attached part."""
    return Part(content_type, filename, "attachment", payload, charset, None)


def message(
    *attachments: Part, own: str = "Hello Bill,\n\nas promised.\n", signature: str = ""
) -> Message:
    """Return a message with these attachments and this text."""
    return Message(
        message_id="<1@example.com>",
        date=None,
        subject="Hello",
        parts=attachments,
        complete=True,
        body=Body(own=own, signature=signature, quoted="", rest=""),
        attachments=attachments,
        in_reply_to=(),
        to=("bill@example.com",),
        sender="ann@example.com",
    )


def make(text: str, kind: str) -> bytes:
    """Return *text* as a file of that kind: pdf, docx, doc, pages, tex, ..., md or txt."""
    makers = {"pdf": make_pdf, "docx": make_docx, "odt": make_odt, "rtf": make_rtf}
    makers |= {"doc": make_doc, "pages": make_pages, "tex": make_latex}
    return makers[kind](text) if kind in makers else text.encode()


def make_pdf(text: str, pages: int = 1, password: str | None = None) -> bytes:
    """Return a PDF with *text* on each page, in a core font (so in Latin script)."""
    pdf = FPDF()
    pdf.set_font("helvetica", size=10)
    if password:
        pdf.set_encryption(owner_password="owner", user_password=password)
    plain = text.replace("–", "-").replace("—", "-").replace("’", "'").replace("•", "\xb7")
    for _ in range(pages):
        pdf.add_page()
        for line in plain.splitlines():
            pdf.multi_cell(0, 5, line or " ", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def make_scan(text: str = "") -> bytes:
    """Return a PDF that has a page with drawing, and no text in it."""
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(20, 20, 100, 10 + len(text))
    return bytes(pdf.output())


def make_docx(text: str) -> bytes:
    """Return a Word document with a paragraph a line, bullets as list items."""
    document = docx.Document()
    for line in text.splitlines():
        if line.startswith("• "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


_ODT_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "{}</office:text></office:body></office:document-content>"
)


def make_odt(text: str) -> bytes:
    """Return an OpenDocument text with a paragraph a line."""
    return pack_odt("".join(f"<text:p>{escape(line)}</text:p>" for line in text.splitlines()))


def pack_odt(content: str, extra: Mapping[str, bytes] | None = None) -> bytes:
    """Return an OpenDocument text with this *content* between its text tags."""
    members = {"content.xml": _ODT_CONTENT.format(content).encode(), **(extra or {})}
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", ZIP_STORED)
        for name, content_bytes in members.items():
            archive.writestr(name, content_bytes, ZIP_DEFLATED)
    return out.getvalue()


def make_rtf(text: str) -> bytes:
    """Return a rich text file; characters beyond ASCII as \\u escapes."""
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    plain = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in escaped)
    body = "\\par\n".join(plain.splitlines())
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\f0 {body}\\par}}".encode("ascii")


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of these files."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def make_ole(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file ([MS-CFB]) with these streams in its root.

    Streams are filled up to 4,096 octets, below which they would lie in a stream of their own.
    """
    padded = [content.ljust(4096, b"\0") for content in streams.values()]
    chains, sectors, start = [], b"", 1
    for content in padded:
        count = -(-len(content) // 512)
        chains.append(start)
        sectors += content.ljust(512 * count, b"\0")
        start += count
    directory_start = start
    entries = [_ole_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1 if streams else -1, -1)]
    for number, (name, content) in enumerate(zip(streams, padded, strict=True), 1):
        right = number + 1 if number < len(padded) else -1
        entries.append(_ole_entry(name, 2, chains[number - 1], len(content), -1, right))
    directory = b"".join(entries)
    directory += bytes(-len(directory) % 512)
    count = len(directory) // 512
    fat = [0xFFFFFFFD]
    for content in padded:
        length = -(-len(content) // 512)
        first = len(fat)
        fat += [*range(first + 1, first + length), 0xFFFFFFFE]
    fat += [*range(directory_start + 1, directory_start + count), 0xFFFFFFFE]
    assert len(fat) <= 128, "one sector of the allocation table is all that this makes"
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<IIIIIIIII", 0, 1, directory_start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + struct.pack("<128I", *fat) + sectors + directory


def _ole_entry(name: str, kind: int, start: int, size: int, child: int, right: int) -> bytes:
    raw = name.encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    links = (0xFFFFFFFF, right & 0xFFFFFFFF, child & 0xFFFFFFFF)
    return entry + struct.pack("<III36xIQ", *links, start, size)


def make_doc(text: str, flags: int = 0) -> bytes:
    """Return a Word 97 file: the first line in octets, the rest in UTF-16, as two pieces."""
    first, _, rest = text.partition("\n")
    pieces = [
        f"{first}\r".encode("cp1252", "replace"),
        rest.replace("\n", "\r").encode("utf-16-le"),
    ]
    counts = [len(pieces[0]), len(pieces[1]) // 2]
    start = 1024
    bounds = struct.pack("<III", 0, counts[0], sum(counts))
    places = [(start * 2) | 0x40000000, start + 2 * -(-len(pieces[0]) // 2)]
    plc = bounds + b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x01\x02\x00\xff\xff" + b"\x02" + struct.pack("<I", len(plc)) + plc
    block = bytearray(start)
    struct.pack_into("<HH", block, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", block, 0x0A, 0x0200 | flags)
    struct.pack_into("<II", block, 0x01A2, 0, len(clx))
    body = pieces[0].ljust(places[1] - start, b"\0") + pieces[1]
    return make_ole({"WordDocument": bytes(block) + body, "1Table": clx})


def make_tnef(files: Mapping[str, bytes]) -> bytes:
    """Return a winmail.dat with these files: a short name each, and the long one as a property."""
    out = b"\x78\x9f\x3e\x22\x01\x00"
    for name, content in files.items():
        long_name = f"{name}\0".encode("utf-16-le")
        padded = long_name + bytes(-len(long_name) % 4)
        properties = struct.pack("<I", 2)
        properties += struct.pack("<HHI", 0x03, 0x3705, 1)
        properties += struct.pack("<HHII", 0x1F, 0x3707, 1, len(long_name)) + padded
        for key, value in (
            (0x00069002, bytes(14)),
            (0x00018010, b"SHORT~1\0"),
            (0x0006800F, content),
            (0x00069005, properties),
        ):
            out += struct.pack("<BII", 2, key, len(value)) + value
            out += struct.pack("<H", sum(value) & 0xFFFF)
    return out


def make_pages(text: str) -> bytes:
    """Return a document of Apple's Pages: one storage of text, in a block of Snappy literals."""
    return make_zip({"Index/Document.iwa": make_iwa(text), "preview.jpg": b"\xff\xd8\xff"})


def make_iwa(text: str) -> bytes:
    """Return *text* as the archive in which Pages keeps it."""
    storage = _proto(3, text.encode())
    info = _proto(1, 2001) + _proto(3, len(storage))
    archive = _proto(1, 1) + _proto(2, info)
    plain = _varint(len(archive)) + archive + storage
    block = _varint(len(plain))
    for start in range(0, len(plain), 60):
        literal = plain[start : start + 60]
        block += bytes([(len(literal) - 1) << 2]) + literal
    return b"\0" + len(block).to_bytes(3, "little") + block


def _proto(key: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(key << 3) + _varint(value)
    return _varint(key << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def make_latex(text: str) -> bytes:
    """Return *text* as a LaTeX source, a paragraph a line."""
    escaped = re.sub(r"([&%$#_{}])", r"\\\1", text).replace("• ", "\\item ")
    body = "\\\\\n".join(escaped.splitlines())
    return f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n".encode()


def make_eml(text: str, files: Mapping[str, bytes]) -> bytes:
    """Return a message as a mail client saves it."""
    saved = EmailMessage()
    saved["From"], saved["To"], saved["Subject"] = "ann@example.com", "bill@example.com", "Papers"
    saved["Message-ID"] = "<1@example.com>"
    saved.set_content(text)
    for name, content in files.items():
        saved.add_attachment(content, "application", "octet-stream", filename=name)
    return saved.as_bytes()
