"""Askwell's own password: made once, read by nobody else, and the only one that matches."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from proxy.logins import LocalPassword


def test_the_local_password_is_made_once_and_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        password = LocalPassword(tmp_path).read()
    finally:
        os.umask(before)
    file = LocalPassword(tmp_path).path
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == password + "\n"
    assert LocalPassword(tmp_path).read() == password
    assert len(password) == 24
    assert list(tmp_path.iterdir()) == [file]


def test_the_local_password_alone_matches(tmp_path: Path) -> None:
    local = LocalPassword(tmp_path)
    password = local.read()
    assert local.matches(password)
    for attempt in (
        "",
        password[:-1],
        password + "x",
        password.upper(),
        "pässwörd",
        f"{password}\n",
    ):
        assert not local.matches(attempt)


def test_a_renewed_local_password_takes_the_place_of_the_old(tmp_path: Path) -> None:
    local = LocalPassword(tmp_path)
    old = local.read()
    new = local.renew()
    assert new != old
    assert local.matches(new)
    assert not local.matches(old)
    assert stat.S_IMODE(local.path.stat().st_mode) == 0o600


def test_an_empty_file_is_no_password(tmp_path: Path) -> None:
    local = LocalPassword(tmp_path)
    local.path.touch(mode=0o600)
    assert not local.matches("")
    assert len(local.read()) == 24


def test_a_link_in_the_place_of_the_local_password_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("known\n")
    local = LocalPassword(tmp_path)
    local.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        local.read()
    with pytest.raises(OSError, match="symbolic links"):
        local.matches("known")
