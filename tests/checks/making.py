"""Makes the files that the tests examine, and the messages that carry them.

Real files of each format: PDF through fpdf2, DOCX through python-docx, ODT as LibreOffice lays it
out, RTF and HTML as their specifications have them.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    """Return *text* as a file of that kind: pdf, docx, odt, rtf, html, md or txt."""
    makers = {"pdf": make_pdf, "docx": make_docx, "odt": make_odt, "rtf": make_rtf}
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
