"""``askwell wrong``: mark a hold as a false alarm, and say how not to have it again.

The mark and a copy of the message stay in the database of this machine; nothing is sent anywhere
but the message itself, where ``--release`` asks for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click

from checks.finding import Finding, Severity
from checks.preferences import OWN_RULE, is_about, is_phrase
from proxy.cli.completion import complete_any_id
from proxy.cli.listing import ago
from proxy.cli.opening import opened, require
from proxy.cli.place import Place, pass_place
from proxy.cli.release import RELEASABLE, may_go, outcome, send
from proxy.cli.terminal import neutral, say, say_json, table, wrapped
from proxy.config import Config, ConfigError, load
from proxy.config.writing import quoted
from proxy.dispatch import now
from proxy.hold import WAITING, HeldMessage
from proxy.store import Store
from proxy.store.false_alarms import FalseAlarm

PHRASE_WORDS = 8
"""Words of a sentence that are proposed to be ignored; the person may well write fewer."""

_CUT = "…"
_EDGES = re.compile(r"^\W+|\W+$")


@click.command()
@click.argument("id", required=False, shell_complete=complete_any_id)
@click.option("--release", "send_now", is_flag=True, help="Send the message as well, as it is.")
@click.option("--forget", is_flag=True, help="Delete the mark and the copy that was kept for it.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@pass_place
def wrong(place: Place, id: str | None, send_now: bool, forget: bool, as_lines: bool) -> None:
    """Mark a hold as a false alarm, and tell how to avoid it.

    The mark and a copy of the message stay on this machine. Without an ID, the false alarms are
    listed.
    """
    if id is None and (send_now or forget):
        raise click.UsageError("say which: askwell wrong ID")
    if send_now and forget:
        raise click.UsageError("--release and --forget exclude each other")
    with opened(place) as store:
        if id is None:
            _list(store.false_alarms.all(), as_lines)
        elif forget:
            _forget(store, id, as_lines)
        else:
            _mark(store, place, store.held.find(id), send_now, as_lines)


def phrase_of(finding: Finding) -> str | None:
    """Return words that, if ignored, let what *finding* rests on pass; None where none would."""
    kind, _, name = finding.where.partition(":")
    if kind == "attachment":
        proposed = name
    else:
        pieces = finding.excerpt.split(_CUT)
        words = max(pieces, key=len).split()[:PHRASE_WORDS]
        proposed = _EDGES.sub("", " ".join(words))
    return proposed if is_phrase(proposed) and is_about(finding, proposed) else None


def config_line(key: str, values: Iterable[str]) -> str:
    """Return the line of a configuration that gives *key* these *values*."""
    return f"{key} = [{', '.join(quoted(value) for value in values)}]"


def _mark(store: Store, place: Place, held: HeldMessage, send_now: bool, as_lines: bool) -> None:
    config = None
    if send_now:
        require([held], RELEASABLE, "sent")
        config = load(place.config)
    is_new = store.false_alarms.mark(held, now())
    alarm = store.false_alarms.find(held.id)
    if as_lines:
        say_json(_record(alarm))
    else:
        for line in _marked(alarm, place, is_new=is_new):
            say(line)
    if config is not None:
        _send(store, place, config, held, as_lines)
    elif held.state in WAITING and not as_lines:
        say(f"\n{held.short_id} is still held. To send it: askwell release {held.short_id}")


def _send(store: Store, place: Place, config: Config, held: HeldMessage, as_lines: bool) -> None:
    if not may_go(held):
        raise click.exceptions.Exit(1)
    said = outcome(send(store, place, config, held), place.state)
    say(said if as_lines else f"\n{said}", err=as_lines)


def _forget(store: Store, prefix: str, as_lines: bool) -> None:
    alarm = store.false_alarms.find(prefix)
    store.false_alarms.forget(alarm.held_id)
    if as_lines:
        say_json(_record(alarm))
    else:
        say(f"The mark of {alarm.short_id} and the copy kept for it are deleted.")


def _marked(alarm: FalseAlarm, place: Place, *, is_new: bool) -> list[str]:
    """Return what to tell of a mark: first that it was made, then what to do about the rules."""
    already = "is marked" if is_new else "was marked already"
    lines = wrapped(
        f"{alarm.short_id} {already} as a false alarm. The mark and a copy of the message stay on "
        "this machine."
    )
    findings = _holding(alarm)
    if not findings:
        return [*lines, *wrapped("No rule held it, so there is none to switch off.")]
    for finding in findings:
        lines += [
            "",
            *wrapped(f"It was held by {finding.id}:"),
            *wrapped(finding.quotation, "    "),
        ]
    return [*lines, "", *_advice(findings, place)]


def _advice(findings: Sequence[Finding], place: Place) -> list[str]:
    """Return the lines to write in the configuration, with what stands there already."""
    rules = _rules_at(place)
    ignored, off, hold = (list(rules[key]) for key in ("ignore_phrases", "off", "hold_phrases"))
    others = [finding for finding in findings if finding.rule != OWN_RULE]
    phrases = [phrase for finding in others if (phrase := phrase_of(finding))]
    lines = wrapped(f"So that it doesn't happen again, write in {place.config}, under [rules],")
    if phrases:
        lines += [*wrapped("either what lets only such words pass (fewer words pass more):")]
        lines += ["    " + neutral(config_line("ignore_phrases", _added(ignored, phrases)))]
    if others:
        gentle = "or" if phrases else ""
        wanted = _added(off, [finding.id for finding in others])
        lines += wrapped(f"{gentle} what switches the whole rule off, for everybody:".strip())
        lines += ["    " + neutral(config_line("off", wanted))]
    if len(others) < len(findings):
        kept = [phrase for phrase in hold if not any(is_about(f, phrase) for f in findings)]
        lines += wrapped("and take out of hold_phrases the words that stopped you:")
        lines += ["    " + neutral(config_line("hold_phrases", kept))]
    return [*lines, "Then: systemctl --user reload askwell (or start askwell serve anew)"]


def _rules_at(place: Place) -> dict[str, Sequence[str]]:
    """Return the person's own rules as configured; none where there is no usable configuration."""
    try:
        rules = load(place.config).rules
    except ConfigError:
        return {"off": (), "ignore_phrases": (), "hold_phrases": ()}
    return {
        "off": sorted(rules.off),
        "ignore_phrases": rules.ignore_phrases,
        "hold_phrases": rules.hold_phrases,
    }


