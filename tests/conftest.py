"""What all tests share: the servers, as fixtures, and the process's umask as it was."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["tests.servers.fixtures"]


@pytest.fixture(autouse=True)
def _unchanged_umask() -> Iterator[None]:
    """Undo the umask of a command line that ran in this process: Postfix would trip over it."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)
