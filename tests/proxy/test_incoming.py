"""The content of DATA: its end is found however the octets arrive, and nothing else is its end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.incoming import BARE_LINE_END, TOO_LARGE, ContentError, read_content

NEXT = b"QUIT\r\n"
BLOCK = 64


def stuffed(content: bytes) -> bytes:
    """Return what a client sends for *content* (RFC 5321 section 4.5.2), with the final dot."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b"", "a content ends with CRLF"
    return b"".join((b"." if line[:1] == b"." else b"") + line + b"\r\n" for line in lines[:-1]) + (
        b".\r\n"
    )


async def _read(
    blocks: tuple[bytes, ...], limit: int | None, block: int = BLOCK
) -> tuple[bytes | str, bytes]:
    """Feed *blocks* one after the other; return content or refusal, and what was left unread."""
    reader = asyncio.StreamReader(limit=block)
    reading = asyncio.ensure_future(read_content(reader, limit, lambda: None))
    for octets in blocks:
        reader.feed_data(octets)
        await asyncio.sleep(0)
    reader.feed_eof()
    result: bytes | str
    try:
        result = await reading
    except ContentError as refused:
        result = refused.kind
    return result, await reader.read()


def read(*blocks: bytes, limit: int | None = None, block: int = BLOCK) -> tuple[bytes | str, bytes]:
    return asyncio.run(_read(blocks, limit, block))


def splits(octets: bytes) -> Iterator[tuple[bytes, ...]]:
    """Yield *octets* whole, byte by byte, and in every two blocks."""
    yield (octets,)
    yield tuple(octets[at : at + 1] for at in range(len(octets)))
    for at in range(1, len(octets)):
        yield octets[:at], octets[at:]


RAW = [
    (b".\r\n", b""),
    (b"\r\n.\r\n", b"\r\n"),
    (b"\r\n\r\n.\r\n", b"\r\n\r\n"),
    (b"a\r\n.\r\n", b"a\r\n"),
    (b"..\r\n.\r\n", b".\r\n"),
    (b"...\r\n.\r\n", b"..\r\n"),
    (b"\r\n..\r\n.\r\n", b"\r\n.\r\n"),
    (b"..\r\n..\r\n.\r\n", b".\r\n.\r\n"),
    (b".a\r\n.\r\n", b"a\r\n"),
    (b"a.\r\n.\r\n", b"a.\r\n"),
    (b"a\r\n. \r\n.\r\n", b"a\r\n \r\n"),
    (b"a\r\n..b\r\n...\r\n.\r\n", b"a\r\n.b\r\n..\r\n"),
    (b"\0\xff\x80\r\n.\r\n", b"\0\xff\x80\r\n"),
    (b"Subject: x\r\n\r\nbody.\r\n.\r\n", b"Subject: x\r\n\r\nbody.\r\n"),
]


@pytest.mark.parametrize(("raw", "content"), RAW)
def test_the_end_is_found_in_every_split(raw: bytes, content: bytes) -> None:
    async def all_splits() -> None:
        for blocks in splits(raw + NEXT):
            assert await _read(blocks, None) == (content, NEXT), blocks

    asyncio.run(all_splits())


SMUGGLED = [
    b"\r\r\n.\r\n",
    b"a\n.\r\n\r\n.\r\n",
    b"a\r.\r\n.\r\n",
    b"a\n.\n\r\n.\r\n",
    b"a\r\n.\n\r\n.\r\n",
    b"a\r\n.\r\r\n.\r\n",
    b"a\r.\r\r\n.\r\n",
    b"a\rb\r\n.\r\n",
    b"a\nb\r\n.\r\n",
    b"\n\r\n.\r\n",
    b"\r\r\n\r\n.\r\n",
    b".\n\r\n.\r\n",
    b".\r\r\n.\r\n",
]


