"""Relaying: whole or not at all, byte for byte, and the smarthost's own word on it."""

from __future__ import annotations

import asyncio
import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proxy.envelope import Envelope, Recipient, Submission
from proxy.relay import RelayError, Upstream
from proxy.reply import Reply
from proxy.smarthost import Smarthost
from tests.proxy.making import ANN, BILL, SAM, smarthost, submission
from tests.proxy.relaying import CONTENT, refusal, relay, relay_all
from tests.servers.scripted import Drop, Scripted, greet_back
from tests.servers.sink import Fault, Sink

AWKWARD = {
    "empty": b"",
    "one empty line": b"\r\n",
    "a lone dot": b".\r\n",
    "two dots": b"..\r\n",
    "dots everywhere": b".\r\n..\r\n...\r\n.a\r\n\r\n.\r\n",
    "end of content inside": b"a\r\n.\r\nQUIT\r\n.\r\n",
    "long line": b"x" * 1_000_000 + b"\r\n",
    "long dotted line": b"." * 300_000 + b"\r\n",
    "NUL": b"a\0b\0\r\n\0\r\n",
    "every octet but CR and LF": bytes(set(range(256)) - {10, 13}) + b"\r\n",
    "no header": b"\r\n\r\ntext\r\n",
    "letter": CONTENT.replace(b"\r", b"").replace(b"\n", b"\r\n"),
    "many short lines": b"\r\n" * 50_000,
}


@pytest.mark.parametrize("name", AWKWARD)
def test_the_bytes_that_go_are_the_bytes_that_came(name: str) -> None:
    content = AWKWARD[name]
    with Scripted() as server:
        assert relay(smarthost(server.endpoint), submission(content)).code == 250
        (came,) = server.recordings[0].contents_unstuffed
    assert hashlib.sha256(came).digest() == hashlib.sha256(content).digest()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from([b"", b".", b"..", b".a"]),
            st.binary(max_size=30).map(lambda line: line.translate(None, b"\r\n")),
        ),
        max_size=8,
    )
)
def test_any_lines_arrive_as_they_were(lines: list[bytes]) -> None:
    content = b"".join(line + b"\r\n" for line in lines)
    with Scripted() as server:
        relay(smarthost(server.endpoint), submission(content))
        assert server.recordings[0].contents_unstuffed == [content]


def test_a_message_goes_out_step_by_step_and_once() -> None:
    mail = Submission(
        Envelope(
            "Sam@Example.ORG",
            (Recipient('"Bill O"@example.com', ("NOTIFY=NEVER",)), Recipient(ANN)),
            ("BODY=8BITMIME", "RET=HDRS", "ENVID=x+3D1"),
        ),
        b"Subject: x\r\n\r\ntext\r\n",
    )
    with Scripted() as server:
        reply = relay(smarthost(server.endpoint), mail)
        (session,) = server.recordings
    assert reply == Reply(250, ("2.0.0 OK: queued as 4Xz1",))
    assert session.commands[1:] == [
        b"MAIL FROM:<Sam@Example.ORG> SIZE=20 BODY=8BITMIME RET=HDRS ENVID=x+3D1\r\n",
        b'RCPT TO:<"Bill O"@example.com> NOTIFY=NEVER\r\n',
        b"RCPT TO:<ann@example.net>\r\n",
        b"DATA\r\n",
        b"QUIT\r\n",
    ]
    assert session.commands[0].startswith(b"EHLO ")


def test_the_null_reverse_path_and_international_mailboxes_are_carried() -> None:
    utf8 = Submission(Envelope("", (Recipient("élise@exämple.example"),), ("SMTPUTF8",)), b"")
    with Scripted() as server:
        relay(smarthost(server.endpoint), utf8)
        (session,) = server.recordings
    assert session.commands[1:3] == [
        b"MAIL FROM:<> SIZE=0 SMTPUTF8\r\n",
        "RCPT TO:<élise@exämple.example>\r\n".encode(),
    ]


def test_two_messages_go_over_one_line() -> None:
    with Sink() as sink:
        there = smarthost(sink.endpoint)
        relay(there, submission(b"one\r\n"), submission(b"two\r\n", ANN))
        assert [found.content for found in sink.accepted] == [b"one\r\n", b"two\r\n"]
        assert sink.sessions == 1


class Failed(Exception):  # noqa: N818 - the disk's
    """What stands for a disk that fails."""


def test_what_fails_before_the_final_dot_means_that_nothing_was_sent() -> None:
    async def fail() -> None:
        raise Failed

    with Sink() as sink:
        with pytest.raises(Failed):
            asyncio.run(
                relay_all(smarthost(sink.endpoint), submission(CONTENT), before_final_dot=fail)
            )
        assert sink.arrived == ()


