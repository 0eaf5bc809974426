"""A held message as a page: its envelope, why it is held, what it says, what can be done.

Pure: lines out, each fit for a terminal; what is left out is said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from checks import header, message
from checks.finding import Finding, Severity
from checks.message import Message
from proxy import address
from proxy.cli.listing import ago, subject
from proxy.cli.terminal import neutral_lines, styled, wrapped
from proxy.contacts import Contact
from proxy.hold import WAITING, Closed, HeldMessage, State

LABEL = 10
"""Columns of the labels, such as ``From``."""


def page(
    held: HeldMessage, content: bytes, contacts: Sequence[Contact], now: datetime
) -> list[str]:
    """Return all that a person needs to decide about *held*."""
    parsed = message.parse(content)
    return [
        *_fields(held, content, now),
        *_attachments(parsed),
        *(reasons(held) or ["", "Nothing holds it; it waits for you."]),
        *_notes(contacts),
        *_text(parsed, held),
        "",
        *next_steps(held),
    ]


def reasons(held: HeldMessage) -> list[str]:
    """Return the findings: those that hold first, then those that only coach."""
    holding = [f for f in held.findings if f.severity is Severity.HOLD]
    coaching = [f for f in held.findings if f.severity is Severity.ADVISE]
    title = "Why it is held" if held.state in WAITING else "Why it was held"
    return [*_section(title, holding), *_section("Also worth a thought", coaching)]


def next_steps(held: HeldMessage) -> list[str]:
    """Return the commands that make sense for *held* as it stands."""
    name = held.short_id
    send = ("To send it", f"askwell release {name}")
    edit = ("To change it", f"askwell edit {name}")
    drop = ("To put it aside", f"askwell discard {name}")
    ways = {
        State.HELD: [
            ("To send it as it is", send[1]),
            edit,
            drop,
            ("If a rule is wrong", f"askwell wrong {name}"),
        ],
        State.UNCERTAIN: [("To send it again", send[1]), ("To leave it at that", drop[1])],
        State.DISCARDED: [("To hold it again", f"askwell restore {name}")],
        State.SUPERSEDED: [("To hold it again", f"askwell restore {name}")],
    }.get(held.state, [])
    return [line for label, command in ways for line in _field(label, command, room=21)]


def _fields(held: HeldMessage, content: bytes, now: datetime) -> list[str]:
    return [
        *_field("Id", f"{held.short_id} (in full {held.id})"),
        *_field("From", held.envelope.reverse_path or "<>"),
        *_field("To", ", ".join(_recipients(held, content))),
        *_field("Subject", subject(held)),
        *_field("Account", held.account),
        *_field("Held", f"{_when(held.held_at, now)}, {_size(held.size)}"),
        *_standing(held, now),
    ]


def _recipients(held: HeldMessage, content: bytes) -> Iterable[str]:
    """Yield the envelope's recipients; who is in no field of the message gets a blind copy."""
    fields, _ = header.split(content, 0, len(content))
    named = {address.key(spec) for spec in header.addresses(fields.every("to", "cc"))}
    for mailbox in held.envelope.mailboxes:
        yield mailbox if address.key(mailbox) in named else f"{mailbox} (Bcc)"


def _standing(held: HeldMessage, now: datetime) -> list[str]:
    """Return where *held* stands, how it got there and what the outgoing server said."""
    when = _when(held.changed_at, now)
    how = "by sending it again" if held.closed is Closed.CONFIRMED else "by a release"
    said = {
        State.RELEASING: f"is being sent right now, since {when}",
        State.UNCERTAIN: f"may have been sent, {when}; the line was lost before it was confirmed",
        State.SENT: f"sent {when}, {how}",
        State.DISCARDED: f"discarded {when}",
        State.SUPERSEDED: f"superseded {when}: a newer version took its place",
        State.HELD: "held, not sent",
    }[held.state]
    if held.state is State.HELD and held.release_wanted:
        said = f"released {when}; goes out when your mail client next logs in"
    lines = _field("State", said)
    return [*lines, *_field("Server", held.reply)] if held.reply else lines


def _attachments(parsed: Message) -> list[str]:
    lines = []
    for part in parsed.attachments:
        name = part.filename or "(no name)"
        lines += _field("Attached", f"{name} ({part.content_type}, {_size(len(part.payload))})")
    return lines


def _section(title: str, findings: Sequence[Finding]) -> list[str]:
    lines = ["", styled(title, bold=True)] if findings else []
    for finding in findings:
        place = finding.where.removeprefix("attachment:")
        where = f"the file {place}" if place != finding.where else f"the {place}"
        lines += [
            *wrapped(f"{finding.check} in {where}", "  "),
            *wrapped(finding.quotation, "    "),
            *_field("Why", finding.why, start="    ", room=8),
            *_field("Better", finding.instead, start="    ", room=8),
        ]
    return lines


def _notes(contacts: Iterable[Contact]) -> list[str]:
    lines = []
    for contact in contacts:
        for note in contact.notes:
            lines += wrapped(f"Something to ask {contact.label} about: {note}", "  ")
    return ["", styled("From your notes", bold=True), *lines] if lines else []


def _text(parsed: Message, held: HeldMessage) -> list[str]:
    """Return the author's own words, and what of the message is not among them."""
    own = parsed.body.own.strip("\n")
    lines = ["", styled("What you wrote", bold=True)]
    if own:
        lines += [row for line in neutral_lines(own) for row in wrapped(line, _indent(line))]
    else:
        lines.append("  (no text of your own)")
    body = parsed.body
    parts = (("signature", body.signature), ("quoted text", body.quoted), ("footer", body.rest))
    left_out = [name for name, text in parts if text.strip()]
    if left_out or not parsed.complete:
        what = ", ".join(left_out) or "what lies too deep in it"
        note = f"(Not shown: {what}. All of it: askwell show {held.short_id} --source)"
        lines += wrapped(note, "  ")
    return lines


def _indent(line: str) -> str:
    """Return the indent that keeps that of *line*, such as of a list, within reason."""
    return "  " + " " * min(8, len(line) - len(line.lstrip()))


def _field(label: str, value: str, *, start: str = "", room: int = LABEL) -> list[str]:
    indent = start + " " * room
    return wrapped(value, indent, f"{start}{label:<{room}}")


def _when(moment: datetime, now: datetime) -> str:
    return f"{ago(moment, now)} ({moment.astimezone():%Y-%m-%d %H:%M})"


def _size(octets: int) -> str:
    if octets < 1_000:
        return f"{octets} bytes"
    return f"{octets / 1_000:.0f} kB" if octets < 1_000_000 else f"{octets / 1_000_000:.1f} MB"
