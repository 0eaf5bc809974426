"""The limits: they fit together, and cutting says that it cut."""

from __future__ import annotations

import pytest

from checks.documents import document as limits
from checks.documents.document import clip


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("hello", 9, ("hello", False)),
        ("hello", 5, ("hello", False)),
        ("hello", 4, ("hell", True)),
        ("hello", 0, ("", True)),
        ("", 0, ("", False)),
    ],
)
def test_what_is_cut_says_so_and_what_fits_is_whole(
    text: str, room: int, kept: tuple[str, bool]
) -> None:
    assert clip(text, room) == kept


def test_the_worker_is_killed_by_the_clock_only_after_its_processor_time_is_used_up() -> None:
    assert limits.WORKER_WALL_S >= 2 * limits.WORKER_CPU_S


def test_a_file_and_all_that_a_zip_may_unpack_to_fit_into_the_worker() -> None:
    # The bytes as read, a copy while they are joined, and the text of them at four bytes a letter.
    most = limits.INPUT_LIMIT + 3 * limits.UNPACKED_LIMIT + 6 * limits.UNPACKED_LIMIT
    assert 2 * most < limits.WORKER_MEMORY
