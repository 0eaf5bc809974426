"""A server's process: in the foreground, in a group of its own, gone when the test is over."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import TYPE_CHECKING, Self

from tests.servers.programs import find
from tests.servers.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType


class Daemon:
    """Runs *command* as a context manager; what it writes goes to *log*.

    The process also ends when the thread that started it does, so that a test run that is killed
    leaves nothing behind.
    """

    def __init__(
        self, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        program = find(command[0]) or command[0]
        self._command = ["setpriv", "--pdeathsig", "TERM", "--", program, *command[1:]]
        self._log = log
        self._environment = dict(os.environ) | dict(environment or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment,
                start_new_session=True,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        # Its children, should it have left any.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def until(self, probe: Callable[[], bool], what: str, timeout_s: float = 20.0) -> None:
        """Return once *probe* says so; RuntimeError with the log if the process ends before."""

        def ready() -> bool:
            assert self._process is not None
            if self._process.poll() is not None:
                raise RuntimeError(f"{self._command[4]} ended before {what}:\n{self.log()}")
            return probe()

        until(ready, what, timeout_s)

    def log(self) -> str:
        """Return what the process wrote so far."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""
