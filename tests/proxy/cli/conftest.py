"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proxy.cli.holding import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with nothing on it and no configuration."""
    return Desk(tmp_path)
