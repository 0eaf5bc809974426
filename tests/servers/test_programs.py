"""A program that is missing skips a test for a person, and fails it in CI."""

from __future__ import annotations

import pytest

from tests.servers.programs import find, requires

MISSING = "askwell-no-such-program"


def test_what_is_installed_is_no_reason_to_leave() -> None:
    requires("sh")
    assert find("sh") is not None


def test_a_missing_program_skips_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=MISSING):
        requires("sh", MISSING)


def test_a_missing_program_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=MISSING):
        requires(MISSING)
