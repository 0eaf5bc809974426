"""The example names every key that the reader knows, and no default that is not one."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from proxy.config import Auth, load
from proxy.config.table import Table
from proxy.policy import DEFAULT_TAGS

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"

_HEADER = re.compile(r"\[\[?([\w.]+)\]\]?")
_SET = re.compile(r"(\w+) = (.+)")
_DEFAULT = re.compile(r"# (\w+) = (.+)")
_EXAMPLE_LINE = re.compile(r"#> (.*)")

Key = tuple[str, str]


@dataclass
class Shown:
    """What the text of the example shows: keys that are set, and defaults in comments."""

    set_keys: set[Key] = field(default_factory=set)
    defaults: dict[Key, object] = field(default_factory=dict)


def _shown() -> Shown:
    shown, section = Shown(), ""
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if header := _HEADER.fullmatch(line):
            section = header[1]
        elif found := _SET.fullmatch(line):
            shown.set_keys.add((section, found[1]))
        elif found := _DEFAULT.fullmatch(line):
            shown.defaults[section, found[1]] = tomllib.loads(f"value = {found[2]}")["value"]
    return shown


class _Recording:
    """Every key that a load asks for, with its default; sections as the example heads them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: dict[Key, Any] = {}
        take = Table._take

        def recorded(
            table: Table, key: str, kind: type | tuple[type, ...], wanted: str, default: object
        ) -> Any:
            section = _HEADER.match(table._where)
            self.asked.setdefault((section[1] if section else "", key), default)
            return take(table, key, kind, wanted, default)

        monkeypatch.setattr(Table, "_take", recorded)

    def keys(self) -> dict[Key, Any]:
        tables = {"listen", "hold", "judgement", "account", "tags", "conversation", "rules"}
        return {
            (section, key): default
            for (section, key), default in self.asked.items()
            if (section, key) not in {("", table) for table in tables}
        }


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> dict[Key, Any]:
    recording = _Recording(monkeypatch)
    load(EXAMPLE)
    return recording.keys()


def test_the_example_is_a_configuration() -> None:
    config = load(EXAMPLE)
    (account,) = config.accounts
    assert account.auth is Auth.PASSTHROUGH
    assert config.tags == DEFAULT_TAGS


def test_every_key_that_the_reader_knows_is_shown(known: dict[Key, Any]) -> None:
    shown = _shown()
    assert {"host", "port", "tls"} <= {key for section, key in known if section == "account"}
    assert set(known) == shown.set_keys | set(shown.defaults)


def test_every_default_shown_is_the_real_one(known: dict[Key, Any]) -> None:
    for key, value in _shown().defaults.items():
        real = list(known[key]) if isinstance(known[key], tuple) else known[key]
        assert value == real, key


def test_what_must_be_given_is_set(known: dict[Key, Any]) -> None:
    needed = {key for key, default in known.items() if default is None}
    assert needed
    assert needed <= _shown().set_keys


def test_the_examples_in_it_work_once_they_are_uncommented(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    uncommented = [_EXAMPLE_LINE.sub(r"\1", line) for line in lines]
    file = tmp_path / "config.toml"
    file.write_text("\n".join(uncommented), encoding="utf-8")
    config = load(file)
    assert [account.auth for account in config.accounts] == list(Auth)
    assert config.tags["mentor"].hold == {"resume"}
    assert config.tags["online"].advise == {"resume/link"}


def test_the_defaults_in_it_work_once_they_are_uncommented(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [re.sub(r"^# (?=\w+ = )", "", line) for line in lines]
    file = tmp_path / "config.toml"
    file.write_text("\n".join(bare), encoding="utf-8")
    plain, explicit = load(EXAMPLE), load(file)
    assert explicit.listen == plain.listen
    assert explicit.hold == plain.hold
    assert explicit.accounts == plain.accounts
    assert explicit.tags == plain.tags
    assert explicit.rules == plain.rules
