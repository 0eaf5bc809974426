"""Asks the worker, and starts it when there is none: one for the whole program.

A worker that does not start, fails or takes too long is ended, and the caller hears
``Unavailable``; for a while after that nothing is started, so that a broken installation does
not slow every message. The worker gets no environment of ours: it may hold passwords.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from checks.worker_environment import worker_environment

_CHECKS = Path(__file__).parent.parent
# The front of the package imports every check; the worker needs none of them.
_START = """
import sys, types
front = sys.modules["checks"] = types.ModuleType("checks")
front.__path__ = [sys.argv[2]]
from checks.encoder.worker import main
main(float(sys.argv[1]))
"""
START_S = 15.0
"""Seconds that the worker may take to load the model."""
ANSWER_S = 10.0
"""Seconds that it may take for one question."""
PAUSE_S = 60.0
"""Seconds after a failure in which no worker is started."""
IDLE_S = 300.0
"""Seconds without a question after which the worker ends."""


class Unavailable(Exception):  # noqa: N818 - a state of things, said by name
    """There is no encoder to be asked; the text says why, in words fit for a log."""


class Worker:
    """The process, and the lock that lets one thread ask at a time."""

    def __init__(self, *, python: str = sys.executable, idle_s: float = IDLE_S) -> None:
        self._python, self._idle_s = python, idle_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._failed_at: float | None = None
        self._why = ""

    def logits(self, texts: Sequence[str]) -> list[float]:
        """Return the logit of each of *texts*; raises Unavailable."""
        with self._lock:
            if self._failed_at is not None and time.monotonic() - self._failed_at < PAUSE_S:
                raise Unavailable(self._why)
            try:
                return self._ask(texts)
            except (OSError, EOFError, ValueError, KeyError, TypeError) as exc:
                self._end()
                self._failed_at, self._why = time.monotonic(), _reason(exc)
                raise Unavailable(self._why) from exc
            except BaseException:
                # Interrupted in the middle: the answer to come must not be taken for the next.
                self._end()
                raise

    def close(self) -> None:
        """End the process if there is one."""
        with self._lock:
            self._end()

    def _ask(self, texts: Sequence[str]) -> list[float]:
        if self._process is not None and self._process.poll() is not None:
            self._end()  # It had nothing to do, and ended.
        fresh = self._process is None
        question = json.dumps({"texts": list(texts)}).encode() + b"\n"
        try:
            answer = self._exchange(question)
        except (BrokenPipeError, EOFError):
            if fresh:
                raise
            self._end()  # It ended just as it was asked.
            answer = self._exchange(question)
        logits = [float(value) for value in answer["logits"]]  # type: ignore[attr-defined]
        if len(logits) != len(texts):
            raise ValueError("the worker answered another question")
        return logits

    def _exchange(self, question: bytes) -> dict[str, object]:
        process = self._running()
        assert process.stdin and process.stdout  # noqa: S101, PT018 - they are pipes
        process.stdin.write(question)
        process.stdin.flush()
        return _line(process.stdout, ANSWER_S)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [self._python, "-P", "-W", "ignore", "-c", _START, str(self._idle_s), str(_CHECKS)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What a library complains about may hold the words of a message.
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=worker_environment(),
                cwd="/",
                # A person's Ctrl-C is for the program, which ends the worker in its own time.
                start_new_session=True,
            )
            assert self._process.stdout  # noqa: S101 - it is a pipe
            _line(self._process.stdout, START_S)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _line(pipe: IO[bytes], within_s: float) -> dict[str, object]:
    """Return the next line from *pipe* as a value; raises if none comes *within_s*."""
    ends, line = time.monotonic() + within_s, b""
    while not line.endswith(b"\n"):
        left = ends - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            raise TimeoutError
        piece = os.read(pipe.fileno(), 1 << 16)
        if not piece:
            raise EOFError
        line += piece
    answer: dict[str, object] = json.loads(line)
    return answer


def _reason(exc: Exception) -> str:
    if isinstance(exc, TimeoutError):
        return "it takes too long"
    return "it can't be loaded" if isinstance(exc, EOFError | OSError) else "it answers nonsense"


_worker = Worker()
atexit.register(_worker.close)


def logits(texts: Sequence[str]) -> list[float]:
    """Return the logit of each of *texts* from the program's own worker; raises Unavailable."""
    return _worker.logits(texts)
