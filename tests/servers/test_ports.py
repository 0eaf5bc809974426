"""Free ports: different, free, and still to be had by the server that asks for them."""

from __future__ import annotations

import socket

from tests.servers.ports import free_port, free_ports
from tests.servers.waiting import accepts


def test_ports_differ_and_nothing_listens_on_them() -> None:
    ports = free_ports(20)
    assert len(set(ports)) == 20
    assert not any(accepts("127.0.0.1", port) for port in ports)


def test_a_server_can_listen_on_a_free_port_at_once() -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        assert accepts("127.0.0.1", port)


def test_there_are_ipv6_ports() -> None:
    port = free_port("::1")
    with socket.create_server(("::1", port), family=socket.AF_INET6):
        assert accepts("::1", port)
