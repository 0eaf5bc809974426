"""What was held before from the same sender to the same recipients, and what a message is to it.

A retry, the same letter sent again, or a newer version of it: pure questions of identities, times
and words, answered here; what follows is for ``dispatch`` to carry out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from checks.message import parse
from proxy.hold import WAITING, Closed, HeldMessage, Identity, State

VERSION_WINDOW = timedelta(days=7)
"""How far back a hold is looked at as an earlier version of a message."""

VERSIONS_LIMIT = 10
"""Holds whose text is compared, the newest; each has to be read from disk."""

SHARED_PART = 0.5
"""The part of the older letter's words that a newer version still has."""

SHARED_WORDS = 20
"""The words that the two must share: a greeting and thanks are in every letter."""

_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Earlier:
    """The message with the very same bytes, if any, and all that waits or changed of late."""

    same_bytes: HeldMessage | None
    of_parties: tuple[HeldMessage, ...]

    def confirmable(self, since: datetime) -> tuple[HeldMessage, ...]:
        """Return what sending again confirms: held since then, and neither sent nor put aside."""
        return tuple(h for h in self.of_parties if h.state in WAITING and h.held_at >= since)

    def with_text(self, identity: Identity) -> HeldMessage | None:
        """Return the held message whose text *identity* has too, if any."""
        return next((held for held in self._held() if identity.same_text(held.identity)), None)

    def released(self, identity: Identity, since: datetime) -> HeldMessage | None:
        """Return the message with this text that a release has sent since then, if any.

        The person who has released it and then presses Send in the open window wants it sent once.
        """
        for held in self.of_parties:
            lately = held.closed is Closed.RELEASED and held.changed_at >= since
            if lately and identity.same_text(held.identity):
                return held
        return None

    def drafts(self, identity: Identity, since: datetime) -> tuple[HeldMessage, ...]:
        """Return what was held since then under the same subject, or ever with the same text.

        The first are most likely drafts still open.
        """
        return tuple(
            held
            for held in self._held()
            if (held.held_at >= since and _same_subject(held.identity, identity))
            or identity.same_text(held.identity)
        )

    def candidates(self) -> tuple[HeldMessage, ...]:
        """Return the holds whose words are worth comparing, the newest first."""
        return self._held()[:VERSIONS_LIMIT]

    def _held(self) -> tuple[HeldMessage, ...]:
        return tuple(held for held in self.of_parties if held.state is State.HELD)


def own_words(content: bytes) -> frozenset[str]:
    """Return the words of the author in *content*, short ones left out."""
    message = parse(content)
    return frozenset(word.casefold() for word in _WORD.findall(message.body.own))


def is_newer_version(words: frozenset[str], older: frozenset[str]) -> bool:
    """Whether a letter of *words* was made from one of *older*, as far as words can tell."""
    shared = len(words & older)
    return shared >= SHARED_WORDS and shared >= SHARED_PART * len(older)


def _same_subject(one: Identity, other: Identity) -> bool:
    subjects = {" ".join(identity.subject.split()).casefold() for identity in (one, other)}
    return len(subjects) == 1 and subjects != {""}
