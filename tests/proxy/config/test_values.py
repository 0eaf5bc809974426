"""Which account a mailbox or a login means, and where Askwell may listen."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.config import Account, Auth, Config, Listen
from proxy.smarthost import Smarthost, Tls
from tests.servers.authority import Authority

THERE = Smarthost("mail.example.org", 465, Tls.IMPLICIT)


def account(name: str, *senders: str, auth: Auth = Auth.PASSTHROUGH, user: str = "") -> Account:
    return Account(name, senders, THERE, auth=auth, username=user)


def config(*accounts: Account, listen: Listen | None = None) -> Config:
    return Config(Path("config.toml"), accounts, listen or Listen())


@pytest.mark.parametrize(
    ("mailbox", "closeness"),
    [
        ("sam@example.org", 4),
        ("SAM@Example.org", 4),
        ('"sam"@example.org', 4),
        ("sam+lists@example.org", 3),
        ("ann@example.com", 2),
        ("ann@example.net", 0),
        ("sam", 0),
        ("", 0),
    ],
)
def test_how_closely_a_mailbox_is_named(mailbox: str, closeness: int) -> None:
    assert account("home", "sam@example.org", "*@example.com").sends_for(mailbox) == closeness


def test_the_star_sends_for_everybody_but_least_closely() -> None:
    assert account("any", "*").sends_for("ann@example.net") == 1
    assert account("any", "*").sends_for("") == 1


def test_the_closest_account_sends() -> None:
    one = account("one", "*@example.org")
    two = account("two", "sam@example.org")
    rest = account("rest", "*")
    found = config(rest, one, two)
    for mailbox, name in (
        ("sam@example.org", "two"),
        ("sam+x@example.org", "two"),
        ("ann@example.org", "one"),
        ("ann@example.net", "rest"),
    ):
        chosen = found.account_for(mailbox)
        assert chosen is not None
        assert chosen.name == name
    assert config(one, two).account_for("ann@example.net") is None


def test_an_account_is_found_by_name() -> None:
    one = account("one", "*")
    assert config(one).account_named("one") is one
    assert config(one).account_named("two") is None


@pytest.mark.parametrize(
    ("username", "known"),
    [
        ("sam@example.org", True),
        ("SAM@example.org", True),
        ("Home", True),
        ("ann@example.com", True),
        ("sam", False),
        ("ann@example.net", False),
        ("", False),
    ],
)
def test_an_account_is_known_by_name_login_and_senders(username: str, known: bool) -> None:
    assert account("home", "sam@example.org", "*@example.com").known_as(username) is known


def test_the_login_name_is_as_configured_or_the_first_mailbox() -> None:
    assert account("home", "*@example.org", "sam@example.org").login_name == "sam@example.org"
    assert account("home", "sam@example.org", user="s123").login_name == "s123"
    assert account("home", "*").login_name == ""


def test_a_login_means_the_account_that_knows_it() -> None:
    home, work = account("home", "sam@example.org"), account("work", "*@example.com", user="s123")
    open_one = account("local", "*", auth=Auth.NONE)
    found = config(open_one, home, work)
    assert found.account_for_login("sam@example.org") is home
    assert found.account_for_login("S123") is work
    assert found.account_for_login("ann@example.com") is work
    assert found.account_for_login("nobody") is None, "there is a choice, and it is not made"
    assert config(open_one, home).account_for_login("nobody") is home, "there is no choice"
    assert config(open_one).account_for_login("sam@example.org") is None


@pytest.mark.parametrize(
    ("listen", "hosts"),
    [
        (Listen(), ("127.0.0.1", "::1")),
        (Listen(host="localhost"), ("127.0.0.1", "::1")),
        (Listen(ipv6_loopback=False), ("127.0.0.1",)),
        (Listen(host="localhost", ipv6_loopback=False), ("127.0.0.1",)),
        (Listen(host="::1"), ("::1",)),
        (Listen(host="127.0.0.2"), ("127.0.0.2",)),
        (Listen(host="192.0.2.1"), ("192.0.2.1",)),
    ],
)
def test_both_loopbacks_are_served_where_one_is_asked_for(
    listen: Listen, hosts: tuple[str, ...]
) -> None:
    assert listen.hosts == hosts


PROTECTED = Listen(host="0.0.0.0", tls=Tls.STARTTLS)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_this_machine_anything_goes(host: str) -> None:
    assert config(account("a", "*", auth=Auth.NONE)).unsafe_at(host) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "mail.example.org"])
def test_other_machines_need_tls_and_a_login(host: str) -> None:
    logged_in, open_one = account("a", "*"), account("b", "*", auth=Auth.NONE)
    assert "set tls" in (config(logged_in).unsafe_at(host) or "")
    assert '"b" asks for no login' in (
        config(logged_in, open_one, listen=PROTECTED).unsafe_at(host) or ""
    )
    assert config(logged_in, listen=PROTECTED).unsafe_at(host) is None


def test_without_a_certificate_there_is_no_tls_for_clients() -> None:
    assert Listen().tls_context() is None


def test_a_certificate_makes_a_context_and_a_bad_one_an_error(
    authority: Authority, tmp_path: Path
) -> None:
    chain, key = authority.loopback.chain_file, authority.loopback.key_file
    assert Listen(certificate=chain, key=key).tls_context() is not None
    for certificate, key_file in ((tmp_path / "none", key), (key, key), (chain, chain)):
        with pytest.raises(OSError, match=r"No such file|SSL"):
            Listen(certificate=certificate, key=key_file).tls_context()
