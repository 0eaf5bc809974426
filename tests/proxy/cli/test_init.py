from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from click.testing import Result
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from proxy.config import Auth, WarningStyle, load
from proxy.contacts import Contact
from proxy.logins import LocalPassword, stored_password
from proxy.smarthost import Smarthost, Tls
from proxy.store import Store
from tests.proxy.cli.holding import Desk

ANN = ("--address", "ann@example.org", "--yes")


class Memory(KeyringBackend):
    """A keyring that lasts as long as the test; never one that is found by itself."""

    priority = -1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Locked(Memory):
    """A keyring that nobody unlocks."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("Failed to unlock the collection\x1b[2J")


@pytest.fixture
def memory() -> Iterator[Memory]:
    before, backend = keyring.get_keyring(), Memory()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def locked() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Locked())
    yield
    keyring.set_keyring(before)


def _init(desk: Desk, *arguments: str, typed: str = "") -> Result:
    return desk.run("init", *arguments, typed=typed)


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_few_answers_make_a_configuration(desk: Desk) -> None:
    result = _init(desk, typed="ann@gmail.com\n\n\n\n\n\nBill Meyer <bill@example.com>\n")
    assert result.exit_code == 0
    (account,) = load(desk.config).accounts
    assert account.senders == ("ann@gmail.com",)
    assert account.smarthost == Smarthost("smtp.gmail.com", 465, Tls.IMPLICIT)
    assert account.auth is Auth.PASSTHROUGH
    assert account.login_name == "ann@gmail.com"
    assert stat.S_IMODE(desk.config.stat().st_mode) == 0o600
    assert "app password" in result.stderr
    with Store.open(desk.state) as store:
        bill = Contact("bill@example.com", "Bill Meyer", frozenset({"network"}))
        assert store.contacts.all() == (bill,)


def test_it_says_what_to_enter_in_the_mail_client_and_what_comes_next(desk: Desk) -> None:
    told = _init(desk, *ANN).stdout
    for words in ("127.0.0.1", "1587", "normal password", "ann@example.org", "service install"):
        assert words in told
    assert f"Written: {desk.config}" in told


def test_it_runs_without_a_question(desk: Desk) -> None:
    options = {
        "--address": "ann@example.org",
        "--host": "mx.example.org",
        "--port": "2525",
        "--tls": "starttls",
        "--auth": "stored",
        "--username": "ann",
        "--password-command": "pass show 'mail' | head -1",
        "--name": 'Ännchens "Konto" \\ 1',
        "--listen-port": "2587",
        "--warning": "email",
        "--contact": "*@corp.example",
    }
    result = _init(desk, *(word for option in options.items() for word in option), "-y")
    assert result.exit_code == 0
    config = load(desk.config)
    (account,) = config.accounts
    assert account.name == 'Ännchens "Konto" \\ 1'
    assert account.smarthost == Smarthost("mx.example.org", 2525, Tls.STARTTLS)
    assert account.password_command == ("/bin/sh", "-c", "pass show 'mail' | head -1")
    assert (account.username, account.warning) == ("ann", WarningStyle.EMAIL)
    assert config.listen.port == 2587
    with Store.open(desk.state) as store:
        assert [contact.pattern for contact in store.contacts.all()] == ["*@corp.example"]


def test_without_a_first_contact_no_state_is_made(desk: Desk) -> None:
    assert _init(desk, *ANN).exit_code == 0
    assert not desk.state.exists()


def test_what_is_there_is_not_overwritten(desk: Desk) -> None:
    desk.config.write_text("# mine\n")
    result = _init(desk, *ANN)
    assert result.exit_code == 1
    assert "--force" in result.stderr
    assert desk.config.read_text() == "# mine\n"


def test_force_keeps_a_copy(desk: Desk) -> None:
    desk.config.write_text("# mine\n")
    result = _init(desk, *ANN, "--force")
    assert result.exit_code == 0
    backup = desk.config.with_name("config.toml.1.bak")
    assert str(backup) in result.stdout
    assert backup.read_text() == "# mine\n"
    assert load(desk.config).accounts


@pytest.mark.parametrize("typed", ["", "ann@example.org\n", "ann@example.org\n\n\n\n\n\n"])
def test_stopping_half_way_leaves_nothing(desk: Desk, typed: str) -> None:
    result = _init(desk, typed=typed)
    assert result.exit_code == 1
    assert "nothing was written" in result.stderr
    assert _files(desk.folder) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        ("--address", "ann"),
        ("--port", "0"),
        ("--port", "x"),
        ("--tls", "ssl"),
        ("--auth", "oauth2"),
        ("--warning", "sms"),
        ("--contact", "Bill"),
        ("--name", ""),
        ("--host", "127.0.0.1", "--port", "1587"),
    ],
)
def test_a_wrong_option_leaves_nothing(desk: Desk, wrong: tuple[str, ...]) -> None:
    assert _init(desk, *ANN, *wrong).exit_code == 2
    assert _files(desk.folder) == set()


def test_what_microsoft_wants_is_said(desk: Desk) -> None:
    result = _init(desk, "--address", "ann@outlook.com", "-y")
    assert result.exit_code == 0
    assert "OAuth2 only" in result.stderr


def test_a_password_goes_into_the_keyring_and_nowhere_else(desk: Desk, memory: Memory) -> None:
    typed = "ann@example.org\n\n\n\n\nstored\n\ns3cret\n\n"
    result = _init(desk, typed=typed)
    assert result.exit_code == 0
    assert "s3cret" not in result.output
    assert "s3cret" not in desk.config.read_text()
    assert stored_password(load(desk.config).accounts[0]) == "s3cret"
    assert LocalPassword(desk.state).read() in result.stdout


def test_where_the_keyring_stays_locked_it_says_what_is_left_to_do(
    desk: Desk, locked: None
) -> None:
    result = _init(desk, typed="ann@example.org\n\n\n\n\nstored\n\ns3cret\n\n")
    assert result.exit_code == 0
    assert "did not take the password: Failed to unlock the collection" in result.stdout
    assert "\x1b" not in result.stdout
    assert "password_command" in result.stdout


def test_a_password_may_come_later(desk: Desk, memory: Memory) -> None:
    result = _init(desk, *ANN, "--auth", "stored")
    assert result.exit_code == 0
    assert "keyring set askwell ann@example.org" in result.stdout
    assert memory.kept == {}


def test_a_place_that_can_not_be_written_is_told(desk: Desk) -> None:
    desk.folder.joinpath("file").write_text("")
    wrong = Desk(desk.folder / "file")
    result = _init(wrong, *ANN)
    assert result.exit_code == 1
    assert "can't be written" in result.stderr


def test_a_new_directory_is_private(desk: Desk) -> None:
    inner = Desk(desk.folder / "askwell")
    assert _init(inner, *ANN).exit_code == 0
    assert stat.S_IMODE(inner.folder.stat().st_mode) == 0o700
