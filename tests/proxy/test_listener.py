"""Where it listens, under what protection, and why it would rather not start at all."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.proxy.dialogue import Dialogue
from tests.proxy.letters import CATCHING_UP, letter
from tests.proxy.running import Askwell, Table, account
from tests.servers.endpoint import Endpoint

if TYPE_CHECKING:
    from tests.servers.authority import Authority, Certificate
    from tests.servers.sink import Sink

SOMEWHERE = Endpoint("127.0.0.1", 9)
FRIEND = "ann@example.net"


def refusal(askwell: Askwell, *names: str) -> str:
    """Return what is said when the service won't start, which must name *names*."""
    done = askwell.cli("serve")
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    for name in names:
        assert name in done.stderr
    return done.stderr


def protected(authority: Authority, tls: str, **keys: object) -> Table:
    certificate = authority.loopback
    files = {"certificate": str(certificate.chain_file), "key": str(certificate.key_file)}
    return {"tls": tls, **files, **keys}


def test_it_is_reached_over_ipv4_and_ipv6(service: Askwell) -> None:
    if not Path("/proc/net/if_inet6").exists():
        pytest.skip("this machine has no IPv6")
    for host in ("127.0.0.1", "::1"):
        with Dialogue(service.port, host) as line:
            assert line.greeting.code == 220


def test_implicit_tls_towards_clients(tmp_path: Path, sink: Sink, authority: Authority) -> None:
    listen = protected(authority, "implicit")
    content = letter(CATCHING_UP)
    with (
        Askwell(tmp_path, account(sink.endpoint), listen=listen) as askwell,
        Dialogue(askwell.port, context=authority.client_context()) as line,
    ):
        assert "STARTTLS" not in line.ehlo()
        line.ask("STARTTLS", 503)
        assert line.submit(content, FRIEND).code == 250
    assert [one.content for one in sink.accepted] == [content]


def test_starttls_towards_clients_keeps_logins_off_the_open_line(
    tmp_path: Path, authority: Authority
) -> None:
    listen = protected(authority, "starttls")
    with (
        Askwell(tmp_path, account(SOMEWHERE, auth="passthrough"), listen=listen) as askwell,
        askwell.dialogue() as line,
    ):
        assert not any(word.startswith("AUTH") for word in line.ehlo())
        assert line.log_in("sam", "pass").code == 538
        line.ask("STARTTLS", 220)
        line.begin_tls(authority.client_context())
        assert "AUTH PLAIN LOGIN" in line.ehlo()
        assert line.log_in("sam", "pass").code == 454  # there is no smarthost to ask


def test_a_renewed_certificate_is_taken_up_by_sighup(
    tmp_path: Path, sink: Sink, authority: Authority
) -> None:
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    wrong, right = authority.issue("elsewhere.example"), authority.loopback
    listen: Table = {"tls": "implicit", "certificate": str(chain), "key": str(key)}

    def put(certificate: Certificate) -> None:
        chain.write_bytes(certificate.chain_file.read_bytes())
        key.write_bytes(certificate.key_file.read_bytes())

    put(wrong)
    with Askwell(tmp_path, account(sink.endpoint), listen=listen) as askwell:
        with pytest.raises(OSError, match="certificate"):
            Dialogue(askwell.port, context=authority.client_context())
        put(right)
        assert "reloaded" in askwell.hup()
        with Dialogue(askwell.port, context=authority.client_context()) as line:
            assert line.greeting.code == 220


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        askwell = Askwell(tmp_path, account(SOMEWHERE))
        askwell.port = taken.getsockname()[1]
        askwell.configure(account(SOMEWHERE))
        refusal(askwell, str(askwell.config), "[listen] port", "in use", str(askwell.port))


def test_a_second_service_on_the_same_state_is_refused(service: Askwell, tmp_path: Path) -> None:
    second = Askwell(tmp_path, account(SOMEWHERE))
    second.state = service.state
    refusal(second, str(service.state), "another 'askwell serve'", "--state")
    with service.dialogue() as line:
        line.ask("NOOP")


def test_other_machines_need_tls_and_a_login(tmp_path: Path, authority: Authority) -> None:
    askwell = Askwell(tmp_path, account(SOMEWHERE), listen={"host": "0.0.0.0"})
    refusal(askwell, str(askwell.config), "tls", "can be reached from other machines")
    listen = protected(authority, "starttls", host="0.0.0.0")
    askwell.configure(account(SOMEWHERE), listen=listen)
    refusal(askwell, str(askwell.config), "login", '"main"')
    askwell.configure(account(SOMEWHERE, auth="passthrough"), listen=listen)
    with askwell, askwell.dialogue() as line:
        line.ask("NOOP")


def test_an_address_of_another_machine_is_named(tmp_path: Path, authority: Authority) -> None:
    listen = protected(authority, "starttls", host="192.0.2.1")
    askwell = Askwell(tmp_path, account(SOMEWHERE, auth="passthrough"), listen=listen)
    refusal(askwell, str(askwell.config), "[listen] host", "192.0.2.1")


def test_a_failing_password_command_is_named(tmp_path: Path) -> None:
    stored = account(
        SOMEWHERE, auth="stored", username="sam", password_command="echo locked >&2; exit 3"
    )
    askwell = Askwell(tmp_path, stored)
    refusal(askwell, str(askwell.config), "password_command", "failed with 3", "locked")


def test_without_a_configuration_it_points_to_init(tmp_path: Path) -> None:
    askwell = Askwell(tmp_path, account(SOMEWHERE))
    askwell.config.unlink()
    refusal(askwell, str(askwell.config), "askwell init")


def test_a_smarthost_that_is_askwell_itself_is_refused(tmp_path: Path) -> None:
    askwell = Askwell(tmp_path)
    askwell.configure(account(Endpoint("127.0.0.1", askwell.port)))
    refusal(askwell, str(askwell.config), "Askwell itself")
