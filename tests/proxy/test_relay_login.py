"""Relaying over a protected line, and logging in: verified, or nothing is said at all."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from proxy.relay import RelayError, Upstream
from proxy.reply import Reply
from proxy.smarthost import Login, Smarthost, Tls
from tests.proxy.making import smarthost, submission
from tests.servers.authority import Authority
from tests.servers.endpoint import Tls as EndpointTls
from tests.servers.scripted import Drop, Script, Scripted, greet_back
from tests.servers.sink import Sink

SAM = Login("sam@example.org", "pass word")
MAIL = submission(b"Subject: x\r\n\r\ntext\r\n")


async def _relay(there: Smarthost, login: Login | None) -> tuple[Reply | None, Reply]:
    upstream = await Upstream.open(there, login)
    try:
        return upstream.login_reply, await upstream.relay(MAIL)
    finally:
        await upstream.close()


def relay(there: Smarthost, login: Login | None = None) -> tuple[Reply | None, Reply]:
    return asyncio.run(_relay(there, login))


def refusal(there: Smarthost, login: Login | None = None) -> RelayError:
    with pytest.raises(RelayError) as caught:
        relay(there, login)
    return caught.value


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_mail_goes_logged_in_over_a_verified_line(tls: EndpointTls, authority: Authority) -> None:
    with Sink(authority=authority, tls=tls, user=SAM.username, password=SAM.password) as sink:
        login_reply, reply = relay(smarthost(sink.endpoint), SAM)
        (found,) = sink.accepted
    assert login_reply is not None
    assert (login_reply.code, reply.code) == (235, 250)
    assert (found.user, found.tls, found.content) == (SAM.username, True, MAIL.content)


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_an_unverified_smarthost_hears_no_login_and_no_mail(
    tls: EndpointTls, authority: Authority
) -> None:
    with Sink(authority=authority, tls=tls, user=SAM.username, password=SAM.password) as sink:
        refused = refusal(dataclasses.replace(smarthost(sink.endpoint), ca_file=None), SAM)
        assert not any(line.startswith(("AUTH", "MAIL")) for line in sink.commands)
        assert sink.arrived == ()
    assert refused.reply.code == 451
    assert "a certificate that does not hold" in refused.reply.text


def test_without_starttls_nothing_goes_over_an_open_line(authority: Authority) -> None:
    with Scripted() as server:
        there = dataclasses.replace(smarthost(server.endpoint), tls=Tls.STARTTLS)
        refused = refusal(there, SAM)
        assert server.recordings[0].verbs() == ["EHLO"]
    assert (refused.reply.code, refused.step) == (454, "STARTTLS")
    assert "no longer offers STARTTLS" in refused.reply.text


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"454 4.7.0 TLS not available\r\n", 454),
        (b"502 5.5.1 No\r\n", 502),
        (b"354 odd\r\n", 451),
        (Drop(), 451),
        (Drop(b"220 Go ahead\r\n"), 451),
        (b"gibberish\r\n", 451),
    ],
)
def test_a_starttls_that_fails_ends_it(said: bytes | Drop, code: int, authority: Authority) -> None:
    with Scripted({"STARTTLS": said}, certificate=authority.loopback) as server:
        there = dataclasses.replace(
            smarthost(server.endpoint), tls=Tls.STARTTLS, ca_file=authority.ca_file
        )
        refused = refusal(there, SAM)
        assert server.recordings[0].verbs() == ["EHLO", "STARTTLS"]
    assert (refused.reply.code, refused.uncertain) == (code, False)


def test_what_an_open_line_promised_does_not_count_under_tls(authority: Authority) -> None:
    injected = b"220 Go\r\n" + greet_back("AUTH LOGIN", "SIZE 1")
    script: Script = {
        "STARTTLS": injected,
        "EHLO": [greet_back("STARTTLS"), greet_back("AUTH PLAIN")],
    }
    with Scripted(script, certificate=authority.loopback) as server:
        there = dataclasses.replace(
            smarthost(server.endpoint), tls=Tls.STARTTLS, ca_file=authority.ca_file
        )
        assert relay(there, SAM)[1].code == 250
        (session,) = server.recordings
    assert session.verbs() == [
        "EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT",
    ]  # fmt: skip
    assert session.commands[3].startswith(b"AUTH PLAIN ")
    assert session.commands[4] == b"MAIL FROM:<sam@example.org>\r\n"


@pytest.mark.parametrize(
    "said",
    [
        b"535 5.7.8 Authentication credentials invalid\r\n",
        b"535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 Learn more\r\n",
        b"454 4.7.0 Temporary authentication failure\r\n",
    ],
)
@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_the_smarthosts_answer_to_a_login_comes_back(mechanism: str, said: bytes) -> None:
    script = {"EHLO": greet_back(f"AUTH {mechanism}"), "AUTH": said}
    with Scripted(script) as server:
        refused = refusal(smarthost(server.endpoint), SAM)
        assert server.recordings[0].verbs()[:2] == ["EHLO", "AUTH"]
        assert "MAIL" not in server.recordings[0].verbs()
    assert refused.reply.wire().encode() + b"\r\n" == said
    assert (refused.step, refused.uncertain) == ("AUTH", False)


def test_a_wrong_password_is_the_smarthosts_535() -> None:
    with Sink(user=SAM.username, password="another") as sink:
        refused = refusal(smarthost(sink.endpoint), SAM)
        assert (refused.reply.code, refused.step) == (535, "AUTH")
        assert relay(smarthost(sink.endpoint), Login(SAM.username, "another"))[1].code == 250


@pytest.mark.parametrize("said", [b"334 \r\n", b"250 OK odd\r\n", Drop(), b"garbage\r\n"])
def test_an_odd_answer_to_a_login_relays_nothing_unless_it_was_taken(said: bytes | Drop) -> None:
    with Scripted({"EHLO": greet_back("AUTH PLAIN"), "AUTH": said}) as server:
        there = smarthost(server.endpoint)
        if said == b"250 OK odd\r\n":
            assert relay(there, SAM)[1].code == 250
            return
        refused = refusal(there, SAM)
        assert refused.reply.code == 451
        assert server.recordings[0].contents == []


def test_the_password_is_in_no_error_and_no_representation() -> None:
    with Scripted({"AUTH": b"535 5.7.8 No\r\n"}) as server:
        refused = refusal(smarthost(server.endpoint), SAM)
    assert SAM.password not in repr(SAM) + repr(refused) + str(refused)
