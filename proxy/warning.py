"""What the client hears of a held message: short, plain, and with the way to send it anyway.

Pure; at most six lines of 76 characters, the first of which says all by itself.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from checks.finding import Finding, Severity
from checks.preferences import OWN_RULE
from proxy.hold import HeldMessage, State
from proxy.reply import Reply, plain

CODE, ENHANCED = 550, "5.7.1"
WIDTH = 66
"""Characters of text in a line; with the codes before it, it has 76."""

LINES = 6

REASON_LINES = (2, 1)

NOTED = "You noted: {} Ask about it first."

BETTER = "Better: catch up first, and ask for advice. It may all come later."


def warning(held: HeldMessage, confirm_for_s: float, note: str = "") -> Reply:
    """Return the warning for a message that has just been held, or is so still.

    *confirm_for_s* is how long sending again will be taken for the confirmation, in seconds;
    *note* is what the person noted about the contact, and may ask about.
    """
    reasons = [finding for finding in held.findings if finding.severity is Severity.HOLD]
    said = _reason_lines(reasons, held.contacts)
    coaching = [_better(reasons), *_to_ask_about(note)]
    lines = (
        _fitted(f"Held by Askwell as {held.short_id}, not sent. Nothing is lost."),
        *said,
        *coaching[-(LINES - 2 - len(said)) :],
        _way_out(held, confirm_for_s),
    )
    return Reply.of(CODE, ENHANCED, *lines)


def held_quietly(held: HeldMessage) -> Reply:
    """Return the reply where the warning comes by mail."""
    return Reply.of(250, "2.0.0", f"Held as {held.short_id}, not sent yet. A notice follows.")


def released_already(held: HeldMessage) -> Reply:
    """Return the reply to a letter that the person has released and now sends from its window."""
    return Reply.of(
        CODE,
        ENHANCED,
        f"You released this message already ({held.short_id}), and it was sent.",
        "It is not sent twice: you can close its window",
    )


def retried(held: HeldMessage) -> Reply:
    """Return the reply to the very bytes of a message that waits no longer, or not for this.

    Sent is said with a 250, so that a client's outbox lets go of it and nothing goes out twice.
    """
    match held.state:
        case State.SENT:
            return Reply.of(250, "2.0.0", f"Sent already as {held.short_id}; not sent again.")
        case State.RELEASING:
            return Reply.of(451, "4.3.0", f"{held.short_id} is being sent right now.")
        case State.UNCERTAIN:
            return Reply.of(
                CODE,
                ENHANCED,
                f"Held by Askwell as {held.short_id}: it may have been sent already.",
                "The line was lost before the outgoing server confirmed it.",
                f"To send it again: askwell release {held.short_id}",
                f"To leave it at that: askwell discard {held.short_id}",
            )
        case State.DISCARDED:
            return Reply.of(
                CODE,
                ENHANCED,
                f"You discarded this message ({held.short_id}); it was not sent.",
                f"To take that back: askwell restore {held.short_id}",
            )
        case State.SUPERSEDED:
            return Reply.of(
                CODE,
                ENHANCED,
                f"A newer version took the place of this message ({held.short_id}).",
                f"It was not sent. To take it back: askwell restore {held.short_id}",
            )
        case State.HELD:
            raise ValueError("a held message gets its warning")


def _reason_lines(reasons: Sequence[Finding], contacts: Sequence[str]) -> list[str]:
    """Return three lines at most: two for the first kind of reason, one for the second."""
    whom = contacts[0] if len(contacts) == 1 else f"{len(contacts)} of your contacts"
    said = []
    for finding in _one_of_each_check(reasons):
        if finding.check == "resume":
            said.append(f"It carries a resume: {_place(finding)}")
        elif finding.check == "job-ask" and finding.rule != OWN_RULE:
            said.append(f'It asks {whom} for a job: "{finding.excerpt}"')
        else:
            said.append(f'{finding.why} "{finding.excerpt}"')
    return [
        line
        for text, room in zip(said, REASON_LINES, strict=False)
        for line in textwrap.wrap(plain(text), WIDTH, max_lines=room, placeholder=" ...")
    ]


def _one_of_each_check(reasons: Sequence[Finding]) -> list[Finding]:
    first: dict[str, Finding] = {}
    for finding in reasons:
        first.setdefault(finding.check, finding)
    return list(first.values())


def _place(finding: Finding) -> str:
    """Return the file that a finding is about, or else the words."""
    kind, _, name = finding.where.partition(":")
    return name if kind == "attachment" and name else f'"{finding.excerpt}"'


def _better(reasons: Sequence[Finding]) -> str:
    """Return the first better way that fits on a line, else the one that always holds."""
    ways = [f"Better: {plain(finding.instead)}" for finding in reasons]
    return next((way for way in ways if len(way) <= WIDTH), BETTER)


def _to_ask_about(note: str) -> list[str]:
    """Return the line that brings up *note*, cut where it is too long; none without a note."""
    words = plain(note).strip(" .!?;,")
    if not words:
        return []
    room = WIDTH - len(NOTED.format("."))
    if len(words) <= room:
        return [NOTED.format(f"{words}.")]
    cut = words[: room - 3]
    return [NOTED.format(f"{cut.rpartition(' ')[0] or cut} ...")]


def _way_out(held: HeldMessage, confirm_for_s: float) -> str:
    """Return the last line, which some clients (mutt) show alone; it ends without a full stop."""
    minutes = int(confirm_for_s // 60)
    command = f"askwell release {held.short_id}"
    if minutes < 1:
        return f"Held, not sent. To send it anyway: {command}"
    ways = f"send again within {minutes} min, or {command}"
    return f"Held, not sent: {ways}" if len(ways) <= WIDTH - 16 else f"Held: {ways}"


def _fitted(text: str) -> str:
    """Return *text* on one line, cut between words where it is too long, and marked as cut."""
    return textwrap.shorten(plain(text), WIDTH, placeholder=" ...")
