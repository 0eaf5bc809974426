"""``askwell demo``, run once for real: all of it is shown, and the person's own is left alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from proxy.cli import askwell
from proxy.demo import letters, play
from proxy.demo.smarthost import MaildirSmarthost

if TYPE_CHECKING:
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, Session


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which nothing is, and nothing is to be afterwards."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def shown(home: Path) -> str:
    """What the demonstration prints."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "proxy", "demo"],
        capture_output=True,
        text=True,
        timeout=60,
        env={**clean, "HOME": str(home), "TMPDIR": str(home), "COLUMNS": "80"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return done.stdout


def _parts(shown: str) -> list[str]:
    """Return what is said of each letter."""
    return re.split(r"\n--- ", shown)[1:]


def test_the_warning_is_shown_in_full(shown: str) -> None:
    replies = re.findall(r"^    S: (550[ -].*)$", shown, re.MULTILINE)
    held = re.fullmatch(
        r"550-5\.7\.1 Held by Askwell as (\w{4,}), not sent\. Nothing is lost\.", replies[0]
    )
    assert held
    text = " ".join(reply[len("550-5.7.1 ") :] for reply in replies)
    assert "I was hoping you might have an operations job for me at your company" in text
    assert "Dana Whitfield Resume.pdf" in text
    assert "Better: " in text
    assert [reply[3] for reply in replies] == ["-"] * (len(replies) - 1) + [" "]
    assert replies[-1].endswith(f"askwell release {held.group(1)}")


def test_each_letter_is_submitted_over_smtp_with_its_outcome(shown: str) -> None:
    outcomes = [re.findall(r"^    S: (\d{3}) ", part, re.MULTILINE) for part in _parts(shown)]
    assert [found[-1] for found in outcomes] == ["550", "250", "250"]
    for letter in (letters.blunder(), letters.better(), letters.application()):
        assert f"{letter.title}\n    to {letter.recipient}, {len(letter.content)} octets" in shown


def test_the_held_letter_is_listed_shown_and_released(shown: str) -> None:
    commands = re.findall(r"^\$ askwell (\w+)", shown, re.MULTILINE)
    assert commands == ["contacts", "held", "show", "held", "restore", "release"]
    assert "Subject   Hello from Milwaukee" in shown
    assert "Why it is held" in shown
    assert "superseded" in shown
    assert re.search(r"is sent to bill\.meyer@example\.com\. .*250 2\.0\.0 Ok: filed as", shown)


def test_all_three_arrive_byte_for_byte(shown: str) -> None:
    line = re.compile(r"^    [0-9a-f]{32}\.\.\.  the same, byte for byte: (.*)$", re.MULTILINE)
    wanted = [letters.blunder(), letters.better(), letters.application()]
    assert line.findall(shown) == [letter.title for letter in wanted]
    assert shown.endswith("\nAll of it went as it should.\n")


def test_nothing_is_left_behind(shown: str, home: Path) -> None:
    assert shown
    assert list(home.iterdir()) == []


class Refusing(MaildirSmarthost):
    """A smarthost that takes nothing."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's own signature
        return "554 5.7.1 Not today"


def test_a_demonstration_that_fails_says_so_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(play, "MaildirSmarthost", Refusing)
    result = CliRunner().invoke(askwell, ["demo"])
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: the demonstration failed: the better letter to Bill: the reply was 554, not 250\n"
    )
    assert "All of it went as it should" not in result.output
