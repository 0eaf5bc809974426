"""Logging in, and in whose name a client may then send."""

from __future__ import annotations

import base64
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.proxy.dialogue import Dialogue
from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.running import Askwell, account
from tests.servers.sink import Sink
from tests.servers.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

USER, PASSWORD = "sam@example.org", "pass wörd"
FRIEND = "ann@example.net"
CONTENT = letter(CATCHING_UP)


@pytest.fixture(scope="module")
def provider() -> Iterator[Sink]:
    """A smarthost that wants a login."""
    with Sink(user=USER, password=PASSWORD) as sink:
        yield sink


@pytest.fixture(scope="module")
def passing(tmp_path_factory: pytest.TempPathFactory, provider: Sink) -> Iterator[Askwell]:
    """A service that passes logins on."""
    place = tmp_path_factory.mktemp("passing")
    with Askwell(place, account(provider.endpoint, auth="passthrough")) as running:
        yield running


@pytest.fixture(scope="module")
def storing(tmp_path_factory: pytest.TempPathFactory, provider: Sink) -> Iterator[Askwell]:
    """A service that has the password from a command."""
    place = tmp_path_factory.mktemp("storing")
    (place / "password").write_text(f"{PASSWORD}\nnot this line\n")
    stored = account(
        provider.endpoint,
        auth="stored",
        username=USER,
        password_command=["cat", str(place / "password")],
    )
    with Askwell(place, stored) as running:
        yield running


def local_password(askwell: Askwell) -> str:
    return (askwell.state / "local-password").read_text().strip()


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def greeted(askwell: Askwell) -> Dialogue:
    line = askwell.dialogue()
    line.ehlo()
    return line


# -- passthrough ---------------------------------------------------------------------------------


def test_the_smarthosts_own_user_and_password_are_tried_there(
    passing: Askwell, provider: Sink
) -> None:
    before = len(provider.accepted)
    with greeted(passing) as line:
        heard = line.log_in(USER, PASSWORD)
        assert heard.code == 235
        assert line.submit(CONTENT, FRIEND).code == 250
        assert line.submit(CONTENT, FRIEND).code == 250  # the first line upstream is gone by then
    sent = provider.accepted[before:]
    assert [(one.user, one.content) for one in sent] == [(USER, CONTENT)] * 2


def test_a_wrong_password_hears_the_smarthosts_own_refusal(
    passing: Askwell, provider: Sink
) -> None:
    provider.answer("auth", "535 5.7.8 Wrong, says sink.example.net")
    with greeted(passing) as line:
        heard = line.log_in(USER, "wrong")
        assert (heard.code, heard.lines) == (535, ["5.7.8 Wrong, says sink.example.net"])
        assert line.log_in(USER, "wrong too").code == 535
        assert line.log_in(USER, PASSWORD).code == 235


def test_a_login_while_the_smarthost_is_away_can_be_tried_later(
    passing: Askwell, provider: Sink
) -> None:
    with greeted(passing) as line:
        provider.drop("connect")
        assert line.log_in(USER, PASSWORD).code == 454
        provider.mend()
        assert line.log_in(USER, PASSWORD).code == 235


def test_three_wrong_passwords_end_the_session(passing: Askwell) -> None:
    with greeted(passing) as line:
        for _ in range(3):
            assert line.log_in(USER, "wrong").code == 535
        line.expect_end()


@pytest.mark.parametrize("mechanism", ["PLAIN", "plain", "Plain"])
def test_plain_with_and_without_an_initial_response(passing: Askwell, mechanism: str) -> None:
    response = encoded(f"\0{USER}\0{PASSWORD}")
    with greeted(passing) as line:
        line.ask(f"AUTH {mechanism} {response}", 235)
    with greeted(passing) as line:
        assert line.ask(f"auth {mechanism}", 334).lines == [""]
        line.ask(response, 235)


def test_login_asks_exactly_as_mail_clients_expect(passing: Askwell) -> None:
    with greeted(passing) as line:
        assert line.ask("AUTH LOGIN", 334).lines == [encoded("Username:")]
        assert line.ask(encoded(USER), 334).lines == [encoded("Password:")]
        line.ask(encoded(PASSWORD), 235)
    with greeted(passing) as line:
        assert line.ask(f"AUTH login {encoded(USER)}", 334).lines == [encoded("Password:")]
        line.ask(encoded(PASSWORD), 235)


