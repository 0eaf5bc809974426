"""Thunderbird: shows a refusal's text over the open draft, and sends the draft at the next Send."""

from __future__ import annotations

import email.policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import TYPE_CHECKING

from tests.clients.letter import Draft
from tests.clients.thunderbird import Thunderbird
from tests.servers.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.servers.postfix import Postfix

HELD = (
    "550-5.7.1 Held as k7f3, not sent yet.\r\n"
    "550-5.7.1 It asks Bill for a job.\r\n"
    "550 5.7.1 To send it anyway, send it again"
)


def _draft(recipient: str, directory: Path) -> Draft:
    resume = directory / "resume.txt"
    resume.write_text("Sam Lee\nOperations\n")
    body = "Hello Bill,\n\nit's been a while: anything at your firm?\n"
    return Draft("sam@example.org", (recipient,), "Catching up, finally", body, (resume,))


def _parse(content: bytes) -> EmailMessage:
    return BytesParser(EmailMessage, policy=email.policy.default).parsebytes(content)


def test_send_again_after_a_refusal_delivers_once(sink: Sink, tmp_path: Path) -> None:
    sink.answer("content", HELD)
    with Thunderbird(sink.endpoint, tmp_path) as thunderbird:
        thunderbird.compose(_draft("bill@example.com", tmp_path))
        warning = thunderbird.press_send()
        assert warning is not None
        thunderbird.take_picture(tmp_path / "held.png")
        for line in ("Held as k7f3, not sent yet.", "It asks Bill for a job.", "send it again"):
            assert line in warning.text
        assert thunderbird.sent_count() == 0
        thunderbird.dismiss_dialog()
        assert thunderbird.is_composing()
        assert thunderbird.press_send() is None
        assert not thunderbird.is_composing()
        assert thunderbird.sent_count() == 1
    first, second = (_parse(one.content) for one in sink.arrived)
    assert [one.content for one in sink.accepted] == [sink.arrived[1].content]
    assert first["Message-ID"] != second["Message-ID"]
    assert [part.get_content() for part in first.iter_parts()] == [
        part.get_content() for part in second.iter_parts()
    ]
    assert (tmp_path / "held.png").stat().st_size > 10_000


def test_an_edited_draft_carries_the_new_text_alone(sink: Sink, tmp_path: Path) -> None:
    sink.answer("content", HELD)
    with Thunderbird(sink.endpoint, tmp_path) as thunderbird:
        thunderbird.compose(_draft("bill@example.com", tmp_path))
        assert thunderbird.press_send() is not None
        thunderbird.dismiss_dialog()
        thunderbird.write_anew("Hello Bill,\n\nhow was Chicago?\n")
        assert thunderbird.press_send() is None
    (submission,) = sink.accepted
    assert b"how was Chicago?" in submission.content
    assert b"at your firm" not in submission.content


def test_it_logs_in_over_tls_without_asking(
    postfix: Postfix, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    recipient = fresh_address("bill")
    with Thunderbird(postfix.starttls, tmp_path) as thunderbird:
        thunderbird.compose(_draft(recipient, tmp_path))
        assert thunderbird.press_send() is None, thunderbird.dialog()
    (delivery,) = postfix.deliveries(recipient)
    assert b"Subject: Catching up, finally\r\n" in delivery.content
    assert b'filename="resume.txt"' in delivery.content


def test_it_logs_in_without_tls_on_loopback(tmp_path: Path) -> None:
    with Sink(user="sam@example.org", password="pass word") as sink:
        with Thunderbird(sink.endpoint, tmp_path) as thunderbird:
            thunderbird.compose(_draft("bill@example.com", tmp_path))
            assert thunderbird.press_send() is None, thunderbird.dialog()
        assert [one.user for one in sink.accepted] == ["sam@example.org"]
