"""A person's own rules: what to leave out of the findings, and what to add to them.

Values and pure functions. A phrase is plain words: case, white space and the kind of quotation
mark or dash make no difference, and it is found as whole words only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from checks import header
from checks.finding import EXCERPT_LIMIT, Finding, Severity
from checks.message import Message

OWN_CHECK, OWN_RULE = "job-ask", "own-phrase"
"""What a finding bears that rests on a phrase of the person's own."""

UNEXAMINED = "unexamined"
"""The rule of a finding that says that a check failed; no preference touches it."""

OWN_FINDINGS_LIMIT = 5

_FILE = "attachment:"
_ALIKE = ("'’‘ʼ`´", '"“”„«»', "-‐‑–—")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+|\n\s*\n")
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_WHY = "You asked to be stopped at these words of yours."
_INSTEAD = "Write it without them, or send it as it is if they are right this time."


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has changed about the rules.

    ``off`` holds rule ids, written CHECK/RULE. ``hold_phrases`` make a finding of their own;
    ``ignore_phrases`` drop the findings whose excerpt, or whose file name, contains one.
    """

    off: frozenset[str] = frozenset()
    hold_phrases: tuple[str, ...] = ()
    ignore_phrases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for phrase in self.hold_phrases + self.ignore_phrases:
            if not is_phrase(phrase):
                raise ValueError(f"{phrase!r} is no phrase: it has no word in it")

    def own(self, message: Message) -> tuple[Finding, ...]:
        """Return the findings of *message* that rest on the person's own phrases."""
        # The subject of an answer is not the author's own words.
        subject = message.subject.strip()
        own_subject = subject if header.bare_subject(subject) == subject else ""
        places = (("body", message.body.own), ("subject", own_subject))
        found = (
            Finding(OWN_CHECK, OWN_RULE, Severity.HOLD, where, excerpt, _WHY, _INSTEAD)
            for where, text in places
            for excerpt in dict.fromkeys(_excerpts(self.hold_phrases, text))
        )
        return tuple(found)[:OWN_FINDINGS_LIMIT]

    def applied(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return those of *findings* that the person has not switched off."""
        return tuple(finding for finding in findings if not self._drops(finding))

    def _drops(self, finding: Finding) -> bool:
        if finding.rule == UNEXAMINED:
            return False
        return finding.id in self.off or any(
            is_about(finding, phrase) for phrase in self.ignore_phrases
        )


def is_phrase(text: str) -> bool:
    """Whether *text* has a word in it that could be looked for."""
    return bool(_NOT_IN_NAMES.sub("", text))


def is_about(finding: Finding, phrase: str) -> bool:
    """Whether *finding* rests on words that contain *phrase*; a file's finding on its name."""
    if finding.where.startswith(_FILE):
        return f" {_as_name(phrase)} " in f" {_as_name(finding.where.removeprefix(_FILE))} "
    return _pattern(phrase).search(_composed(finding.excerpt)) is not None


def _excerpts(phrases: Iterable[str], text: str) -> Iterator[str]:
    """Yield the first sentence of *text* that contains each of *phrases*."""
    text = _composed(text)
    for phrase in phrases:
        found = _pattern(phrase).search(text)
        if found is not None:
            yield _sentence(text, found.start(), found.end())


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around ``text[start:end]``, cut so that these words stay in it."""
    begin, stop = 0, len(text)
    for boundary in _SENTENCE_END.finditer(text):
        if boundary.end() <= start:
            begin = boundary.end()
        elif boundary.start() >= end - 1:
            stop = boundary.end()
            break
    sentence, words = " ".join(text[begin:stop].split()), " ".join(text[start:end].split())
    before = len(" ".join(text[begin:start].split()))
    if before + len(words) <= EXCERPT_LIMIT - 2:
        return sentence
    return f"…{words} {' '.join(text[end:stop].split())}"


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return what finds *phrase* as whole words; it takes no longer than the text is long."""
    words = _composed(phrase).split()
    body = r"\s+".join("".join(map(_alike, word)) for word in words)
    before = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words[-1]) else ""
    return re.compile(before + body + after, re.IGNORECASE)


def _alike(char: str) -> str:
    kin = next((kin for kin in _ALIKE if char in kin), char)
    return re.escape(kin) if len(kin) == 1 else f"[{re.escape(kin)}]"


def _as_name(text: str) -> str:
    """Return *text* as the words that a file name may be made of, one blank between them."""
    return " ".join(_NOT_IN_NAMES.sub(" ", _composed(text)).casefold().split())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