@pytest.mark.parametrize("raw", SMUGGLED)
def test_a_line_end_that_stands_alone_is_refused_in_every_split(raw: bytes) -> None:
    async def all_splits() -> None:
        for blocks in splits(raw + NEXT):
            assert await _read(blocks, None) == (BARE_LINE_END, NEXT), blocks

    asyncio.run(all_splits())


LINES = st.lists(
    st.one_of(
        st.sampled_from([b"", b".", b"..", b"a", b".a", b"a.", b"\0", b"\xff."]),
        st.binary(max_size=100).map(lambda line: line.translate(None, b"\r\n")),
    ),
    max_size=12,
)


@given(LINES, st.lists(st.integers(1, 40), max_size=8))
def test_what_is_stuffed_comes_out_as_it_was(lines: list[bytes], cuts: list[int]) -> None:
    content = b"".join(line + b"\r\n" for line in lines)
    raw, blocks = stuffed(content) + NEXT, []
    for cut in cuts:
        blocks.append(raw[:cut])
        raw = raw[cut:]
    assert read(*blocks, raw) == (content, NEXT)


@given(st.binary(max_size=200).map(lambda octets: octets.replace(b"x", b"\r\n")))
def test_any_octets_up_to_the_end_are_read_or_refused(octets: bytes) -> None:
    raw = octets + b"\r\n.\r\n"
    content, rest = read(raw)
    end = 3 if raw.startswith(b".\r\n") else raw.index(b"\r\n.\r\n") + 5
    assert rest == raw[end:]
    assert content == BARE_LINE_END or isinstance(content, bytes)


@pytest.mark.parametrize("raw", [b"", b"a", b"a\r\n", b"a\r\n.", b"a\r\n.\r", b"a\r\n.\n", b".\r"])
def test_a_line_that_breaks_off_yields_nothing(raw: bytes) -> None:
    with pytest.raises(asyncio.IncompleteReadError):
        read(raw)


@pytest.mark.parametrize(
    "content",
    [b"", b"\r\n", b"a" * 98 + b"\r\n", b".\r\n" * 33, b"..\r\n" * 25, b"\r\n" * 50],
)
def test_the_size_limit_is_exact_and_counts_no_doubled_dots(content: bytes) -> None:
    size = len(content)
    assert read(stuffed(content) + NEXT, limit=size) == (content, NEXT)
    if size:
        assert read(stuffed(content) + NEXT, limit=size - 1) == (TOO_LARGE, NEXT)


def test_a_content_far_over_the_limit_is_read_to_its_end() -> None:
    raw = stuffed(b"a" * 500_000 + b"\r\n" + b"b\r\n" * 100_000)
    assert read(raw + NEXT, limit=1000, block=65536) == (TOO_LARGE, NEXT)


def test_a_line_of_a_megabyte_comes_through_whole() -> None:
    content = b"x" * 1_000_000 + b"\r\n." + b"y" * 1_000_000 + b"\r\n"
    raw = stuffed(content) + NEXT
    blocks = [raw[at : at + 65536] for at in range(0, len(raw), 65536)]
    assert read(*blocks, block=65536) == (content, NEXT)


@pytest.mark.parametrize("line", [b"\r\n", b"..\r\n", b".a\r\n", b"a.\r\n"])
def test_the_time_for_odd_lines_grows_with_their_number_only(line: bytes) -> None:
    count = 600_000 // len(line)
    begin = time.process_time()
    content, rest = read(line * count + b".\r\n" + NEXT, block=65536)
    assert rest == NEXT
    assert len(content) == count * len(line) - count * (line[:1] == b".")
    assert time.process_time() - begin < 8.0


def test_progress_is_told_while_a_long_content_arrives() -> None:
    seen = []

    async def arrive() -> bytes:
        reader = asyncio.StreamReader(limit=BLOCK)
        reader.feed_data(b"a" * 1000 + b"\r\n.\r\n")
        return await read_content(reader, None, lambda: seen.append(1))

    assert asyncio.run(arrive()) == b"a" * 1000 + b"\r\n"
    assert seen
