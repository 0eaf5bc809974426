"""Checks of other packages: used where they are right, and harmless where they are not."""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from checks import examine, plugins
from checks.finding import Finding, Severity
from checks.message import Message
from checks.registry import CHECKS, Check

LETTER = b"Subject: Hello\r\n\r\nCome on!\r\n"


def _finding(check: str = "tone") -> Finding:
    return Finding(check, "loud", Severity.HOLD, "body", "Come on!", "It is loud.", "Soften it.")


def _judge(message: Message) -> tuple[Finding, ...]:
    return (_finding(),) if "!" in message.body.own else ()


class Bench:
    """Where tests put the checks of other packages, and hear what is reported of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[str] = []
        self._points: list[EntryPoint] = []
        self._monkeypatch = monkeypatch
        monkeypatch.setattr("checks.plugins.entry_points", lambda group: self._points)

    def bring(self, name: str, loaded: object, module: str = "askwell_tone") -> None:
        """Install *loaded* as the check *name*."""

        class Point(EntryPoint):
            def load(self) -> object:
                if isinstance(loaded, BaseException):
                    raise loaded
                return loaded

        self._points.append(Point(name, f"{module}:check", plugins.GROUP))

    def installed(self, time_limit_s: float = 60) -> tuple[Check, ...]:
        return plugins.installed(self.said.append, time_limit_s)

    def rules_found(self, time_limit_s: float = 60) -> list[str]:
        return [finding.id for finding in examine(LETTER, self.installed(time_limit_s))]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(monkeypatch)


def test_without_other_packages_there_are_askwells_own_checks(bench: Bench) -> None:
    assert plugins.all_checks(bench.said.append) == CHECKS
    assert plugins.names() == frozenset()


def test_a_check_of_another_package_judges_beside_the_others(bench: Bench) -> None:
    bench.bring("tone", Check("tone", _judge, lambda: ("loud",)))
    assert plugins.names() == {"tone"}
    *own, tone = plugins.all_checks(bench.said.append)
    assert tuple(own) == CHECKS
    assert tone.rules() == ("loud",)
    assert examine(LETTER, (tone,)) == (_finding(),)
    assert examine(b"Subject: Hello\r\n\r\nHello.\r\n", (tone,)) == ()
    assert bench.said == []


def test_a_check_may_be_any_object_of_that_shape(bench: Bench) -> None:
    class Tone:
        name = "tone"

        def judge(self, message: Message) -> Iterator[Finding]:
            yield from _judge(message)

    bench.bring("tone", Tone())
    assert bench.rules_found() == ["tone/loud"]


@pytest.mark.parametrize(
    ("loaded", "why"),
    [
        (ModuleNotFoundError("no such module"), "it can't be loaded (ModuleNotFoundError)"),
        (SyntaxError("secret words"), "it can't be loaded (SyntaxError)"),
        (SystemExit(3), "it can't be loaded (SystemExit)"),
        (object(), "it can't be loaded (AttributeError)"),
        (Check("other", _judge), "its name is not that of its entry point"),
        (Check("tone", 3), "its judge can't be called"),  # type: ignore[arg-type]
        (Check("tone", _judge, 3), "it can't be loaded (TypeError)"),  # type: ignore[arg-type]
    ],
)
def test_one_that_can_not_be_used_names_its_package_and_fails_on_every_message(
    bench: Bench, loaded: object, why: str
) -> None:
    bench.bring("tone", loaded)
    assert bench.rules_found() == ["tone/unexamined"]
    (said,) = bench.said
    assert said.startswith("check=tone package=askwell_tone not used: ")
    assert why in said


def test_of_two_with_the_same_name_neither_is_used(bench: Bench) -> None:
    bench.bring("tone", Check("tone", _judge))
    bench.bring("tone", Check("tone", _judge), "other_tone")
    assert bench.rules_found() == ["tone/unexamined"]
    assert "package=askwell_tone, other_tone not used: two packages" in bench.said[0]


def test_the_same_package_twice_on_the_path_is_one(bench: Bench) -> None:
    bench.bring("tone", Check("tone", _judge))
    bench.bring("tone", Check("tone", _judge))
    assert bench.rules_found() == ["tone/loud"]


def test_a_check_can_not_take_the_place_of_askwells_own(bench: Bench) -> None:
    bench.bring("job-ask", Check("job-ask", _judge))
    assert plugins.all_checks(bench.said.append) == CHECKS
    assert "not used: Askwell's own check has that name" in bench.said[0]


def _raises(error: BaseException) -> Callable[[Message], tuple[Finding, ...]]:
    def judge(message: Message) -> tuple[Finding, ...]:
        raise error

    return judge


@pytest.mark.parametrize(
    ("judge", "why"),
    [
        (_raises(RuntimeError("Come on!")), "it raised RuntimeError"),
        (_raises(SystemExit(1)), "it raised SystemExit"),
        (_raises(KeyboardInterrupt()), "it raised KeyboardInterrupt"),
        (lambda message: None, "it raised TypeError"),
        (lambda message: itertools.repeat(_finding()), "it has more than 20 findings"),
        (lambda message: ["loud"], "it returned something that is no Finding"),
        (lambda message: [_finding("job-ask")], "a finding in the name of another check"),
    ],
)
def test_one_that_fails_says_so_in_its_finding_and_names_its_package(
    bench: Bench, judge: Callable[[Message], tuple[Finding, ...]], why: str
) -> None:
    bench.bring("tone", Check("tone", judge))
    assert bench.rules_found() == ["tone/unexamined"]
    (said,) = bench.said
    assert said.startswith("check=tone package=askwell_tone failed: ")
    assert why in said
    assert "Come on!" not in said


def test_one_that_hangs_is_not_waited_for_and_not_asked_again(bench: Bench) -> None:
    asked, over = [], threading.Event()

    def judge(message: Message) -> tuple[Finding, ...]:
        asked.append(message)
        over.wait(60)
        return ()

    bench.bring("tone", Check("tone", judge))
    (check,) = bench.installed(time_limit_s=0.01)
    for _ in range(3):
        (found,) = examine(LETTER, (check,))
        assert found.id == "tone/unexamined"
    over.set()
    assert len(asked) == 1
    assert "took longer than 0.01 s" in bench.said[0]
    assert "is not asked again" in bench.said[2]


def test_what_is_installed_may_be_past_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(group: str) -> list[EntryPoint]:
        raise UnicodeError(group)

    said: list[str] = []
    monkeypatch.setattr("checks.plugins.entry_points", fails)
    assert plugins.names() == frozenset()
    assert plugins.installed(said.append) == ()
    assert said == [
        "checks of other packages are not used: what is installed can't be listed (UnicodeError)"
    ]


def test_a_package_on_the_path_is_found_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_tone.py").write_text("raise RuntimeError\n")
    info = tmp_path / "askwell_broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: askwell-broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[askwell.checks]\nbroken = broken_tone:check\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    said: list[str] = []
    assert plugins.names() == {"broken"}
    plugins.installed(said.append)
    assert said == [
        "check=broken package=askwell-broken not used: it can't be loaded (RuntimeError)"
    ]
