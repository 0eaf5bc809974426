"""Plain text in whatever encoding."""

from __future__ import annotations

import pytest

from checks.documents.plain import decode


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Zoë".encode(), None, "Zoë"),
        ("Zoë".encode("latin-1"), "iso-8859-1", "Zoë"),
        ("Zoë".encode("latin-1"), None, "Zoë"),
        ("Zoë".encode("utf-16"), None, "Zoë"),
        ("\ufeffZoë".encode(), "us-ascii", "Zoë"),
        ("Опыт".encode("koi8-r"), "koi8-r", "Опыт"),
        (b"Zo\xeb", "no-such-charset", "Zoë"),
        (b"Zo\xeb", "rot13", "Zoë"),
        (b"Zo\xeb", "utf\x008", "Zoë"),
        (b"Zo\x81", None, "Zo\ufffd"),
    ],
)
def test_no_label_loses_the_text(content: bytes, charset: str | None, text: str) -> None:
    assert decode(content, charset) == text
