"""An endpoint refuses settings that no client could use."""

from __future__ import annotations

import pytest

from tests.servers.endpoint import Endpoint


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(Endpoint("127.0.0.1", 25, user="sam", password="secret"))


def test_a_user_without_a_password_is_refused() -> None:
    with pytest.raises(ValueError, match="password"):
        Endpoint("127.0.0.1", 25, user="sam")


def test_tls_without_an_authority_is_refused() -> None:
    with pytest.raises(ValueError, match="authority"):
        Endpoint("127.0.0.1", 465, "implicit")
