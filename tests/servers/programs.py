"""The programs that a test needs: found, or the test is skipped; in CI, it fails.

A skip on CI would let a whole client or server drop out of the tests without anybody noticing.
"""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def find(program: str) -> str | None:
    """Return the path of *program*, also where only root's PATH leads, or None."""
    return shutil.which(program, path=os.environ.get("PATH", "") + ":" + SYSTEM_PATH)


def requires(*programs: str) -> None:
    """Go on if all *programs* are installed; else skip the test, or fail it when CI is set."""
    missing = [program for program in programs if find(program) is None]
    if missing:
        _leave(f"not installed: {', '.join(missing)} (.ci/install installs it)")


def requires_root(what: str) -> None:
    """Go on as root; else skip the test because *what* needs it, or fail it when CI is set."""
    if os.geteuid() != 0:
        _leave(f"{what} can only be started by root")


def _leave(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; nothing of this kind is skipped in CI", pytrace=False)
    pytest.skip(reason)
