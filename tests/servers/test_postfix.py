"""Postfix takes mail as a real smarthost does, and shows what it took."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING

import pytest

from tests.servers.postfix import REFUSED, Postfix

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.authority import Authority

SAM = "sam@example.org"
CONTENT = (
    b"Received: of its own\r\nX-Odd:  two  spaces \r\nSubject: caf\xc3\xa9\r\n\r\n"
    b".\r\n..\r\nFrom here \xe9\x00\r\n" + b"x" * 3000 + b"\r\n\r\n"
)


def test_mail_without_a_login_arrives_byte_for_byte(
    postfix: Postfix, fresh_address: Callable[[str], str]
) -> None:
    bill, ann = fresh_address("bill"), fresh_address("ann")
    with smtplib.SMTP(postfix.plain.host, postfix.plain.port) as client:
        client.sendmail(SAM, [bill, ann], CONTENT)
    for recipient in (bill, ann):
        (delivery,) = postfix.deliveries(recipient)
        assert (delivery.sender, delivery.content) == (SAM, CONTENT)


def test_submission_wants_tls_and_then_a_login(postfix: Postfix, authority: Authority) -> None:
    endpoint = postfix.starttls
    assert endpoint.user is not None
    assert endpoint.password is not None
    with smtplib.SMTP(endpoint.host, endpoint.port) as client:
        client.ehlo()
        assert client.mail(SAM)[0] == 530
        client.starttls(context=authority.client_context())
        client.ehlo()
        client.mail(SAM)
        assert client.rcpt("bill@example.com")[0] == 554
        client.rset()
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login(endpoint.user, "wrong")
        client.login(endpoint.user, endpoint.password)
        client.mail(SAM)
        assert client.rcpt("bill@example.com")[0] == 250


def test_implicit_tls_wants_a_login(postfix: Postfix, authority: Authority) -> None:
    endpoint, context = postfix.implicit, authority.client_context()
    with smtplib.SMTP_SSL(endpoint.host, endpoint.port, context=context) as client:
        client.ehlo()
        client.mail(SAM)
        assert client.rcpt("bill@example.com")[0] == 554


def test_one_recipient_is_refused(postfix: Postfix, fresh_address: Callable[[str], str]) -> None:
    bill = fresh_address("bill")
    with smtplib.SMTP(postfix.plain.host, postfix.plain.port) as client:
        client.ehlo()
        client.mail(SAM)
        assert client.rcpt(bill)[0] == 250
        code, text = client.rcpt(REFUSED)
    assert (code, text[:5]) == (550, b"5.1.1")
    assert postfix.deliveries(bill) == ()


def test_it_offers_what_smarthosts_offer(postfix: Postfix) -> None:
    with smtplib.SMTP(postfix.plain.host, postfix.plain.port) as client:
        client.ehlo()
        offered = set(client.esmtp_features)
    assert {"pipelining", "size", "8bitmime", "dsn", "smtputf8", "enhancedstatuscodes"} <= offered
