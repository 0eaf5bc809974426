"""The kernel says whose a loopback connection is; the client's own word counts for nothing."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from proxy import peer
from proxy.peer import Ends, can_tell, is_same_user
from tests.servers.waiting import until

pytestmark = pytest.mark.skipif(not can_tell(), reason="this system doesn't say whose")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
HOSTS = ["127.0.0.1", "::1"]
NOBODY = 65534


@contextlib.contextmanager
def listening(host: str) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        try:
            listener.bind((host, 0))
        except OSError:
            pytest.skip(f"no {host} here")
        listener.listen(8)
        yield listener


def ends(accepted: socket.socket) -> Ends:
    return Ends(accepted.getpeername()[:2], accepted.getsockname()[:2])


def is_ownerless(accepted: socket.socket) -> bool:
    """Whether the kernel gives the closed end of the client to root."""
    table = peer.IPV4_TABLE if accepted.family == socket.AF_INET else peer.IPV6_TABLE
    client, server = (f":{port:04X}" for _, port in dataclasses.astuple(ends(accepted)))
    rows = [row.split() for row in table.read_text().splitlines()[1:]]
    (row,) = [row for row in rows if row[1].endswith(client) and row[2].endswith(server)]
    return (row[7], row[9]) == ("0", "0")


@pytest.mark.parametrize("host", HOSTS)
def test_ones_own_connection_is_ones_own(host: str) -> None:
    with listening(host) as listener, socket.socket(listener.family) as client:
        client.connect(listener.getsockname())
        with listener.accept()[0] as accepted:
            assert is_same_user(ends(accepted)) is True


@pytest.mark.parametrize("host", HOSTS)
def test_a_connection_that_is_not_there_is_nobodys(host: str) -> None:
    with listening(host) as listener, socket.socket(listener.family) as client:
        client.connect(listener.getsockname())
        with listener.accept()[0] as accepted:
            found = ends(accepted)
            swapped = Ends((host, found.client[1]), (host, found.server[1] ^ 1))
            assert is_same_user(swapped) is False


@as_root
@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("stays", [True, False])
def test_another_users_connection_is_not_ones_own(host: str, stays: bool) -> None:
    with listening(host) as listener:
        child = os.fork()
        if child == 0:  # pragma: no cover - in the child
            with contextlib.suppress(BaseException):
                os.setgroups([])
                os.setuid(NOBODY)
                client = socket.socket(listener.family)
                client.connect(listener.getsockname())
                client.sendall(b"EHLO x\r\n")
                if stays:
                    client.recv(1)
            os._exit(0)
        with listener.accept()[0] as accepted:
            if not stays:
                os.waitpid(child, 0)
                until(lambda: is_ownerless(accepted), "the kernel to forget the owner")
            assert is_same_user(ends(accepted)) is False
        if stays:
            os.waitpid(child, 0)


def test_where_the_kernel_does_not_say_none_can_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peer, "IPV4_TABLE", tmp_path / "none")
    assert not can_tell()
    assert is_same_user(Ends(("127.0.0.1", 1), ("127.0.0.1", 2))) is None