def _added(there: Sequence[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*there, *new]))


def _holding(alarm: FalseAlarm) -> list[Finding]:
    """Return the findings that held the message, each rule and place once."""
    holding = [finding for finding in alarm.findings if finding.severity is Severity.HOLD]
    return list({(f.id, f.where, f.excerpt): f for f in holding}.values())


def _list(alarms: Sequence[FalseAlarm], as_lines: bool) -> None:
    if as_lines:
        for alarm in alarms:
            say_json(_record(alarm))
        return
    if not alarms:
        say("No false alarm is marked. To mark one: askwell wrong ID")
        return
    rows = [
        (
            alarm.short_id,
            ago(alarm.marked_at, now()),
            ", ".join(alarm.contacts),
            alarm.subject or "(no subject)",
            ", ".join(dict.fromkeys(finding.id for finding in _holding(alarm))) or "-",
        )
        for alarm in alarms
    ]
    headings = ("ID", "MARKED", "TO", "SUBJECT", "RULES")
    say("\n".join(table(headings, rows, flexible=(2, 3, 4))))


def _record(alarm: FalseAlarm) -> dict[str, object]:
    return {
        "id": alarm.held_id,
        "short_id": alarm.short_id,
        "marked_at": alarm.marked_at.isoformat(),
        "subject": alarm.subject,
        "contacts": list(alarm.contacts),
        "rules": list(dict.fromkeys(finding.id for finding in _holding(alarm))),
        "findings": [asdict(finding) for finding in alarm.findings],
    }
