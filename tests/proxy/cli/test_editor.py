from __future__ import annotations

import stat
from pathlib import Path

import pytest

from proxy.cli import editor
from proxy.cli.failure import Failure


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    place = tmp_path / "private"
    place.mkdir()
    return place


def test_the_file_is_private_while_it_is_open_and_gone_afterwards(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    script = f'stat -c %a "$0" "$(dirname "$0")" > {seen}; echo more >> "$0"'
    monkeypatch.setenv("EDITOR", f"sh -c '{script}'")
    with editor.edited(b"some\n", "a.eml", folder) as result:
        assert result == b"some\nmore\n"
    assert seen.read_text().split() == ["600", "700"]
    assert list(folder.iterdir()) == []


def test_visual_goes_before_editor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "one")
    assert editor.command() == ["one"]
    monkeypatch.setenv("VISUAL", "two --wait 'a b'")
    assert editor.command() == ["two", "--wait", "a b"]


def test_where_neither_is_set_a_known_one_is_looked_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="There is no editor"):
        editor.command()
    nano = tmp_path / "nano"
    nano.touch()
    nano.chmod(stat.S_IRWXU)
    assert editor.command() == [str(nano)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("false", "failed with status 1"),
        ("/nowhere/editor", "can't be run"),
        ("'unfinished", "is no command"),
        ("rm", "left no file"),
        ("truncate -s 0", "came back empty"),
    ],
)
def test_an_editor_that_fails_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.setenv("EDITOR", line)
    with pytest.raises(Failure, match=said), editor.edited(b"some\n", "a.eml", folder):
        pytest.fail("there is nothing to use")
    assert list(folder.iterdir()) == []


def test_what_was_written_and_can_not_be_used_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/some/much/")
    with (
        pytest.raises(Failure, match=r"No use.\nWhat you wrote is kept in"),
        editor.edited(b"some\n", "a.eml", folder),
    ):
        raise Failure("No use.")
    assert [file.read_bytes() for file in folder.glob("*/*")] == [b"much\n"]


def test_what_was_not_changed_need_not_be_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    with (
        pytest.raises(Failure, match=r"No use.$"),
        editor.edited(b"some\n", "a.eml", folder),
    ):
        raise Failure("No use.")
    assert list(folder.iterdir()) == []


def test_where_no_file_can_be_written_that_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(Failure, match=r"can't be written: .*Nothing was changed"),
        editor.edited(b"some\n", "a.eml", tmp_path / "nowhere"),
    ):
        pytest.fail("there is nothing to use")
