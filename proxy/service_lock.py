"""One service to a state directory, and the way to knock at its door.

The service holds a lock on a file that bears its process id, so that a command line knows for
sure whether it runs, and can ask it to look at what has been released.
"""

from __future__ import annotations

import fcntl
import os
import signal
import time
from pathlib import Path

from proxy.store.database import StoreError, make_private_directory

LOCK_FILE = "service.lock"
KNOCK = signal.SIGUSR1
GRACE_S = 0.5


class ServiceLock:
    """The lock of the running service."""

    def __init__(self, directory: Path) -> None:
        make_private_directory(directory)
        path = directory / LOCK_FILE
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            self._descriptor = os.open(path, flags, 0o600)
        except OSError as exc:
            raise StoreError(f"{path}: cannot be opened: {exc.strerror}") from exc
        if not _taken(self._descriptor):
            os.close(self._descriptor)
            raise StoreError(
                f"{directory}: another 'askwell serve' uses this state already; "
                "stop it, or name another directory with --state"
            )
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def close(self) -> None:
        """Let another service take over."""
        os.close(self._descriptor)


def _taken(descriptor: int) -> bool:
    """Take the lock; whoever only asks whether a service runs has it for a moment, no longer."""
    deadline = time.monotonic() + GRACE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.005)
        else:
            return True


def running_service(directory: Path) -> int | None:
    """Return the process id of the service that uses *directory*, or None if none runs."""
    try:
        descriptor = os.open(directory / LOCK_FILE, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        text = os.pread(descriptor, 32, 0).strip()
        return int(text) if text.isdigit() else None
    finally:
        os.close(descriptor)
    return None


def knock(directory: Path) -> bool:
    """Ask the running service to look at what has been released; return whether one runs."""
    process = running_service(directory)
    if process is None:
        return False
    try:
        os.kill(process, KNOCK)
    except OSError:
        return False
    return True
