"""What kind of file it is."""

from __future__ import annotations

import pytest

from checks.documents.sniff import sniff

OCTETS = "application/octet-stream"


@pytest.mark.parametrize(
    ("content", "name", "content_type", "kind"),
    [
        (b"%PDF-1.4\n", "a.txt", OCTETS, "pdf"),
        (b"\n\n junk %PDF-1.4\n", None, OCTETS, "pdf"),
        (b"PK\x03\x04\x14", "a.docx", OCTETS, "zip"),
        (b"{\\rtf1\\ansi", "a.doc", "application/msword", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", OCTETS, "ole"),
        (b"\x78\x9f\x3e\x22\x00", "winmail.dat", OCTETS, "tnef"),
        (b"Received: from a\nSubject: b\n\nhi", None, OCTETS, "mail"),
        (b"% mine\n\\documentclass{article}", "a.txt", OCTETS, "latex"),
        (b"plain words", "a.tex", OCTETS, "latex"),
        (b"\xff\xd8\xff\xe0\x00", "resume.pdf", OCTETS, "image"),
        (b"\x00\x00\x00\x18ftypheic", "a.heic", OCTETS, "image"),
        (b"<!DOCTYPE html><p>x", "a.txt", OCTETS, "html"),
        (b"plain words", "a.html", OCTETS, "html"),
        (b"plain words", None, "text/html", "html"),
        (b"BM is how the letter begins", "a.txt", OCTETS, "text"),
        (b"BM\x00\x01\x02\x03", "a.bmp", OCTETS, "image"),
        (b"# Heading", "a.MD", OCTETS, "markdown"),
        (b"# Heading", None, "text/markdown", "markdown"),
        (b"\xff\xfeh\x00i\x00", "a.txt", OCTETS, "text"),
        (b"Caf\xe9", None, OCTETS, "text"),
        (b"a\x00b", "a.txt", OCTETS, "unknown"),
        (b" \n", "a.pdf", OCTETS, "empty"),
    ],
)
def test_bytes_decide_and_then_the_name(
    content: bytes, name: str | None, content_type: str, kind: str
) -> None:
    assert sniff(content, name, content_type) == kind
