"""Dovecot's submission service: logs in, and hands on to its relay what it was given."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.maildir import without_received

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.authority import Authority
    from tests.servers.endpoint import Endpoint
    from tests.servers.postfix import Postfix
    from tests.servers.sink import Sink

SAM = "sam@example.org"
CONTENT = b"Subject: x\r\n\r\n.\r\n..\r\ncaf\xc3\xa9\r\n"


def _submit(endpoint: Endpoint, authority: Authority, recipient: str) -> None:
    assert endpoint.user is not None
    assert endpoint.password is not None
    context = authority.client_context()
    if endpoint.tls == "implicit":
        client: smtplib.SMTP = smtplib.SMTP_SSL(endpoint.host, endpoint.port, context=context)
    else:
        client = smtplib.SMTP(endpoint.host, endpoint.port)
        client.starttls(context=context)
    with client:
        client.login(endpoint.user, endpoint.password)
        client.sendmail(SAM, [recipient], CONTENT)


def test_it_relays_to_postfix(
    dovecot: Dovecot, postfix: Postfix, authority: Authority, fresh_address: Callable[[str], str]
) -> None:
    recipient = fresh_address("bill")
    _submit(dovecot.starttls, authority, recipient)
    (delivery,) = postfix.deliveries(recipient)
    assert without_received(delivery.content) == CONTENT


def test_it_relays_to_a_sink_over_implicit_tls(sink: Sink, authority: Authority) -> None:
    with Dovecot(authority, relay=sink.endpoint) as dovecot:
        _submit(dovecot.implicit, authority, "bill@example.com")
        assert "Successfully relayed" in dovecot.log()
    (submission,) = sink.accepted
    assert without_received(submission.content) == CONTENT
    assert submission.rcpt_tos == ("bill@example.com",)


def test_a_refusal_of_the_relay_comes_back(sink: Sink, authority: Authority) -> None:
    sink.refuse("bill@example.com", "550 5.1.1 No such mailbox here")
    with (
        Dovecot(authority, relay=sink.endpoint) as dovecot,
        pytest.raises(smtplib.SMTPRecipientsRefused, match="No such mailbox here"),
    ):
        _submit(dovecot.starttls, authority, "bill@example.com")


def test_a_login_is_needed(sink: Sink, authority: Authority) -> None:
    with (
        Dovecot(authority, relay=sink.endpoint) as dovecot,
        smtplib.SMTP(dovecot.starttls.host, dovecot.starttls.port) as client,
    ):
        client.ehlo()
        assert client.mail(SAM)[0] == 530
        client.starttls(context=authority.client_context())
        client.ehlo()
        assert client.mail(SAM)[0] == 530
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("sam@example.org", "wrong")
    assert sink.arrived == ()


def test_without_a_relay_it_takes_no_submissions(authority: Authority) -> None:
    with Dovecot(authority) as dovecot:
        assert dovecot.auth_socket.is_socket()
        with pytest.raises(ValueError, match="no relay"):
            _ = dovecot.starttls
