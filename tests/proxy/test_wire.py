"""The line to a smarthost: bounded in time and memory, and safe from what comes before TLS."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from proxy.reply import LINES_LIMIT, Reply
from proxy.smarthost import Login, Smarthost, Tls
from proxy.wire import LineError, Wire
from tests.proxy.making import smarthost
from tests.servers.authority import Authority
from tests.servers.ports import free_port
from tests.servers.scripted import Drop, Scripted
from tests.servers.sink import Sink

T = TypeVar("T")


def on_wire(there: Smarthost, talk: Callable[[Wire], Awaitable[T]]) -> T:
    """Open a line, read the greeting, and return what *talk* does."""

    async def dialogue() -> T:
        wire = await Wire.connect(there)
        try:
            await wire.reply()
            return await talk(wire)
        finally:
            wire.abandon()

    return asyncio.run(dialogue())


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        (b"250 2.0.0 OK\r\n", Reply(250, ("2.0.0 OK",))),
        (b"250\r\n", Reply(250, ("",))),
        (b"250 OK\n", Reply(250, ("OK",))),
        (b"250-one\r\n250-two\r\n250 three\r\n", Reply(250, ("one", "two", "three"))),
        (b"550-one\r\n550\r\n", Reply(550, ("one", ""))),
        (b"550 Gr\xc3\xbc\xc3\x9fe\r\n", Reply(550, ("Gru?e",))),
        (b"550 \xff\xfe\r\n", Reply(550, ("??",))),
        (b"550 a\x00b\x1b[31m\r\n", Reply(550, ("a?b?[31m",))),
        (b"250 " + b"x" * 4000 + b"\r\n", Reply(250, ("x" * 500,))),
    ],
)
def test_a_reply_is_read_as_it_was_said(said: bytes, reply: Reply) -> None:
    with Scripted({"NOOP": said}) as server:
        assert on_wire(smarthost(server.endpoint), lambda wire: wire.command("NOOP")) == reply


def test_a_long_reply_is_cut_and_the_next_one_is_not_mistaken_for_it() -> None:
    long = b"".join(b"250-%d\r\n" % number for number in range(200)) + b"250 last\r\n"

    async def twice(wire: Wire) -> tuple[Reply, Reply]:
        return await wire.command("NOOP"), await wire.command("RSET")

    with Scripted({"NOOP": long, "RSET": b"251 next\r\n"}) as server:
        first, second = on_wire(smarthost(server.endpoint), twice)
    assert len(first.lines) == LINES_LIMIT
    assert second == Reply(251, ("next",))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (b"hello\r\n", "did not answer in SMTP"),
        (b"\r\n", "did not answer in SMTP"),
        (b"25\r\n", "did not answer in SMTP"),
        (b"2500 OK\r\n", "did not answer in SMTP"),
        (b"150 odd\r\n", "did not answer in SMTP"),
        (b"999 odd\r\n", "did not answer in SMTP"),
        (b"HTTP/1.1 400 Bad Request\r\n", "did not answer in SMTP"),
        (b"\x15\x03\x01\x00\x02\x02\x46\r\n", "did not answer in SMTP"),
        (b"250 " + b"x" * 20_000 + b"\r\n", "did not answer in SMTP"),
        (b"250-more\r\n" * 400, "a reply without end"),
        (Drop(), "the connection was closed"),
        (Drop(b"250 half"), "the connection was closed"),
        (Drop(b"250-half\r\n"), "the connection was closed"),
    ],
)
def test_what_is_no_reply_is_the_lines_fault(said: bytes | Drop, message: str) -> None:
    with Scripted({"NOOP": said}) as server:
        there = smarthost(server.endpoint)
        with pytest.raises(LineError, match=message) as caught:
            on_wire(there, lambda wire: wire.command("NOOP"))
    assert str(there) in str(caught.value)


def test_a_smarthost_that_says_nothing_is_not_waited_for_longer_than_told() -> None:
    begin = time.monotonic()
    with Scripted({"NOOP": b"250-first\r\n"}) as server:
        there = smarthost(server.endpoint, timeout_s=0.2)
        with pytest.raises(LineError, match=r"did not answer within 0\.2 s"):
            on_wire(there, lambda wire: wire.command("NOOP"))
    assert time.monotonic() - begin < 5


def test_a_smarthost_that_is_not_there_cannot_be_reached() -> None:
    nowhere = Smarthost("127.0.0.1", free_port(), Tls.NONE)
    with pytest.raises(LineError, match="could not be reached"):
        on_wire(nowhere, lambda wire: wire.command("NOOP"))
    with pytest.raises(LineError, match="could not be reached"):
        on_wire(dataclasses.replace(nowhere, host="smarthost.invalid"), lambda w: w.command("NOOP"))


@pytest.mark.parametrize("line", ["RCPT TO:<a>\r\nDATA", "NOOP\n", "NOOP\r"])
def test_a_command_cannot_be_made_two(line: str) -> None:
    with Scripted() as server, pytest.raises(ValueError, match="one line"):
        on_wire(smarthost(server.endpoint), lambda wire: wire.command(line))
    assert server.recordings[0].commands == []


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_a_protected_line_is_protected_and_answers(tls: str, authority: Authority) -> None:
    async def talk(wire: Wire) -> list[int]:
        if tls == "starttls":
            assert (await wire.command("EHLO x.example")).accepted
            assert (await wire.command("STARTTLS")).accepted
            await wire.start_tls()
        return [(await wire.command(line)).code for line in ("EHLO x.example", "NOOP", "RSET")]

    with Sink(authority=authority, tls="implicit" if tls == "implicit" else "starttls") as sink:
        assert on_wire(smarthost(sink.endpoint), talk) == [250, 250, 250]


@pytest.mark.parametrize(
    ("names", "trusted", "message"),
    [
        (("other.example.com",), True, "a certificate that does not hold: .*(mismatch|not valid)"),
        (("127.0.0.1",), False, "a certificate that does not hold: .*local issuer"),
    ],
)
@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
def test_a_certificate_that_does_not_hold_ends_it(
    tls: Tls, names: tuple[str, ...], trusted: bool, message: str, authority: Authority
) -> None:
    async def talk(wire: Wire) -> Reply:
        await wire.command("STARTTLS")
        await wire.start_tls()
        return await wire.command("EHLO x.example")

    context = authority.issue(*names)
    with Scripted(certificate=context) as server:
        ca_file = authority.ca_file if trusted else None
        there = dataclasses.replace(smarthost(server.endpoint), ca_file=ca_file)
        if tls is Tls.STARTTLS:
            with pytest.raises(LineError, match=message):
                on_wire(there, talk)
            assert server.recordings[0].verbs() == ["STARTTLS"]
    if tls is Tls.IMPLICIT:
        with Sink(authority=_showing(context, authority), tls="implicit") as sink:
            there = dataclasses.replace(smarthost(sink.endpoint), ca_file=ca_file)
            with pytest.raises(LineError, match=message):
                on_wire(there, talk)
            assert sink.commands == ()


def _showing(certificate: object, authority: Authority) -> Authority:
    """Return *authority* with another certificate for its servers."""
    other = object.__new__(Authority)
    other.__dict__.update(authority.__dict__, loopback=certificate)
    return other


def test_what_was_said_before_tls_is_not_heard_after_it(authority: Authority) -> None:
    injected = b"220 Go ahead\r\n250-injected.example\r\n250 AUTH PLAIN\r\n"

    async def talk(wire: Wire) -> Reply:
        await wire.command("STARTTLS")
        await wire.start_tls()
        return await wire.command("EHLO x.example")

    with Scripted({"STARTTLS": injected}, certificate=authority.loopback) as server:
        there = dataclasses.replace(smarthost(server.endpoint), ca_file=authority.ca_file)
        reply = on_wire(there, talk)
    assert "scripted.example.net" in reply.text
    assert "injected" not in reply.text


def test_a_smarthost_without_tls_is_not_spoken_to_with_it(authority: Authority) -> None:
    with Scripted() as server:
        there = dataclasses.replace(
            smarthost(server.endpoint), tls=Tls.IMPLICIT, ca_file=authority.ca_file
        )
        with pytest.raises(LineError, match="does not speak TLS as configured"):
            on_wire(there, lambda wire: wire.command("NOOP"))
    assert all(b"NOOP" not in line for line in server.recordings[0].commands)


def test_a_ca_file_that_is_none_is_the_lines_fault(authority: Authority) -> None:
    with Sink(authority=authority, tls="implicit") as sink:
        there = smarthost(sink.endpoint)
        for wrong in (there.ca_file.parent / "missing.pem", authority.loopback.key_file):  # type: ignore[union-attr]  # a sink with TLS has one
            with pytest.raises(LineError):
                on_wire(dataclasses.replace(there, ca_file=wrong), lambda w: w.command("NOOP"))


LOGIN = Login("sam@example.org", "päss word")


@pytest.mark.parametrize(
    ("mechanisms", "said", "code", "heard"),
    [
        ("PLAIN LOGIN", b"235 OK\r\n", 235, ["AUTH PLAIN AHNhbUBleGFtcGxlLm9yZwBww6RzcyB3b3Jk"]),
        ("LOGIN", [b"334 VXNlcm5hbWU6\r\n"], 502, ["AUTH LOGIN", "c2FtQGV4YW1wbGUub3Jn"]),
        ("LOGIN", b"535 5.7.8 No\r\n", 535, ["AUTH LOGIN"]),
        ("XOAUTH2", b"504 No\r\n", 504, ["AUTH PLAIN AHNhbUBleGFtcGxlLm9yZwBww6RzcyB3b3Jk"]),
    ],
)
def test_a_login_takes_the_mechanism_that_is_there(
    mechanisms: str, said: bytes | list[bytes], code: int, heard: list[str]
) -> None:
    offered = frozenset(mechanisms.split())
    with Scripted({"AUTH": said}) as server:
        there = smarthost(server.endpoint)
        assert on_wire(there, lambda wire: wire.authenticate(LOGIN, offered)).code == code
        commands = [line.decode().strip() for line in server.recordings[0].commands]
    assert commands[: len(heard)] == heard


@pytest.mark.parametrize("quit_reply", [b"500 No\r\n", b"", Drop(), b"gibberish\r\n"])
def test_a_goodbye_never_fails_and_never_lasts(quit_reply: bytes | Drop) -> None:
    begin = time.monotonic()

    async def leave(wire: Wire) -> None:
        await wire.close()

    with Scripted({"QUIT": quit_reply}) as server:
        on_wire(smarthost(server.endpoint), leave)
        assert server.recordings[0].verbs() == ["QUIT"]
    assert time.monotonic() - begin < 8
