"""Loopback ports that nothing listens on.

A port is bound, connected to and closed: it stays in TIME_WAIT, so that the kernel gives it to
nobody who asks for *any* port, while a server that asks for this very one (with SO_REUSEADDR, as
they all do) gets it.
"""

from __future__ import annotations

import socket


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port on *host* that is free now and is not handed out again within a minute."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, 0))
        listener.listen(1)
        with socket.socket(family) as caller:
            caller.connect(listener.getsockname())
            accepted, _ = listener.accept()
            # The side that closes first keeps the port in TIME_WAIT: that has to be ours.
            accepted.close()
            return int(listener.getsockname()[1])


def free_ports(count: int, host: str = "127.0.0.1") -> tuple[int, ...]:
    """Return *count* different free ports on *host*."""
    ports: set[int] = set()
    while len(ports) < count:
        ports.add(free_port(host))
    return tuple(ports)
