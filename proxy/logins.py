"""Passwords: where they come from, and the memory that is all they are ever kept in here.

None is written to disk by Askwell, but for the local password, which is no one else's.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
import subprocess
import sys
from pathlib import Path

import keyring

from proxy.config import Account, Auth
from proxy.hold import ID_ALPHABET
from proxy.smarthost import Login, Smarthost
from proxy.supervisor import SupervisorError, credential

KEYRING_SERVICE = "askwell"
COMMAND_TIMEOUT_S = 60.0
LOCAL_PASSWORD_FILE = "local-password"  # noqa: S105 - a file's name
LOCAL_PASSWORD_LENGTH = 24


class LoginError(Exception):
    """No password could be had; the message says why and what to do."""


class NoLoginYetError(LoginError):
    """A login that no client has shown since Askwell started."""


class Logins:
    """The logins to smarthosts, in memory only.

    Each is known by its smarthost and its user name: none is ever tried at another server, and
    what one user handed over never goes out under the login of another.
    """

    def __init__(self) -> None:
        self._logins: dict[tuple[Smarthost, str], Login] = {}

    def remember(self, smarthost: Smarthost, login: Login) -> None:
        """Keep a login that *smarthost* has accepted, or that was fetched for it."""
        self._logins[smarthost, login.username] = login

    def forget(self, smarthost: Smarthost, username: str) -> None:
        """Drop a login that *smarthost* has refused."""
        self._logins.pop((smarthost, username), None)

    def has(self, smarthost: Smarthost, username: str) -> bool:
        """Whether the login of *username* to *smarthost* is at hand."""
        return (smarthost, username) in self._logins

    async def login_for(self, account: Account, username: str = "") -> Login | None:
        """Return the login to *account*, None where it needs none; LoginError if there is none.

        *username* is whose login it must be where clients log in themselves.
        """
        if account.auth is Auth.NONE:
            return None
        stored = account.auth is Auth.STORED
        known = self._logins.get((account.smarthost, account.login_name if stored else username))
        if known is not None:
            return known
        if not stored:
            raise NoLoginYetError(
                f'the account "{account.name}" waits for your mail client to log in once'
            )
        login = await fetched(account)
        self.remember(account.smarthost, login)
        return login


async def fetched(account: Account) -> Login:
    """Return the login that *account* says where to find; LoginError says why there is none."""
    return Login(account.login_name, await asyncio.to_thread(stored_password, account))


def stored_password(account: Account) -> str:
    """Return the password that *account* says where to find; LoginError says why there is none."""
    if account.password_command:
        return _from_command(account)
    if account.credential:
        return _from_credential(account)
    return _from_keyring(account)


def _from_command(account: Account) -> str:
    try:
        done = subprocess.run(
            account.password_command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise _error(account, "password_command", "took over a minute") from exc
    except OSError as exc:
        raise _error(account, "password_command", f"can't be run: {exc.strerror}") from exc
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = f": {said[-1]}" if said else ""
        raise _error(account, "password_command", f"failed with {done.returncode}{reason}")
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if not lines or not lines[0]:
        raise _error(account, "password_command", "printed no password on its first line")
    return lines[0]


def _from_credential(account: Account) -> str:
    """Read a credential that systemd has put in place (systemd.exec(5), CREDENTIALS)."""
    try:
        password = credential(os.environ, account.credential)
    except SupervisorError as exc:
        raise LoginError(f'account "{account.name}": {exc}') from exc
    if not password:
        raise _error(account, "credential", f'"{account.credential}" is empty')
    return password


def _from_keyring(account: Account) -> str:
    try:
        password = keyring.get_password(KEYRING_SERVICE, account.login_name)
    except Exception as exc:  # a backend raises what its own library does: D-Bus errors, for one
        raise _error(account, "auth", f"the system keyring can't be read: {exc}") from exc
    if not password:
        raise _error(
            account,
            "auth",
            "the system keyring holds no password for it: put it there with "
            f"'{sys.executable} -m keyring set {KEYRING_SERVICE} {account.login_name}', "
            "or set password_command",
        )
    return password


def _error(account: Account, key: str, problem: str) -> LoginError:
    return LoginError(f'account "{account.name}": {key} {problem}')


class LocalPassword:
    """Askwell's own password, with which a mail client logs in to accounts with stored ones.

    It keeps other users of this machine from sending in the person's name, and is worth nothing
    anywhere else; so it stands in a file that only the person can read.
    """

    def __init__(self, directory: Path) -> None:
        self.path = directory / LOCAL_PASSWORD_FILE

    def read(self) -> str:
        """Return the password, made at the first call; OSError where it can't be kept."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            return self.renew()
        with os.fdopen(descriptor, encoding="ascii", errors="replace") as file:
            return file.read().strip() or self.renew()

    def renew(self) -> str:
        """Put a fresh password in the place of the old one and return it."""
        password = "".join(secrets.choice(ID_ALPHABET) for _ in range(LOCAL_PASSWORD_LENGTH))
        fresh = self.path.with_suffix(f".{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(password + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)
        return password

    def matches(self, attempt: str) -> bool:
        """Whether *attempt* is the password, in a time that tells nothing."""
        return hmac.compare_digest(attempt.encode(), self.read().encode())
