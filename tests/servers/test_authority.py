"""The throw-away authority: its certificates verify, and those that shouldn't don't."""

from __future__ import annotations

import datetime as dt
import smtplib
import ssl
from typing import TYPE_CHECKING

import pytest

from tests.servers.authority import Authority, Certificate
from tests.servers.scripted import Scripted

if TYPE_CHECKING:
    from pathlib import Path


def _begin_tls(certificate: Certificate, host: str, authority: Authority) -> bytes:
    with (
        Scripted(certificate=certificate) as smarthost,
        smtplib.SMTP(host, smarthost.endpoint.port, timeout=10) as client,
    ):
        return client.starttls(context=authority.client_context())[1]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_its_loopback_certificate_is_verified(authority: Authority, host: str) -> None:
    assert _begin_tls(authority.loopback, host, authority).startswith(b"2.0.0 Ready")


def test_a_certificate_for_another_name_is_not(authority: Authority) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="not valid for"):
        _begin_tls(authority.issue("mail.example.net"), "127.0.0.1", authority)


def test_an_expired_certificate_is_not(authority: Authority) -> None:
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    expired = authority.issue("127.0.0.1", not_after=yesterday)
    with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        _begin_tls(expired, "127.0.0.1", authority)


def test_a_certificate_of_another_authority_is_not(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="unable to get local issuer"):
        _begin_tls(Authority(tmp_path).loopback, "127.0.0.1", authority)


def test_keys_are_readable_by_their_owner_alone(authority: Authority) -> None:
    assert authority.loopback.key_file.stat().st_mode & 0o077 == 0
