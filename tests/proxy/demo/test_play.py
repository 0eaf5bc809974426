"""The play can fail: whatever does not hold ends it with a DemoError that says what."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from proxy.demo import letters, play
from proxy.demo.play import DemoError, Stage, listed_id, perform
from proxy.demo.smarthost import MaildirSmarthost
from tests.servers.waiting import accepts

if TYPE_CHECKING:
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, Session


BLUNDER, BETTER = letters.blunder().content, letters.better().content


class Altering(MaildirSmarthost):
    """A smarthost that adds a blank to the end of a line: a byte, and no more."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's own signature
        content = envelope.original_content or b""
        envelope.original_content = content.replace(b"Dana\r\n", b"Dana \r\n")
        return await super().handle_DATA(server, session, envelope)


def test_a_smarthost_that_gets_a_byte_more_fails_the_play(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play, "MaildirSmarthost", Altering)
    with pytest.raises(DemoError, match="1 messages arrived as they should not have"):
        perform(lambda _: None)


@pytest.mark.parametrize(
    "arrived",
    [
        [],
        [BETTER],
        [BETTER, BETTER],
        [BETTER, BLUNDER, BLUNDER],
        [BETTER, BLUNDER + b"\r\n"],
        [BETTER, BLUNDER.replace(b"\r\n", b"\n")],
    ],
    ids=["none", "one lost", "one for another", "one twice", "a line more", "other line ends"],
)
def test_only_what_was_submitted_may_arrive_and_all_of_it(
    tmp_path: Path, arrived: list[bytes]
) -> None:
    smarthost = MaildirSmarthost(tmp_path / "Maildir", letters.SENDER, "hunter2")
    for number, content in enumerate(arrived):
        (tmp_path / "Maildir" / "new" / str(number)).write_bytes(content)
    expected = [letters.better(), letters.blunder()]
    with pytest.raises(DemoError, match=f"{len(arrived)} messages arrived as they should not"):
        play._require_arrivals(smarthost, expected)


def test_what_was_submitted_may_arrive_in_any_order(tmp_path: Path) -> None:
    smarthost = MaildirSmarthost(tmp_path / "Maildir", letters.SENDER, "hunter2")
    for number, content in enumerate([BETTER, BLUNDER]):
        (tmp_path / "Maildir" / "new" / str(number)).write_bytes(content)
    play._require_arrivals(smarthost, [letters.blunder(), letters.better()])


def test_a_failed_play_leaves_no_file_and_no_server_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(letters, "blunder", letters.better)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said: list[str] = []
    with pytest.raises(DemoError, match="the reply was 250, not 550"):
        perform(said.append)
    assert list(tmp_path.iterdir()) == []
    ports = [int(port) for port in re.findall(r"127\.0\.0\.1:(\d+)", "\n".join(said))]
    assert len(ports) == 2
    assert not any(accepts("127.0.0.1", port) for port in ports)


def test_a_service_that_does_not_start_fails_the_play_with_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(play, "CONFIGURATION", play.CONFIGURATION + "colour = 1\n")
    with pytest.raises(DemoError, match=r"the service did not start: .*colour: is no key"):
        perform(lambda _: None)


@pytest.mark.parametrize("count", [0, 2])
def test_one_message_is_to_be_listed_and_no_other_number(count: int) -> None:
    with pytest.raises(DemoError, match=f"{count} messages are listed where one should be"):
        listed_id((json.dumps({"id": "k7f3"}) + "\n") * count)


def test_the_one_that_is_listed_gives_its_id() -> None:
    assert listed_id('{"id": "k7f3abcd", "state": "held"}\n') == "k7f3abcd"


def test_a_command_that_fails_is_told_by_its_name_and_reason(tmp_path: Path) -> None:
    said: list[str] = []
    stage = Stage(said.append, tmp_path, environ=os.environ)
    with pytest.raises(DemoError, match=r"askwell show failed: .*zzzz"):
        stage.askwell("show", "zzzz")
    assert said[0] == "\n$ askwell show zzzz"
    assert "zzzz" in said[1]
