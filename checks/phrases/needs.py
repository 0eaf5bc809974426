"""The words that a pattern cannot do without, read from the pattern itself.

A pattern is a sequence of words, groups and word classes. Whatever is not optional must be in
a text that matches: for a word its spellings, for a group one word of every alternative. What
is too clever to read (a group inside a word, a letter class) asks for nothing, so that the
answer may be too generous but never too strict. Nothing here searches a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from checks.phrases.lexicon import is_gap, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

Needs = tuple[frozenset[str], ...]
"""Sets of words: a text that matches has at least one word of each set."""

_COMMON = frozenset(
    (
        "a",
        "an",
        "any",
        "are",
        "at",
        "be",
        "can",
        "could",
        "do",
        "for",
        "i",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "some",
        "that",
        "the",
        "there",
        "to",
        "we",
        "will",
        "with",
        "would",
        "you",
        "your",
    )
)
_COUNT = re.compile(r"[?*+]|\{\d?,?\d*\}")
_MACRO = re.compile(r"\{([A-Z][A-Z_]*|[waq]\d)\}")
_TEXT = re.compile(r"(?:\\.|\[[^\]]*\]|[^ (){}])+(?:\{\d,?\d*\})?")
_SPELLED = re.compile(r"(?:[a-z0-9]\??)+")
_STRUCTURE = re.compile(r"[()|]")
_BRACKET = re.compile(r"[()]")
_LOOK = re.compile(r"\(\?<?[=!]")


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece of a pattern: text, space, group, class or look-around.

    ``left`` and ``right`` say whether what stands beside it may belong to the same word.
    """

    kind: str
    source: str
    optional: bool = False
    left: bool = True
    right: bool = True


_EDGE = _Atom("space", " ")


@cache
def needs(pattern: str) -> Needs:
    """Return the words of which every text has some that *pattern* matches."""
    return _common_to([_sequence(line) for line in _split(pattern)])


def rarest(found: Needs) -> frozenset[str]:
    """Return the set of *found*, which has one, whose words are least often met."""
    return min(found, key=_commonness)


def _split(pattern: str) -> list[str]:
    """Return the alternatives of *pattern* outside of any group."""
    if "|" not in pattern:
        return [pattern]
    parts, start, depth = [], 0, 0
    for mark in _STRUCTURE.finditer(pattern):
        depth += {"(": 1, ")": -1, "|": 0}[mark.group()]
        if depth == 0 and mark.group() == "|":
            parts.append(pattern[start : mark.start()])
            start = mark.end()
    return [*parts, pattern[start:]]


def _closing(pattern: str, opening: int) -> int:
    """Return where the group closes that opens at *opening*."""
    depth = 0
    for bracket in _BRACKET.finditer(pattern, opening):
        depth += 1 if bracket.group() == "(" else -1
        if depth == 0:
            return bracket.start()
    raise ValueError(f"a group is never closed: {pattern!r}")


def _common_to(alternatives: list[Needs]) -> Needs:
    """Return what a text needs that matches any of *alternatives*."""
    if len(alternatives) == 1:
        return alternatives[0]
    if not all(alternatives):
        return ()
    return (frozenset().union(*map(rarest, alternatives)),)


def _commonness(words: frozenset[str]) -> tuple[int, int]:
    return len(words & _COMMON), len(words)


def _sequence(line: str) -> Needs:
    """Return what a text needs that matches *line*, which has no alternatives."""
    atoms = [_EDGE, *(atom for atom in _atoms(line) if atom.kind != "look"), _EDGE]
    found: list[frozenset[str]] = []
    for before, atom, after in zip(atoms, atoms[1:], atoms[2:], strict=False):
        shared = _touch(before, atom) or _touch(atom, after)
        if not atom.optional and not shared:
            found += _atom_needs(atom)
    return tuple(found)


def _touch(first: _Atom, second: _Atom) -> bool:
    """Tell whether two neighbors may be parts of one word."""
    return "space" not in (first.kind, second.kind) and first.right and second.left


def _atom_needs(atom: _Atom) -> Needs:
    if atom.kind == "class":
        return needs(lexicon()[atom.source])
    if atom.kind == "group":
        return needs(atom.source)
    if atom.kind == "text" and _SPELLED.fullmatch(atom.source):
        return (_spellings(atom.source),)
    return ()


def _spellings(word: str) -> frozenset[str]:
    """Return the words that *word* stands for, optional letters both ways."""
    before, optional, after = word.partition("?")
    if not optional:
        return frozenset((word,))
    rest = _spellings(after)
    return frozenset(start + end for start in (before, before[:-1]) for end in rest)


def _atoms(line: str) -> Iterator[_Atom]:
    """Yield the pieces of *line* in order."""
    place = 0
    while place < len(line):
        macro = _MACRO.match(line, place)
        if macro is not None:
            place = macro.end()
            yield _macro(macro.group(1))
        elif line[place] == "(":
            end = _closing(line, place)
            count = _COUNT.match(line, end + 1)
            yield _group(line[place : end + 1], count.group() if count else "")
            place = count.end() if count else end + 1
        elif (text := _TEXT.match(line, place)) is not None:
            place = text.end()
            yield _Atom("text", text.group())
        elif line.startswith(" ?", place):  # An optional space: one word, or two.
            place += 2
            yield _Atom("text", " ?")
        else:
            place += 1
            yield _EDGE


def _macro(name: str) -> _Atom:
    """Return the atom of a gap or a word class, which never share a word with a neighbor."""
    if is_gap(name):
        return _Atom("space", " ")
    return _Atom("class", name, left=False, right=False)


def _group(source: str, count: str) -> _Atom:
    if _LOOK.match(source):
        return _Atom("look", source)
    inner = source[1:-1]
    optional = count in ("?", "*") or count.startswith(("{0", "{,"))
    return _Atom("group", inner, optional, not inner.startswith(" "), not inner.endswith(" "))
