"""Checks that others wrote, found as Python entry points, and kept from doing harm.

The group is ``askwell.checks``; the entry point bears the check's own name. Whatever is wrong with
one is reported with the name of its package, and its findings say that it could not judge. It runs
in this process, with all that this process may do: its faults are fenced in here, not its will.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from itertools import islice
from typing import Any

from checks.finding import Finding, Severity
from checks.message import Message
from checks.registry import CHECK_NAMES, CHECKS, Check

GROUP = "askwell.checks"
FINDINGS_LIMIT = 20
TIME_LIMIT_S = 5.0
"""How long one check may take for a message; one that took longer is not asked again."""

Report = Callable[[str], None]


class PluginError(Exception):
    """A check that can't be used, or has failed; the message says why and holds no mail."""


def names() -> frozenset[str]:
    """Return the names under which checks are installed; none of their code is run for it."""
    try:
        return frozenset(point.name for point in _found())
    except PluginError:
        return frozenset()


def all_checks(report: Report) -> tuple[Check, ...]:
    """Return the checks that come with Askwell, then those that are installed beside it.

    *report* hears a line for each that can't be used, and later for each failure.
    """
    return (*CHECKS, *installed(report))


def installed(report: Report, time_limit_s: float = TIME_LIMIT_S) -> tuple[Check, ...]:
    """Return the checks of other packages; one that can't be used fails on every message."""
    try:
        points = _found()
    except PluginError as exc:
        report(f"checks of other packages are not used: {exc}")
        return ()
    checks = []
    for name in dict.fromkeys(point.name for point in points):
        same = [point for point in points if point.name == name]
        if name in CHECK_NAMES:
            packages = ", ".join(map(_package, same))
            report(f"check={name} package={packages} not used: Askwell's own check has that name")
            continue
        checks.append(_loaded(name, same, report, time_limit_s))
    return tuple(checks)


def _found() -> list[EntryPoint]:
    # A package that is on the path twice (an editable install) is one package all the same.
    try:
        found = {(p.name, p.value, _package(p)): p for p in entry_points(group=GROUP)}
    except Exception as exc:
        # Whatever lies on the path is read for it, and may be half written.
        why = f"what is installed can't be listed ({type(exc).__name__})"
        raise PluginError(why) from exc
    return [found[key] for key in sorted(found)]


def _loaded(name: str, points: list[EntryPoint], report: Report, time_limit_s: float) -> Check:
    package = ", ".join(map(_package, points))
    said = f"check={name} package={package}"
    try:
        if len(points) > 1:
            raise PluginError("two packages bring a check of this name; remove one")
        check = _check(name, points[0])
    except PluginError as exc:
        report(f"{said} not used: {exc}")
        return Check(name, _Failing(str(exc)))
    return Check(name, _Guarded(name, package, check.judge, report, time_limit_s), check.rules)


def _check(name: str, point: EntryPoint) -> Check:
    try:
        loaded: Any = point.load()
        found, judge = loaded.name, loaded.judge
        rules = tuple(str(rule) for rule in islice(getattr(loaded, "rules", tuple)(), 1000))
    except BaseException as exc:
        if isinstance(exc, KeyboardInterrupt):
            raise
        raise PluginError(f"it can't be loaded ({type(exc).__name__})") from exc
    if found != name:
        raise PluginError("its name is not that of its entry point; they must be the same")
    if not callable(judge):
        raise PluginError("its judge can't be called; it must take a Message and return Findings")
    return Check(name, judge, lambda: rules)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.module


@dataclass(frozen=True, slots=True)
class _Failing:
    """Stands in the place of a check that can't be used."""

    why: str

    def __call__(self, _message: Message) -> tuple[Finding, ...]:
        raise PluginError(self.why)


@dataclass(slots=True)
class _Guarded:
    """A check of others, asked in a thread that nobody waits for longer than a while."""

    name: str
    package: str
    judge: Callable[[Message], Iterable[Finding]]
    report: Report
    time_limit_s: float
    is_stuck: bool = field(default=False, init=False)

    def __call__(self, message: Message) -> tuple[Finding, ...]:
        try:
            return self._answer(message)
        except PluginError as exc:
            self.report(f"check={self.name} package={self.package} failed: {exc}")
            raise

    def _answer(self, message: Message) -> tuple[Finding, ...]:
        if self.is_stuck:
            raise PluginError("it hung before, and is not asked again until Askwell starts anew")
        answers: list[tuple[Finding, ...]] = []
        faults: list[str] = []

        def ask() -> None:
            try:
                answers.append(self._findings(message))
            except PluginError as exc:
                faults.append(str(exc))
            except BaseException as exc:  # noqa: BLE001 - SystemExit would end the service
                # Its name only: an exception's text may hold words of the message.
                faults.append(f"it raised {type(exc).__name__}")

        thread = threading.Thread(target=ask, daemon=True, name=f"askwell-check-{self.name}")
        thread.start()
        thread.join(self.time_limit_s)
        if thread.is_alive():
            self.is_stuck = True
            raise PluginError(f"it took longer than {self.time_limit_s:g} s")
        if faults:
            raise PluginError(faults[0])
        return answers[0]

    def _findings(self, message: Message) -> tuple[Finding, ...]:
        found = tuple(islice(self.judge(message), FINDINGS_LIMIT + 1))
        if len(found) > FINDINGS_LIMIT:
            raise PluginError(f"it has more than {FINDINGS_LIMIT} findings")
        for finding in found:
            if not isinstance(finding, Finding) or not isinstance(finding.severity, Severity):
                raise PluginError("it returned something that is no Finding")
            if finding.check != self.name:
                raise PluginError("it returned a finding in the name of another check")
        return found
