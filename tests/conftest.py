"""What all tests share: the servers, as fixtures."""

from __future__ import annotations

pytest_plugins = ["tests.servers.fixtures"]
