"""Running services with real servers behind them, one of each kind for all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.whole.route import Route, open_route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.servers.dovecot import Dovecot
    from tests.servers.postfix import Postfix


@pytest.fixture(scope="session")
def to_postfix(tmp_path_factory: pytest.TempPathFactory, postfix: Postfix) -> Iterator[Route]:
    """Through Postfix's submission port: STARTTLS, and the client's own login."""
    with open_route(tmp_path_factory.mktemp("starttls"), postfix.starttls, postfix) as route:
        yield route


@pytest.fixture(scope="session")
def to_postfix_by_tls(
    tmp_path_factory: pytest.TempPathFactory, postfix: Postfix
) -> Iterator[Route]:
    """Through Postfix, with TLS from the first byte, and the client's own login."""
    with open_route(tmp_path_factory.mktemp("implicit"), postfix.implicit, postfix) as route:
        yield route


@pytest.fixture(scope="session")
def to_dovecot(
    tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot, postfix: Postfix
) -> Iterator[Route]:
    """Through Dovecot's submission service, which hands on to Postfix."""
    place = tmp_path_factory.mktemp("dovecot")
    with open_route(place, dovecot.starttls, postfix, adds_received=True) as route:
        yield route


@pytest.fixture(params=["to_postfix", "to_postfix_by_tls", "to_dovecot"])
def route(request: pytest.FixtureRequest) -> Route:
    """Each way in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Route)
    return found
