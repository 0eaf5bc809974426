"""The service's side of systemd: notifications, watchdog, inherited sockets, credentials.

Everything comes from the environment that is passed in, so that a service without a supervisor
is simply one whose environment says nothing. Nothing here decides when to speak, changes
the environment, or starts a thread.
"""

import fcntl
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FIRST_INHERITED_FD = 3  # SD_LISTEN_FDS_START, sd_listen_fds(3)

NOTIFY_TIMEOUT_S = 1.0  # the event loop waits for it

READY = "READY=1"
STOPPING = "STOPPING=1"
WATCHDOG = "WATCHDOG=1"


class SupervisorError(Exception):
    """What the supervisor hands over can't be used; the text says what to change."""


@dataclass(frozen=True, slots=True)
class InheritedSocket:
    """A listening TCP socket that the supervisor opened, and the name it gave to it."""

    name: str
    socket: socket.socket

    @property
    def host(self) -> str:
        """The numeric address that it listens on."""
        return str(self.socket.getsockname()[0])

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.socket.getsockname()[1])


def reloading(monotonic_us: int) -> str:
    """Announce a reload that began at *monotonic_us* (CLOCK_MONOTONIC); READY ends it."""
    return f"RELOADING=1\nMONOTONIC_USEC={monotonic_us}"


def status(text: str) -> str:
    """Describe the service in one line, for `systemctl status`."""
    # A line break would let the text set other fields.
    return "STATUS=" + " ".join(text.split())


def notify(environ: Mapping[str, str], *messages: str) -> bool:
    """Send *messages* as one datagram; return False if nobody listens, and never raise.

    A supervisor that can't be reached is no reason to stop carrying mail.
    """
    address = environ.get("NOTIFY_SOCKET", "")
    if address[:1] not in {"/", "@"}:
        return False
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
            channel.settimeout(NOTIFY_TIMEOUT_S)
            channel.sendto("\n".join(messages).encode(), address)
    except OSError:
        return False
    return True


def watchdog_interval_s(environ: Mapping[str, str], pid: int) -> float | None:
    """Return how often to send WATCHDOG, in seconds; None if nobody waits for it.

    Half of what the supervisor allows, as sd_watchdog_enabled(3) advises.
    """
    allowed_us = _number(environ.get("WATCHDOG_USEC"))
    if not allowed_us or _number(environ.get("WATCHDOG_PID", str(pid))) != pid:
        return None
    return allowed_us / 2_000_000


def inherited_sockets(environ: Mapping[str, str], pid: int) -> tuple[InheritedSocket, ...]:
    """Take over the listening sockets that were opened for process *pid*.

    To be called once: each socket then owns its file descriptor. They are made
    non-blocking, and are not passed on to programs that the service starts.

    Raises SupervisorError for a file descriptor that is no listening TCP socket.
    """
    count = _number(environ.get("LISTEN_FDS"))
    if not count or _number(environ.get("LISTEN_PID")) != pid:
        return ()
    names = environ.get("LISTEN_FDNAMES", "").split(":")
    if len(names) != count:
        names = ["unknown"] * count
    return tuple(
        InheritedSocket(name, _listening_socket(fd, name))
        for fd, name in enumerate(names, FIRST_INHERITED_FD)
    )


def _listening_socket(fd: int, name: str) -> socket.socket:
    try:
        fcntl.fcntl(fd, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
        inherited = socket.socket(fileno=fd)
    except OSError as exc:
        raise SupervisorError(f"{_described(fd, name)} is not a socket: {exc.strerror}") from exc
    if inherited.family not in {socket.AF_INET, socket.AF_INET6} or (
        inherited.type != socket.SOCK_STREAM
    ):
        inherited.detach()
        raise SupervisorError(f"{_described(fd, name)} is not TCP: use ListenStream=ADDRESS:PORT")
    if not inherited.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        inherited.detach()
        raise SupervisorError(f"{_described(fd, name)} does not listen: use Accept=no")
    inherited.settimeout(0)
    return inherited


def _described(fd: int, name: str) -> str:
    return f"file descriptor {fd} ({name}), passed in by the socket unit,"


def credential(environ: Mapping[str, str], name: str) -> str:
    """Return the secret that the unit passes in as *name*, or as askwell_*name*.

    The second is how LoadCredential=askwell:DIRECTORY calls a file of that directory
    (systemd.exec(5)). One line break at the end is not part of the secret.

    Raises SupervisorError if there is none, saying which setting provides it.
    """
    directory = environ.get("CREDENTIALS_DIRECTORY", "")
    if not directory:
        raise SupervisorError(
            f"credential {name}: none were passed in; run as a systemd service"
            f" with LoadCredential={name}:PATH"
        )
    if name in {"", ".", ".."} or "/" in name or "\0" in name:
        raise SupervisorError(f"credential {name!r}: the name must be a plain file name")
    for candidate in (Path(directory, name), Path(directory, f"askwell_{name}")):
        if candidate.is_file():
            return _secret(candidate, name)
    raise SupervisorError(f"credential {name}: not passed in; add LoadCredential={name}:PATH")


def _secret(path: Path, name: str) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        # Not chained: a UnicodeDecodeError carries the secret's bytes.
        raise SupervisorError(f"credential {name}: can't be read as UTF-8 text") from None
    return text.removesuffix("\n").removesuffix("\r")


def _number(text: str | None) -> int | None:
    """Return a plain decimal number; None for anything else."""
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
