from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from proxy.cli import askwell
from tests.proxy.cli.holding import FRIENDLY, Desk, letter

ASKING = letter()
ADVICE = letter(FRIENDLY)
KEYS = ["path", "index", "message_id", "disposition", "findings", "elapsed_ms"]
FINDING_KEYS = ["check", "rule", "severity", "where", "excerpt", "why", "instead"]


def _eml(desk: Desk, name: str, content: bytes) -> str:
    path = desk.folder / name
    path.write_bytes(content)
    return str(path)


def _records(desk: Desk, *arguments: str) -> list[dict[str, object]]:
    lines = desk.run("check", "--json", *arguments).stdout.splitlines()
    return [json.loads(line) for line in lines]


def test_a_message_that_would_be_held_is_told_with_its_reasons(desk: Desk) -> None:
    result = desk.run("check", "--tag", "network", _eml(desk, "ask.eml", ASKING))
    assert result.exit_code == 1
    assert "ask.eml: would be held" in result.stdout
    for words in ("job-ask in the body", "a job for me", "Why  ", "Better  "):
        assert words in result.stdout


def test_a_message_that_would_pass_is_told_so(desk: Desk) -> None:
    path = _eml(desk, "ok.eml", ADVICE)
    result = desk.run("check", "--tag", "network", path)
    assert (result.exit_code, result.stdout) == (0, f"{path}: would pass\n")


def test_json_keeps_the_contract(desk: Desk) -> None:
    asking, fine = _eml(desk, "ask.eml", ASKING), _eml(desk, "ok.eml", ADVICE)
    held, passed = _records(desk, "--tag", "network", asking, fine)
    assert list(held) == list(passed) == KEYS
    assert (held["path"], held["index"], held["disposition"]) == (asking, 0, "hold")
    assert (passed["disposition"], passed["findings"]) == ("relay", [])
    assert held["message_id"] == "<one@example.org>"
    assert isinstance(held["elapsed_ms"], float)
    findings = held["findings"]
    assert isinstance(findings, list)
    assert [list(finding) for finding in findings] == [FINDING_KEYS] * len(findings)
    assert findings[0]["severity"] == "hold"


def test_a_message_without_an_id_has_none_in_json(desk: Desk) -> None:
    (record,) = _records(desk, "--tag", "network", _eml(desk, "x.eml", b"Subject: x\n\nHello\n"))
    assert record["message_id"] is None


def test_an_mbox_and_a_maildir_are_judged_in_order(desk: Desk) -> None:
    separator = b"From ann@example.org Mon Nov 23 07:00:00 2026\r\n"
    box = _eml(desk, "box", b"\r\n".join([separator + ASKING, separator + ADVICE, b""]))
    for folder, name, content in (("cur", "2:2,S", ADVICE), ("new", "1", ASKING)):
        (desk.folder / "dir" / folder).mkdir(parents=True)
        (desk.folder / "dir" / folder / name).write_bytes(content)
    maildir = str(desk.folder / "dir")
    found = [
        (record["path"], record["index"], record["disposition"])
        for record in _records(desk, "--tag", "network", box, maildir)
    ]
    assert found == [
        (box, 0, "hold"),
        (box, 1, "relay"),
        (maildir, 0, "hold"),
        (maildir, 1, "relay"),
    ]


def test_standard_input_is_one_message() -> None:
    result = CliRunner().invoke(askwell, ["check", "--json", "--tag", "network", "-"], input=ASKING)
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["path"] == "-"


def test_standard_input_is_not_read_twice(desk: Desk) -> None:
    assert desk.run("check", "--tag", "network", "-", "-").exit_code == 2


@pytest.mark.parametrize(
    ("tag", "disposition", "finds"),
    [("network", "hold", True), ("close", "relay", True), ("recruiter", "relay", False)],
)
def test_the_tag_decides(desk: Desk, tag: str, disposition: str, finds: bool) -> None:
    (record,) = _records(desk, "--tag", tag, _eml(desk, "ask.eml", ASKING))
    assert (record["disposition"], bool(record["findings"])) == (disposition, finds)


def test_advice_is_marked_as_such(desk: Desk) -> None:
    result = desk.run("check", "--tag", "close", _eml(desk, "ask.eml", ASKING))
    assert result.exit_code == 0
    assert "would pass" in result.stdout
    assert "(advice only)" in result.stdout


def test_the_configuration_says_what_a_tag_means(desk: Desk) -> None:
    desk.configure()
    with desk.config.open("a") as file:
        file.write('[tags.mentor]\nhold = ["job-ask"]\n[tags.network]\nhold = ["resume"]\n')
    path = _eml(desk, "ask.eml", ASKING)
    assert _records(desk, "--tag", "Mentor", path)[0]["disposition"] == "hold"
    assert _records(desk, "--tag", "network", path)[0]["disposition"] == "relay"


def test_an_unknown_tag_is_refused_with_the_known_ones(desk: Desk) -> None:
    desk.configure()
    result = desk.run("check", "--tag", "netwrk", _eml(desk, "ask.eml", ASKING))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "close, network, recruiter" in result.stderr


def test_without_a_tag_the_contact_book_decides(desk: Desk) -> None:
    desk.configure()
    desk.add_contact()
    to_bill = _eml(desk, "bill.eml", ASKING)
    to_zoe = _eml(desk, "zoe.eml", letter(to="zoe@example.com"))
    blind = _eml(
        desk, "bcc.eml", b"Bcc: Bill <BILL@example.com>\r\n" + letter(to="zoe@example.com")
    )
    found = [record["disposition"] for record in _records(desk, to_bill, to_zoe, blind)]
    assert found == ["hold", "relay", "hold"]


def test_an_empty_contact_book_is_pointed_out(desk: Desk) -> None:
    desk.configure()
    result = desk.run("check", _eml(desk, "ask.eml", ASKING))
    assert result.exit_code == 0
    assert "askwell check --tag network" in result.stderr


@pytest.mark.parametrize("tag", [(), ("--tag", "network")])
def test_no_state_is_made(desk: Desk, tag: tuple[str, ...]) -> None:
    desk.configure()
    desk.run("check", *tag, _eml(desk, "ask.eml", ASKING))
    assert not desk.state.exists()


def test_all_paths_are_looked_at_before_anything_is_judged(desk: Desk) -> None:
    desk.configure()
    gone = str(desk.folder / "gone\x1b.eml")
    result = desk.run("check", "--tag", "network", _eml(desk, "ask.eml", ASKING), gone)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such file or directory" in result.stderr
    assert "\x1b" not in result.stderr


def test_no_path_is_wrong_usage(desk: Desk) -> None:
    assert desk.run("check").exit_code == 2


def test_a_broken_configuration_is_told(desk: Desk) -> None:
    desk.config.write_text("[listen\n")
    result = desk.run("check", "--tag", "network", _eml(desk, "ask.eml", ASKING))
    assert result.exit_code == 2
    assert str(desk.config) in result.stderr


def test_nothing_from_a_message_steers_the_terminal(desk: Desk) -> None:
    text = "I was hoping you have a job for me, Bill \x1b]0;x\u202e.\n"
    path = _eml(desk, "evil\x1b[2J.eml", letter(text))
    result = desk.run("check", "--tag", "network", path)
    assert result.exit_code == 1
    assert not {"\x1b", "\u202e"} & set(result.stdout)


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.write_bytes(b"From a@example.org Mon Nov 23 07:00:00 2026\n" + ADVICE + b"\n")
    command = f"{sys.executable} -m proxy check --tag network {'{} ' * 400} | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("{}", str(box))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
