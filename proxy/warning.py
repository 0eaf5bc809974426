"""What the client hears of a held message: short, plain, and with the way to send it anyway.

Pure; at most six lines of 76 characters, the first of which says all by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from proxy.brief import brief, is_short
from proxy.hold import HeldMessage, State
from proxy.reply import Reply, plain

CODE, ENHANCED = 550, "5.7.1"


def warning(held: HeldMessage, confirm_for_s: float, notes: Sequence[str] = ()) -> Reply:
    """Return the warning for a message that has just been held, or is so still.

    *confirm_for_s* is how long sending again will be taken for the confirmation, in seconds;
    *notes* are what the person noted of the contact, to ask about.
    """
    lines = brief(held, _one_line, notes)
    return Reply.of(CODE, ENHANCED, *lines, _way_out(held, confirm_for_s))


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


def _way_out(held: HeldMessage, confirm_for_s: float) -> str:
    """Return the last line, which some clients (mutt) show alone; it ends without a full stop."""
    minutes = int(confirm_for_s // 60)
    command = f"askwell release {held.short_id}"
    ways = f"send again within {minutes} min, or {command}"
    again = (f"Held, not sent: {ways}", f"Held: {ways}") if minutes >= 1 else ()
    lines = (*again, f"Held, not sent. To send it anyway: {command}")
    return next(filter(is_short, lines), f"To send it: {command}")


def _one_line(text: str) -> str:
    return " ".join(plain(text).split())
