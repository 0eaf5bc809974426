"""A screen that nobody looks at, except in pictures: Xvfb on a free display."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Self

from tests.clients.outcome import run
from tests.servers.programs import requires

if TYPE_CHECKING:
    from pathlib import Path


class Screen:
    """An X server; use it as a context manager. ``display`` is for the environment."""

    def __init__(self, home: Path, size: str = "1152x864x24") -> None:
        self._home, self._size = home, size

    def __enter__(self) -> Self:
        requires("Xvfb", "import")
        announced, announce = os.pipe()
        with (self._home / "xvfb.log").open("wb") as log:
            # Xvfb picks a free display itself and writes its number there.
            self._process = subprocess.Popen(
                [
                    *("Xvfb", "-displayfd", str(announce)),
                    *("-screen", "0", self._size, "-nolisten", "tcp"),
                ],
                pass_fds=[announce],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        os.close(announce)
        with os.fdopen(announced) as reader:
            number = reader.readline().strip()
        if not number:
            self.__exit__()
            raise RuntimeError("Xvfb did not start:\n" + (self._home / "xvfb.log").read_text())
        self.display = f":{number}"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

    def take_picture(self, picture: Path) -> None:
        """Write what is on the screen as a PNG file."""
        command = ["import", "-display", self.display, "-window", "root", f"png:{picture}"]
        outcome = run(command, self._home)
        if not outcome.sent:
            raise RuntimeError(f"no picture: {outcome.told}")
