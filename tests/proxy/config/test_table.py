"""A table, key by key: every mistake is named with file, key and remedy."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from proxy.config.table import ConfigError, Table

FILE = Path("/etc/askwell/config.toml")


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def table(**values: Any) -> Table:
    return Table(FILE, "[paint] ", values)


Read = Callable[[Table], object]
READS: dict[str, tuple[Read, object, object]] = {
    "text": (lambda t: t.text("key"), " said ", " said "),
    "text with a default": (lambda t: t.text("key", ""), "", ""),
    "texts": (lambda t: t.texts("key"), ["a", "b"], ("a", "b")),
    "no texts": (lambda t: t.texts("key"), [], ()),
    "words as text": (lambda t: t.words("key"), "a b", "a b"),
    "words as texts": (lambda t: t.words("key"), ["a", "b"], ("a", "b")),
    "flag": (lambda t: t.flag("key", default=False), True, True),
    "integer": (lambda t: t.integer("key", 1, 9), 9, 9),
    "seconds": (lambda t: t.seconds("key", 0, 9, 1), 0, 0.0),
    "half seconds": (lambda t: t.seconds("key", 0, 9, 1), 0.5, 0.5),
    "choice": (lambda t: t.choice("key", Colour), "blue", Colour.BLUE),
}


@pytest.mark.parametrize("name", READS)
def test_a_right_value_is_read(name: str) -> None:
    read, value, expected = READS[name]
    found = table(key=value)
    assert read(found) == expected
    found.finish()


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda t: t.text("key", "x"), "x"),
        (lambda t: t.texts("key", ("x",)), ("x",)),
        (lambda t: t.words("key"), ""),
        (lambda t: t.flag("key", default=True), True),
        (lambda t: t.integer("key", 1, 9, 5), 5),
        (lambda t: t.seconds("key", 1, 9, 5), 5.0),
        (lambda t: t.choice("key", Colour, Colour.RED), Colour.RED),
        (lambda t: t.file("key"), None),
        (lambda t: t.tables("key"), ()),
        (lambda t: t.named_tables("key"), {}),
    ],
)
def test_a_key_that_is_not_there_has_its_default(read: Read, expected: object) -> None:
    assert read(table()) == expected


@pytest.mark.parametrize(
    ("read", "value", "problem"),
    [
        (lambda t: t.text("key"), 1, "must be a string, not 1"),
        (lambda t: t.text("key"), "  ", "must not be empty"),
        (lambda t: t.text("key"), True, "must be a string, not True"),
        (lambda t: t.texts("key"), "a", "must be a list of strings, not 'a'"),
        (lambda t: t.texts("key"), ["a", 1], "must be a list of strings"),
        (lambda t: t.texts("key"), ["a", " "], "must be a list of strings"),
        (lambda t: t.words("key"), 1, "must be a string or a list of strings, not 1"),
        (lambda t: t.words("key"), [1], "must be a list of strings"),
        (lambda t: t.flag("key", default=False), 1, "must be true or false, not 1"),
        (lambda t: t.flag("key", default=False), "yes", "must be true or false, not 'yes'"),
        (lambda t: t.integer("key", 1, 9), 0, "must be from 1 to 9, not 0"),
        (lambda t: t.integer("key", 1, 9), 10, "must be from 1 to 9, not 10"),
        (lambda t: t.integer("key", 1, 9), 1.0, "must be a whole number, not 1.0"),
        (lambda t: t.integer("key", 1, 9), True, "must be a whole number, not True"),
        (lambda t: t.seconds("key", 1, 9, 5), 0.5, "must be from 1 to 9 seconds, not 0.5"),
        (lambda t: t.seconds("key", 1, 9, 5), math.nan, "must be from 1 to 9 seconds, not nan"),
        (lambda t: t.seconds("key", 1, 9, 5), math.inf, "must be from 1 to 9 seconds, not inf"),
        (lambda t: t.seconds("key", 0, 9, 5), False, "must be a number of seconds, not False"),
        (lambda t: t.choice("key", Colour), "Red", 'must be one of "red", "blue", not "Red"'),
        (lambda t: t.choice("key", Colour), 1, "must be a string, not 1"),
        (lambda t: t.table("key"), "x", "must be a table, not 'x'"),
        (lambda t: t.tables("key"), {}, "must be written as [[key]], not {}"),
        (lambda t: t.tables("key"), [1], "must be written as [[key]]"),
        (lambda t: t.named_tables("key"), [], "must be written as [key.NAME], not []"),
    ],
)
def test_a_wrong_value_is_named_with_file_key_and_remedy(
    read: Read, value: object, problem: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(table(key=value))
    assert str(caught.value) == f"/etc/askwell/config.toml: [paint] key: {problem}"


@pytest.mark.parametrize(
    "read",
    [
        lambda t: t.text("key"),
        lambda t: t.texts("key"),
        lambda t: t.integer("key", 1, 9),
        lambda t: t.choice("key", Colour),
    ],
)
def test_a_key_that_must_be_there_is_missed(read: Read) -> None:
    with pytest.raises(ConfigError, match=r"\[paint\] key: is missing; it must be a"):
        read(table())


def test_a_key_that_nobody_asked_for_is_refused_with_the_one_that_was_meant() -> None:
    found = table(colour="red", colur="red", size=1)
    found.choice("colour", Colour)
    with pytest.raises(ConfigError, match=r"colur: is no key .*did you mean colour.*known here"):
        found.finish()
    found = table(zzz=1)
    found.text("colour", "")
    with pytest.raises(ConfigError) as caught:
        found.finish()
    assert "did you mean" not in str(caught.value)


def test_tables_in_tables_are_named_where_they_stand() -> None:
    values = {"listen": {"port": "x"}, "account": [{}, {"port": 1}], "tags": {"a": {}}}
    top = Table(FILE, "", values)
    with pytest.raises(ConfigError, match=r"\[listen\] port: must be a whole number"):
        top.table("listen").integer("port", 1, 2)
    with pytest.raises(ConfigError, match=r"\[\[account\]\] number 2: port: must be a string"):
        top.tables("account")[1].text("port")
    with pytest.raises(ConfigError, match=r"\[tags\.a\] hold: is missing"):
        top.named_tables("tags")["a"].texts("hold")
    with pytest.raises(ConfigError, match=r"tags\.a: must be a table, \[tags\.a\]"):
        Table(FILE, "", {"tags": {"a": 1}}).named_tables("tags")
    assert top.table("hold").text("warning", "reply") == "reply"
    top.finish()


def test_a_file_is_found_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("x")
    here = Table(tmp_path / "config.toml", "", {"a": "ca.pem", "b": str(tmp_path / "ca.pem")})
    assert here.file("a") == here.file("b") == (tmp_path / "ca.pem").resolve()


@pytest.mark.parametrize("name", ["missing.pem", ".", "/dev/null/x"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=r"ca_file: .*can't be read: "):
        Table(tmp_path / "config.toml", "", {"ca_file": name}).file("ca_file")
