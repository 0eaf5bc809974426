"""Clients that are broken, hostile or no mail clients at all: a proper reply, never a hang."""

from __future__ import annotations

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.proxy.dialogue import Dialogue
from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.person import Person
from tests.proxy.running import Askwell, Table, account

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers.authority import Authority
    from tests.servers.sink import Sink

FRIEND = "ann@example.net"


@pytest.mark.parametrize(
    "request_line", [b"GET / HTTP/1.1\r\n", b"POST /x HTTP/1.1\r\n", b"post / HTTP/1.0\n"]
)
def test_a_browser_is_shown_the_door(service: Askwell, request_line: bytes) -> None:
    with service.dialogue() as line:
        line.send(request_line + b"Host: 127.0.0.1\r\n\r\nMAIL FROM:<sam@example.org>\r\n")
        line.expect(421)
        line.expect_end()


def test_a_command_that_ends_with_a_line_feed_alone_is_not_carried_out(sam: Person) -> None:
    with sam.line() as line:
        line.send(b"NOOP\n")
        line.expect(500)
        line.send(b"MAIL FROM:<sam@example.org>\rRCPT TO:<ann@example.net>\r\n")
        line.expect(500)
        line.ask("RCPT TO:<ann@example.net>", 503)


def test_commands_out_of_order_are_refused(service: Askwell) -> None:
    with service.dialogue() as line:
        line.ask("MAIL FROM:<sam@example.org>", 503)
        line.ehlo()
        line.ask("RCPT TO:<ann@example.net>", 503)
        line.ask("DATA", 503)
        line.ask("MAIL FROM:<sam@example.org>")
        line.ask("MAIL FROM:<sam@example.org>", 503)
        line.ask("DATA", 503)
        line.ask("RSET")
        line.ask("RCPT TO:<ann@example.net>", 503)


@pytest.mark.parametrize(
    "command",
    [
        "MAIL FROM:",
        "MAIL FROM:<sam@example.org",
        "MAIL TO:<sam@example.org>",
        "MAIL FROM:<sam@example.org> SIZE=many",
        "MAIL FROM:<sam@example.org> BODY=BINARYMIME",
        "MAIL FROM:<sam@example.org> FROG=1",
        "EHLO",
        "DATA now",
        "RSET now",
        "VRFY",
        "\0\0\0",
        "",
        "   ",
        "M\u00c4IL FROM:<sam@example.org>",
    ],
)
def test_a_malformed_command_is_refused_and_the_session_goes_on(sam: Person, command: str) -> None:
    with sam.line() as line:
        line.say(command)
        assert 500 <= line.hear().code <= 555
        line.ask("NOOP")


def test_an_over_long_command_line_is_refused_whole(sam: Person) -> None:
    with sam.line() as line:
        for octets in (13_000, 70_000, 1_000_000):
            line.send(b"NOOP " + b"x" * octets + b"\r\n")
            line.expect(500)
        line.ask("NOOP")


def test_unknown_commands_end_with_421(service: Askwell) -> None:
    with service.dialogue() as line:
        codes = [line.ask("HELO x").code]
        while codes[-1] != 421:
            line.say("XYZZY")
            codes.append(line.hear().code)
        assert set(codes[1:-1]) == {500}
        assert len(codes) <= 12
        line.expect_end()


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: x\r\n\r\nbare\nline feed\r\n",
        b"Subject: x\r\n\r\nbare\rreturn\r\n",
        b"Subject: x\r\n\r\nsmuggled\n.\r\nMAIL FROM:<eve@example.org>\r\n",
        b"Subject: x\r\n\r\nsmuggled\r\n.\nMAIL FROM:<eve@example.org>\r\n",
        b"Subject: x\r\n\r\nsmuggled\n.\nMAIL FROM:<eve@example.org>\r\n",
        b"Subject: x\r\n\r\nsmuggled\r.\rMAIL FROM:<eve@example.org>\r\n",
    ],
)
def test_bare_line_ends_in_the_content_are_refused_and_smuggle_nothing(
    sam: Person, content: bytes
) -> None:
    with sam.line() as line:
        line.envelope(sam.mailbox, [FRIEND])
        line.send(content + b"\r\n.\r\n")
        assert "CR or LF alone" in line.expect(554).text
        line.ask("NOOP")
    assert sam.arrived == []


def test_the_thousand_and_first_recipient_refuses_the_message(sam: Person) -> None:
    with sam.line() as line:
        line.ask(f"MAIL FROM:<{sam.mailbox}>")
        line.send(b"".join(b"RCPT TO:<r%d@example.net>\r\n" % n for n in range(1001)))
        assert {line.hear().code for _ in range(1000)} == {250}
        line.expect(452)
        assert "Nothing was sent to anyone" in line.ask("DATA", 452).text
        line.ask("RSET")
        line.envelope(sam.mailbox, [FRIEND])
        line.send_content(letter(CATCHING_UP))
        line.expect(250)
    assert len(sam.relayed) == 1


