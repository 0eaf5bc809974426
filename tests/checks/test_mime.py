"""The tree of entities: RFC 2046, and what is sent instead."""

from __future__ import annotations

import pytest

from checks.mime import DEPTH_LIMIT, PARTS_LIMIT, read

TOP = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def payloads(content: bytes) -> list[bytes]:
    return [part.payload for part in read(content).root.leaves()]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (b"--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n", [b"one", b"two"]),
        (b"preamble\r\n--b\r\n\r\none\r\n--b--\r\nepilogue", [b"one"]),
        (b"--b\n\none\n--b--\n", [b"one"]),
        (b"--b  \r\n\r\none\r\n\r\n--b--", [b"one\r\n"]),
        (b"--b\r\n\r\none\r\n--bc\r\n--b--", [b"one\r\n--bc"]),
        (b"--b\r\n\r\na --b\r\n--b--", [b"a --b"]),
        (b"--b\r\n\r\none", [b"one"]),
        (b"--b\r\n--b--", [b""]),
        (b"no parts", [b"no parts"]),
    ],
)
def test_body_parts_lie_between_delimiters(body: bytes, parts: list[bytes]) -> None:
    assert payloads(TOP + body) == parts


def test_parts_of_parts_come_in_order() -> None:
    inner = (
        b"Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n1\r\n--c\r\n\r\n2\r\n--c--"
    )
    assert payloads(TOP + b"--b\r\n" + inner + b"\r\n--b\r\n\r\n3\r\n--b--") == [b"1", b"2", b"3"]


def test_a_digest_holds_messages() -> None:
    tree = read(
        b"Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nA: b\r\n\r\nx\r\n--b--"
    )
    (child,) = tree.root.children
    assert child.content_type == "message/rfc822"
    assert [part.payload for part in child.leaves()] == [b"x"]


def test_an_encoded_message_is_taken_apart_too() -> None:
    content = (
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nQTogYgoKeA=="
    )
    assert payloads(content) == [b"x"]


def test_a_leaf_says_what_it_is() -> None:
    (part,) = read(
        b"Content-Type: TEXT/Plain; charset=UTF-8; name=a.txt\r\nContent-ID: <1@example.com>\r\n"
        b"Content-Disposition: INLINE\r\n\r\nx"
    ).root.leaves()
    assert (part.content_type, part.charset, part.filename) == ("text/plain", "UTF-8", "a.txt")
    assert (part.disposition, part.content_id) == ("inline", "<1@example.com>")


def test_an_unknown_disposition_is_an_attachment() -> None:
    (part,) = read(b"Content-Disposition: x-odd\r\n\r\nx").root.leaves()
    assert part.disposition == "attachment"  # RFC 2183 section 2.8


def test_limits_are_kept_and_told() -> None:
    many = read(TOP + b"--b\r\n\r\nx\r\n" * (PARTS_LIMIT + 5))
    assert len(list(many.root.leaves())) == PARTS_LIMIT
    assert not many.complete
    few = read(TOP + b"--b\r\n\r\nx\r\n" * (PARTS_LIMIT - 5))
    assert few.complete
    assert not read(b"Content-Type: message/rfc822\r\n\r\n" * (DEPTH_LIMIT + 2) + b"x").complete
