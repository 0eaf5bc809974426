"""The environment that a worker gets: where its modules are, and nothing else of ours."""

from __future__ import annotations

import os
import sys


def worker_environment() -> dict[str, str]:
    """Return the environment of a worker; no password of ours is ever in it.

    The import path is the same as ours, so that it works from a checkout, a virtual environment or
    a system package alike.
    """
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {"PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
