from __future__ import annotations

import base64

import pytest

from checks import mime
from checks.message import parse
from proxy.cli.text_part import TextPart
from tests.proxy.cli.holding import letter

PLAIN = "Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n"
MIXED = "Content-Type: multipart/mixed; boundary=b\n"
FILE = "Content-Type: application/pdf\nContent-Disposition: attachment\n\nJVBERi0xLjQK\n--b--\n"


def part_of(content: bytes) -> TextPart | None:
    return TextPart.only_one(content, mime.read(content))


def rewritten(content: bytes, text: str) -> bytes:
    part = part_of(content)
    assert part is not None
    return part.with_text(content, text)


@pytest.mark.parametrize("encoding", ["7bit", "8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["us-ascii", "utf-8", "iso-8859-1", "koi8-r", "no-such", ""])
@pytest.mark.parametrize("text", ["Plain.\n", "Grüße = 世界 \n.\nFrom me\n", "x" * 3000 + "\n"])
def test_any_text_reads_back_as_it_was_written(encoding: str, charset: str, text: str) -> None:
    old = b"Old.\r\n"
    body = base64.b64encode(old) + b"\r\n" if encoding == "base64" else old
    fields = PLAIN.format(charset=charset or '""', encoding=encoding)
    content = letter("", fields=fields) + body
    new = rewritten(content, text)
    part = part_of(new)
    assert part is not None
    assert part.text(new) == text
    assert max(map(len, new.split(b"\r\n"))) <= 998
    assert encoding == "8bit" or new.isascii()
    assert parse(new).subject == "Catching up"


def test_labels_that_still_fit_are_kept() -> None:
    content = letter("Grüße\n")
    assert rewritten(content, "Grüß dich\n") == content.replace(
        "Grüße".encode(), "Grüß dich".encode()
    )


def test_in_a_multipart_only_the_text_changes() -> None:
    text = "--b\nContent-Type: text/plain\n\nOld words.\n--b\n" + FILE
    content = letter("Preamble\n" + text, fields=MIXED)
    new = rewritten(content, "New words.\n")
    assert new == content.replace(b"Old words.", b"New words.")


def test_in_a_multipart_labels_are_those_of_the_part() -> None:
    content = letter("--b\n\nOld words.\n--b\n" + FILE, fields=MIXED)
    new = rewritten(content, "Grüße\n")
    message = parse(new)
    assert message.body.own == "Grüße"
    assert [part.content_type for part in message.parts] == ["text/plain", "application/pdf"]
    assert new.endswith(content[content.index(b"\r\n--b\r\nContent-Type: app") :])


def test_a_message_without_mime_fields_gets_them_when_it_needs_them() -> None:
    new = rewritten(b"Subject: x\r\n\r\nOld\r\n", "Grüße\n")
    assert b"MIME-Version: 1.0\r\n" in new
    assert parse(new).body.own == "Grüße"
    assert b"MIME" not in rewritten(b"Subject: x\r\n\r\nOld\r\n", "Plain\n")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("<p>Hi</p>\n", "Content-Type: text/html\n"),
        (
            "--b\n\nHi\n--b\nContent-Type: text/html\n\n<p>Hi</p>\n--b--\n",
            "Content-Type: multipart/alternative; boundary=b\n",
        ),
        ("--b\n\nHi\n--b\n\nfooter\n--b--\n", MIXED),
        ("--b\n\nHi\n--b\nContent-Type: text/html\n\n<p>Hi</p>\n--b--\n", MIXED),
        ("--b\nContent-Type: text/plain; name=a.txt\n\nHi\n--b\n" + FILE, MIXED),
        ("no boundary\n", MIXED),
        ("--b--\n", MIXED),
        ("!!! not base64 =\n", "Content-Transfer-Encoding: base64\n"),
        ("odd\n", "Content-Transfer-Encoding: x-uuencode\n"),
        ("-----BEGIN PGP-----\n", 'Content-Type: multipart/encrypted; boundary="b"\n'),
    ],
)
def test_where_the_text_is_not_in_one_place_alone_there_is_no_such_part(
    text: str, fields: str
) -> None:
    content = letter(text, fields=fields)
    part = part_of(content)
    assert part is None or part.encoding == "x-uuencode"
    assert part is None or part.text(content) is None


def test_what_an_editor_would_spoil_is_no_text() -> None:
    content = letter("one\rtwo\0\n").replace(b"one\r\n", b"one\r")
    part = part_of(content)
    assert part is not None
    assert part.text(content) is None
