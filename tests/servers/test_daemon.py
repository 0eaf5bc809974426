"""A server's process ends with the test, and says why it didn't start."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers.daemon import Daemon
from tests.servers.waiting import until


def _alive(pid: str) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_its_children_end_with_it(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Daemon(["sh", "-c", "sleep 600 & echo $!; wait"], log) as daemon:
        daemon.until(lambda: daemon.log().endswith("\n"), "it said its child's id")
        child = daemon.log().strip()
        assert _alive(child)
    until(lambda: not _alive(child), "the child to end")


def test_one_that_ends_early_shows_its_log(tmp_path: Path) -> None:
    failing = ["sh", "-c", "echo the reason; exit 3"]
    with (
        Daemon(failing, tmp_path / "log") as daemon,
        pytest.raises(RuntimeError, match="the reason"),
    ):
        daemon.until(lambda: False, "it accepted")
