"""Who is at the other end of a connection on this machine.

The kernel knows which user opened a loopback connection; nothing here trusts what the client
says of itself.
"""

from __future__ import annotations

import os
import socket
import struct
from dataclasses import dataclass
from pathlib import Path

IPV4_TABLE = Path("/proc/self/net/tcp")
IPV6_TABLE = Path("/proc/self/net/tcp6")


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends of a TCP connection: host and port of the client, and our own."""

    client: tuple[str, int]
    server: tuple[str, int]


def can_tell() -> bool:
    """Whether this system says whose a connection is."""
    return IPV4_TABLE.exists()


def is_same_user(ends: Ends) -> bool | None:
    """Whether this user opened the connection, from this machine; None where no one can tell.

    Linux only: the row of ``/proc/net/tcp`` (proc(5)) whose local end is the client's end.
    """
    family = socket.AF_INET6 if ":" in ends.client[0] else socket.AF_INET
    table = IPV6_TABLE if family == socket.AF_INET6 else IPV4_TABLE
    wanted = [_entry(family, *ends.client), _entry(family, *ends.server)]
    try:
        rows = table.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return None
    for row in rows:
        fields = row.split()
        if fields[1:3] == wanted:
            # An end that is closed already has no inode, and root for an owner.
            return fields[9] != "0" and int(fields[7]) == os.geteuid()
    return False


def _entry(family: int, host: str, port: int) -> str:
    """Return an end as the kernel prints it: words of the machine's byte order, in hex."""
    octets = socket.inet_pton(family, host.partition("%")[0])
    words = struct.unpack(f"={len(octets) // 4}I", octets)
    return "".join(f"{word:08X}" for word in words) + f":{port:04X}"
