"""The example of a third-party check: installed as a person would, and run; and broken ones."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.proxy.dialogue import send
from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.running import Askwell, account
from tests.servers.sink import Sink

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "example_check"
BLANK = f"Dear [First Name],\r\n\r\n{CATCHING_UP}"
CONFIG = """\
[[account]]
name = "main"
senders = ["*"]
host = "127.0.0.1"
port = 9
tls = "none"
auth = "none"
"""
TAGS = '[tags.network]\nhold = ["job-ask", "resume", {names}]\n'


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory that the example is installed into."""
    place = tmp_path_factory.mktemp("example")
    source = shutil.copytree(EXAMPLE, place / "source")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    install += ["--no-build-isolation", "--disable-pip-version-check", "--target"]
    command = [*install, str(place / "target"), str(source)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    return place / "target"


def _environ(*paths: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (*paths, ROOT)))}


def _bring(folder: Path, name: str, source: str) -> Path:
    """Lay out an installed package ``askwell-NAME`` in *folder*, whose check is *source*."""
    (folder / f"bad_{name}.py").write_text(source)
    info = folder / f"askwell_{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: askwell-{name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[askwell.checks]\n{name} = bad_{name}:check\n")
    return folder


def _check(
    place: Path, content: bytes, *paths: Path, names: str, rules: str = ""
) -> tuple[dict[str, Any], str]:
    """Run ``askwell check``; return its record, and what stood on standard error."""
    (place / "config.toml").write_text(CONFIG + TAGS.format(names=names) + rules)
    command = [sys.executable, "-m", "proxy", "--config", str(place / "config.toml")]
    command += ["--state", str(place / "state"), "check", "--json", "--tag", "network", "-"]
    done = subprocess.run(
        command,
        check=False,
        input=content,
        capture_output=True,
        timeout=60,
        env=_environ(*paths),
        cwd=place,
    )
    assert done.returncode in {0, 1}, done.stderr
    record: dict[str, Any] = json.loads(done.stdout)
    return record, done.stderr.decode()


def _ids(record: dict[str, Any]) -> list[str]:
    return [f"{finding['check']}/{finding['rule']}" for finding in record["findings"]]


def test_the_example_holds_where_a_tag_names_it(target: Path, tmp_path: Path) -> None:
    record, said = _check(tmp_path, letter(BLANK), target, names='"placeholders"')
    assert (record["disposition"], _ids(record)) == ("hold", ["placeholders/blank"])
    assert record["findings"][0]["excerpt"] == "[First Name]"
    assert said == ""


def test_the_example_passes_what_it_should(target: Path, tmp_path: Path) -> None:
    record, _ = _check(tmp_path, letter(CATCHING_UP), target, names='"placeholders"')
    assert (record["disposition"], record["findings"]) == ("relay", [])


def test_the_example_holds_nothing_where_no_tag_names_it(target: Path, tmp_path: Path) -> None:
    record, _ = _check(tmp_path, letter(BLANK), target, names="")
    assert (record["disposition"], record["findings"]) == ("relay", [])


def test_a_rule_of_the_example_is_switched_off_like_any_other(target: Path, tmp_path: Path) -> None:
    off = '[rules]\noff = ["placeholders/blank"]\n'
    record, _ = _check(tmp_path, letter(BLANK), target, names='"placeholders"', rules=off)
    assert record["disposition"] == "relay"


HEAD = "from checks.registry import Check\n"
BROKEN = {
    "import": "import no_such_module_anywhere\n",
    "shape": "check = 3\n",
    "raises": f"{HEAD}def judge(message):\n    raise SystemExit(3)\ncheck = Check('bad', judge)\n",
    "endless": (
        "import itertools\nfrom checks.finding import Finding, Severity\n"
        f"{HEAD}found = Finding('bad', 'x', Severity.HOLD, 'body', 'x', 'x', 'x')\n"
        "check = Check('bad', lambda message: itertools.repeat(found))\n"
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_one_is_named_and_hurts_nobody(fault: str, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    site = _bring(tmp_path / "site", "bad", BROKEN[fault])
    record, said = _check(tmp_path, letter(), site, names='"bad"')
    assert record["disposition"] == "hold"
    assert _ids(record)[0].startswith("job-ask/")
    assert _ids(record)[-1] == "bad/unexamined"
    (line,) = said.splitlines()
    assert line.startswith("third-party-check check=bad package=askwell-bad ")


def test_what_is_wrong_in_many_messages_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    site = _bring(tmp_path / "site", "bad", BROKEN["raises"])
    box = tmp_path / "box"
    box.write_bytes(b"".join(b"From x\r\n" + letter() + b"\r\n" for _ in range(3)))
    (tmp_path / "config.toml").write_text(CONFIG + TAGS.format(names='"bad"'))
    command = [sys.executable, "-m", "proxy", "--config", str(tmp_path / "config.toml")]
    command += ["--state", str(tmp_path / "state"), "check", "--json", "--tag", "network", str(box)]
    done = subprocess.run(
        command, check=False, capture_output=True, timeout=60, env=_environ(site), cwd=tmp_path
    )
    assert len(done.stdout.splitlines()) == 3
    assert len(done.stderr.splitlines()) == 1


def test_a_check_installed_later_is_missed_at_a_reload_and_used_after_a_restart(
    tmp_path: Path,
) -> None:
    (tmp_path / "site").mkdir()
    paths = {"PYTHONPATH": _environ(tmp_path / "site")["PYTHONPATH"]}
    with Sink() as sink, Askwell(tmp_path, account(sink.endpoint), environ=paths) as askwell:
        _bring(tmp_path / "site", "bad", BROKEN["raises"])
        with askwell.config.open("a") as file:
            file.write("\n" + TAGS.format(names='"bad"'))
        askwell.hup()
        askwell.wait_for_log("check=bad not used before a restart")
        askwell.restart()
        askwell.wait_for_log("third-party-checks names=bad")


def test_the_service_asks_the_example_and_outlives_a_broken_one(
    target: Path, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    site = _bring(tmp_path / "site", "bad", BROKEN["raises"])
    paths = {"PYTHONPATH": _environ(target, site)["PYTHONPATH"]}
    with Sink() as sink:
        askwell = Askwell(tmp_path, account(sink.endpoint), environ=paths)
        with askwell.config.open("a") as file:
            file.write("\n" + TAGS.format(names='"placeholders", "bad"'))
            file.write('[rules]\nhold_phrases = ["a quick favour"]\n')
        with askwell:
            held = send(askwell.port, letter(BLANK))
            own = send(askwell.port, letter("May I ask you a  quick\r\nfavour?", "Another"))
            passed = send(askwell.port, letter(CATCHING_UP, "A third"))
        log = askwell.log
    assert (held.code, own.code, passed.code) == (550, 550, 250)
    assert "A blank of a template is left" in held.text
    assert "You asked to be stopped at these words of yours" in own.text
    assert "third-party-checks names=bad,placeholders" in log
    assert "third-party-check check=bad package=askwell-bad failed: it raised SystemExit" in log
