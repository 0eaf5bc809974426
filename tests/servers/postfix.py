"""Postfix, in a directory of its own: takes mail on three ports and puts it into a Maildir.

The system's own Postfix and its configuration are not touched. Only root can start it, because it
changes users; every domain is its own, so nothing ever leaves this machine.
"""

from __future__ import annotations

import os
import pwd
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from tests.servers.daemon import Daemon
from tests.servers.dovecot import PASSWORD, USER, Dovecot
from tests.servers.endpoint import Endpoint, Tls
from tests.servers.maildir import Delivery, read_deliveries
from tests.servers.place import open_place
from tests.servers.ports import free_ports
from tests.servers.programs import requires, requires_root
from tests.servers.waiting import accepts, until

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from tests.servers.authority import Authority

DAEMON_DIRECTORY = "/usr/lib/postfix/sbin"
QUEUES = ("incoming", "active", "deferred")
QUEUE_DIRECTORIES = (*QUEUES, "bounce", "corrupt", "defer", "flush", "hold", "saved", "trace")
REFUSED = "nobody-here@example.net"
"""The one recipient that it refuses, with 550 5.1.1."""

MAIN_CF = """\
compatibility_level = 3.6
queue_directory = {place}/queue
data_directory = {place}/data
daemon_directory = {daemons}
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {place}/mail.log
maillog_file_prefixes = {place}
myhostname = mx.example.net
mydestination =
mynetworks = 127.0.0.0/8
inet_protocols = ipv4
alias_maps =
local_header_rewrite_clients =
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
message_size_limit = {size_limit}
mailbox_size_limit = 0
smtpd_tls_chain_files = {key_file}, {chain_file}
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {auth_socket}
smtpd_recipient_limit = 1100
smtpd_recipient_restrictions =
  check_recipient_access inline:{{{{{refused} = 550 5.1.1 No such mailbox here}}}},
  permit_mynetworks, permit_sasl_authenticated, reject
virtual_mailbox_domains = static:all
virtual_mailbox_base = {place}
virtual_mailbox_maps = static:maildir/
virtual_mailbox_limit = 0
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
"""

LOGIN_ONLY = "-o smtpd_sasl_auth_enable=yes -o mynetworks="
MASTER_CF = f"""\
127.0.0.1:{{plain_port}} inet n - n - - smtpd
127.0.0.1:{{starttls_port}} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt {LOGIN_ONLY}
127.0.0.1:{{implicit_port}} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes {LOGIN_ONLY}
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """A real mail server; use it as a context manager. The mail is in ``deliveries()``."""

    def __init__(self, authority: Authority, size_limit: int = 50_000_000) -> None:
        self._authority, self._size_limit = authority, size_limit
        self._ports = free_ports(3)
        self._stack = ExitStack()

    @property
    def plain(self) -> Endpoint:
        """Takes mail without TLS and without a login, as a server on this machine does."""
        return Endpoint("127.0.0.1", self._ports[0])

    @property
    def starttls(self) -> Endpoint:
        """Submission: STARTTLS and a login, or nothing."""
        return self._with_login(self._ports[1], "starttls")

    @property
    def implicit(self) -> Endpoint:
        """Submission over TLS from the first byte; a login is needed."""
        return self._with_login(self._ports[2], "implicit")

    def _with_login(self, port: int, tls: Tls) -> Endpoint:
        return Endpoint("127.0.0.1", port, tls, USER, PASSWORD, self._authority.ca_file)

    def deliveries(self, recipient: str | None = None) -> tuple[Delivery, ...]:
        """Return what was delivered (to *recipient*) once the queue is empty.

        What is not among it then was never taken, so this also shows that nothing was sent.
        """
        until(self._queue_is_empty, "an empty queue")
        found = read_deliveries(self._place / "maildir")
        return tuple(one for one in found if recipient in (None, one.recipient))

    def log(self) -> str:
        """Return what it logged so far."""
        log = self._place / "mail.log"
        return log.read_text("utf-8", "replace") if log.exists() else ""

    def __enter__(self) -> Self:
        requires("postfix", "setpriv")
        requires_root("Postfix")
        with self._stack:
            dovecot = self._stack.enter_context(Dovecot(self._authority))
            self._place = self._stack.enter_context(open_place("postfix"))
            self._configure(dovecot.auth_socket)
            # Not `postfix start-fg`: that first checks, slowly, what was made a moment ago.
            command = [f"{DAEMON_DIRECTORY}/master", "-d", "-c", str(self._place / "etc")]
            daemon = self._stack.enter_context(Daemon(command, self._place / "master.log"))
            daemon.until(self._ready, "it accepted")
            self._stack = self._stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def _ready(self) -> bool:
        return all(accepts("127.0.0.1", port) for port in self._ports)

    def _queue_is_empty(self) -> bool:
        # In the order in which a message goes through them, so that none slips by.
        return not any(_files(self._place / "queue" / name) for name in QUEUES)

    def _configure(self, auth_socket: Path) -> None:
        self._make_directories()
        reader = pwd.getpwnam("nobody")
        etc = self._place / "etc"
        etc.mkdir()
        main = MAIN_CF.format(
            place=self._place,
            daemons=DAEMON_DIRECTORY,
            size_limit=self._size_limit,
            key_file=self._authority.loopback.key_file,
            chain_file=self._authority.loopback.chain_file,
            auth_socket=auth_socket,
            refused=REFUSED,
            uid=reader.pw_uid,
            gid=reader.pw_gid,
        )
        (etc / "main.cf").write_text(main)
        names = ("plain_port", "starttls_port", "implicit_port")
        master = MASTER_CF.format(**dict(zip(names, self._ports, strict=True)))
        (etc / "master.cf").write_text(master)

    def _make_directories(self) -> None:
        """Make queue, data and mail directories, owned as Postfix insists they be."""
        postfix = pwd.getpwnam("postfix").pw_uid
        queue = self._place / "queue"
        for name in ("queue", "queue/pid"):
            (self._place / name).mkdir()
        for name in (*QUEUE_DIRECTORIES, "private"):
            _make(queue / name, 0o700, postfix)
        _make(queue / "maildrop", 0o730, postfix)
        _make(queue / "public", 0o710, postfix)
        _make(self._place / "data", 0o700, postfix)
        _make(self._place / "maildir", 0o700, pwd.getpwnam("nobody").pw_uid)


def _make(directory: Path, mode: int, owner: int) -> None:
    directory.mkdir()
    directory.chmod(mode)
    os.chown(directory, owner, -1)


def _files(queue: Path) -> Sequence[str]:
    return [name for _, _, names in os.walk(queue) for name in names]
