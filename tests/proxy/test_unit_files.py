from pathlib import Path

import pytest

from proxy import unit_files
from proxy.units import stamped

HOME = Path("/home/ann")


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({}, HOME / ".config/systemd/user"),
        ({"XDG_CONFIG_HOME": ""}, HOME / ".config/systemd/user"),
        ({"XDG_CONFIG_HOME": "relative"}, HOME / ".config/systemd/user"),
        ({"XDG_CONFIG_HOME": "/elsewhere"}, Path("/elsewhere/systemd/user")),
    ],
)
def test_the_folder_is_systemds(environ: dict[str, str], folder: Path) -> None:
    assert unit_files.folder(environ, HOME) == folder


def test_a_file_is_put_once(tmp_path: Path) -> None:
    path = tmp_path / "systemd" / "user" / "a.service"
    assert unit_files.put(path, "one")
    assert not unit_files.put(path, "one")
    assert unit_files.put(path, "two")
    assert path.read_text() == "two"
    assert [entry.name for entry in path.parent.iterdir()] == ["a.service"]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    link = tmp_path / "a.service"
    link.symlink_to(target)
    assert unit_files.put(link, "mine")
    assert not link.is_symlink()
    assert target.read_text() == "mine"


def test_only_what_askwell_wrote_counts_as_unedited(tmp_path: Path) -> None:
    path = tmp_path / "a.service"
    assert not unit_files.is_edited(path)
    path.write_text(stamped("[Unit]\n"))
    assert not unit_files.is_edited(path)
    path.write_text(stamped("[Unit]\n") + "After=x\n")
    assert unit_files.is_edited(path)
    path.write_bytes(b"\xff")
    assert unit_files.is_edited(path)


def test_a_mask_counts_as_edited(tmp_path: Path) -> None:
    path = tmp_path / "a.service"
    path.symlink_to("/dev/null")
    assert unit_files.is_there(path)
    assert unit_files.is_edited(path)


def test_removing_takes_the_enabling_link_along(tmp_path: Path) -> None:
    path = tmp_path / "a.service"
    unit_files.put(path, "x")
    wants = tmp_path / "default.target.wants"
    wants.mkdir()
    (wants / "a.service").symlink_to(path)
    (wants / "b.service").symlink_to(path)
    unit_files.remove(path)
    unit_files.remove(path)
    assert not path.exists()
    assert [entry.name for entry in wants.iterdir()] == ["b.service"]
