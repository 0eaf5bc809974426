"""The command line clients, against servers that are known to work: what is sent arrives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.clients import curl, msmtp, mutt, smtplib_client, swaks
from tests.clients.letter import Draft, Letter
from tests.servers.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from tests.clients.outcome import Outcome
    from tests.servers.authority import Authority
    from tests.servers.endpoint import Endpoint, Tls
    from tests.servers.postfix import Postfix

SENDER = "sam@example.org"
HELD = ("550-5.7.1 Held as k7f3, not sent yet.", "550 5.7.1 Send it again to send it anyway")
AWKWARD = (
    b"From: Sam <sam@example.org>\r\nTo: Bill <bill@example.com>\r\n"
    b"Subject: =?utf-8?q?caf=C3=A9?=\r\nX-Odd:  two  spaces \r\n\r\n"
    b".\r\n..\r\n.dots\r\nFrom here\r\n\tcaf\xc3\xa9 \xe9\r\n%FROM_ADDRESS% \\n\r\n"
    + b"x" * 900
    + b"\r\n\r\n"
)

BYTE_FOR_BYTE = [
    pytest.param(client, id=client.__name__.rpartition(".")[2])
    for client in (smtplib_client, swaks, curl, msmtp)
]
ALL = [*BYTE_FOR_BYTE, pytest.param(mutt, id="mutt")]


def _send(
    client: ModuleType, endpoint: Endpoint, recipients: tuple[str, ...], home: Path
) -> Outcome:
    draft = Draft(SENDER, recipients, "Catching up", "Hello Bill,\n\n.how was Chicago?\n")
    outcome: Outcome = client.send(endpoint, draft if client is mutt else draft.letter(), home)
    return outcome


@pytest.mark.parametrize("client", BYTE_FOR_BYTE)
def test_an_awkward_message_arrives_byte_for_byte(
    client: ModuleType, sink: Sink, tmp_path: Path
) -> None:
    recipients = ("bill@example.com", "ann@example.net")
    outcome = client.send(sink.endpoint, Letter(SENDER, recipients, AWKWARD), tmp_path)
    assert outcome.sent, outcome.told
    (submission,) = sink.accepted
    assert submission.content == AWKWARD
    assert (submission.mail_from, submission.rcpt_tos) == (SENDER, recipients)
    assert sink.commands[-1] == "QUIT"
    assert " 500 " not in outcome.told  # nothing was said but proper commands


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
@pytest.mark.parametrize("client", ALL)
def test_a_login_over_tls_delivers_through_postfix(
    client: ModuleType,
    tls: Tls,
    postfix: Postfix,
    fresh_address: Callable[[str], str],
    tmp_path: Path,
) -> None:
    recipient = fresh_address("bill")
    endpoint = postfix.starttls if tls == "starttls" else postfix.implicit
    outcome = _send(client, endpoint, (recipient,), tmp_path)
    assert outcome.sent, outcome.told + postfix.log()
    (delivery,) = postfix.deliveries(recipient)
    assert delivery.sender == SENDER
    assert b"Hello Bill,\r\n\r\n.how was Chicago?\r\n" in delivery.content


@pytest.mark.parametrize("client", ALL)
def test_a_wrong_password_is_reported(client: ModuleType, postfix: Postfix, tmp_path: Path) -> None:
    endpoint = replace(postfix.starttls, password="not the password")
    outcome = _send(client, endpoint, ("bill@example.com",), tmp_path)
    assert not outcome.sent
    assert client is mutt or "535" in outcome.told


@pytest.mark.parametrize("client", ALL)
def test_a_login_without_tls_works_on_loopback(client: ModuleType, tmp_path: Path) -> None:
    with Sink(user="sam", password="pass word") as sink:
        outcome = _send(client, sink.endpoint, ("bill@example.com",), tmp_path)
        assert outcome.sent, outcome.told
        assert [submission.user for submission in sink.accepted] == ["sam"]


@pytest.mark.parametrize("client", ALL)
def test_an_unknown_authority_is_refused(
    client: ModuleType, authority: Authority, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    with Sink(authority=type(authority)(stranger), tls="starttls") as sink:
        endpoint = replace(sink.endpoint, ca_file=authority.ca_file)
        assert not _send(client, endpoint, ("bill@example.com",), tmp_path).sent
        assert sink.arrived == ()


@pytest.mark.parametrize("client", ALL)
def test_the_text_of_a_refusal_reaches_the_user(
    client: ModuleType, sink: Sink, tmp_path: Path
) -> None:
    sink.answer("content", "\r\n".join(HELD))
    outcome = _send(client, sink.endpoint, ("bill@example.com",), tmp_path)
    assert not outcome.sent
    assert "Send it again" in outcome.told or "Held as k7f3" in outcome.told
    assert _send(client, sink.endpoint, ("bill@example.com",), tmp_path).sent
    assert (len(sink.arrived), len(sink.accepted)) == (2, 1)


@pytest.mark.parametrize("client", ALL)
def test_attachments_arrive(client: ModuleType, sink: Sink, tmp_path: Path) -> None:
    resume = tmp_path / "resume.pdf"
    resume.write_bytes(b"%PDF-1.7\n")
    draft = Draft(SENDER, ("bill@example.com",), "Hello", "See below.\n", (resume,))
    outcome = client.send(sink.endpoint, draft if client is mutt else draft.letter(), tmp_path)
    assert outcome.sent, outcome.told
    assert b'filename="resume.pdf"' in sink.accepted[0].content
