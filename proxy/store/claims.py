"""Who is releasing what, and whether that process still lives.

A process that claims a message holds a lock on a file of its own. The kernel lets go of the lock
when the process ends, however it ends, so a claim left behind by a crash is told from one that
is being worked on, without trusting process ids.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
from pathlib import Path

from proxy.store.database import StoreError, make_private_directory


class Claimant:
    """The name of one process in claims, and the lock that vouches for it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._name = secrets.token_hex(8)
        self._descriptor: int | None = None

    @property
    def name(self) -> str:
        """The name to claim under; the lock is held from the first time it is asked for."""
        if self._descriptor is None:
            try:
                make_private_directory(self._directory)
                descriptor = os.open(
                    self._path(self._name), os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600
                )
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as exc:
                raise StoreError(f"{self._directory}: no claim can be made: {exc}") from exc
            self._descriptor = descriptor
        return self._name

    def is_alive(self, name: str | None) -> bool:
        """Whether the process that claims under *name* still runs; a dead one's file is removed.

        StoreError where it can't be told.
        """
        if name is None:
            return False
        if name == self._name:
            return self._descriptor is not None
        try:
            descriptor = os.open(self._path(name), os.O_RDWR | os.O_NOFOLLOW)
        except FileNotFoundError:
            return False
        except OSError as exc:  # taken for dead, its message might be sent twice
            raise StoreError(f"{self._path(name)}: cannot be asked about: {exc}") from exc
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        self._path(name).unlink(missing_ok=True)
        return False

    def close(self) -> None:
        """Give up the name; what is still claimed under it is up for recovery."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                self._path(self._name).unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None

    def _path(self, name: str) -> Path:
        return self._directory / f"{name}.lock"
