"""One service to a state directory, known for sure, and gone when its process is."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from proxy.service_lock import KNOCK, LOCK_FILE, ServiceLock, knock, running_service
from proxy.store.database import StoreError

SERVE = """
import signal, sys
from pathlib import Path
from proxy.service_lock import KNOCK, ServiceLock

signal.signal(KNOCK, lambda *_: print("knocked", flush=True))
lock = ServiceLock(Path(sys.argv[1]))
print("serving", flush=True)
while sys.stdin.read(1):
    pass
"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds the lock of *tmp_path*."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"serving\n"
            yield process
        finally:
            process.kill()


def test_a_running_service_is_known_and_hears_a_knock(
    tmp_path: Path, service: subprocess.Popen[bytes]
) -> None:
    assert running_service(tmp_path) == service.pid
    assert knock(tmp_path)
    assert service.stdout is not None
    assert service.stdout.readline() == b"knocked\n"


def test_a_second_service_is_refused_and_told_what_to_do(
    tmp_path: Path, service: subprocess.Popen[bytes]
) -> None:
    with pytest.raises(StoreError, match="another 'askwell serve' uses this state already"):
        ServiceLock(tmp_path)
    assert running_service(tmp_path) == service.pid


def test_a_killed_service_is_gone_and_nobody_is_knocked_at(
    tmp_path: Path, service: subprocess.Popen[bytes]
) -> None:
    os.kill(service.pid, signal.SIGKILL)
    service.wait(10)
    assert (tmp_path / LOCK_FILE).read_text() == f"{service.pid}\n", "its id is still there"
    assert running_service(tmp_path) is None
    assert not knock(tmp_path)
    ServiceLock(tmp_path).close()


def test_without_a_service_none_runs(tmp_path: Path) -> None:
    assert running_service(tmp_path / "not there") is None
    assert not knock(tmp_path)
    ServiceLock(tmp_path).close()
    assert running_service(tmp_path) is None


def test_a_lock_that_is_let_go_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        lock = ServiceLock(tmp_path)
        assert running_service(tmp_path) == os.getpid()
        lock.close()


def test_asking_whether_a_service_runs_never_keeps_one_from_starting(tmp_path: Path) -> None:
    ServiceLock(tmp_path).close()
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            running_service(tmp_path)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(200):
            ServiceLock(tmp_path).close()
    finally:
        done.set()
        asking.join()


def test_the_lock_is_private_and_no_link_is_followed(tmp_path: Path) -> None:
    ServiceLock(tmp_path / "state").close()
    assert stat.S_IMODE((tmp_path / "state" / LOCK_FILE).stat().st_mode) == 0o600
    (tmp_path / "state" / LOCK_FILE).unlink()
    (tmp_path / "state" / LOCK_FILE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="cannot be opened"):
        ServiceLock(tmp_path / "state")
    assert not (tmp_path / "elsewhere").exists()


def test_a_knock_is_a_signal_that_a_service_expects() -> None:
    assert KNOCK is signal.SIGUSR1
