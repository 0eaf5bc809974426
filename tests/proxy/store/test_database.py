"""The database: private, durable, of a known schema, or not opened at all."""

from __future__ import annotations

import os
import sqlite3
import stat
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from proxy.store import Store, StoreError
from proxy.store.database import FILE_NAME, MIGRATIONS, Database, make_private_directory


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_can_read_what_is_kept(directory: Path) -> None:
    before = os.umask(0)
    try:
        with Store.open(directory) as store:
            assert store.claimant.name
            with store.database.writing() as connection:
                connection.execute("INSERT INTO issued_id VALUES ('x')")
            files = [path for path in directory.rglob("*") if path.is_file()]
            assert {path.name for path in files} > {FILE_NAME, f"{FILE_NAME}-wal"}
            assert {mode(path) for path in files} == {0o600}
            assert {mode(path) for path in (directory, directory / "claims")} == {0o700}
    finally:
        os.umask(before)


def test_modes_that_are_too_open_are_closed(directory: Path) -> None:
    Store.open(directory).close()
    directory.chmod(0o755)
    (directory / FILE_NAME).chmod(0o644)
    Store.open(directory).close()
    assert (mode(directory), mode(directory / FILE_NAME)) == (0o700, 0o600)


def test_a_commit_survives_a_power_cut(directory: Path) -> None:
    with Store.open(directory) as store, store.database.reading() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert found == ["wal", 2, 1, 1]


def test_what_was_kept_is_there_when_opened_again(directory: Path) -> None:
    with Store.open(directory) as store, store.database.writing() as connection:
        connection.execute("INSERT INTO issued_id VALUES ('abc')")
    with Store.open(directory) as store, store.database.reading() as connection:
        assert [tuple(row) for row in connection.execute("SELECT id FROM issued_id")] == [("abc",)]
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)


def test_the_state_of_an_older_askwell_is_taken_over_with_all_in_it(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("proxy.store.database.MIGRATIONS", MIGRATIONS[:1])
        old = Database.open(directory)
        with old.writing() as connection:
            connection.execute("INSERT INTO issued_id VALUES ('abc')")
        old.close()
    with Store.open(directory) as store, store.database.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert connection.execute("SELECT count(*) FROM issued_id").fetchone()[0] == 1
        assert store.allowances.current(date(2026, 3, 2)) == ()
        assert store.false_alarms.all() == ()


def test_a_transaction_is_whole_or_not_at_all(store: Store) -> None:
    class Broken(Exception):  # noqa: N818 - any exception
        pass

    def fail() -> None:
        with store.database.writing() as connection:
            connection.execute("INSERT INTO issued_id VALUES ('abc')")
            raise Broken

    with pytest.raises(Broken):
        fail()
    with store.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM issued_id").fetchone()[0] == 0
    with store.database.writing() as connection:
        connection.execute("INSERT INTO issued_id VALUES ('abc')")


def test_a_fault_of_the_database_is_a_store_error(store: Store) -> None:
    with pytest.raises(StoreError, match="no such table"), store.database.writing() as connection:
        connection.execute("INSERT INTO no_table VALUES (1)")
    store.close()
    with pytest.raises(StoreError, match="closed"), store.database.reading() as connection:
        connection.execute("SELECT 1")


def test_a_database_of_version_1_is_brought_up_and_keeps_what_is_in_it(directory: Path) -> None:
    directory.mkdir()
    first = resources.files("proxy.store").joinpath("schema_1.sql").read_text(encoding="utf-8")
    with sqlite3.connect(directory / FILE_NAME) as connection:
        connection.executescript(first)
        connection.execute(
            "INSERT INTO contact VALUES ('bill@example.com', 'bill@example.com', '')"
        )
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Store.open(directory) as store:
        assert [contact.pattern for contact in store.contacts.all()] == ["bill@example.com"]
        assert store.conversations.last_written("bill@example.com") is None
        with store.database.reading() as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    Store.open(directory).close()


def test_a_newer_schema_is_refused_and_left_alone(directory: Path) -> None:
    Store.open(directory).close()
    newer = len(MIGRATIONS) + 1
    with sqlite3.connect(directory / FILE_NAME) as connection:
        connection.execute(f"PRAGMA user_version = {newer}")
    connection.close()
    before = (directory / FILE_NAME).read_bytes()
    with pytest.raises(StoreError, match=rf"schema version {newer}.*use the newer Askwell"):
        Store.open(directory)
    assert (directory / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("octets", [b"this is no database, but a text" * 100, b"\0" * 5000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    directory: Path, octets: bytes
) -> None:
    directory.mkdir()
    (directory / FILE_NAME).write_bytes(octets)
    with pytest.raises(StoreError, match="cannot be used as Askwell's database"):
        Store.open(directory)
    assert (directory / FILE_NAME).read_bytes() == octets


def test_a_database_of_another_program_is_refused(directory: Path) -> None:
    directory.mkdir()
    with sqlite3.connect(directory / FILE_NAME) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="database of another program"):
        Store.open(directory)
    with sqlite3.connect(directory / FILE_NAME) as connection:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert names == [("bookmark",)]


def test_a_link_in_the_place_of_the_file_is_refused(directory: Path, tmp_path: Path) -> None:
    directory.mkdir()
    (directory / FILE_NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="cannot be opened"):
        Database.open(directory)
    assert not (tmp_path / "elsewhere").exists()


def test_a_link_in_the_place_of_the_directory_is_refused(directory: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    directory.symlink_to(tmp_path / "real")
    with pytest.raises(StoreError, match="is a symbolic link"):
        Database.open(directory)
    assert list((tmp_path / "real").iterdir()) == []


def test_a_file_in_the_place_of_the_directory_is_refused(directory: Path) -> None:
    directory.write_text("a file")
    with pytest.raises(StoreError, match="cannot be opened"):
        Database.open(directory)


def test_a_place_where_no_directory_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(StoreError, match="cannot be opened as a directory: Not a directory"):
        Database.open(tmp_path / "file" / "state")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make another user's directory")
def test_another_users_directory_is_refused(directory: Path) -> None:
    directory.mkdir()
    os.chown(directory, 65534, 65534)
    with pytest.raises(StoreError, match="belongs to another user"):
        make_private_directory(directory)


def test_missing_parents_are_made(tmp_path: Path) -> None:
    make_private_directory(tmp_path / "a" / "b")
    assert mode(tmp_path / "a" / "b") == 0o700
