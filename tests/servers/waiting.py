"""Waiting for what another process does: asks again and again, never longer than it was told."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

INTERVAL_S = 0.02
T = TypeVar("T")


def until(probe: Callable[[], T], what: str, timeout_s: float = 20.0) -> T:
    """Return the first true answer of *probe*; TimeoutError, naming *what*, when none came."""
    deadline = time.monotonic() + timeout_s
    while not (answer := probe()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {timeout_s:.0f} s for {what}")
        time.sleep(INTERVAL_S)
    return answer


def accepts(host: str, port: int) -> bool:
    """Say whether something accepts a connection there."""
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError:
        return False
    return True
