"""Reading a Maildir: only the fields that the delivery put on top are taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.servers.maildir import read_deliveries, without_received

if TYPE_CHECKING:
    from pathlib import Path

TRACE = (
    b"Return-Path: <sam@example.org>\nX-Original-To: bill@example.com\n"
    b"Delivered-To: bill@example.com\nReceived: from a\n\tby b; date\n"
)


def _maildir(root: Path, *stored: bytes) -> Path:
    (root / "new").mkdir()
    for number, content in enumerate(stored):
        (root / "new" / str(number)).write_bytes(content)
    return root


def test_fields_of_the_message_itself_stay(tmp_path: Path) -> None:
    own = b"Received: its own\nReturn-Path: <x@example.org>\n\n.\nbody\n"
    (delivery,) = read_deliveries(_maildir(tmp_path, TRACE + own))
    assert delivery.content == own.replace(b"\n", b"\r\n")
    assert (delivery.sender, delivery.recipient) == ("sam@example.org", "bill@example.com")
    assert delivery.received == "Received: from a\n\tby b; date\n"


def test_nothing_delivered_is_nothing(tmp_path: Path) -> None:
    assert read_deliveries(tmp_path) == ()


def test_what_postfix_did_not_deliver_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not as Postfix delivers"):
        read_deliveries(_maildir(tmp_path, b"Subject: x\n\n"))


def test_one_received_field_is_taken_off() -> None:
    content = b"Received: one\r\n\tmore\r\nReceived: two\r\nSubject: x\r\n\r\n"
    assert without_received(content) == b"Received: two\r\nSubject: x\r\n\r\n"
    assert without_received(b"Subject: Received: x\r\n\r\n") == b"Subject: Received: x\r\n\r\n"
