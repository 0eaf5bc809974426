"""All checks, and the one way to run them.

``examine`` never raises: a check that fails says so in a finding that only advises, for a
message that could not be judged must not be lost over it. It logs nothing and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checks import job_ask, resume
from checks.finding import Finding, Severity
from checks.message import Message, parse


@dataclass(frozen=True, slots=True)
class Check:
    """One question put to a message, and the name its findings bear."""

    name: str
    judge: Callable[[Message], tuple[Finding, ...]]


CHECKS = (
    Check("job-ask", job_ask.check),
    Check("resume", resume.check),
)
UNEXAMINED = "unexamined"
"""The rule of a finding that says that a check failed."""
UNJUDGED = frozenset({UNEXAMINED, resume.UNREADABLE})
"""The rules that say that something could not be judged; what follows is the caller's choice."""

CHECK_NAMES = tuple(check.name for check in CHECKS)


def examine(content: bytes, checks: tuple[Check, ...] = CHECKS) -> tuple[Finding, ...]:
    """Return what *checks* find in the message *content*, in their order; never raise."""
    try:
        message = parse(content)
    except Exception as exc:  # noqa: BLE001 - parse is total; if it is not, the mail still goes on
        return tuple(_unexamined(check, exc) for check in checks)
    return tuple(finding for check in checks for finding in _findings(check, message))


def _findings(check: Check, message: Message) -> tuple[Finding, ...]:
    try:
        return tuple(check.judge(message))
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
