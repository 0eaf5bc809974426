import stat
from pathlib import Path

import pytest

from proxy.config import ConfigError, load
from proxy.config.placing import PlaceTakenError, put

GOOD = """
[[account]]
name = "main"
senders = ["ann@example.org"]
host = "smtp.example.org"
port = 465
tls = "implicit"
"""
OTHER = GOOD.replace('"main"', '"other"')
BAD = GOOD.replace("465", "0")


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_configuration_is_put_privately_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "askwell" / "config.toml"
    config, backup = put(path, GOOD)
    assert config == load(path)
    assert backup is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert _files(path.parent) == ["config.toml"]


def test_a_bad_one_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    with pytest.raises(ConfigError, match="port: must be from 1 to 65535") as refused:
        put(path, BAD)
    assert str(refused.value).startswith(f"{path}: ")
    assert _files(tmp_path) == []


def test_a_bad_one_does_not_replace_a_good_one(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    put(path, GOOD)
    with pytest.raises(ConfigError):
        put(path, BAD, replace=True)
    assert path.read_text() == GOOD
    assert _files(tmp_path) == ["config.toml"]


def test_what_is_there_is_never_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# mine\n")
    with pytest.raises(PlaceTakenError):
        put(path, GOOD)
    assert path.read_text() == "# mine\n"
    assert _files(tmp_path) == ["config.toml"]


def test_each_replacement_keeps_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# mine\n")
    path.chmod(0o644)
    _, first = put(path, GOOD, replace=True)
    _, second = put(path, OTHER, replace=True)
    assert first is not None
    assert second is not None
    assert first.read_text() == "# mine\n"
    assert second.read_text() == GOOD
    assert path.read_text() == OTHER
    assert {stat.S_IMODE(p.stat().st_mode) for p in (path, first, second)} == {0o600}


def test_with_nothing_there_to_replace_nothing_is_kept(tmp_path: Path) -> None:
    assert put(tmp_path / "config.toml", GOOD, replace=True)[1] is None


def test_a_link_keeps_leading_to_the_file(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "askwell.toml"
    target.parent.mkdir()
    target.write_text(GOOD)
    link = tmp_path / "config.toml"
    link.symlink_to(target)
    put(link, OTHER, replace=True)
    assert link.is_symlink()
    assert target.read_text() == OTHER


def test_a_directory_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    put(tmp_path / "config.toml", GOOD)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_place_that_cant_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        put(tmp_path / "file" / "config.toml", GOOD)
