"""The sink records what came and misbehaves where it is told to."""

from __future__ import annotations

import smtplib
import time
from typing import TYPE_CHECKING

import pytest

from tests.servers.sink import Fault, Sink
from tests.servers.waiting import accepts

if TYPE_CHECKING:
    from tests.servers.authority import Authority
    from tests.servers.fault import Step

SAM, BILL, ANN = "sam@example.org", "bill@example.com", "ann@example.net"
CONTENT = b"Subject: x\r\n\r\n.\r\n..dots \xe9\r\n" + b"y" * 5000 + b"\r\n"


def _connect(sink: Sink) -> smtplib.SMTP:
    return smtplib.SMTP(sink.endpoint.host, sink.endpoint.port, timeout=10)


def _reply(sink: Sink) -> tuple[int, bytes]:
    """Send to Bill and return the reply to the content."""
    with _connect(sink) as client:
        client.ehlo()
        client.mail(SAM)
        client.rcpt(BILL)
        return client.data(CONTENT)


def test_an_envelope_is_recorded_as_it_was_spelled(sink: Sink) -> None:
    with _connect(sink) as client:
        client.ehlo()
        client.mail(SAM, ["BODY=8BITMIME", "RET=HDRS", "ENVID=qQ1"])
        client.rcpt(BILL, ["NOTIFY=NEVER"])
        client.rcpt(ANN)
        assert client.data(CONTENT)[0] == 250
    (submission,) = sink.accepted
    assert submission.mail_from == SAM
    assert submission.mail_options == ("BODY=8BITMIME", "RET=HDRS", "ENVID=qQ1")
    assert submission.rcpt_tos == (BILL, ANN)
    assert submission.rcpt_options == (("NOTIFY=NEVER",), ())
    assert submission.content == CONTENT
    assert sink.sessions == 1


def test_the_null_reverse_path_is_empty(sink: Sink) -> None:
    with _connect(sink) as client:
        client.sendmail("", [BILL], CONTENT)
    assert sink.accepted[0].mail_from == ""


@pytest.mark.parametrize("step", ["ehlo", "mail", "rcpt", "data", "content"])
def test_a_reply_is_given_once_then_its_duty_again(sink: Sink, step: Step) -> None:
    sink.answer(step, "451-4.3.0 First\r\n451 4.3.0 Not now")
    codes = _codes(sink)
    assert codes.pop(step) == 451
    assert sink.accepted == ()
    assert _reply(sink)[0] == 250
    assert len(sink.arrived) == (2 if step == "content" else 1)


def _codes(sink: Sink) -> dict[str, int]:
    """Send to Bill as far as it goes; return the codes of the steps gone."""
    with _connect(sink) as client:
        codes = {
            "ehlo": client.ehlo()[0],
            "mail": client.mail(SAM)[0],
            "rcpt": client.rcpt(BILL)[0],
        }
        codes["data"] = client.docmd("DATA")[0]
        if codes["data"] == 354:
            client.send(b"Subject: x\r\n\r\n.\r\n")
            codes["content"] = client.getreply()[0]
    return codes


@pytest.mark.parametrize("step", ["connect", "ehlo", "mail", "rcpt", "data", "transfer", "content"])
def test_the_line_is_dropped(sink: Sink, step: Step) -> None:
    sink.drop(step, times=1)
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        _reply(sink)
    assert sink.accepted == ()
    assert len(sink.arrived) == (1 if step == "content" else 0)
    assert _reply(sink)[0] == 250


def test_a_greeting_can_turn_clients_away(sink: Sink) -> None:
    sink.add(Fault("connect", reply="554 5.3.2 No service"))
    with pytest.raises(smtplib.SMTPConnectError) as raised:
        _connect(sink)
    assert raised.value.smtp_code == 554
    sink.mend()
    assert _reply(sink)[0] == 250


def test_one_recipient_is_refused(sink: Sink) -> None:
    sink.refuse(ANN)
    with _connect(sink) as client:
        assert set(client.sendmail(SAM, [BILL, ANN], CONTENT)) == {ANN}
    assert sink.accepted[0].rcpt_tos == (BILL,)


def test_a_slow_reply_comes_late(sink: Sink) -> None:
    sink.add(Fault("content", delay_s=0.3))
    begun = time.monotonic()
    assert _reply(sink)[0] == 250
    assert time.monotonic() - begun >= 0.3


def test_extensions_are_as_set() -> None:
    with Sink(eight_bit=False, smtputf8=False, size_limit=1000, extensions=()) as sink:
        with _connect(sink) as client:
            client.ehlo()
            assert set(client.esmtp_features) == {"size", "help"}
            assert client.mail(SAM, ["BODY=8BITMIME"])[0] == 555
            assert client.mail(SAM, ["SIZE=1001"])[0] == 552
        assert _reply(sink)[0] == 552
    with Sink() as sink, _connect(sink) as client:
        client.ehlo()
        offered = {"8bitmime", "smtputf8", "pipelining", "enhancedstatuscodes", "dsn", "help"}
        assert set(client.esmtp_features) == offered


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_a_login_is_needed_and_checked(authority: Authority, mechanism: str) -> None:
    with Sink(authority=authority, tls="starttls", user="sam", password="pass word") as sink:
        with _connect(sink) as client:
            client.starttls(context=authority.client_context())
            client.ehlo()
            assert client.mail(SAM)[0] == 530
            client.esmtp_features["auth"] = mechanism
            with pytest.raises(smtplib.SMTPAuthenticationError):
                client.login("sam", "wrong")
            client.login("sam", "pass word")
            client.sendmail(SAM, [BILL], CONTENT)
        assert [(one.user, one.tls) for one in sink.accepted] == [("sam", True)]
        assert not any("pass" in line for line in sink.commands)


def test_implicit_tls_with_a_login(authority: Authority) -> None:
    with Sink(authority=authority, tls="implicit", user="sam", password="pw") as sink:
        endpoint, context = sink.endpoint, authority.client_context()
        with smtplib.SMTP_SSL(endpoint.host, endpoint.port, context=context) as client:
            client.login("sam", "pw")
            client.sendmail(SAM, [BILL], CONTENT)
        assert [(one.user, one.tls) for one in sink.accepted] == [("sam", True)]


def test_after_the_end_nothing_listens_and_it_can_come_back() -> None:
    with Sink() as sink:
        endpoint = sink.endpoint
        lingering = _connect(sink)
    assert not accepts(endpoint.host, endpoint.port)
    lingering.close()
    with Sink(port=endpoint.port) as again:
        assert again.endpoint == endpoint
        assert _reply(again)[0] == 250
