from __future__ import annotations

import os
import sys

import pytest

from checks.worker_environment import worker_environment


def test_a_worker_gets_our_import_path_and_no_variable_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ASKWELL_SECRET", "hunter2")
    given = worker_environment()
    assert given["PYTHONPATH"].split(os.pathsep) == [entry for entry in sys.path if entry]
    assert set(given) == {"PYTHONPATH", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"}
