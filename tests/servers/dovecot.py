"""Dovecot, in a directory of its own: logins for Postfix, and its submission service.

The system's own Dovecot and its configuration are not touched. It runs as root or as any user.
"""

from __future__ import annotations

import grp
import os
import pwd
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from tests.servers.daemon import Daemon
from tests.servers.endpoint import Endpoint, Tls
from tests.servers.place import open_place
from tests.servers.ports import free_ports
from tests.servers.programs import requires
from tests.servers.waiting import accepts

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from tests.servers.authority import Authority

USER = "sam@example.org"
PASSWORD = "correct horse:battery"

LOGINS = """\
protocols = {protocols}
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/dovecot.log
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = required
ssl_cert = <{chain_file}
ssl_key = <{key_file}
mail_location = maildir:{place}/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {place}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={place}/home/%u
}}
service auth {{
  unix_listener {place}/auth {{
    mode = 0666
  }}
}}
# A wrong password is answered at once, the second one too.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""

SUBMISSION = """\
hostname = submission.example.net
submission_relay_host = {relay_host}
submission_relay_port = {relay_port}
submission_relay_ssl = no
submission_max_mail_size = {size_limit}
service submission-login {{
  inet_listener submission {{
    address = 127.0.0.1
    port = {starttls_port}
  }}
  inet_listener submissions {{
    address = 127.0.0.1
    port = {implicit_port}
    ssl = yes
  }}
}}
"""

# Nobody but root can change user or root directory.
ROOTLESS = """\
default_internal_user = {owner}
default_internal_group = {group}
default_login_user = {owner}
service anvil {{
  chroot =
}}
service submission-login {{
  chroot =
}}
"""


class Dovecot:
    """Knows one user; with a *relay* it also takes submissions and hands them on to that.

    Use it as a context manager. ``auth_socket`` is what Postfix asks about logins.
    """

    def __init__(
        self, authority: Authority, relay: Endpoint | None = None, size_limit: int = 50_000_000
    ) -> None:
        if relay is not None and (relay.tls != "none" or relay.user is not None):
            raise ValueError("the relay has to take mail without TLS and without a login")
        self._authority, self._relay, self._size_limit = authority, relay, size_limit
        self._starttls_port, self._implicit_port = free_ports(2)
        self._stack = ExitStack()

    @property
    def auth_socket(self) -> Path:
        return self._place / "auth"

    @property
    def starttls(self) -> Endpoint:
        """Submission with STARTTLS, and a login."""
        return self._endpoint(self._starttls_port, "starttls")

    @property
    def implicit(self) -> Endpoint:
        """Submission over TLS from the first byte, and a login."""
        return self._endpoint(self._implicit_port, "implicit")

    def _endpoint(self, port: int, tls: Tls) -> Endpoint:
        if self._relay is None:
            raise ValueError("this Dovecot has no relay, so it takes no submissions")
        return Endpoint("127.0.0.1", port, tls, USER, PASSWORD, self._authority.ca_file)

    def __enter__(self) -> Self:
        requires("dovecot", "setpriv")
        with self._stack:
            self._place = self._stack.enter_context(open_place("dovecot"))
            self._configure()
            command = ["dovecot", "-F", "-c", str(self._place / "dovecot.conf")]
            daemon = self._stack.enter_context(Daemon(command, self._place / "dovecot.log"))
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

    def log(self) -> str:
        """Return what it logged so far."""
        return (self._place / "dovecot.log").read_text("utf-8", "replace")

    def _ready(self) -> bool:
        if self._relay is not None and not accepts("127.0.0.1", self._starttls_port):
            return False
        return self.auth_socket.exists()

    def _configure(self) -> None:
        owner, group = _mail_owner()
        for name in ("run", "state", "mail", "home"):
            (self._place / name).mkdir()
        for name in ("mail", "home"):
            os.chown(self._place / name, pwd.getpwnam(owner).pw_uid, -1)
        (self._place / "users").write_text(f"{USER}:{_in_passwd_file(PASSWORD)}\n")
        parts = [LOGINS]
        parts += [SUBMISSION] if self._relay else []
        parts += [ROOTLESS] if os.geteuid() != 0 else []
        configuration = "".join(parts).format(
            place=self._place,
            protocols="submission" if self._relay else "",
            chain_file=self._authority.loopback.chain_file,
            key_file=self._authority.loopback.key_file,
            owner=owner,
            group=group,
            relay_host=self._relay.host if self._relay else "",
            relay_port=self._relay.port if self._relay else 0,
            size_limit=self._size_limit,
            starttls_port=self._starttls_port,
            implicit_port=self._implicit_port,
        )
        (self._place / "dovecot.conf").write_text(configuration)


def _mail_owner() -> tuple[str, str]:
    """Return the user and the group that mail belongs to: never root, or Dovecot refuses."""
    entry = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    return entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name


def _in_passwd_file(password: str) -> str:
    """Return *password* as a field of a passwd-file, where a colon would end it."""
    return "{PLAIN.HEX}" + password.encode().hex()
