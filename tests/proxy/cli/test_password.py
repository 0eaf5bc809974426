from __future__ import annotations

import stat

import pytest

from proxy.logins import LocalPassword
from tests.proxy.cli.holding import Desk

SECOND = """
[[account]]
name = "work"
senders = ["bob@corp.example"]
host = "smtp.corp.example"
port = 465
tls = "implicit"
auth = "stored"
username = "bob"
"""


def test_user_name_and_own_password_are_shown(desk: Desk) -> None:
    desk.configure(auth="stored")
    result = desk.run("password")
    assert result.exit_code == 0
    lines = [line.split(":")[1].strip() for line in result.stdout.splitlines()]
    assert lines == ["ann@example.org", LocalPassword(desk.state).read()]
    assert stat.S_IMODE(desk.state.stat().st_mode) == 0o700
    assert desk.run("password").stdout == result.stdout


def test_each_account_with_a_stored_password_is_named(desk: Desk) -> None:
    desk.configure(auth="stored")
    with desk.config.open("a") as file:
        file.write(SECOND)
    told = desk.run("password").stdout
    assert "ann@example.org  (account main)" in told
    assert "bob  (account work)" in told
    assert told.count("Password:") == 1


def test_a_new_one_replaces_it(desk: Desk) -> None:
    desk.configure(auth="stored")
    before = desk.run("password").stdout
    after = desk.run("password", "--new").stdout
    assert before.splitlines()[1] != after.splitlines()[1]
    assert "in place of the old one" in after
    assert LocalPassword(desk.state).read() in after


def test_where_the_client_logs_in_itself_its_own_password_is_used(desk: Desk) -> None:
    desk.configure(auth="passthrough")
    told = desk.run("password")
    assert told.exit_code == 0
    assert "user name and password of your mail account" in told.stdout
    assert not desk.state.exists()


def test_where_nobody_logs_in_that_is_said(desk: Desk) -> None:
    desk.configure(auth="none")
    assert "No login is needed" in desk.run("password").stdout


@pytest.mark.parametrize("auth", ["passthrough", "none"])
def test_without_an_own_password_there_is_none_to_renew(desk: Desk, auth: str) -> None:
    desk.configure(auth=auth)
    result = desk.run("password", "--new")
    assert result.exit_code == 2
    assert not desk.state.exists()


def test_without_a_configuration_it_points_to_init(desk: Desk) -> None:
    result = desk.run("password")
    assert result.exit_code == 2
    assert "askwell init" in result.stderr
