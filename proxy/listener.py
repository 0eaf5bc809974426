"""The listening sockets: bound as configured, or taken over from systemd."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from collections.abc import Callable, Sequence

from proxy.config import Listen
from proxy.smarthost import Tls

BACKLOG = 512

Sockets = dict[tuple[str, int], socket.socket]
"""Listening sockets by host, as configured, and port."""


class ListenError(Exception):
    """The service can't listen where it should; the message says where, why and what to do."""


class Listener:
    """The sockets on which clients are accepted, and the TLS context for implicit TLS."""

    def __init__(
        self, servers: Sequence[asyncio.Server], sockets: Sockets, *, inherited: bool
    ) -> None:
        self._servers = servers
        self._sockets = sockets
        self._inherited = inherited
        self.ends = tuple(_end(found) for found in sockets.values())

    @classmethod
    async def open(
        cls,
        listen: Listen,
        inherited: Sequence[socket.socket],
        protocol: Callable[[], asyncio.Protocol],
    ) -> Listener:
        """Accept clients from here on; ListenError where that can't be."""
        taken = {found.getsockname()[:2]: found for found in inherited}
        sockets = taken or _bound(listen, {})
        return await cls._serve(listen, sockets, protocol, inherited=bool(taken))

    async def renewed(self, listen: Listen, protocol: Callable[[], asyncio.Protocol]) -> Listener:
        """Accept clients as *listen* says now, without a moment in which none is accepted.

        A socket that is bound where it should be goes on, so that its port is not lost; those from
        systemd always do. This listener is to be closed after that.
        """
        if self._inherited:
            sockets = {end: found.dup() for end, found in self._sockets.items()}
        else:
            sockets = _bound(listen, self._sockets)
        return await self._serve(listen, sockets, protocol, inherited=self._inherited)

    @classmethod
    async def _serve(
        cls,
        listen: Listen,
        sockets: Sockets,
        protocol: Callable[[], asyncio.Protocol],
        *,
        inherited: bool,
    ) -> Listener:
        context = _implicit(listen)
        loop = asyncio.get_running_loop()
        servers = [
            await loop.create_server(protocol, sock=found, ssl=context, backlog=BACKLOG)
            for found in sockets.values()
        ]
        return cls(servers, sockets, inherited=inherited)

    def close(self) -> None:
        """Accept nobody any more; who is connected stays so."""
        for server in self._servers:
            server.close()


def _bound(listen: Listen, known: Sockets) -> Sockets:
    """Return a socket for each end; one that is *known* shares its queue of clients."""
    sockets: Sockets = {}
    try:
        for host in listen.hosts:
            end = host, listen.port
            found = known[end].dup() if end in known else _bind(host, listen)
            if found is not None:
                sockets[end] = found
    except ListenError:
        for found in sockets.values():
            found.close()
        raise
    return sockets


def _bind(host: str, listen: Listen) -> socket.socket | None:
    """Return a socket bound to *host*; None where this machine has no IPv6 loopback to add."""
    where = f"{host} port {listen.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, listen.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as exc:
        raise ListenError(f'[listen] host: "{host}" is no address of this machine: {exc}') from exc
    try:
        found = socket.socket(family, kind, protocol)
    except OSError as exc:
        if host == "::1" and host != listen.host:
            return None
        raise ListenError(f"[listen] host: {where}: {exc.strerror}") from exc
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        found.bind(address)
    except OSError as exc:
        found.close()
        if exc.errno == errno.EADDRNOTAVAIL and host == "::1" and host != listen.host:
            return None
        raise ListenError(_why(exc, where)) from exc
    return found


def _why(exc: OSError, where: str) -> str:
    if exc.errno == errno.EADDRINUSE:
        return (
            f"[listen] port: {where} is in use: stop the program that has it (another Askwell? "
            "see askwell service status), or set another port and enter it in your mail client"
        )
    if exc.errno == errno.EACCES:
        return f"[listen] port: {where} is not allowed for this user: set a port above 1023"
    return f"[listen] host: {where} can't be used: {exc.strerror}"


def _implicit(listen: Listen) -> ssl.SSLContext | None:
    return listen.tls_context() if listen.tls is Tls.IMPLICIT else None


def _end(found: socket.socket) -> str:
    host, port = found.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
