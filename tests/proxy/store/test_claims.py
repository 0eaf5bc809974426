"""Claims: a process that lives is told from one that died, without trusting process ids."""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from proxy.store import StoreError
from proxy.store.claims import Claimant


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return tmp_path / "claims"


@pytest.fixture
def other(claims: Path) -> Iterator[Claimant]:
    claimant = Claimant(claims)
    yield claimant
    claimant.close()


def test_a_claimant_lives_from_its_first_claim_until_it_closes(
    claims: Path, other: Claimant
) -> None:
    mine = Claimant(claims)
    assert not claims.exists(), "nothing is locked before it is needed"
    name = mine.name
    assert name == mine.name
    assert mine.is_alive(name)
    assert other.is_alive(name)
    mine.close()
    assert not other.is_alive(name)
    assert not mine.is_alive(name)
    assert list(claims.iterdir()) == []


def test_nobody_and_the_unheard_of_are_dead(other: Claimant) -> None:
    assert not other.is_alive(None)
    assert not other.is_alive("0123456789abcdef")


def test_a_process_that_died_is_known_for_dead_and_its_file_is_removed(
    claims: Path, other: Claimant
) -> None:
    child = os.fork()
    if child == 0:  # pragma: no cover - in the child
        (claims.parent / "name").write_text(Claimant(claims).name)
        os._exit(0)
    os.waitpid(child, 0)
    name = (claims.parent / "name").read_text()
    assert (claims / f"{name}.lock").exists()
    assert not other.is_alive(name)
    assert not (claims / f"{name}.lock").exists()


def test_asking_does_not_take_the_claim_away(claims: Path, other: Claimant) -> None:
    mine = Claimant(claims)
    name = mine.name
    assert all(other.is_alive(name) for _ in range(3))
    mine.close()


def test_the_lock_is_private(other: Claimant, claims: Path) -> None:
    (lock,) = [claims / f"{other.name}.lock"]
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    assert stat.S_IMODE(claims.stat().st_mode) == 0o700


def test_two_claimants_never_share_a_name(claims: Path, other: Claimant) -> None:
    mine = Claimant(claims)
    assert mine.name != other.name
    mine.close()


def test_where_it_cannot_be_told_nobody_is_taken_for_dead(claims: Path, other: Claimant) -> None:
    mine = Claimant(claims)
    name = mine.name
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.dup(0)
    os.close(lowest)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, before[1]))
        with pytest.raises(StoreError, match="cannot be asked about"):
            other.is_alive(name)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert other.is_alive(name)
    mine.close()


def test_a_directory_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "claims").write_text("a file")
    with pytest.raises(StoreError, match="cannot be opened as a directory"):
        _ = Claimant(tmp_path / "claims").name
