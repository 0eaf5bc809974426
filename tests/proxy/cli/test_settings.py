from __future__ import annotations

from pathlib import Path

import pytest

from proxy.cli.place import Place
from proxy.cli.settings import next_steps, of_client, where_to_keep_the_password
from proxy.config import Account, Auth, Listen
from proxy.contacts import Contact
from proxy.smarthost import Smarthost, Tls

SMARTHOST = Smarthost("smtp.example.org", 465, Tls.IMPLICIT)
BILL = Contact("bill@example.com")


def _account(auth: Auth, username: str = "ann") -> Account:
    return Account("main", ("ann@example.org",), SMARTHOST, auth, username)


def _place(*, explicit: bool) -> Place:
    return Place(Path("/a b/config.toml"), Path("/state"), explicit, explicit)


def _values(lines: list[str]) -> str:
    return "\n".join(lines)


def test_the_client_is_pointed_to_this_machine() -> None:
    told = _values(of_client(Listen(port=2525), _account(Auth.PASSTHROUGH), ""))
    for words in ("127.0.0.1", "2525", "none (the line", "normal password", "ann", "mail account"):
        assert words in told


def test_where_askwell_logs_in_itself_the_client_gets_its_password() -> None:
    told = _values(of_client(Listen(), _account(Auth.STORED), "s3cret"))
    assert "s3cret" in told
    assert "mail account" not in told


def test_where_nobody_logs_in_no_name_is_needed() -> None:
    told = _values(of_client(Listen(), _account(Auth.NONE), ""))
    assert "User name" not in told
    assert "Authentication" in told


def test_a_user_name_can_not_steer_the_terminal() -> None:
    told = _values(of_client(Listen(), _account(Auth.PASSTHROUGH, "a\x1b[31m"), ""))
    assert "\x1b" not in told


@pytest.mark.parametrize(("contact", "words"), [(BILL, "more people"), (None, "your network")])
def test_the_next_steps_follow_what_was_done(contact: Contact | None, words: str) -> None:
    told = _values(next_steps(_place(explicit=False), contact))
    assert words in told
    assert "  askwell service install" in told
    assert "  askwell serve" in told


def test_places_that_were_named_are_in_the_next_steps() -> None:
    told = _values(next_steps(_place(explicit=True), None))
    assert "askwell --config '/a b/config.toml' --state /state serve" in told


def test_the_keyring_is_filled_by_a_command_that_can_be_pasted() -> None:
    told = _values(where_to_keep_the_password(_account(Auth.STORED, "ann o'hara")))
    assert """keyring set askwell 'ann o'"'"'hara'""" in told
