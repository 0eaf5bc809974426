"""What a smarthost announces, and how sure of it we are."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from proxy.smarthost import Capabilities, Login, Smarthost, Tls, is_loopback
from tests.servers.authority import Authority

SEEN = Capabilities.of(
    (
        "mail.example.net at your service",
        "SIZE 35882577",
        "8bitmime",
        "AUTH LOGIN PLAIN XOAUTH2",
        "",
        "  DSN  ",
        "X-EXPERIMENT one two",
    )
)


def test_keywords_are_known_in_any_case_and_the_greeting_is_none() -> None:
    assert all(word in SEEN for word in ("SIZE", "8BITMIME", "AUTH", "DSN", "X-EXPERIMENT"))
    assert "MAIL.EXAMPLE.NET" not in SEEN
    assert "SMTPUTF8" not in SEEN
    assert SEEN.parameters("X-EXPERIMENT") == "one two"
    assert SEEN.parameters("SMTPUTF8") == ""
    assert SEEN.mechanisms == {"LOGIN", "PLAIN", "XOAUTH2"}
    assert Capabilities().mechanisms == frozenset()


@pytest.mark.parametrize(
    ("line", "limit"),
    [
        ("SIZE 1000", 1000),
        ("size 1000", 1000),
        ("SIZE 1000 extra", 1000),
        ("SIZE", None),
        ("SIZE 0", None),
        ("SIZE unlimited", None),
        ("SIZE -1", None),
        ("SIZE ²", None),
        ("DSN", None),
    ],
)
def test_a_size_limit_is_known_only_where_one_is_stated(line: str, limit: int | None) -> None:
    assert Capabilities.of(("greeting", line)).size_limit == limit


def test_an_empty_announcement_offers_nothing() -> None:
    assert Capabilities.of(("greeting",)) == Capabilities.of(()) == Capabilities()


@pytest.mark.parametrize(
    "host",
    ["localhost", "LocalHost.", "127.0.0.1", "127.8.9.10", "::1", "ip6-localhost"],
)
def test_this_machine_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.1", "mail.example.com", "localhost.example.com", "", "127.1"]
)
def test_another_machine_is_not_taken_for_this_one(host: str) -> None:
    assert not is_loopback(host)


def test_a_context_verifies_certificate_and_name(authority: Authority) -> None:
    context = Smarthost("h", 1, Tls.IMPLICIT, ca_file=authority.ca_file).tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert len(context.get_ca_certs()) >= 1


def test_a_ca_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Smarthost("h", 1, Tls.IMPLICIT, ca_file=tmp_path / "none.pem").tls_context()


def test_a_smarthost_is_called_by_host_and_port() -> None:
    assert str(Smarthost("mail.example.net", 587, Tls.STARTTLS)) == "mail.example.net:587"


def test_a_password_is_in_no_representation() -> None:
    login = Login("sam", "hunter2")
    assert "hunter2" not in repr(login) + str(login) + f"{login}"
