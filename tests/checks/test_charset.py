"""Bytes to text, whatever the label says."""

from __future__ import annotations

import codecs
import encodings.aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.charset import decode


@pytest.mark.parametrize(
    ("payload", "charset", "text"),
    [
        (b"\xef\xbb\xbfhi", None, "hi"),
        (b"\x93hi\x94", "iso-8859-1", "\u201chi\u201d"),
        (b"na\xefve caf\xc3\xa9", "utf-8", "naïve café"),
        ("привет".encode("koi8-r"), "koi8-r", "привет"),
        ("你好".encode("gb18030"), "gb2312", "你好"),
        (b"hi", "hex", "hi"),
        (b"hi\\x41", "unicode_escape", "hi\\x41"),
        (b"hi", '"utf-8"', "hi"),
        (b"hi", "\x00", "hi"),
    ],
)
def test_text_is_read_as_it_was_meant(payload: bytes, charset: str | None, text: str) -> None:
    assert decode(payload, charset) == text


@pytest.mark.parametrize("charset", sorted(set(encodings.aliases.aliases.values())))
def test_every_codec_there_is_gives_text(charset: str) -> None:
    assert isinstance(decode(bytes(range(256)), charset), str)


@given(st.binary(max_size=200), st.none() | st.text(max_size=20))
def test_any_bytes_under_any_label_give_text(payload: bytes, charset: str | None) -> None:
    assert isinstance(decode(payload, charset), str)


def test_the_traps_are_not_used_as_labelled() -> None:
    assert codecs.lookup("punycode").name == "punycode"
    assert decode(b"caf-dma", "punycode") == "caf-dma"
