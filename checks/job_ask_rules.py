"""Job asks by rule: phrasings that ask for a job, sentence by sentence.

The rules are those in checks.phrases. What a finding rests on is always one sentence, quoted as
it was written. Judges texts, knows nothing of messages, and keeps nothing between texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from checks.finding import EXCERPT_LIMIT, Finding, Severity
from checks.phrases import Rule, contexts, evidence, foreign_rules, rules, subject_rules
from checks.text import Sentence, clause_before, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CHECK = "job-ask"
FINDINGS_LIMIT = 5
"""Findings that are kept of one message; more would not be read."""

_HEAD, _TAIL = 60_000, 15_000
"""Characters that are read of a very long body, so that judging it takes under a second."""

_ENOUGH = 40
_CONTEXT_SENTENCES = 1_000
_ANSWERED_SUBJECT = re.compile(r"(?i)^\s*(?:re|aw|sv|antw|fw|fwd|wg|tr|rv)\s*(?:\[\d+\]\s*)?:")
_CLAUSE_GUARDS = ("negated", "reported", "thanked", "advice")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule that matched a sentence, and where in its words."""

    rule: Rule
    sentence: Sentence
    start: int
    end: int


def rule_ids() -> tuple[str, ...]:
    """Return the rules that a finding may bear."""
    every = (*rules(), *subject_rules(), evidence().rule)
    return tuple(dict.fromkeys(rule.id for rule in every))


def judge_text(subject: str, body: str) -> tuple[Finding, ...]:
    """Return the job asks in *subject* and *body*, at most one a sentence and five in all."""
    title = [] if _ANSWERED_SUBJECT.match(subject) else list(sentences(subject))
    text = list(sentences(bounded(body)))
    shows = _context_reader([*title, *text])
    found = [_finding(hit, "body") for hit in _hits(text, rules(), shows)]
    found += [_finding(hit, "subject") for hit in _hits(title, rules() + subject_rules(), shows)]
    found.sort(key=lambda pair: -pair[0])
    return tuple(finding for _, finding in found[:FINDINGS_LIMIT])


def needs_no_encoder(rule: str) -> bool:
    """Tell whether *rule* is for a language that the encoder has not learned."""
    return rule in foreign_rules()


def bounded(body: str) -> str:
    """Return *body*, or the start and the end of one that is longer than any letter."""
    if len(body) <= _HEAD + _TAIL:
        return body
    return body[:_HEAD] + "\n\n" + body[-_TAIL:]


def _context_reader(text: list[Sentence]) -> Callable[[str], bool]:
    """Return a function that tells whether *text* shows a context; each is read at most once."""

    @cache
    def shows(name: str) -> bool:
        pattern = contexts()[name].pattern
        return any(pattern.search(sentence.words) for sentence in text[:_CONTEXT_SENTENCES])

    return shows


def _hits(
    text: Iterable[Sentence], candidates: tuple[Rule, ...], shows: Callable[[str], bool]
) -> Iterator[_Hit]:
    """Yield the most telling hit of each sentence; equal sentences are looked at once."""
    seen: set[str] = set()
    hits = 0
    for sentence in text:
        if sentence.words in seen:
            continue
        seen.add(sentence.words)
        hit = _best(sentence, candidates, shows)
        if hit is not None:
            yield hit
            hits += 1
            if hits > _ENOUGH:
                return


def _best(
    sentence: Sentence, candidates: tuple[Rule, ...], shows: Callable[[str], bool]
) -> _Hit | None:
    """Return the hit of the most telling rule that matches *sentence*."""
    have = frozenset(sentence.words.split())
    hits = (_match(rule, sentence, have, shows) for rule in candidates)
    best = max(filter(None, hits), key=lambda hit: hit.rule.telling, default=None)
    return best or _weighed(sentence, have, shows)


def _weighed(sentence: Sentence, have: frozenset[str], shows: Callable[[str], bool]) -> _Hit | None:
    """Return the whole *sentence* as a hit when enough signs of an ask come together in it."""
    known, words = evidence(), sentence.words
    signs = [sign for sign in known.signs if sign.pattern.search(words, have)]
    weight = sum(sign.weight for sign in signs)
    if weight < known.enough_in_context or not known.form.search(words, have):
        return None
    if known.cancel.search(words, have) or _cancelled(
        known.rule, words, len(words) - 1, len(words) - 1
    ):
        return None
    plain = weight >= known.enough and any(sign.of_work for sign in signs)
    if not plain and not any(shows(name) for name in known.rule.support):
        return None
    if any(shows(name) for name in known.rule.unless_contexts):
        return None
    return _Hit(known.rule, sentence, 1, len(words) - 1)


def _match(
    rule: Rule, sentence: Sentence, have: frozenset[str], shows: Callable[[str], bool]
) -> _Hit | None:
    """Return where *rule* matches *sentence* with nothing that cancels it."""
    for pattern, supported in ((rule.certain, False), (rule.supported, True)):
        for found in pattern.finditer(sentence.words, have):
            if _cancelled(rule, sentence.words, found.start(), found.end()):
                continue
            if supported and not any(shows(name) for name in rule.support):
                continue
            if any(shows(name) for name in rule.unless_contexts):
                continue
            return _Hit(rule, sentence, found.start(), found.end())
    return None


def _cancelled(rule: Rule, words: str, start: int, end: int) -> bool:
    """Tell whether the sentence, or the clause before the match, takes the ask back."""
    if rule.unless.search(words):
        return True
    before = clause_before(words, start)
    if rule.unless_before.search(before):
        return True
    negated, *others = (contexts()[name].pattern for name in _CLAUSE_GUARDS)
    if negated.search(before + words[start:end] + " "):
        return True
    return any(guard.search(before) for guard in others)


def _finding(hit: _Hit, where: str) -> tuple[int, Finding]:
    """Return how telling *hit* is, and the finding that it makes."""
    rule = hit.rule
    excerpt = hit.sentence.excerpt(hit.start, hit.end, EXCERPT_LIMIT)
    return rule.telling, Finding(
        CHECK, rule.id, Severity.HOLD, where, excerpt, rule.why, rule.instead
    )
