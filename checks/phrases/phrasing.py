"""Phrasings: alternatives over normalised words that are compiled only when they can match.

Every alternative knows which words it cannot do without (checks.phrases.needs); a text that
lacks them is not searched, and a pattern is built the first time that a text has them all. So
an ordinary letter costs a handful of small patterns instead of all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from checks.phrases.lexicon import MACRO, definition
from checks.phrases.needs import Needs, needs, rarest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

_GROUP = re.compile(r"(?<!\\)\((?!\?)")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One line of a phrasing, and the words of which a text must have some to match it."""

    line: str
    needs: Needs = field(repr=False)

    def fits(self, have: AbstractSet[str]) -> bool:
        """Tell whether a text of the words *have* could match at all."""
        return not any(words.isdisjoint(have) for words in self.needs)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Alternatives that match whole words only; without any it matches nothing."""

    lines: tuple[str, ...]

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """The alternatives, read once, when the first text is searched."""
        return _alternatives(self.lines)

    def search(self, words: str, have: AbstractSet[str] | None = None) -> re.Match[str] | None:
        """Return a match in *words*, whose single words are *have*, or None."""
        return next(self.finditer(words, have), None)

    def finditer(self, words: str, have: AbstractSet[str] | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches of every alternative in *words*, one alternative after the other."""
        have = frozenset(words.split()) if have is None else have
        for alternative in _index(self.lines).candidates(have):
            if alternative.fits(have):
                yield from _compiled(alternative.line).finditer(words)


@dataclass(frozen=True, slots=True)
class _Index:
    """The places of alternatives by a word of which each needs one; ``always`` need none.

    A text of many sentences asks this of each, so what can't fit must not even be looked at.
    """

    alternatives: tuple[Alternative, ...]
    places: Mapping[str, tuple[int, ...]]
    words: frozenset[str]
    always: tuple[int, ...]

    def candidates(self, have: AbstractSet[str]) -> list[Alternative]:
        """Return, in their order, the alternatives that a text of the words *have* may fit."""
        found = set(self.always)
        for word in self.words & have:
            found.update(self.places[word])
        return [self.alternatives[place] for place in sorted(found)]


def phrasing(alternatives: str | list[str]) -> Phrasing:
    """Return the phrasing of *alternatives*: a list, or a text with one on each line."""
    if isinstance(alternatives, str):
        alternatives = alternatives.split("\n")
    return Phrasing(tuple(line.strip() for line in alternatives if line.strip()))


@cache
def _alternatives(lines: tuple[str, ...]) -> tuple[Alternative, ...]:
    return tuple(Alternative(line, needs(line)) for line in lines)


@cache
def _index(lines: tuple[str, ...]) -> _Index:
    alternatives = _alternatives(lines)
    places: dict[str, tuple[int, ...]] = {}
    for place, alternative in enumerate(alternatives):
        for word in rarest(alternative.needs) if alternative.needs else ():
            places[word] = (*places.get(word, ()), place)
    always = tuple(place for place, one in enumerate(alternatives) if not one.needs)
    return _Index(alternatives, places, frozenset(places), always)


@cache
def _compiled(line: str) -> re.Pattern[str]:
    return re.compile(f"(?<= )(?:{_written_out(line)})(?= )")


@cache
def _written_out(pattern: str) -> str:
    """Return *pattern* with classes and gaps written out and groups that capture nothing."""
    plain = _GROUP.sub("(?:", pattern)
    return MACRO.sub(lambda macro: _written_out(definition(macro.group(1))), plain)
