"""A directory for a server that changes its user: reachable by all, short, and gone afterwards.

pytest's own are for the user who runs the tests alone, and their names are too long for sockets.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def open_place(name: str) -> Iterator[Path]:
    """Make a directory of mode 0755 that *name* is part of; remove it at the end."""
    place = Path(tempfile.mkdtemp(prefix=f"askwell-{name}-"))
    place.chmod(0o755)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
