"""All checks, and the one way to run them.

``examine`` never raises: a check that fails says so in a finding that only advises, for a
message that could not be judged must not be lost over it. It logs nothing and keeps nothing.
What a person has changed about the rules comes as a value, and is applied here once for all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checks import coaching, job_ask, resume
from checks.better_way import Letter, improve_all
from checks.finding import Finding, Severity
from checks.message import Message, parse
from checks.preferences import OWN_CHECK, OWN_RULE, UNEXAMINED, Preferences

__all__ = ["CHECKS", "CHECK_NAMES", "UNEXAMINED", "UNJUDGED", "Check", "examine", "rule_ids"]


@dataclass(frozen=True, slots=True)
class Check:
    """One question put to a message, and the name its findings bear.

    ``rules`` lists the rules that they may bear; a check need not tell them. ``beside_hold`` is
    asked instead where an earlier check has found what holds the message.
    """

    name: str
    judge: Callable[[Message], tuple[Finding, ...]]
    rules: Callable[[], tuple[str, ...]] = tuple
    beside_hold: Callable[[Message], tuple[Finding, ...]] | None = None


CHECKS = (
    Check("job-ask", job_ask.check, job_ask.rule_ids),
    Check("resume", resume.check, resume.rule_ids),
    Check("coaching", coaching.check, coaching.rule_ids, coaching.beside_hold),
)
UNJUDGED = frozenset({UNEXAMINED, resume.UNREADABLE})
"""The rules that say that something could not be judged; what follows is the caller's choice."""

CHECK_NAMES = tuple(check.name for check in CHECKS)


NO_PREFERENCES = Preferences()


def rule_ids(checks: tuple[Check, ...] = CHECKS) -> tuple[str, ...]:
    """Return the rules that *checks* tell of, each as CHECK/RULE, in their order."""
    own = f"{OWN_CHECK}/{OWN_RULE}"
    return (*(f"{check.name}/{rule}" for check in checks for rule in check.rules()), own)


def examine(
    content: bytes,
    checks: tuple[Check, ...] = CHECKS,
    preferences: Preferences = NO_PREFERENCES,
) -> tuple[Finding, ...]:
    """Return what *checks* find in the message *content*, in their order; never raise.

    Of that, *preferences* drop what the person doesn't want to hear, and add what they do.
    """
    try:
        message = parse(content)
    except Exception as exc:  # noqa: BLE001 - parse is total; if it is not, the mail still goes on
        return tuple(_unexamined(check, exc) for check in checks)
    found: list[Finding] = []
    for check in checks:
        is_held = any(finding.severity is Severity.HOLD for finding in found)
        found += preferences.applied(_findings(check, message, is_held=is_held))
    # What rests on the person's own phrases says so, and asks no question of ours.
    return (*_improved(tuple(found), message), *preferences.applied(preferences.own(message)))


def _improved(found: tuple[Finding, ...], message: Message) -> tuple[Finding, ...]:
    try:
        return improve_all(found, Letter(message.subject, message.body.own))
    except Exception:  # noqa: BLE001 - advice of the rule is better than none
        return found


def _findings(check: Check, message: Message, *, is_held: bool) -> tuple[Finding, ...]:
    judge = check.beside_hold if is_held and check.beside_hold else check.judge
    try:
        return tuple(judge(message))
    except Exception as exc:  # noqa: BLE001 - one check's fault must not silence the others
        return (_unexamined(check, exc),)


def _unexamined(check: Check, exc: Exception) -> Finding:
    return Finding(
        check=check.name,
        rule=UNEXAMINED,
        severity=Severity.ADVISE,
        where="body",
        excerpt=f"the check {check.name} failed on this message ({type(exc).__name__})",
        why="The message could not be examined in full, so nothing can be said about it.",
        instead="Read the message once more before it goes to somebody of your network.",
    )
