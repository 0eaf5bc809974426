"""The demonstration's smarthost: files what it gets to the byte, and from nobody else."""

from __future__ import annotations

import mailbox
import socket
import stat
from typing import TYPE_CHECKING

import pytest

from proxy.demo.smarthost import MaildirSmarthost
from tests.proxy.dialogue import Dialogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AWKWARD = {
    "plain": b"Subject: Hello\r\n\r\nHello.\r\n",
    "dots": b"Subject: Dots\r\n\r\n.\r\n..\r\n.a\r\n...\r\n",
    "eight bits": b"Subject: \xe9\r\n\r\n" + bytes(range(128, 256)) + b"\r\n",
    "From at the start of a line": b"Subject: x\r\n\r\nFrom here on\r\n>From\r\n",
    "no header": b"\r\nonly text\r\n",
    "blank ends": b"Subject: x\r\n\r\n\r\n \t\r\n\r\n",
    "a long line": b"Subject: x\r\n\r\n" + b"y" * 900 + b"\r\n",
}


@pytest.fixture
def smarthost(tmp_path: Path) -> Iterator[tuple[MaildirSmarthost, int]]:
    running = MaildirSmarthost(tmp_path / "Maildir", "dana@example.org", "hunter2")
    port = running.start()
    yield running, port
    running.stop()


def _line(port: int) -> Dialogue:
    line = Dialogue(port)
    line.ehlo()
    return line


@pytest.mark.parametrize("name", AWKWARD)
def test_what_arrives_is_filed_byte_for_byte(
    smarthost: tuple[MaildirSmarthost, int], tmp_path: Path, name: str
) -> None:
    running, port = smarthost
    with _line(port) as line:
        assert line.log_in("dana@example.org", "hunter2").code == 235
        heard = line.submit(AWKWARD[name])
    assert heard.code == 250
    assert list(running.arrived()) == [AWKWARD[name]]
    (filed,) = mailbox.Maildir(tmp_path / "Maildir").keys()
    assert heard.text.endswith(f"filed as {filed.partition('.')[0]}")


def test_each_message_is_filed_apart(smarthost: tuple[MaildirSmarthost, int]) -> None:
    running, port = smarthost
    with _line(port) as line:
        line.log_in("dana@example.org", "hunter2")
        for content in AWKWARD.values():
            assert line.submit(content).code == 250
    assert sorted(running.arrived()) == sorted(AWKWARD.values())


@pytest.mark.parametrize(
    ("user", "password"),
    [("dana@example.org", "hunter3"), ("dana@example.org", ""), ("bill@example.org", "hunter2")],
)
def test_a_wrong_login_is_refused_and_then_nothing_is_taken(
    smarthost: tuple[MaildirSmarthost, int], user: str, password: str
) -> None:
    running, port = smarthost
    with _line(port) as line:
        assert line.log_in(user, password).code == 535
        assert line.ask("MAIL FROM:<dana@example.org>", 530).code == 530
    assert list(running.arrived()) == []


def test_without_a_login_nothing_is_taken(smarthost: tuple[MaildirSmarthost, int]) -> None:
    running, port = smarthost
    with _line(port) as line:
        line.ask("MAIL FROM:<dana@example.org>", 530)
    assert list(running.arrived()) == []


def test_it_listens_on_loopback_only(smarthost: tuple[MaildirSmarthost, int]) -> None:
    running, _ = smarthost
    (listening,) = running._server.sockets
    assert listening.getsockname()[0] == "127.0.0.1"


def test_once_stopped_nobody_is_let_in(tmp_path: Path) -> None:
    running = MaildirSmarthost(tmp_path / "Maildir", "dana@example.org", "hunter2")
    port = running.start()
    with _line(port):
        running.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_the_maildir_is_for_its_owner_only(tmp_path: Path) -> None:
    MaildirSmarthost(tmp_path / "Maildir", "dana@example.org", "hunter2")
    assert stat.S_IMODE((tmp_path / "Maildir").stat().st_mode) == 0o700
