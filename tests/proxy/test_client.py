"""A client is nobody until it has logged in, and nobody again once that is forgotten."""

from __future__ import annotations

from proxy.client import Client
from proxy.smarthost import Login


def test_a_client_is_nobody_until_it_has_logged_in() -> None:
    assert not Client(None).is_logged_in
    client = Client(None, account="main", login=Login("sam", "secret"))
    assert client.is_logged_in
    assert "secret" not in repr(client)
    client.forget_login()
    assert client == Client(None)


def test_whose_a_client_is_can_not_be_told_without_its_ends() -> None:
    assert Client(None).is_same_user is None


def test_a_line_that_was_kept_is_handed_over_once() -> None:
    assert Client(None).take_upstream() is None
