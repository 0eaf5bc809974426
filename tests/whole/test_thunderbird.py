"""Thunderbird, through Askwell, to Postfix: what a person sees, presses, and what Bill gets."""

from __future__ import annotations

import re
import smtplib
from dataclasses import replace
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from tests.clients.thunderbird import Thunderbird
from tests.servers.waiting import until
from tests.whole.letters import BETTER, RESUME, SAM, blunder
from tests.whole.route import open_route

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage
    from pathlib import Path

    from tests.servers.postfix import Postfix
    from tests.whole.route import Route

RESUME_NAME = "Sam Lee Resume.pdf"


def _resume(content: bytes) -> bytes:
    """Return the only attachment of a message."""
    (part,) = message_from_bytes(content, policy=policy.default).iter_attachments()
    assert part.get_filename() == RESUME_NAME
    payload = part.get_content()
    assert isinstance(payload, bytes)
    return payload


def test_the_warning_stands_over_the_open_letter_and_a_second_press_sends_it(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    with Thunderbird(to_postfix.client, tmp_path) as thunderbird:
        thunderbird.compose(blunder(bill, tmp_path, RESUME_NAME))
        dialog = thunderbird.press_send()
        assert dialog is not None
        thunderbird.take_picture(tmp_path / "held.png")
        (held,) = to_postfix.held(bill)
        for line in (
            f"Held by Askwell as {held['short_id']}, not sent. Nothing is lost.",
            'It asks Bill for a job: "',
            f"It carries a resume: {RESUME_NAME}",
            "Better: ",
            f"Held, not sent: send again within 15 min, or askwell release {held['short_id']}",
        ):
            assert line in dialog.text
        assert (thunderbird.sent_count(), to_postfix.arrived(bill)) == (0, [])

        thunderbird.dismiss_dialog()
        assert thunderbird.is_composing()
        assert thunderbird.press_send() is None, thunderbird.dialog()
        assert not thunderbird.is_composing()
        assert thunderbird.sent_count() == 1
    (arrived,) = to_postfix.arrived(bill)
    assert _resume(arrived) == RESUME
    assert to_postfix.states(bill) == ["sent"]
    assert (tmp_path / "held.png").stat().st_size > 10_000


def test_written_anew_as_the_better_letter_it_goes_out_and_takes_the_place_of_the_other(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    draft = blunder(bill, tmp_path)
    with Thunderbird(to_postfix.client, tmp_path) as thunderbird:
        thunderbird.compose(replace(draft, attachments=()))
        assert thunderbird.press_send() is not None
        thunderbird.dismiss_dialog()
        thunderbird.write_anew(BETTER)
        assert thunderbird.press_send() is None, thunderbird.dialog()
        assert thunderbird.sent_count() == 1
    (arrived,) = to_postfix.arrived(bill)
    assert b"how did the Chicago marathon go?" in arrived
    assert b"operations job" not in arrived
    assert to_postfix.states(bill) == ["superseded"]


def test_warned_by_mail_the_window_closes_and_the_answer_to_the_notice_sends_it(
    postfix: Postfix, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    with open_route(tmp_path, postfix.starttls, postfix, warning="email") as route:
        with Thunderbird(route.client, tmp_path) as thunderbird:
            thunderbird.compose(blunder(bill, tmp_path, RESUME_NAME))
            assert thunderbird.press_send() is None, thunderbird.dialog()
            assert thunderbird.sent_count() == 1
        (held,) = route.held(bill)
        notice = _notice(route, held["short_id"])
        assert (notice["To"], notice["Auto-Submitted"]) == (SAM, "auto-generated")
        assert RESUME_NAME in notice.get_content()
        assert route.arrived(bill) == []

        _answer(route, str(notice["Reply-To"]))
        (arrived,) = route.arrived(bill)
        assert _resume(arrived) == RESUME
        assert route.states(bill) == ["sent"]


def _notice(route: Route, short_id: str) -> EmailMessage:
    """Return the notice of a held message once it lies in the person's own mailbox."""
    mark = f"as {short_id}.".encode()
    (found,) = until(
        lambda: [one for one in route.arrived(SAM) if mark in one], f"the notice of {short_id}"
    )
    return message_from_bytes(found, policy=policy.default)


def _answer(route: Route, reply_to: str) -> None:
    """Answer as a mail client does: quoted, with a subject that begins with Re."""
    assert re.fullmatch(r"send\.[a-z0-9]{32}@askwell\.invalid", reply_to)
    client = route.client
    assert client.user is not None
    assert client.password is not None
    content = f"From: {SAM}\r\nTo: {reply_to}\r\nSubject: Re: Held\r\n\r\nYes.\r\n\r\n> Held.\r\n"
    with smtplib.SMTP(client.host, client.port) as connection:
        connection.login(client.user, client.password)
        assert connection.sendmail(SAM, [reply_to], content.encode()) == {}
