"""One running service for all tests that can share it: each has a person of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from proxy.contacts import Contact
from proxy.store.database import FILE_NAME
from tests.proxy.exact import Exact
from tests.proxy.person import Person
from tests.proxy.running import Askwell, account
from tests.servers.scripted import Scripted
from tests.servers.sink import Sink
from tests.servers.waiting import until

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
def quiet(service: Askwell, smarthost: Sink) -> Iterator[None]:
    """No notice of an earlier test is on its way: it would meet the faults meant for this one."""
    until(lambda: not _notices_under_way(service), "the notices of earlier tests")
    yield
    smarthost.mend()


def _notices_under_way(service: Askwell) -> bool:
    """Call off the notices that wait for another try, and tell whether one is being sent."""
    with closing(sqlite3.connect(service.state / FILE_NAME, timeout=20)) as database, database:
        database.execute("UPDATE notice SET state = 'unknown' WHERE state = 'due' AND attempts > 0")
        left = database.execute(
            "SELECT 1 FROM notice JOIN held ON held.id = held_id WHERE notice.state = 'trying' "
            "OR (notice.state = 'due' AND held.state = 'held')"
        )
        return left.fetchone() is not None


@pytest.fixture
def sam(service: Askwell, smarthost: Sink, quiet: None) -> Person:
    """Somebody who is warned in the reply."""
    return Person(service, smarthost)


@pytest.fixture
def ann(service: Askwell, smarthost: Sink, quiet: None) -> Person:
    """Somebody who is warned by mail."""
    return Person(service, smarthost, "phone.example.org")


@pytest.fixture
def joe(service: Askwell, smarthost: Sink, quiet: None) -> Person:
    """Somebody whose smarthost has a second to answer."""
    return Person(service, smarthost, "hasty.example.org")


@pytest.fixture(scope="session")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exact]:
    """A service whose smarthost takes everything and keeps every byte; for one message a test."""
    with (
        Scripted() as scripted,
        Askwell(tmp_path_factory.mktemp("exact"), account(scripted.endpoint)) as running,
    ):
        yield Exact(running, scripted)
