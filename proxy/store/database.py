"""One SQLite file: opened privately, migrated in steps, written in transactions.

``synchronous=FULL`` in WAL mode: a committed transaction survives a power cut.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

FILE_NAME = "askwell.sqlite3"
BUSY_TIMEOUT_S = 20.0
MIGRATIONS = ("schema_1.sql", "schema_own_rules.sql", "schema_conversations.sql")
"""One script a schema version, in order; each brings the version before it up to its own."""


class StoreError(Exception):
    """The state could not be read or written; the message says what, where and what to do."""


class Database:
    """A connection that hands out transactions and nothing else."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, directory: Path) -> Database:
        """Open the database in *directory*, private to this user, at the newest schema."""
        path = directory / FILE_NAME
        try:
            make_private_directory(directory)
            _make_private_file(path)
            connection = sqlite3.connect(
                path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as exc:
            raise StoreError(f"{path}: cannot be opened: {exc}") from exc
        try:
            _prepare(connection)
            _migrate(connection, path)
        except sqlite3.Error as exc:
            connection.close()
            raise StoreError(f"{path}: cannot be used as Askwell's database: {exc}") from exc
        except StoreError:
            connection.close()
            raise
        return cls(connection, path)

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for queries; database errors come out as StoreError."""
        try:
            yield self._connection
        except sqlite3.Error as exc:
            raise StoreError(f"{self.path}: {exc}") from exc

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside one transaction: on disk at the end of it, or not at all."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def make_private_directory(directory: Path) -> None:
    """Make *directory* with mode 0700; StoreError where it is a link or somebody else's."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = directory.lstat()
    except OSError as exc:
        raise StoreError(f"{directory}: cannot be opened as a directory: {exc.strerror}") from exc
    if stat.S_ISLNK(found.st_mode):
        raise StoreError(f"{directory}: is a symbolic link; name the directory itself")
    if found.st_uid != os.geteuid():
        raise StoreError(f"{directory}: belongs to another user; name one of your own with --state")
    if stat.S_IMODE(found.st_mode) != 0o700:
        directory.chmod(0o700)


def _make_private_file(path: Path) -> None:
    try:
        # The files that WAL mode puts beside it take over its mode.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
    except OSError as exc:
        raise StoreError(f"{path}: cannot be opened: {exc.strerror}") from exc
    if stat.S_IMODE(path.lstat().st_mode) != 0o600:
        path.chmod(0o600)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    newest = len(MIGRATIONS)
    if _version(connection) == newest:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = _version(connection)
        if found > newest:
            raise StoreError(
                f"{path}: has schema version {found}, this Askwell knows up to {newest}; "
                "use the newer Askwell that wrote it"
            )
        if found == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise StoreError(
                f"{path}: is a database of another program; "
                "move it away, or name another directory with --state"
            )
        for script in MIGRATIONS[found:]:
            text = resources.files("proxy.store").joinpath(script).read_text(encoding="utf-8")
            for statement in _statements(text):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {newest}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of *script*; ``executescript`` would commit behind our back."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
