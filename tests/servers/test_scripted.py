"""The scripted smarthost says what it is given, and keeps every byte."""

from __future__ import annotations

import smtplib
import socket
from typing import TYPE_CHECKING

import pytest

from tests.servers.scripted import Drop, Scripted

if TYPE_CHECKING:
    from tests.servers.authority import Authority

SAM, BILL = "sam@example.org", "bill@example.com"
CONTENT = b".first\r\nline\n.bare\r.\r\n..\r\n\r\n"


def _connect(smarthost: Scripted) -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", smarthost.endpoint.port, timeout=10)


def test_every_byte_is_kept() -> None:
    raw = b"." + CONTENT.replace(b"\r\n.", b"\r\n..") + b".\r\n"
    with Scripted() as smarthost:
        with _connect(smarthost) as client:
            client.ehlo("client.example.org")
            client.mail(SAM, ["RET=FULL"])
            client.rcpt(BILL, ["NOTIFY=SUCCESS,FAILURE"])
            client.docmd("DATA")
            client.send(raw)
            assert client.getreply()[0] == 250
        (recording,) = smarthost.recordings
    assert recording.commands == [
        b"ehlo client.example.org\r\n",
        b"mail FROM:<sam@example.org> RET=FULL\r\n",
        b"rcpt TO:<bill@example.com> NOTIFY=SUCCESS,FAILURE\r\n",
        b"DATA\r\n",
        b"QUIT\r\n",
    ]
    assert recording.verbs() == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]
    assert recording.contents == [raw]
    assert recording.contents_unstuffed == [CONTENT]


def test_replies_come_in_turn_and_the_last_one_stays() -> None:
    script = {"RCPT": [b"450 4.2.0 Later\r\n", b"250 OK\r\n"]}
    with Scripted(script) as smarthost, _connect(smarthost) as client:
        client.ehlo()
        client.mail(SAM)
        assert [client.rcpt(BILL)[0] for _ in range(3)] == [450, 250, 250]


@pytest.mark.parametrize("verb", ["GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."])
def test_the_line_is_dropped_after_half_a_reply(verb: str) -> None:
    failures = (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError)
    with Scripted({verb: Drop(b"250-half")}) as smarthost, pytest.raises(failures):
        _connect(smarthost).sendmail(SAM, [BILL], CONTENT)


def test_an_empty_reply_keeps_the_client_waiting() -> None:
    with Scripted({"NOOP": b""}) as smarthost, _connect(smarthost) as client:
        assert client.sock is not None
        client.sock.settimeout(0.1)
        with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
            client.noop()


def test_a_reply_injected_before_tls_is_sent_in_the_clear(authority: Authority) -> None:
    injected = {"STARTTLS": b"220 Go\r\n250 injected\r\n"}
    with Scripted(injected, certificate=authority.loopback) as smarthost:
        address = ("127.0.0.1", smarthost.endpoint.port)
        with socket.create_connection(address, timeout=10) as line:
            line.recv(1000)
            line.sendall(b"STARTTLS\r\n")
            assert line.recv(1000) == b"220 Go\r\n250 injected\r\n"
            with authority.client_context().wrap_socket(line, server_hostname="127.0.0.1") as tls:
                tls.sendall(b"NOOP\r\n")
                assert tls.recv(1000) == b"250 2.0.0 OK\r\n"


def test_it_ends_while_a_client_is_connected() -> None:
    with Scripted() as smarthost:
        client = _connect(smarthost)
        client.noop()
    with pytest.raises(smtplib.SMTPServerDisconnected):
        client.noop()
