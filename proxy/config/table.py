"""One TOML table, read key by key, so that every mistake is named where it stands."""

from __future__ import annotations

import difflib
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

E = TypeVar("E", bound=StrEnum)


class ConfigError(Exception):
    """The configuration can't be used; the message names the file, the key and the remedy."""


class Table:
    """The keys of one table; ``finish`` refuses those that nobody asked for."""

    def __init__(self, path: Path, where: str, values: dict[str, Any]) -> None:
        self.path = path
        self._where = where
        self._values = values
        self._known: list[str] = []

    def error(self, key: str, problem: str) -> ConfigError:
        """Return the error that says *problem* of *key* in this table."""
        return ConfigError(f"{self.path}: {self._where}{key}: {problem}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; without a *default* it must be there and say something."""
        value = self._take(key, str, "a string", default)
        if default is None and not value.strip():
            raise self.error(key, "must not be empty")
        return str(value)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of strings."""
        value = self._take(key, list, "a list of strings", default)
        if not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(key, "must be a list of strings")
        return tuple(value)

    def words(self, key: str) -> str | tuple[str, ...]:
        """Return a string, or a list of strings; the empty string where there is none."""
        value = self._take(key, (str, list), "a string or a list of strings", "")
        return value if isinstance(value, str) else self.texts(key)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        return bool(self._take(key, bool, "true or false", default))

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number from *low* to *high*."""
        value = int(self._take(key, int, "a whole number", default))
        if not low <= value <= high:
            raise self.error(key, f"must be from {low} to {high}, not {value}")
        return value

    def seconds(self, key: str, low: float, high: float, default: float) -> float:
        """Return a number of seconds from *low* to *high*."""
        value = float(self._take(key, (int, float), "a number of seconds", default))
        if not low <= value <= high:
            raise self.error(key, f"must be from {low:g} to {high:g} seconds, not {value:g}")
        return value

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """Return one of the words of *kind*."""
        value = self._take(key, str, "a string", default)
        try:
            return kind(value)
        except ValueError:
            words = ", ".join(f'"{member.value}"' for member in kind)
            raise self.error(key, f'must be one of {words}, not "{value}"') from None

    def file(self, key: str) -> Path | None:
        """Return a readable file, relative to the configuration's own directory; "" is none."""
        value = self.text(key, "")
        if not value:
            return None
        file = (self.path.parent / Path(value).expanduser()).resolve()
        try:
            with file.open("rb"):
                return file
        except OSError as exc:
            raise self.error(key, f"{file} can't be read: {exc.strerror}") from exc

    def table(self, key: str) -> Table:
        """Return the table under *key*, empty where there is none."""
        value = self._take(key, dict, "a table", {})
        return Table(self.path, f"[{self._where.strip('[] ')}{key}] ", value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the tables of an array of tables."""
        value = self._take(key, list, f"written as [[{key}]]", [])
        if not all(isinstance(entry, dict) for entry in value):
            raise self.error(key, f"must be written as [[{key}]]")
        return tuple(
            Table(self.path, f"[[{key}]] number {number}: ", entry)
            for number, entry in enumerate(value, 1)
        )

    def named_tables(self, key: str) -> dict[str, Table]:
        """Return the tables ``[key.NAME]`` by name."""
        value = self._take(key, dict, f"written as [{key}.NAME]", {})
        for name, entry in value.items():
            if not isinstance(entry, dict):
                raise self.error(f"{key}.{name}", f"must be a table, [{key}.{name}]")
        return {name: Table(self.path, f"[{key}.{name}] ", entry) for name, entry in value.items()}

    def finish(self) -> None:
        """Raise ConfigError for a key that means nothing here."""
        for key in self._values:
            if key not in self._known:
                close = difflib.get_close_matches(key, self._known, 1)
                hint = f"; did you mean {close[0]}?" if close else ""
                known = ", ".join(sorted(self._known))
                raise self.error(key, f"is no key that Askwell knows{hint} (known here: {known})")

    def _take(self, key: str, kind: type | tuple[type, ...], wanted: str, default: object) -> Any:
        self._known.append(key)
        if key not in self._values:
            if default is None:
                raise self.error(key, f"is missing; it must be {wanted}")
            return default
        value = self._values[key]
        is_flag = isinstance(value, bool)
        if not isinstance(value, kind) or (is_flag and kind is not bool):
            raise self.error(key, f"must be {wanted}, not {value!r}")
        return value