def test_a_login_that_is_given_up_or_garbled_can_be_begun_anew(passing: Askwell) -> None:
    with greeted(passing) as line:
        line.ask("AUTH PLAIN", 334)
        line.ask("*", 501)
        line.ask("AUTH PLAIN not=base64", 501)
        line.ask("AUTH PLAIN", 334)
        line.ask("nor this!", 501)
        line.ask("AUTH CRAM-MD5", 504)
        line.ask("AUTH", 501)
        assert line.log_in(USER, PASSWORD).code == 235
        line.ask(f"AUTH PLAIN {encoded('again')}", 503)


def test_a_client_without_a_login_hears_what_to_set(passing: Askwell) -> None:
    with greeted(passing) as line:
        heard = line.ask(f"MAIL FROM:<{USER}>", 530)
        assert "authentication to 'normal password'" in heard.text
        assert "password\nof your mail account" in heard.text.replace("5.7.0 ", "")


def test_a_password_is_never_in_the_log(passing: Askwell) -> None:
    with greeted(passing) as line:
        line.log_in(USER, "wrong")
        line.log_in(USER, PASSWORD)
    assert "pass" not in passing.log.replace("account", "")


def test_a_client_that_only_tries_its_login_leaves_no_line_behind(
    passing: Askwell, provider: Sink
) -> None:
    with greeted(passing) as line:
        assert line.log_in(USER, PASSWORD).code == 235
        line.ask("QUIT", 221)
    with greeted(passing) as line:
        assert line.log_in(USER, PASSWORD).code == 235
    established = until_closed(provider.endpoint.port)
    assert established == 0


def until_closed(port: int) -> int:
    """Return how many lines to *port* are still open, after giving them time to end."""
    try:
        until(lambda: open_lines(port) == 0, "the lines to close", 3.0)
    except TimeoutError:
        return open_lines(port)
    return 0


def open_lines(port: int) -> int:
    rows = Path("/proc/net/tcp").read_text().splitlines()[1:]
    ends = [row.split()[2:4] for row in rows]
    return sum(remote.endswith(f":{port:04X}") and state in {"01", "08"} for remote, state in ends)


# -- stored --------------------------------------------------------------------------------------


def test_a_stored_password_needs_askwells_own(storing: Askwell, provider: Sink) -> None:
    before = len(provider.accepted)
    with greeted(storing) as line:
        heard = line.ask(f"MAIL FROM:<{USER}>", 530)
        assert "askwell password" in heard.text
        assert line.log_in(USER, PASSWORD).code == 535  # the smarthost's is not Askwell's
        assert line.log_in(USER, local_password(storing)).code == 235
        assert line.submit(CONTENT, FRIEND).code == 250
    assert [one.user for one in provider.accepted[before:]] == [USER]


def test_one_who_has_logged_in_can_not_log_in_once_more(storing: Askwell) -> None:
    with greeted(storing) as line:
        assert line.log_in(USER, local_password(storing)).code == 235
        assert line.log_in(USER, local_password(storing)).code == 503


def test_the_local_password_is_private(storing: Askwell) -> None:
    assert (storing.state / "local-password").stat().st_mode & 0o777 == 0o600
    assert storing.state.stat().st_mode & 0o777 == 0o700
    assert (storing.state / "askwell.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_stored_password_that_is_refused_lets_the_client_keep_its_message(
    storing: Askwell, provider: Sink
) -> None:
    provider.answer("auth", "535 5.7.8 Expired")
    with greeted(storing) as line:
        line.log_in(USER, local_password(storing))
        heard = line.submit(CONTENT, FRIEND)
        assert (heard.code, "Expired" in heard.text) == (454, True)
        assert line.submit(CONTENT, FRIEND).code == 250


# -- none ----------------------------------------------------------------------------------------


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_of_the_machine_can_not_send_without_a_login(service: Askwell) -> None:
    # All that it imports comes first: Python itself may be out of the other user's reach.
    code = (
        "import encodings.idna, os, socket; os.setuid(65534);"
        f"line = socket.create_connection(('127.0.0.1', {service.port}));"
        "replies = line.makefile('rb'); replies.readline();"
        "line.sendall(b'HELO x\\r\\nMAIL FROM:<sam@example.org>\\r\\n');"
        "replies.readline(); print(replies.readline().decode())"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, cwd="/", check=True
    )
    assert done.stdout.startswith("530 5.7.0 ")
    with service.dialogue() as line:
        line.ask("HELO x")
        line.ask("MAIL FROM:<sam@example.org>")


def test_over_ipv6_the_same_user_is_known_too(service: Askwell) -> None:
    if not socket.has_ipv6 or not Path("/proc/net/if_inet6").exists():
        pytest.skip("this machine has no IPv6")
    with Dialogue(service.port, "::1") as line:
        line.ehlo()
        line.ask("MAIL FROM:<sam@example.org>")
