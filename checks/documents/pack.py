"""Files that came packed in another one: each with its name, in the order they are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.documents.document import MEMBERS_LISTED


@dataclass(frozen=True, slots=True)
class Pack:
    """The files in a message or an envelope of Outlook's; nothing of them is unpacked later."""

    files: tuple[tuple[str, bytes], ...]
    complete: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Each file's name, none of them twice."""
        return tuple(name for name, _ in self._distinct())

    @property
    def cut(self) -> str | None:
        """What is missing, completing "this file ..."."""
        if len(self.files) > MEMBERS_LISTED:
            return "holds more files than are looked at"
        return None if self.complete else "is damaged"

    def read(self, count: int) -> Iterator[tuple[str, bytes | str]]:
        """Yield the first *count* files: name and bytes."""
        yield from self._distinct()[:count]

    def _distinct(self) -> list[tuple[str, bytes]]:
        taken: dict[str, bytes] = {}
        for number, (raw, content) in enumerate(self.files[:MEMBERS_LISTED], 1):
            name = shown(raw)
            taken[f"{number} {name}" if name in taken else name] = content
        return list(taken.items())


def shown(name: str) -> str:
    """Return a file's path without control characters, and no longer than a path is."""
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    return printable.replace("\\", "/").strip()[-255:] or "unnamed file"
