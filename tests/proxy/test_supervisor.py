import os
import socket
from pathlib import Path

import pytest

from proxy import supervisor
from proxy.supervisor import SupervisorError, credential, notify

PID = 4711


@pytest.fixture
def channel(tmp_path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(str(tmp_path / "notify"))
    listener.settimeout(5)
    return listener


def test_messages_arrive_as_one_datagram(channel: socket.socket) -> None:
    with channel:
        environ = {"NOTIFY_SOCKET": channel.getsockname()}
        assert notify(environ, supervisor.READY, supervisor.status("listening on 1587"))
        assert channel.recv(1000) == b"READY=1\nSTATUS=listening on 1587"


def test_an_abstract_socket_is_reached() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("")  # the kernel picks a free abstract name
        listener.settimeout(5)
        name = listener.getsockname().decode()
        assert notify({"NOTIFY_SOCKET": name.replace("\0", "@")}, supervisor.WATCHDOG)
        assert listener.recv(1000) == b"WATCHDOG=1"


@pytest.mark.parametrize("address", [None, "", "relative", "/nowhere/at/all", "@askwell-nobody"])
def test_without_a_listener_nothing_is_raised(address: str | None) -> None:
    environ = {} if address is None else {"NOTIFY_SOCKET": address}
    assert not notify(environ, supervisor.STOPPING)


def test_a_reload_says_when_it_began() -> None:
    assert supervisor.reloading(1234) == "RELOADING=1\nMONOTONIC_USEC=1234"


def test_a_status_cannot_set_another_field() -> None:
    assert supervisor.status("fine\nMAINPID=1") == "STATUS=fine MAINPID=1"


@pytest.mark.parametrize(
    ("environ", "interval_s"),
    [
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(PID)}, 15.0),
        ({"WATCHDOG_USEC": "30000000"}, 15.0),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "-5"}, None),
        ({}, None),
    ],
)
def test_the_watchdog_is_served_at_half_its_time(
    environ: dict[str, str], interval_s: float | None
) -> None:
    assert supervisor.watchdog_interval_s(environ, PID) == interval_s


def _inherit(
    monkeypatch: pytest.MonkeyPatch, fd: int, names: str = "submission"
) -> tuple[supervisor.InheritedSocket, ...]:
    """Hand over *fd* as the first inherited one (3 itself is taken while tests run)."""
    monkeypatch.setattr(supervisor, "FIRST_INHERITED_FD", fd)
    environ = {"LISTEN_PID": str(PID), "LISTEN_FDS": "1", "LISTEN_FDNAMES": names}
    return supervisor.inherited_sockets(environ, PID)


def test_a_listening_socket_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    os.set_inheritable(listener.fileno(), True)
    (inherited,) = _inherit(monkeypatch, listener.detach())
    with inherited.socket:
        assert (inherited.name, inherited.host, inherited.port) == ("submission", "127.0.0.1", port)
        assert not inherited.socket.get_inheritable()
        assert not inherited.socket.getblocking()


def test_names_that_do_not_fit_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    (inherited,) = _inherit(monkeypatch, socket.create_server(("127.0.0.1", 0)).detach(), "a:b")
    with inherited.socket:
        assert inherited.name == "unknown"


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"LISTEN_FDS": "1", "LISTEN_PID": "1"},
        {"LISTEN_FDS": "1"},
        {"LISTEN_FDS": "0", "LISTEN_PID": str(PID)},
        {"LISTEN_FDS": "many", "LISTEN_PID": str(PID)},
    ],
)
def test_sockets_for_nobody_or_another_process_are_left(environ: dict[str, str]) -> None:
    assert supervisor.inherited_sockets(environ, PID) == ()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM), "not TCP"),
        (lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM), "not TCP"),
        (lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM), "Accept=no"),
        (lambda: os.fdopen(os.open(os.devnull, os.O_RDONLY)), "not a socket"),
    ],
)
def test_other_file_descriptors_are_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, make: object, words: str
) -> None:
    assert callable(make)
    with make() as other, pytest.raises(SupervisorError, match=words) as caught:
        _inherit(monkeypatch, other.fileno())
    assert "submission" in str(caught.value)


@pytest.mark.parametrize("file", ["work", "askwell_work"])
@pytest.mark.parametrize("content", ["s3cret", "s3cret\n", "s3cret\r\n"])
def test_a_credential_is_found_by_name(tmp_path: Path, file: str, content: str) -> None:
    (tmp_path / file).write_bytes(content.encode())
    assert credential({"CREDENTIALS_DIRECTORY": str(tmp_path)}, "work") == "s3cret"


def test_a_credential_of_its_own_goes_before_the_directory(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("own")
    (tmp_path / "askwell_work").write_text("directory")
    assert credential({"CREDENTIALS_DIRECTORY": str(tmp_path)}, "work") == "own"


def test_spaces_belong_to_the_secret(tmp_path: Path) -> None:
    (tmp_path / "work").write_text(" two words \n\n")
    assert credential({"CREDENTIALS_DIRECTORY": str(tmp_path)}, "work") == " two words \n"


@pytest.mark.parametrize("name", ["", ".", "..", "../work", "a/b", "a\0b"])
def test_a_credential_name_is_no_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "work").write_text("s3cret")
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(SupervisorError, match="plain file name"):
        credential({"CREDENTIALS_DIRECTORY": str(inside)}, name)


def test_a_missing_credential_names_the_setting(tmp_path: Path) -> None:
    for environ in ({}, {"CREDENTIALS_DIRECTORY": str(tmp_path)}):
        with pytest.raises(SupervisorError, match="LoadCredential=work:PATH"):
            credential(environ, "work")


def test_an_unreadable_credential_does_not_leak(tmp_path: Path) -> None:
    (tmp_path / "work").write_bytes(b"s3cret\xff")
    with pytest.raises(SupervisorError) as caught:
        credential({"CREDENTIALS_DIRECTORY": str(tmp_path)}, "work")
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None
