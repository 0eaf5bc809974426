"""Running a client: with a home of its own, so that nobody's settings matter, and a time limit."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.servers.programs import SYSTEM_PATH, requires

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a client ended and what it told its user."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def sent(self) -> bool:
        """Whether the client takes the message for sent."""
        return self.returncode == 0

    @property
    def told(self) -> str:
        """All that it wrote."""
        return self.stdout + self.stderr


def run(command: Sequence[str], home: Path, stdin: bytes = b"", timeout_s: float = 60.0) -> Outcome:
    """Run *command* in *home*; skip the test (in CI: fail it) if it isn't installed."""
    requires(command[0])
    ended = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        cwd=home,
        env={"HOME": str(home), "PATH": SYSTEM_PATH, "LANG": "C.UTF-8", "TERM": "dumb"},
        timeout=timeout_s,
        check=False,
    )
    return Outcome(
        ended.returncode,
        ended.stdout.decode("utf-8", "replace"),
        ended.stderr.decode("utf-8", "replace"),
    )


def write_private(path: Path, content: str) -> Path:
    """Write a file that holds a password: clients refuse one that others can read."""
    path.touch(mode=0o600)
    path.write_text(content)
    return path
