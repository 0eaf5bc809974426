"""Whether those who are answered opened the door to a job question themselves.

They did by asking for the resume, naming an opening, or offering help with the search. Only what
they say in the letter that is answered counts: not what they forwarded, nor what they quote of
ours. The words that invite are data, in ``phrases/invitation.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from checks import attribution
from checks.message import Message
from checks.phrases.phrasing import Phrasing, phrasing
from checks.text import Sentence, clause_before, sentences

QUOTED_LIMIT = 60_000
"""Characters of quoted text that are read; the letter that is answered comes first."""

EXCERPT_LIMIT = 120

_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|doorst)\s*:", re.IGNORECASE)
_MARKS = re.compile(r"(?:\s{0,2}>)*")
_WRAPPED_OVER = 4
_BLOCK_LINES = 12


def find_invitation(message: Message, mailboxes: Collection[str]) -> str | None:
    """Return the words by which each of *mailboxes* invited to a job question, the first of them.

    Where one of them didn't, None. A quote that names nobody is taken for the words of the only
    contact that there is.
    """
    if not mailboxes or _FORWARDED.match(message.subject):
        return None
    found: dict[str, str] = {}
    for speech in speeches(message.body.quoted[:QUOTED_LIMIT]):
        if speech.speaker not in found and (words := invites(speech.text)) is not None:
            found[speech.speaker] = words
    wanted = [mailbox.casefold() for mailbox in mailboxes]
    if len(wanted) == 1 and "" in found:
        found.setdefault(wanted[0], found[""])
    return found[wanted[0]] if all(mailbox in found for mailbox in wanted) else None


def invites(text: str) -> str | None:
    """Return the words in *text*, which somebody else wrote, that invite to a job question."""
    words = _words()
    said = list(sentences(text))
    in_search = any(words.search.search(sentence.words) for sentence in said)
    for sentence in said:
        if words.unless.search(sentence.words):
            continue
        for wording in (words.certain, words.supported) if in_search else (words.certain,):
            for match in wording.finditer(sentence.words):
                if not _is_turned_down(sentence, match):
                    return sentence.excerpt(match.start(), match.end(), EXCERPT_LIMIT)
    return None


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody else says in a quote; ``speaker`` is an address, or empty if none is named."""

    speaker: str
    text: str


def speeches(quoted: str) -> Iterator[Speech]:
    """Yield what others say in *quoted*, in its order.

    Quotes within quotes alternate between the two who write to each other, unless an attribution
    names somebody; what is named as nobody's is theirs at every odd level.
    """
    reading = _Reading([_unmarked(line) for line in quoted.split("\n")])
    open_speaker: tuple[int, str] | None = None
    lines: list[str] = []
    for depth, speaker, text in reading.lines():
        if text.strip() and (depth, speaker) != open_speaker:
            yield from _speech(open_speaker, lines)
            open_speaker, lines = (depth, speaker), []
        lines.append(text)
    yield from _speech(open_speaker, lines)


def _speech(speaker: tuple[int, str] | None, lines: list[str]) -> Iterator[Speech]:
    if speaker is not None and (speaker[1] or speaker[0] % 2):
        yield Speech(speaker[1], "\n".join(lines))


class _Reading:
    """Quoted lines while it is found out who speaks in them."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self._lines = lines
        self._speakers: dict[int, str] = {}
        self._unmarked_level = 0

    def lines(self) -> Iterator[tuple[int, str, str]]:
        """Yield each line that somebody says: its level, who that is, and the text."""
        at = 0
        while at < len(self._lines):
            depth, text = self._lines[at]
            if attribution.opens_forward(text):
                at = self._after(at, depth)
                continue
            taken = self._attribution(at, depth)
            if taken:
                at += taken
                continue
            yield self._level(depth), self._speakers.get(depth, ""), text
            at += 1

    def _level(self, depth: int) -> int:
        return depth or max(1, self._unmarked_level)

    def _after(self, at: int, depth: int) -> int:
        """Return where what is forwarded at *depth* ends."""
        while at < len(self._lines) and (
            self._lines[at][0] >= depth or not self._lines[at][1].strip()
        ):
            at += 1
        return at

    def _attribution(self, at: int, depth: int) -> int:
        """Return how many lines from *at* on only say who speaks next, and note who that is."""
        block = [text for own, text in self._lines[at : at + _BLOCK_LINES] if own == depth]
        if not block[0].strip():
            return 0
        taken = attribution.header_block(block) or _attribution_lines(block[:_WRAPPED_OVER])
        if taken:
            speaker = attribution.author(block[:taken])
            self._speakers[depth + 1] = speaker
            if depth == 0:
                self._speakers[0] = speaker
                self._unmarked_level += 1
        return taken


def _attribution_lines(lines: list[str]) -> int:
    text = ""
    for count, line in enumerate(lines, 1):
        text = f"{text} {line.strip()}".strip()
        if text.endswith(":"):
            return count if attribution.names_quote(text) else 0
        if count == 1 and not attribution.may_begin(text):
            return 0
    return 0


def _unmarked(line: str) -> tuple[int, str]:
    """Return how deep *line* is quoted by its marks, and what it says."""
    found = _MARKS.match(line)
    end = found.end() if found else 0
    return line[:end].count(">"), line[end:].removeprefix(" ")


@dataclass(frozen=True, slots=True)
class _Words:
    certain: Phrasing
    supported: Phrasing
    search: Phrasing
    unless: Phrasing
    turned_down: Phrasing
    not_a_no: Phrasing


@cache
def _words() -> _Words:
    text = files("checks.phrases").joinpath("invitation.toml").read_text(encoding="utf-8")
    return _Words(**{name: phrasing(lines) for name, lines in tomllib.loads(text).items()})


def _is_turned_down(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether the clause of *match* says that it is not so, or not to be had."""
    words = _words()
    before = clause_before(sentence.words, match.start()).rpartition(" , ")[2]
    clause = f" {before.strip()} {match[0].strip()} "
    for idiom in words.not_a_no.finditer(clause):
        clause = clause.replace(idiom[0], "-")
    return words.turned_down.search(clause) is not None
