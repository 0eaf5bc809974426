"""``askwell pause``: hold nothing for a while. What is held already stays held."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import click

from proxy.cli.failure import told
from proxy.cli.place import Place, pass_place
from proxy.cli.terminal import say, say_json
from proxy.dispatch import now
from proxy.store import Store
from proxy.store.pauses import Pause

LONGEST_MIN = 30 * 24 * 60
_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?:in)?)?", re.ASCII)
_LENGTH_LIMIT = 16


def duration_of(text: str) -> timedelta:
    """Return the time span that *text* says; BadParameter says what is wrong with it."""
    written = text.strip().casefold().replace(" ", "")
    found = _DURATION.fullmatch(written)
    if not written or not found or len(written) > _LENGTH_LIMIT:
        raise click.BadParameter(f"{text!r} is no time span: write 30m, 1h, 2h30m or 1d")
    days, hours, minutes = (int(part or 0) for part in found.groups())
    total_min = minutes + 60 * (hours + 24 * days)
    if not total_min:
        raise click.BadParameter("a pause lasts a minute at least; to end one: askwell pause --end")
    if total_min > LONGEST_MIN:
        raise click.BadParameter(
            "a pause lasts 30 days at most; without a time span it lasts until you end it"
        )
    return timedelta(minutes=total_min)


@click.command()
@click.argument("duration", type=duration_of, metavar="[DURATION]", required=False)
@click.option("--next", "next_only", is_flag=True, help="Only for the next message to be held.")
@click.option("--end", is_flag=True, help="Hold again, from now on.")
@click.option("--status", is_flag=True, help="Only tell whether a pause is on.")
@click.option("--json", "as_line", is_flag=True, help="The state after it as one JSON object.")
@pass_place
def pause(
    place: Place,
    duration: timedelta | None,
    next_only: bool,
    end: bool,
    status: bool,
    as_line: bool,
) -> None:
    """Hold nothing for DURATION (30m, 2h30m, 1d), or until you end it.

    What is held already stays held.
    """
    begins = duration is not None or next_only
    if begins + end + status > 1:
        raise click.UsageError("a pause is begun, ended or told of: give only one of these")
    with told(), Store.open(place.state) as store:
        if end:
            ended = store.pauses.end()
        elif not status:
            until = now() + duration if duration else None
            store.pauses.begin(Pause(until, next_only))
        current = store.pauses.current(now())
    if as_line:
        say_json(_record(current))
    elif end:
        say(_ended(there_was_one=ended))
    else:
        say(_described(current))


def _record(current: Pause | None) -> dict[str, object]:
    return {
        "paused": current is not None,
        "until": current.until.isoformat() if current and current.until else None,
        "next_only": bool(current and current.next_only),
    }


def _ended(*, there_was_one: bool) -> str:
    if there_was_one:
        return "The pause is over: messages are held again."
    return "There was no pause: messages are held as ever."


def _described(current: Pause | None) -> str:
    if current is None:
        return "No pause is on. To begin one: askwell pause 1h"
    until = f" until {_local(current.until)}" if current.until else ""
    if current.next_only:
        return (
            f"The next message that would be held{until or ', whenever it comes,'} goes through "
            "instead; those after it are held again. To end it before: askwell pause --end"
        )
    return f"Nothing is held{until or ' until you end the pause'}. To end it: askwell pause --end"


def _local(moment: datetime) -> str:
    """Return *moment* in local time; the day only where it is not today."""
    here, today = moment.astimezone(), now().astimezone()
    return f"{here:%H:%M}" if here.date() == today.date() else f"{here:%A, %Y-%m-%d %H:%M}"