def test_a_client_that_half_closes_after_the_content_is_still_answered(sam: Person) -> None:
    content = letter(CATCHING_UP)
    with sam.line() as line:
        line.envelope(sam.mailbox, [FRIEND])
        line.send_content(content)
        line.socket.shutdown(socket.SHUT_WR)
        line.expect(250)
        line.expect_end()
    assert sam.relayed == [content]


def test_a_client_that_vanishes_in_the_middle_of_the_content_leaves_nothing(sam: Person) -> None:
    for cut in (b"", letter(), letter() + b".", letter() + b".\r"):
        with sam.line() as line:
            line.envelope(sam.mailbox, ["bill@example.com"])
            line.send(cut)
    with sam.line() as line:
        line.ask("NOOP")
    assert (sam.states(), sam.arrived) == ([], [])


def test_a_pipelined_group_is_answered_in_order(sam: Person) -> None:
    content = letter(CATCHING_UP)
    group = (
        f"RSET\r\nMAIL FROM:<{sam.mailbox}>\r\nRCPT TO:<{FRIEND}>\r\nRCPT TO:<bad@>x>\r\n"
        f"RSET\r\nMAIL FROM:<{sam.mailbox}>\r\nRCPT TO:<{FRIEND}>\r\nDATA\r\n"
    )
    with sam.line() as line:
        line.send(group.encode())
        assert [line.hear().code for _ in range(8)] == [250, 250, 250, 501, 250, 250, 250, 354]
        line.send(content + b".\r\nNOOP\r\nQUIT\r\n")
        assert [line.hear().code for _ in range(3)] == [250, 250, 221]
        line.expect_end()
    assert sam.relayed == [content]


def test_a_client_that_begins_tls_on_the_open_port_is_not_kept_waiting(
    service: Askwell, authority: Authority
) -> None:
    with (
        socket.create_connection(("127.0.0.1", service.port), timeout=10) as line,
        pytest.raises(ssl.SSLError),
    ):
        authority.client_context().wrap_socket(line, server_hostname="127.0.0.1")
    with service.dialogue() as after:
        after.ask("NOOP")


def test_nothing_said_before_tls_counts_after_it(
    tmp_path: Path, sink: Sink, authority: Authority
) -> None:
    certificate = authority.loopback
    listen: Table = {
        "tls": "starttls",
        "certificate": str(certificate.chain_file),
        "key": str(certificate.key_file),
    }
    with Askwell(tmp_path, account(sink.endpoint), listen=listen) as askwell:
        with askwell.dialogue() as line:
            assert "STARTTLS" in line.ehlo()
            line.send(b"STARTTLS\r\nEHLO evil\r\nMAIL FROM:<eve@example.org>\r\nNOOP\r\n")
            line.expect(220)
            line.begin_tls(authority.client_context())
            line.ask("MAIL FROM:<sam@example.org>", 503)  # not even EHLO counted
            assert "STARTTLS" not in line.ehlo()
            line.ask("STARTTLS", 503)
            assert line.submit(letter(CATCHING_UP), FRIEND).code == 250
        with askwell.dialogue() as line:
            line.ehlo()
            line.ask("STARTTLS now", 501)
    (sent,) = sink.accepted
    assert sent.mail_from == "sam@example.org"


def test_a_session_too_many_is_told_to_come_back(tmp_path: Path, sink: Sink) -> None:
    with (
        Askwell(tmp_path, account(sink.endpoint), listen={"max_sessions": 2}) as askwell,
        askwell.dialogue(),
        askwell.dialogue() as second,
    ):
        with Dialogue(askwell.port) as third:
            assert third.greeting.code == 421
            third.expect_end()
        second.ask("QUIT", 221)
        second.expect_end()
        with Dialogue(askwell.port) as fourth:
            assert fourth.greeting.code == 220


def test_fifty_clients_at_once_lose_and_double_nothing(sam: Person) -> None:
    def work(client: int) -> list[bytes]:
        person = Person(sam.askwell, sam.sink)
        contents = [letter(f"{CATCHING_UP} {client}.{n} " + "x" * n * 400) for n in range(5)]
        with person.line() as line:
            for content in contents:
                assert line.submit(content, FRIEND, sender=person.mailbox).code == 250
        return [] if person.relayed == contents else contents

    with ThreadPoolExecutor(50) as pool:
        assert [wrong for wrong in pool.map(work, range(50)) if wrong] == []
