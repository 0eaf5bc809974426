"""The servers as fixtures: the real ones once for each test process, the sink for each test.

The real ones are shared, so a test sends to recipients of its own (``fresh_address``) and looks at
what was delivered to those.
"""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

import pytest

from tests.servers.authority import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from tests.servers.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority that all TLS servers here have their certificates from."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def postfix(authority: Authority) -> Iterator[Postfix]:
    """A real Postfix, with Dovecot for its logins."""
    with Postfix(authority) as running:
        yield running


@pytest.fixture(scope="session")
def dovecot(authority: Authority, postfix: Postfix) -> Iterator[Dovecot]:
    """Dovecot's submission service; it relays to ``postfix``."""
    with Dovecot(authority, relay=postfix.plain) as running:
        yield running


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A recording smarthost without TLS and without a login."""
    with Sink() as running:
        yield running


@pytest.fixture
def fresh_address() -> Callable[[str], str]:
    """Return ``name+...@example.com``, never the same twice on this machine's run."""

    def make(name: str) -> str:
        return f"{name}+{os.getpid()}-{next(_numbers)}@example.com"

    return make
