"""The bytes that go upstream are the bytes that came, and the smarthost's word is passed on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.proxy.dialogue import Heard
from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.running import Askwell, account
from tests.servers.endpoint import Tls
from tests.servers.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.proxy.exact import Exact
    from tests.proxy.person import Person
    from tests.servers.authority import Authority
    from tests.servers.fault import Step

FRIEND = "ann@example.net"
HEAD = b"From: sam@example.org\r\nSubject: x\r\n\r\n"
EVERY_OCTET = bytes(octet for octet in range(256) if octet not in b"\r\n")

AWKWARD = {
    "empty": b"",
    "one line end": b"\r\n",
    "no header": b"\r\nonly a body\r\n",
    "no body": b"Subject: x\r\n",
    "nothing of a message": b"word\r\n",
    "a dot": b".\r\n",
    "dots": b".\r\n..\r\n...\r\n.a\r\n..b\r\n\r\n.\r\n",
    "a dot at the end": HEAD + b"end.\r\n.\r\n",
    "8-bit header": b"Subject: Gr\xfc\xdfe \xff\xfe\r\n\r\nbody\r\n",
    "every octet": HEAD + EVERY_OCTET + b"\r\n",
    "NUL": HEAD + b"a\0b\0\0\r\n",
    "long line": HEAD + b"x" * 10_000 + b"\r\n",
    "very long line": HEAD + b"y" * 300_000 + b"\r\n",
    "blanks at line ends": HEAD + b"a \t \r\n \r\n-- \r\n",
    "folded oddly": b"Subject: a\r\n  b\r\n\t\r\nFrom:x\r\n : y\r\n\r\nz\r\n",
    "malformed MIME": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n--b--\r\n--b\r\n",
    "MIME without boundary": b"Content-Type: multipart/mixed\r\n\r\n--b\r\n",
    "unknown charset": b"Content-Type: text/plain; charset=klingon\r\n\r\n\xe9\r\n",
    "unknown encoding": b"Content-Transfer-Encoding: rot13\r\n\r\nuryyb\r\n",
    "UTF-8 header": "Subject: δοκιμή\r\n\r\nnaïve\r\n".encode(),
    "mbox line": HEAD + b"From here on\r\n>From there\r\n",
    "blank lines at the end": HEAD + b"\r\n\r\n\r\n\r\n",
    "three megabytes": HEAD + (EVERY_OCTET + b"\r\n") * 12_000,
}


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Askwell, Sink]]:
    """A service that passes logins on."""
    with (
        Sink(user="sam@example.org", password="pw") as sink,
        Askwell(
            tmp_path_factory.mktemp("secured"), account(sink.endpoint, auth="passthrough")
        ) as running,
    ):
        yield running, sink


@pytest.mark.parametrize("name", AWKWARD)
def test_content_is_relayed_byte_for_byte(exact: Exact, name: str) -> None:
    content = AWKWARD[name]
    with exact.askwell.dialogue() as line:
        line.ehlo()
        assert line.submit(content, FRIEND).code == 250
    assert hashlib.sha256(exact.content()).digest() == hashlib.sha256(content).digest()


def test_content_is_relayed_byte_for_byte_after_a_login(secured: tuple[Askwell, Sink]) -> None:
    askwell, sink = secured
    with askwell.dialogue() as line:
        line.ehlo()
        assert line.log_in("sam@example.org", "pw").code == 235
        for content in AWKWARD.values():
            assert line.submit(content, FRIEND).code == 250
    assert [one.content for one in sink.accepted] == list(AWKWARD.values())


@pytest.mark.parametrize("name", AWKWARD)
def test_no_content_is_too_awkward_to_be_judged(sam: Person, name: str) -> None:
    assert sam.send(AWKWARD[name]).code in {250, 550}
    assert sam.relayed + [b""] * len(sam.states()) != []


def test_content_without_a_last_line_end_gets_the_one_that_the_final_dot_needs(
    exact: Exact,
) -> None:
    with exact.askwell.dialogue() as line:
        line.ehlo()
        line.envelope("sam@example.org", [FRIEND])
        line.send(HEAD + b"no line end here\r\n.\r\n")
        line.expect(250)
    assert exact.content() == HEAD + b"no line end here\r\n"


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        ("content", "250 2.6.0 Queued as 4Xz1; thanks"),
        ("content", "451 4.7.1 Greylisted"),
        ("content", "554 5.7.1 Spam"),
        ("content", "550-5.7.26 This mail is unauthenticated,\r\n550 5.7.26 which is a risk"),
        ("mail", "550 5.7.60 Not allowed to send as this sender"),
        ("data", "503 5.5.1 No valid recipients"),
        ("rcpt", "550 5.1.1 No such mailbox here"),
    ],
)
def test_the_smarthosts_own_reply_reaches_the_client(sam: Person, step: Step, reply: str) -> None:
    sam.sink.answer(step, reply)
    lines = [line[4:] for line in reply.split("\r\n")]
    assert sam.send(letter(CATCHING_UP), FRIEND) == Heard(int(reply[:3]), lines)


def test_a_reply_that_is_not_ascii_is_shown_in_ascii(sam: Person) -> None:
    sam.sink.answer("content", "550 5.7.1 Zurückgewiesen – “nein”")
    heard = sam.send(letter(CATCHING_UP), FRIEND)
    assert heard == Heard(550, ['5.7.1 Zuruckgewiesen - "nein"'])


def test_one_refused_recipient_of_three_refuses_all(sam: Person) -> None:
    sam.sink.refuse("bob@example.net", "550 5.1.1 No Bob here")
    heard = sam.send(letter(CATCHING_UP), FRIEND, "bob@example.net", "eve@example.net")
    assert heard == Heard(550, ["5.1.1 No Bob here"])
    assert sam.arrived == []


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_the_line_to_the_smarthost_is_protected_and_verified(
    tmp_path: Path, authority: Authority, tls: Tls
) -> None:
    content = letter(CATCHING_UP)
    with Sink(authority=authority, tls=tls, user="sam@example.org", password="pw") as sink:
        trusting = account(sink.endpoint, auth="passthrough")
        with Askwell(tmp_path, trusting) as askwell:
            with askwell.dialogue() as line:
                line.ehlo()
                assert line.log_in("sam@example.org", "pw").code == 235
                assert line.submit(content, FRIEND).code == 250
            assert [(one.tls, one.content) for one in sink.accepted] == [(True, content)]
            # Without that authority the certificate proves nothing, and nothing is said.
            del trusting["ca_file"]
            askwell.configure(trusting)
            before = len(sink.commands)
            assert "reloaded" in askwell.hup()
            with askwell.dialogue() as line:
                line.ehlo()
                heard = line.log_in("sam@example.org", "pw")
                assert (heard.code, "certificate" in heard.text) == (454, True)
        assert not any(said.startswith("AUTH") for said in sink.commands[before:])


def test_a_smarthost_that_no_longer_offers_starttls_gets_nothing(
    tmp_path: Path, authority: Authority, sink: Sink
) -> None:
    table = account(sink.endpoint, tls="starttls", ca_file=str(authority.ca_file))
    with Askwell(tmp_path, table) as askwell, askwell.dialogue() as line:
        line.ehlo()
        heard = line.submit(letter(CATCHING_UP), FRIEND)
        assert (heard.code, "STARTTLS" in heard.text) == (454, True)
        assert not any(said.startswith("MAIL") for said in sink.commands)
