"""What EHLO offers, and what of the envelope is carried: exactly what came, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.running import Askwell, account
from tests.servers.endpoint import Endpoint
from tests.servers.ports import free_port
from tests.servers.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.proxy.exact import Exact
    from tests.proxy.person import Person

FRIEND = "ann@example.net"
CONTENT = letter(CATCHING_UP)
OUR_LIMIT = 150 * 1024 * 1024


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Askwell, Sink]]:
    """A service whose smarthost carries next to nothing."""
    with (
        Sink(size_limit=5000, eight_bit=False, smtputf8=False, extensions=()) as sink,
        Askwell(tmp_path_factory.mktemp("small"), account(sink.endpoint)) as running,
    ):
        yield running, sink


def test_what_both_carry_is_offered(sam: Person) -> None:
    with sam.askwell.dialogue() as line:
        assert line.greeting.code == 220
        assert set(line.ehlo()) == {
            "PIPELINING",
            "8BITMIME",
            "SMTPUTF8",
            "ENHANCEDSTATUSCODES",
            "DSN",
            f"SIZE {OUR_LIMIT}",
        }


def test_what_the_smarthost_does_not_carry_is_not_offered(small: tuple[Askwell, Sink]) -> None:
    with small[0].dialogue() as line:
        offered = line.ehlo()
        assert "SIZE 5000" in offered
        assert not {"8BITMIME", "SMTPUTF8", "DSN"} & set(offered)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("MAIL FROM:<sam@example.org> BODY=8BITMIME", 555),
        ("MAIL FROM:<sam@example.org> SMTPUTF8", 555),
        ("MAIL FROM:<sam@example.org> RET=FULL", 555),
        ("MAIL FROM:<j\u00f6rg@example.org>", 553),
        ("MAIL FROM:<sam@example.org> SIZE=5001", 552),
        ("MAIL FROM:<sam@example.org> SIZE=5000", 250),
        ("MAIL FROM:<sam@example.org> AUTH=<>", 250),
    ],
)
def test_what_is_not_offered_is_refused_at_once(
    small: tuple[Askwell, Sink], command: str, code: int
) -> None:
    with small[0].dialogue() as line:
        line.ehlo()
        line.ask(command, code)


def test_a_message_over_size_is_refused_though_nobody_declared_it(
    small: tuple[Askwell, Sink],
) -> None:
    askwell, sink = small
    for octets in (4000, 5200, 300_000):
        with askwell.dialogue() as line:
            line.ehlo()
            heard = line.submit(b"x" * 76 + b"\r\n" + b"y" * octets + b"\r\n", FRIEND)
            assert heard.code == (250 if octets == 4000 else 552)
            line.ask("NOOP")
    assert len(sink.arrived) == 1


def test_while_the_smarthost_is_down_only_our_own_is_offered(tmp_path: Path) -> None:
    nowhere = account(Endpoint("127.0.0.1", free_port()))
    with Askwell(tmp_path, nowhere) as askwell, askwell.dialogue() as line:
        offered = {"PIPELINING", "ENHANCEDSTATUSCODES", f"SIZE {OUR_LIMIT}"}
        assert set(line.ehlo()) == offered


@pytest.mark.parametrize(("auth", "offered"), [("none", False), ("passthrough", True)])
def test_a_login_is_offered_where_it_is_of_use(tmp_path: Path, auth: str, offered: bool) -> None:
    nowhere = account(Endpoint("127.0.0.1", free_port()), auth=auth)
    with Askwell(tmp_path, nowhere) as askwell, askwell.dialogue() as line:
        assert ("AUTH PLAIN LOGIN" in line.ehlo()) is offered
        if not offered:
            assert line.log_in("sam", "pass").code == 503


def test_after_helo_there_are_no_extensions(sam: Person) -> None:
    with sam.askwell.dialogue() as line:
        assert line.ask("HELO client.example.org").lines == ["localhost"]
        line.ask(f"MAIL FROM:<{sam.mailbox}> BODY=8BITMIME", 555)
        assert line.submit(CONTENT, FRIEND, sender=sam.mailbox).code == 250
    assert sam.relayed == [CONTENT]


def test_delivery_parameters_arrive_as_the_client_spelled_them(exact: Exact) -> None:
    mail = b" Ret=hdrs envid=QQ+2B314 BODY=8bitmime"
    notify = b" notify=SUCCESS,delay ORCPT=rfc822;Ann+2B@example.net"
    with exact.askwell.dialogue() as line:
        line.ehlo()
        line.ask(f"mail from:<sam@example.org>{mail.decode()} SIZE=100 AUTH=<>")
        line.ask(f"rcpt to:<{FRIEND}>{notify.decode()}")
        line.ask("RCPT TO:<bob@example.net> NOTIFY=NEVER")
        line.ask("DATA", 354)
        line.send_content(CONTENT)
        line.expect(250)
    assert exact.commands() == [
        b"MAIL FROM:<sam@example.org> SIZE=%d%s\r\n" % (len(CONTENT), mail),
        b"RCPT TO:<ann@example.net>%s\r\n" % notify,
        b"RCPT TO:<bob@example.net> NOTIFY=NEVER\r\n",
        b"DATA\r\n",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "<ann@example.net>",
        '<"john doe"@example.net>',
        '<"a@b"@example.net>',
        r'<"quo\"te"@example.net>',
        "<ann(comment)@example.net>",
        "<ANN+Detail@Example.NET>",
        "<ann@[127.0.0.1]>",
        "<postmaster>",
        "<@relay.example.net:ann@example.net>",
        "<ann@printer.local>",
        "<!#$%&'*+-/=?^_`{|}~@example.net>",
    ],
)
def test_the_smarthost_sees_each_address_as_it_was_spelled(exact: Exact, path: str) -> None:
    with exact.askwell.dialogue() as line:
        line.ehlo()
        line.ask(f"MAIL FROM:{path}")
        line.ask(f"RCPT TO:{path}")
        line.ask("DATA", 354)
        line.send_content(CONTENT)
        line.expect(250)
    assert exact.commands()[:2] == [
        f"MAIL FROM:{path} SIZE={len(CONTENT)}\r\n".encode(),
        f"RCPT TO:{path}\r\n".encode(),
    ]


def test_the_null_reverse_path_is_carried(exact: Exact) -> None:
    with exact.askwell.dialogue() as line:
        line.ehlo()
        assert line.submit(CONTENT, FRIEND, sender="").code == 250
    assert exact.commands()[0] == b"MAIL FROM:<> SIZE=%d\r\n" % len(CONTENT)


def test_the_null_reverse_path_belongs_to_no_account_where_there_are_two(sam: Person) -> None:
    with sam.line() as line:
        line.ask("MAIL FROM:<>", 550)


def test_internationalised_addresses_need_and_get_smtputf8(sam: Person) -> None:
    with sam.line() as line:
        line.ask("MAIL FROM:<jörg@example.org>", 553)
        line.ask("MAIL FROM:<jörg@example.org> SMTPUTF8")
        line.ask("RCPT TO:<δοκιμή@παράδειγμα.example>")
        line.ask("DATA", 354)
        line.send_content(CONTENT)
        line.expect(250)
    sent = sam.sink.accepted[-1]
    assert (sent.mail_from, sent.rcpt_tos) == ("jörg@example.org", ("δοκιμή@παράδειγμα.example",))
    assert "SMTPUTF8" in sent.mail_options


def test_small_courtesies(sam: Person) -> None:
    with sam.line() as line:
        line.ask("VRFY ann", 252)
        line.ask("EXPN list", 502)
        line.ask("HELP", 214)
        line.ask("NOOP whatever")
