"""One running service for all tests that can share it: each has a person of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proxy.contacts import Contact
from tests.proxy.exact import Exact
from tests.proxy.person import Person
from tests.proxy.running import Askwell, account
from tests.servers.scripted import Scripted
from tests.servers.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def smarthost() -> Iterator[Sink]:
    """The smarthost of the shared service; each test finds it without faults."""
    with Sink() as sink:
        yield sink


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, smarthost: Sink) -> Iterator[Askwell]:
    """A service that warns in the reply; in phone.example.org by mail.

    Those in hasty.example.org do not wait for a smarthost that is slow.
    """
    phone, hasty = ["*@phone.example.org"], ["*@hasty.example.org"]
    accounts = (
        account(smarthost.endpoint),
        account(smarthost.endpoint, name="phone", senders=phone, warning="email"),
        account(smarthost.endpoint, name="hasty", senders=hasty, timeout_s=1),
    )
    bill = Contact("bill@example.com", "Bill", frozenset({"network"}))
    with Askwell(tmp_path_factory.mktemp("service"), *accounts, contacts=[bill]) as running:
        yield running


@pytest.fixture
def sam(service: Askwell, smarthost: Sink) -> Iterator[Person]:
    """Somebody who is warned in the reply."""
    yield Person(service, smarthost)
    smarthost.mend()


@pytest.fixture
def ann(service: Askwell, smarthost: Sink) -> Iterator[Person]:
    """Somebody who is warned by mail."""
    yield Person(service, smarthost, "phone.example.org")
    smarthost.mend()


@pytest.fixture
def joe(service: Askwell, smarthost: Sink) -> Iterator[Person]:
    """Somebody whose smarthost has a second to answer."""
    yield Person(service, smarthost, "hasty.example.org")
    smarthost.mend()


@pytest.fixture(scope="session")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exact]:
    """A service whose smarthost takes everything and keeps every byte; for one message a test."""
    with (
        Scripted() as scripted,
        Askwell(tmp_path_factory.mktemp("exact"), account(scripted.endpoint)) as running,
    ):
        yield Exact(running, scripted)
