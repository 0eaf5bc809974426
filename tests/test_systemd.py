import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parent.parent / "systemd"
ANALYZE = shutil.which("systemd-analyze")
needs_analyze = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")


def _analyze(runtime: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert ANALYZE is not None
    environ = {**os.environ, "XDG_RUNTIME_DIR": str(runtime)}
    return subprocess.run(
        [ANALYZE, "--no-pager", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environ,
    )


def _copies(kind: str, folder: Path) -> list[str]:
    """Copy the units, with a program that exists: verify misses one that does not."""
    for unit in (SYSTEMD / kind).iterdir():
        text = unit.read_text()
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE)
        (folder / unit.name).write_text(text)
    return sorted(str(path) for path in folder.iterdir())


@needs_analyze
@pytest.mark.parametrize("kind", ["system", "user"])
def test_systemd_finds_no_fault(kind: str, tmp_path: Path) -> None:
    units = _copies(kind, tmp_path)
    assert len(units) == 2
    outcome = _analyze(tmp_path, f"--{kind}", "verify", *units)
    assert (outcome.returncode, outcome.stdout + outcome.stderr) == (0, "")


@needs_analyze
def test_systemd_would_find_a_fault(tmp_path: Path) -> None:
    units = _copies("system", tmp_path)
    service = tmp_path / "askwell.service"
    service.write_text(service.read_text().replace("Type=notify", "Type=notified"))
    assert "notified" in _analyze(tmp_path, "--system", "verify", *units).stderr


@needs_analyze
def test_the_system_service_is_rated_two_or_better(tmp_path: Path) -> None:
    unit = SYSTEMD / "system" / "askwell.service"
    outcome = _analyze(tmp_path, "security", "--offline=true", "--threshold=20", str(unit))
    assert outcome.returncode == 0, outcome.stdout


@needs_analyze
def test_the_rating_is_not_bought_with_what_the_service_needs(tmp_path: Path) -> None:
    unit = SYSTEMD / "system" / "askwell.service"
    arguments = ("security", "--offline=true", "--json=short", str(unit))
    table = json.loads(_analyze(tmp_path, *arguments).stdout)
    unset = {row["json_field"] for row in table if row["set"] is False}
    assert unset >= {
        "PrivateNetwork",
        "IPAddressDeny",
        "ProcSubset",
        "RestrictAddressFamilies_AF_INET_INET6",
        "RestrictAddressFamilies_AF_UNIX",
    }


def _settings(unit: Path) -> list[str]:
    return [line for line in unit.read_text().splitlines() if line and line[0] not in "#["]


@pytest.mark.parametrize("kind", ["system", "user"])
def test_both_services_are_supervised_alike(kind: str) -> None:
    settings = _settings(SYSTEMD / kind / "askwell.service")
    for setting in (
        "Type=notify",
        "NotifyAccess=main",
        "WatchdogSec=30s",
        "Restart=on-failure",
        "RestartPreventExitStatus=2",
        "ExecReload=kill -HUP $MAINPID",
        "NoNewPrivileges=yes",
        "UMask=0077",
        "LimitCORE=0",
    ):
        assert setting in settings


@pytest.mark.parametrize("kind", ["system", "user"])
def test_both_sockets_are_loopback_only(kind: str) -> None:
    settings = _settings(SYSTEMD / kind / "askwell.socket")
    streams = [line for line in settings if line.startswith("ListenStream=")]
    assert streams == ["ListenStream=127.0.0.1:1587", "ListenStream=[::1]:1587"]
    assert "BindIPv6Only=ipv6-only" in settings


def test_the_user_service_asks_for_nothing_its_manager_cannot_do() -> None:
    settings = _settings(SYSTEMD / "user" / "askwell.service")
    names = {line.partition("=")[0] for line in settings}
    assert not names & {"User", "DynamicUser", "ProtectSystem", "PrivateTmp", "PrivateUsers"}
