"""The better way made for a message: which words to cut, and an easy question in their place.

A finding says by a rule what is wrong with letters of its kind; ``improve`` says what is wrong
with this one. The question is chosen by the text alone, so the same letter always hears the same.
Pure, and bounded: it looks at an excerpt and at the start of a letter.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checks.better_kinds import BEHALF, HINT, KINDS, OF_RULES, RELATIVE, RESUME, Kind
from checks.better_topic import Topic, find_topic
from checks.finding import Finding, Severity

CUT_LIMIT = 100
"""Characters of the words to cut that are quoted in the advice."""

_QUESTION = re.compile(r'"([^"]+\?)"\s*$')
_CLAUSE_END = re.compile(r"[,;:?!]|\.(?=\s|$)| - | – |—| (?:or|and|but) (?=\w+ )")
_MAY_OPEN = re.compile(r"(?i)\bmy (?:\w+ )?(" + RELATIVE + r")\b")
_OTHER = re.compile(r"(?i)\b(?:he|she|him|her)\b")


@dataclass(frozen=True, slots=True)
class Letter:
    """The author's own words, as far as advice is made of them."""

    subject: str
    own: str


def improve(finding: Finding, letter: Letter, taken: Iterable[str] = ()) -> Finding:
    """Return *finding* with reasons and a better way made for *letter*.

    Only what holds, and asks for a job or carries a resume, is given one; a question that is in
    *taken* is not asked again. Everything but the texts of the finding stays as it is.
    """
    if finding.severity is not Severity.HOLD or finding.check not in {"job-ask", "resume"}:
        return finding
    if finding.check == "resume":
        topic = find_topic("", letter.own, letter.subject, finding.excerpt)
        question = _question(RESUME, topic, finding.excerpt, taken)
        return replace(finding, instead=f'{finding.instead} For now, ask: "{question}"')
    kind = kind_of(finding)
    if kind is not RESUME and _OTHER.search(finding.excerpt) and _who("", letter) != "them":
        kind = BEHALF
    topic = find_topic(finding.excerpt, letter.subject, letter.own)
    question = _question(kind, topic, finding.excerpt, taken)
    why = kind.why.format(job=f" {topic.job}" if topic else "", who=_who(finding.excerpt, letter))
    return replace(finding, why=why, instead=_instead(finding, kind, question))


def improve_all(findings: Iterable[Finding], letter: Letter) -> tuple[Finding, ...]:
    """Return *findings* improved, no question asked twice as long as there are others."""
    improved: list[Finding] = []
    for finding in findings:
        taken = [asked for asked in map(question_in, improved) if asked]
        improved.append(improve(finding, letter, taken))
    return tuple(improved)


def kind_of(finding: Finding) -> Kind:
    """Return the kind of ask that *finding* rests on, by its words, else by its rule."""
    text = _straight(finding.excerpt)
    shown = (kind for kind in KINDS if kind.sign.search(text))
    return next(shown, None) or OF_RULES.get(finding.rule, HINT)


def question_in(finding: Finding) -> str | None:
    """Return the question that the better way of *finding* ends in, if it does."""
    found = _QUESTION.search(finding.instead)
    return found[1] if found else None


def easy_question(subject: str, own: str) -> str:
    """Return a question for a letter that asks nothing easy yet."""
    return _question(HINT, find_topic(own, subject), own, ())


def telling_words(excerpt: str, limit: int) -> str:
    """Return the words of *excerpt* that ask, in *limit* characters; a cut is marked with "..."."""
    if len(excerpt) <= limit:
        return excerpt
    return _within(excerpt, limit)


def _question(kind: Kind, topic: Topic | None, text: str, taken: Iterable[str]) -> str:
    templates = kind.questions if topic else kind.plain_questions
    questions = [t.format(topic=topic.words) if topic else t for t in templates]
    first = zlib.crc32(" ".join(text.split()).casefold().encode("utf-8", "replace"))
    turned = [questions[(first + n) % len(questions)] for n in range(len(questions))]
    avoided = set(taken)
    return next((question for question in turned if question not in avoided), turned[0])


def _instead(finding: Finding, kind: Kind, question: str) -> str:
    words = telling_words(finding.excerpt.replace('"', "'").rstrip(" .,;:?!…"), CUT_LIMIT)
    words = words or finding.excerpt.replace('"', "'")
    also = f" and {kind.also}" if kind.also else ""
    if finding.where == "subject":
        return f'Take "{words}" out of the subject{also}. Ask in the letter: "{question}"'
    return f'Cut "{words}"{also}. Ask instead: "{question}"'


def _who(excerpt: str, letter: Letter) -> str:
    for text in (excerpt, letter.own[:4_000]):
        found = _MAY_OPEN.search(text)
        if found:
            return f"your {found[1].lower()}"
    return "them"


def _within(text: str, limit: int) -> str:
    """Return the clause of *text* that asks, in *limit* characters and whole words if it can."""
    straight = _straight(text)
    signs = (kind.sign.search(straight) for kind in KINDS if kind is not BEHALF)
    sign = next((found for found in signs if found), None)
    at, past = sign.span() if sign else (0, 0)
    start = max((e.end() for e in _CLAUSE_END.finditer(straight, 0, at)), default=0)
    end_mark = _CLAUSE_END.search(straight, past) if sign else None
    end = end_mark.start() if end_mark else len(text)
    room = max(4, limit - 8)
    if end - start > room:
        if past - start > room:
            start = at
        end = _word_end(text, start, start + room)
    before, after = bool(text[:start].strip()), bool(text[end:].strip(" .,;:?!"))
    return ("... " if before else "") + text[start:end].strip() + (" ..." if after else "")


def _word_end(text: str, start: int, end: int) -> int:
    """Return where the last word ends that ends by *end*, or *end* inside one very long word."""
    if end >= len(text) or text[end].isspace():
        return min(end, len(text))
    space = text.rfind(" ", start + 1, end)
    return space if text[start : max(space, start)].strip() else end


def _straight(text: str) -> str:
    return text.replace("’", "'")