def test_the_mark_is_set_when_all_but_the_final_dot_is_out() -> None:
    seen = []

    async def mark() -> None:
        seen.append(len(sink.arrived))

    with Sink() as sink:
        there = smarthost(sink.endpoint)
        asyncio.run(relay_all(there, submission(CONTENT), before_final_dot=mark))
        assert seen == [0]
        sink.add(Fault("data", reply="451 4.3.0 Later"))
        with pytest.raises(RelayError):
            asyncio.run(relay_all(there, submission(CONTENT), before_final_dot=mark))
        assert seen == [0], "refused before the content: never marked"


@pytest.mark.parametrize(
    ("parameters", "rcpt", "reply"),
    [
        (("SMTPUTF8",), (), "550 5.6.7"),
        (("BODY=8BITMIME",), (), "554 5.6.3"),
        (("RET=FULL",), (), "555 5.5.4"),
        (("ENVID=1",), (), "555 5.5.4"),
        ((), ("NOTIFY=NEVER",), "555 5.5.4"),
    ],
)
def test_what_the_smarthost_cannot_carry_is_refused_not_converted(
    parameters: tuple[str, ...], rcpt: tuple[str, ...], reply: str
) -> None:
    mail = Submission(Envelope(SAM, (Recipient(BILL, rcpt),), parameters), CONTENT)
    with Scripted({"EHLO": greet_back("PIPELINING")}) as server:
        refused = refusal(smarthost(server.endpoint), mail)
        assert server.recordings[0].verbs() == ["EHLO", "QUIT"]
    assert str(refused.reply).startswith(reply)
    with Scripted() as server:
        assert relay(smarthost(server.endpoint), mail).code == 250


@pytest.mark.parametrize(
    ("extensions", "heard"),
    [
        (("SIZE 1000",), b"MAIL FROM:<sam@example.org> SIZE=6\r\n"),
        (("8BITMIME",), b"MAIL FROM:<sam@example.org> BODY=7BIT\r\n"),
        (("AUTH PLAIN",), b"MAIL FROM:<sam@example.org> AUTH=<>\r\n"),
        ((), b"MAIL FROM:<sam@example.org>\r\n"),
    ],
)
def test_size_and_auth_are_said_only_where_they_are_understood(
    extensions: tuple[str, ...], heard: bytes
) -> None:
    own = ("BODY=7BIT",) if "8BITMIME" in extensions else ("AUTH=<>",)
    mail = Submission(Envelope(SAM, (Recipient(BILL),), own), b"text\r\n")
    with Scripted({"EHLO": greet_back(*extensions)}) as server:
        relay(smarthost(server.endpoint), mail)
        assert server.recordings[0].commands[1] == heard


def test_a_smarthost_that_knows_only_helo_is_spoken_to_in_it() -> None:
    with Scripted({"EHLO": b"502 5.5.1 What\r\n"}) as server:
        assert relay(smarthost(server.endpoint), submission(b"text\r\n")).code == 250
        assert server.recordings[0].verbs() == ["EHLO", "HELO", "MAIL", "RCPT", "DATA", "QUIT"]
        assert server.recordings[0].commands[2] == b"MAIL FROM:<sam@example.org>\r\n"


@pytest.mark.parametrize(
    ("greeting", "itself"),
    [
        ("localhost ESMTP Askwell 0.1.0", True),
        ("mail.example.net ESMTP Askwell", True),
        ("askwell.example.net ESMTP Postfix", False),
        ("mail.example.net ESMTP", False),
    ],
)
def test_askwell_does_not_relay_to_itself(greeting: str, itself: bool) -> None:
    with Scripted({"GREETING": f"220 {greeting}\r\n".encode()}) as server:
        there = smarthost(server.endpoint)
        if not itself:
            assert relay(there).code == 250
            return
        refused = refusal(there)
        assert (refused.reply.code, refused.reply.enhanced) == (554, "5.4.6")
        assert "real outgoing server" in refused.reply.text
        assert server.recordings[0].commands == []


def test_a_line_that_was_kept_is_tried_before_it_is_used() -> None:
    async def alive(there: Smarthost) -> bool:
        upstream = await Upstream.open(there, None)
        try:
            return await upstream.is_alive()
        finally:
            upstream.abandon()

    for said, expected in ((b"250 OK\r\n", True), (b"421 Bye\r\n", False), (Drop(), False)):
        with Scripted({"RSET": said}) as server:
            assert asyncio.run(alive(smarthost(server.endpoint))) is expected
