from pathlib import Path

import pytest

from proxy.systemctl import SystemctlError, state, systemctl


def _install(folder: Path, script: str) -> None:
    program = folder / "systemctl"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_only_the_persons_own_manager_is_asked(path: Path) -> None:
    _install(path, f'echo "$@" > {path}/said')
    systemctl("enable", "--now", "askwell.service")
    assert (path / "said").read_text() == "--user --no-pager enable --now askwell.service\n"


def test_what_systemctl_refuses_is_passed_on(path: Path) -> None:
    _install(path, "echo 'Failed to connect to bus' >&2; exit 1")
    with pytest.raises(SystemctlError, match="daemon-reload: Failed to connect to bus"):
        systemctl("daemon-reload")


def test_a_mute_failure_still_says_something(path: Path) -> None:
    _install(path, "exit 4")
    with pytest.raises(SystemctlError, match="exit status 4"):
        systemctl("daemon-reload")


def test_a_machine_without_systemd_is_named_so() -> None:
    with pytest.raises(SystemctlError, match="no systemctl"):
        systemctl("daemon-reload")
    assert state("is-active", "askwell.service") == "unknown"


def test_a_state_is_read_whatever_the_exit_status(path: Path) -> None:
    _install(path, "echo inactive; exit 3")
    assert state("is-active", "askwell.service") == "inactive"
