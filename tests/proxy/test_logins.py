"""Passwords: from where the account says, in memory only, and a clear word where there is none."""

from __future__ import annotations

import asyncio
import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from proxy import logins as module
from proxy.config import Account, Auth
from proxy.logins import LoginError, Logins, NoLoginYetError, stored_password
from proxy.smarthost import Login, Smarthost, Tls

PASSTHROUGH = Account(
    "home", ("sam@example.org",), Smarthost("mail.example.org", 465, Tls.IMPLICIT)
)
STORED = dataclasses.replace(PASSTHROUGH, auth=Auth.STORED)
NONE = dataclasses.replace(PASSTHROUGH, auth=Auth.NONE)
SAM = Login("sam@example.org", "hunter2")


def by_command(*arguments: str) -> Account:
    return dataclasses.replace(STORED, password_command=(sys.executable, "-c", *arguments))


HOST = PASSTHROUGH.smarthost


def login_for(logins: Logins, account: Account) -> Login | None:
    return asyncio.run(logins.login_for(account, SAM.username))


class Keyring(keyring.backend.KeyringBackend):
    """A keyring in memory; ``fault`` is what it raises when asked."""

    priority = 1
    kept: dict[tuple[str, str], str]
    fault: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.fault:
            raise self.fault
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def wallet() -> Iterator[Keyring]:
    before, fake = keyring.get_keyring(), Keyring()  # type: ignore[no-untyped-call]  # keyring's
    fake.kept = {}
    keyring.set_keyring(fake)
    yield fake
    keyring.set_keyring(before)


def test_an_account_without_login_needs_none() -> None:
    assert login_for(Logins(), NONE) is None


def test_passthrough_waits_for_the_client_and_remembers_it() -> None:
    logins = Logins()
    with pytest.raises(NoLoginYetError, match='"home" waits for your mail client to log in once'):
        login_for(logins, PASSTHROUGH)
    assert not logins.has(HOST, SAM.username)
    logins.remember(HOST, SAM)
    assert logins.has(HOST, SAM.username)
    assert login_for(logins, PASSTHROUGH) == SAM
    for _ in range(2):
        logins.forget(HOST, SAM.username)
    with pytest.raises(NoLoginYetError):
        login_for(logins, PASSTHROUGH)


def test_one_users_login_is_no_good_for_what_another_submitted() -> None:
    logins = Logins()
    logins.remember(HOST, Login("mallory@example.net", "hers"))
    with pytest.raises(NoLoginYetError):
        login_for(logins, PASSTHROUGH)


def test_a_login_is_never_tried_at_another_server() -> None:
    logins = Logins()
    logins.remember(HOST, SAM)
    moved = dataclasses.replace(
        PASSTHROUGH, smarthost=dataclasses.replace(HOST, host="new.example")
    )
    with pytest.raises(NoLoginYetError):
        login_for(logins, moved)


def test_a_stored_password_is_fetched_once_until_it_is_refused(tmp_path: Path) -> None:
    count = f"open({str(tmp_path / 'n')!r}, 'a').write('x'); print('hunter2')"
    account, logins = by_command(count), Logins()
    assert [login_for(logins, account) for _ in range(3)] == [SAM] * 3
    assert (tmp_path / "n").read_text() == "x"
    logins.forget(HOST, SAM.username)
    assert login_for(logins, account) == SAM
    assert (tmp_path / "n").read_text() == "xx"


@pytest.mark.parametrize(
    ("script", "password"),
    [
        ("print('hunter2')", "hunter2"),
        ("print('hunter2\\nlogin: sam\\nurl: x')", "hunter2"),
        ("print('two words  ')", "two words  "),
        ("import sys; sys.stdout.write('no line end')", "no line end"),
        ("import sys; sys.stdout.buffer.write('pässwörd\\r\\n'.encode())", "pässwörd"),
        ("import sys; sys.stderr.write('noise\\n'); print('hunter2')", "hunter2"),
    ],
)
def test_the_first_line_of_a_command_is_the_password(script: str, password: str) -> None:
    assert stored_password(by_command(script)) == password


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("raise SystemExit(3)", 'account "home": password_command failed with 3'),
        (
            "import sys; sys.stderr.write('one\\nlocked out\\n'); sys.exit(1)",
            'account "home": password_command failed with 1: locked out',
        ),
        ("pass", 'account "home": password_command printed no password on its first line'),
        ("print()", 'account "home": password_command printed no password on its first line'),
        (
            "print('\\nhunter2')",
            'account "home": password_command printed no password on its first line',
        ),
    ],
)
def test_a_command_without_a_password_says_why(script: str, message: str) -> None:
    with pytest.raises(LoginError) as caught:
        stored_password(by_command(script))
    assert str(caught.value) == message


def test_a_failed_command_does_not_give_its_output_away() -> None:
    with pytest.raises(LoginError) as caught:
        stored_password(by_command("print('hunter2'); raise SystemExit(1)"))
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("program", ["no-such-program-here", "/etc/passwd", "/"])
def test_a_command_that_cannot_run_says_so(program: str) -> None:
    with pytest.raises(LoginError, match="password_command can't be run: "):
        stored_password(dataclasses.replace(STORED, password_command=(program,)))


def test_a_command_that_never_ends_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMMAND_TIMEOUT_S", 0.2)
    with pytest.raises(LoginError, match="password_command took over"):
        stored_password(by_command("import time; time.sleep(60)"))


def test_a_command_cannot_read_what_askwell_reads() -> None:
    assert stored_password(by_command("print('x' + input() if 0 else 'ok')")) == "ok"
    with pytest.raises(LoginError, match="EOFError"):
        stored_password(by_command("print(input())"))


def test_a_credential_of_systemd_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = dataclasses.replace(STORED, credential="smtp")
    (tmp_path / "smtp").write_text("hunter2\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert stored_password(account) == "hunter2"
    (tmp_path / "smtp").write_text("\n")
    with pytest.raises(LoginError, match='credential "smtp" is empty'):
        stored_password(account)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    with pytest.raises(LoginError, match='account "home": credential smtp: none were passed in'):
        stored_password(account)


def test_the_keyring_is_asked_for_the_accounts_user_name(wallet: Keyring) -> None:
    wallet.set_password("askwell", "sam@example.org", "hunter2")
    wallet.set_password("askwell", "other", "hunter3")
    assert stored_password(STORED) == "hunter2"
    assert stored_password(dataclasses.replace(STORED, username="other")) == "hunter3"


def test_a_keyring_without_the_password_says_how_to_put_it_there(wallet: Keyring) -> None:
    with pytest.raises(LoginError, match=r"keyring set askwell sam@example\.org'"):
        stored_password(STORED)
    wallet.set_password("askwell", "sam@example.org", "")
    with pytest.raises(LoginError, match="holds no password"):
        stored_password(STORED)


@pytest.mark.parametrize(
    "fault",
    [keyring.errors.KeyringLocked("locked"), keyring.errors.NoKeyringError("none there")],
)
def test_a_keyring_that_fails_says_why(wallet: Keyring, fault: Exception) -> None:
    wallet.fault = fault
    with pytest.raises(LoginError, match=f"the system keyring can't be read: {fault}"):
        stored_password(STORED)
