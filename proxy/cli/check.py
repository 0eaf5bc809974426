"""``askwell check``: judge messages on disk, as a submission of them would be.

The contract for measuring: nothing is held, sent or kept, and no state is made.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import click

from checks import header
from checks.finding import Finding, Severity
from proxy.cli.completion import complete_tag
from proxy.cli.failure import UsageFailure, told
from proxy.cli.judging import judge_at
from proxy.cli.place import Place, pass_place
from proxy.cli.tags import tags_at
from proxy.cli.terminal import neutral, say, say_json, styled, wrapped
from proxy.contacts import ContactBook, validated_tag
from proxy.envelope import Envelope, Recipient, Submission
from proxy.mailfolder import FolderError, Found, Kind, kind_of, messages, read_message
from proxy.policy import Disposition, Verdict, judged_contacts, weigh
from proxy.store import Store
from proxy.store.database import FILE_NAME

STANDARD_INPUT = "-"

Judged = Callable[[bytes], Verdict]
"""What follows for a message, by those whom its header names, or by a tag."""


@click.command()
@click.option(
    "--tag",
    shell_complete=complete_tag,
    help="Judge as if every recipient bore TAG.  [default: as the contact book has them]",
)
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a message and line.")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(allow_dash=True)
)
@pass_place
@click.pass_context
def check(
    ctx: click.Context, place: Place, tag: str | None, as_lines: bool, paths: tuple[str, ...]
) -> None:
    """Tell whether messages would be held, and why, sending nothing.

    Without --tag, the contact book, what is allowed and the conversations so far decide, as for a
    message sent now.

    PATH is a message (.eml), an mbox, a Maildir, or - for one message on standard input. The
    exit status is 0 if nothing would be held, 1 if something would, 2 if a path can't be read.
    """
    sources = _sources(paths)
    opened = ctx.with_resource(ExitStack())
    with told():
        judged = _judged_by_tag(place, tag) if tag is not None else _judged_by_book(place, opened)
    any_held = False
    for path, found in _read(sources):
        verdict, elapsed_ms = _timed(found.content, judged)
        any_held = any_held or verdict.disposition is Disposition.HOLD
        if as_lines:
            say_json(_record(path, found, verdict, elapsed_ms))
        else:
            say("\n".join(_described(found, verdict)))
    ctx.exit(1 if any_held else 0)


def _sources(paths: tuple[str, ...]) -> list[tuple[str, Kind | None]]:
    """Return what lies at each of *paths*, None for standard input; all are looked at first."""
    if paths.count(STANDARD_INPUT) > 1:
        raise UsageFailure("- is standard input, which can be read only once")
    try:
        return [(p, None if p == STANDARD_INPUT else kind_of(Path(p))) for p in paths]
    except FolderError as exc:
        raise UsageFailure(neutral(str(exc))) from exc


def _read(sources: list[tuple[str, Kind | None]]) -> Iterator[tuple[str, Found]]:
    for path, kind in sources:
        if kind is None:
            yield path, read_message(sys.stdin.buffer, "standard input")
            continue
        try:
            for found in messages(Path(path), kind):
                yield path, found
        except FolderError as exc:
            raise UsageFailure(neutral(str(exc))) from exc


def _judged_by_tag(place: Place, tag: str) -> Judged:
    tags, wanted = tags_at(place), validated_tag(tag)
    if wanted not in tags:
        known = ", ".join(sorted(tags))
        raise UsageFailure(
            f"the tag {wanted!r} means nothing here; the known ones are {known}. "
            f"[tags.{wanted}] in {place.config} would give it a meaning"
        )
    policy, examine = tags[wanted], judge_at(place).examine
    return lambda content: Verdict(weigh(examine(content), policy) if policy.judges else ())


def _judged_by_book(place: Place, opened: ExitStack) -> Judged:
    """Return the judgement by contacts, allowances, and how far each conversation has come."""
    judge = judge_at(place)
    store = opened.enter_context(Store.open(place.state)) if _has_state(place) else None
    book = ContactBook(store.contacts.all() if store else ())
    if not judged_contacts(book.contacts, judge.tags):
        say(
            "The contact book names nobody whose mail is judged, so everything passes. "
            "To judge as if all recipients were of your network: askwell check --tag network",
            err=True,
        )

    def judged(content: bytes) -> Verdict:
        fields, _ = header.split(content, 0, len(content))
        mailboxes = header.addresses(fields.every("to", "cc", "bcc"))
        if store is None or not mailboxes:
            return Verdict()
        senders = header.addresses(fields.every("from"))
        envelope = Envelope(senders[0] if senders else "", tuple(map(Recipient, mailboxes)))
        with told():
            return judge.decide(store, book, Submission(envelope, content))

    return judged


def _has_state(place: Place) -> bool:
    return (place.state / FILE_NAME).exists()


def _timed(content: bytes, judged: Judged) -> tuple[Verdict, float]:
    """Return the verdict on *content*, and how long it took, in milliseconds."""
    begun = time.perf_counter()
    verdict = judged(content)
    return verdict, (time.perf_counter() - begun) * 1000


def _record(path: str, found: Found, verdict: Verdict, elapsed_ms: float) -> dict[str, object]:
    fields, _ = header.split(found.content, 0, len(found.content))
    return {
        "path": path,
        "index": found.index,
        "message_id": fields.first("message-id"),
        "disposition": verdict.disposition,
        "findings": [asdict(finding) for finding in verdict.findings],
        "elapsed_ms": round(elapsed_ms, 3),
    }


def _described(found: Found, verdict: Verdict) -> list[str]:
    held = verdict.disposition is Disposition.HOLD
    outcome = styled("would be held", bold=True) if held else "would pass"
    lines = [f"{neutral(found.label)}: {outcome}"]
    for finding in verdict.findings:
        lines += _reason(finding)
    return lines


def _reason(finding: Finding) -> list[str]:
    place = finding.where.removeprefix("attachment:")
    where = f"the file {place}" if place != finding.where else f"the {place}"
    advice = "" if finding.severity is Severity.HOLD else " (advice only)"
    return [
        *wrapped(f"{finding.check} in {where}{advice}", "  "),
        *wrapped(finding.quotation, "    "),
        *wrapped(finding.why, " " * 12, "    Why     "),
        *wrapped(finding.instead, " " * 12, "    Better  "),
    ]
