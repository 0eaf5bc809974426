"""A place is reachable by all, and gone afterwards."""

from __future__ import annotations

from tests.servers.place import open_place


def test_a_place_is_for_all_and_goes() -> None:
    with open_place("test") as place:
        (place / "file").touch()
        assert place.stat().st_mode & 0o777 == 0o755
    assert not place.exists()
