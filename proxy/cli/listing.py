"""A held message as a line: of a table, or of JSON. Pure; what it returns is yet to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from checks.finding import Severity
from proxy.cli.terminal import table
from proxy.hold import HeldMessage, State

LATELY = timedelta(days=1)
"""How far back the list tells of what was put aside."""

_UNITS = (("day", 86_400), ("h", 3_600), ("min", 60))
_RELATIVE_FOR = timedelta(days=30)


def as_json(message: HeldMessage) -> dict[str, object]:
    """Return what a program may want to know of *message*."""
    return {
        "id": message.id,
        "short_id": message.short_id,
        "state": message.state,
        "account": message.account,
        "reverse_path": message.envelope.reverse_path,
        "recipients": list(message.envelope.mailboxes),
        "subject": message.identity.subject,
        "message_id": message.identity.message_id or None,
        "contacts": list(message.contacts),
        "held_at": message.held_at.isoformat(),
        "changed_at": message.changed_at.isoformat(),
        "size": message.size,
        "closed": message.closed,
        "reply": message.reply,
        "release_wanted": message.release_wanted,
        "findings": [asdict(finding) for finding in message.findings],
    }


def as_table(messages: Sequence[HeldMessage], moment: datetime) -> list[str]:
    """Return the lines that list *messages*; the state is said where some differ."""
    headings = ["ID", "HELD", "TO", "SUBJECT", "WHY"]
    rows = [
        [
            message.short_id,
            ago(message.held_at, moment),
            to(message),
            subject(message),
            why(message),
        ]
        for message in messages
    ]
    if len({standing(message) for message in messages}) > 1 or _is_unusual(messages[0]):
        headings.insert(2, "STATE")
        for row, message in zip(rows, messages, strict=True):
            row.insert(2, standing(message))
    last = len(headings) - 1
    return table(headings, rows, flexible=(last - 2, last - 1))


def standing(message: HeldMessage) -> str:
    """Return where *message* stands, in a few words."""
    if message.state is State.HELD and message.release_wanted:
        return "awaits login"
    return {State.RELEASING: "being sent", State.UNCERTAIN: "may be sent"}.get(
        message.state, message.state.value
    )


def ago(moment: datetime, now: datetime) -> str:
    """Return how long before *now* a *moment* was; the date where that is long ago."""
    past = now - moment
    if past >= _RELATIVE_FOR:
        return f"{moment.astimezone():%Y-%m-%d}"
    for unit, seconds in _UNITS:
        count = int(past.total_seconds() // seconds)
        if count > 0:
            return f"{count} {unit}{'s' if unit == 'day' and count > 1 else ''} ago"
    return "just now"


def to(message: HeldMessage) -> str:
    """Return whom *message* is for: the contacts concerned first, the others as a number."""
    if not message.contacts:
        return ", ".join(message.envelope.mailboxes)
    others = len(message.envelope.recipients) - len(message.contacts)
    return ", ".join(message.contacts) + (f" +{others}" if others > 0 else "")


def subject(message: HeldMessage) -> str:
    """Return the subject, or words that say that there is none."""
    return message.identity.subject or "(no subject)"


def why(message: HeldMessage) -> str:
    """Return the names of the checks that hold *message*."""
    checks = [f.check for f in message.findings if f.severity is Severity.HOLD]
    return ", ".join(dict.fromkeys(checks)) or "-"


def put_aside_lately(messages: Sequence[HeldMessage], moment: datetime) -> str:
    """Return how many of *messages* were superseded or discarded in the last day, if any."""
    counts = []
    for state in (State.SUPERSEDED, State.DISCARDED):
        count = sum(m.state is state and m.changed_at >= moment - LATELY for m in messages)
        if count:
            counts.append(f"{count} {state}")
    return " and ".join(counts)


def _is_unusual(message: HeldMessage) -> bool:
    return standing(message) != State.HELD
