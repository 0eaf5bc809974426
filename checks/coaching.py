"""Coaching: what would make a letter easier to answer, whatever it asks for.

Judges the author's own words, and only of a letter that tells of a job search or asks for a part
in one; a business note is none of its business. Its findings always advise, and never hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.better_kinds import KINDS
from checks.better_way import easy_question
from checks.finding import Finding, Severity
from checks.phrases import contexts
from checks.text import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.message import Message

CHECK = "coaching"
RULES = ("no-catching-up", "only-about-oneself", "no-easy-question", "wall-of-text")

LONG_WORDS = 300
"""Words from which on a letter is long, however it is set."""
LONG_PARAGRAPH_WORDS = 130
"""Words from which on one paragraph is a wall."""

_GREETING_WORDS = 6
_READ = 20_000
_SENTENCES = 400
_ENOUGH_OF_ME = 8
_TIMES_AS_MUCH = 6

_SEEKS = re.compile(
    r" (?:laid off|lay off|layoffs?|let (?:me|us|all of us|most of us|half of us|everybody) go"
    r"|(?:were|was|been|got) (?:all )?let go|made redundant|unemployed|out of (?:a job|work)"
    r"|lost my (?:job|position|role|work)|my (?:job|position|role) (?:was|is|has been) (?:cut|gone"
    r"|eliminated)|between jobs|(?:my )?job (?:search|hunt|hunting)|looking for (?:a |my |some )?"
    r"(?:new |next |full time |part time |other |steady ){0,2}(?:job|work|role|position|employment)"
    r"|hunting for (?:a )?(?:job|work)|find (?:a |some )?(?:new )?(?:job|work)"
    r"|(?:in|on) the job market|my next (?:job|role|position)) "
)
_ME = re.compile(r" (?:i|me|my|mine|myself)(?= )")
_YOU = re.compile(r" (?:you|your|yours|yourself|u|ur)(?= )")
_COURTESY = re.compile(
    r" (?:thank you|thanks|let you know|if you|would you|could you|can you|do you (?:have|know)"
    r"|are you hiring|you could|you would|you might|your (?:team|company|firm|time|help)) "
)
_CATCHING_UP = re.compile(
    r" (?:how (?:are|is|was|were|did|have|has|about|do) (?:you|your|u|ur|the|things|it|life|that"
    r"|all)"
    r"|(?:hope|hoping|trust) (?:that )?(?:you (?:are|had|and|both|all|were|got)|your|all|this"
    r"|the|everything|everyone|life|things)"
    r"|congratulations|congrats|happy (?:birthday|new year|anniversary|belated)|merry christmas"
    r"|(?:i|we) (?:have )?(?:\w+ )?(?:saw|read|heard|noticed|hear|see|remember|recall|enjoyed"
    r"|loved|miss|missed)"
    r" (?:\w+ )?(?:that )?(?:you|your|how you|our|the|of your|about your|from|when we)"
    r"|remember (?:when|me|us|the|our|how)|(?:it is|it has|has) been (?:a while|too long|ages"
    r"|years|so long|a long)"
    r"|long time|last time (?:we|i)|since (?:we|the (?:wedding|conference|reunion|party|fair))"
    r"|(?:we|we have) (?:not )?(?:met|talked|spoke|spoken|worked|seen|last)"
    r"|thank you (?:again )?for"
    r"|thanks (?:again )?for|(?:good|great|nice|lovely|fun) (?:to (?:see|meet|hear)|seeing|meeting)"
    r"|what is new|what have you been|you (?:must|said|told|mentioned|once|used to|have been|had"
    r"|were)"
    r"|your (?:kids|family|children|wife|husband|daughter|son|marathon|garden|dog|trip|talk|book"
    r"|birthday|new)) "
)
_QUESTION = re.compile(
    r" (?:how|what|which|who|whom|where|when|why|did|do|does|is|are|was|were|have|has|would"
    r"|could|can"
    r"|will|should) "
)
_OPEN_QUESTION = re.compile(r" (?:how|what|which|who|whom|where|when|why) ")
_GLAD_TO_HEAR = re.compile(
    r" (?:curious|(?:love|like|glad|happy|eager|interested) to (?:hear|know|learn|understand)"
    r"|(?:tell|ask) (?:me|you) (?:about|how|what|which|why)|your (?:view|advice|opinion|take"
    r"|thoughts)) "
)
_EMPTY_QUESTION = re.compile(r" (?:how are (?:you|u|things)|what is up|how is it going) ")


def rule_ids() -> tuple[str, ...]:
    """Return the rules that a finding may bear."""
    return RULES


def check(message: Message) -> tuple[Finding, ...]:
    """Return what would make the letter easier to answer; nothing of one that seeks nothing."""
    return judge_text(message.subject, message.body.own, answers=bool(message.in_reply_to))


def beside_hold(message: Message) -> tuple[Finding, ...]:
    """Return what would make a letter easier to answer that is known to ask for something."""
    own = message.body.own
    return judge_text(message.subject, own, answers=bool(message.in_reply_to), asks=True)


def judge_text(
    subject: str, body: str, *, answers: bool = False, asks: bool = False
) -> tuple[Finding, ...]:
    """Return the coaching for *body*.

    *answers* tells that a conversation is already going, *asks* that the letter is known to ask
    for something; else it must tell of a job search.
    """
    own = body[:_READ]
    text = [sentence for _, sentence in zip(range(_SENTENCES), sentences(own), strict=False)]
    if not text or not (asks or _seeks(text)):
        return ()
    return (
        *(() if answers else _no_catching_up(text)),
        *_only_about_oneself(text),
        *_no_easy_question(subject, own, text),
        *_wall_of_text(own, text),
    )


def _seeks(text: list[Sentence]) -> bool:
    """Tell whether the letter speaks of the author's search, and of nobody's they hire."""
    others = [contexts()[name].pattern for name in ("employer", "favor")]
    if any(pattern.search(sentence.words) for sentence in text for pattern in others):
        return False
    return any(_SEEKS.search(sentence.words) for sentence in text)


def _telling(text: list[Sentence]) -> list[Sentence]:
    """Return the sentences of *text* that are more than a greeting or a name, if any are."""
    return [s for s in text if len(s.words.split()) >= _GREETING_WORDS] or text


def _no_catching_up(text: list[Sentence]) -> Iterator[Finding]:
    if any(_CATCHING_UP.search(sentence.words) for sentence in text):
        return
    yield _finding(
        "no-catching-up",
        _telling(text)[0].original,
        "The letter comes to the point without a word about them, and reads as an errand.",
        "Open with something of theirs: what you last talked about, or what they have been up to "
        "since; ask how it went.",
    )


def _only_about_oneself(text: list[Sentence]) -> Iterator[Finding]:
    mine = [len(_ME.findall(sentence.words)) for sentence in text]
    yours = sum(len(_YOU.findall(_COURTESY.sub(" ", s.words))) for s in text)
    if sum(mine) < _ENOUGH_OF_ME or yours * _TIMES_AS_MUCH > sum(mine):
        return
    most = max(range(len(text)), key=lambda at: mine[at])
    yield _finding(
        "only-about-oneself",
        text[most].original,
        f'It says "I", "me" or "my" {sum(mine)} times, and speaks of them {_times(yours)}.',
        "Tell what happened in two sentences, and say why you thought of them of all people: what "
        "they know, or did, that made you write.",
    )


def _no_easy_question(subject: str, own: str, text: list[Sentence]) -> Iterator[Finding]:
    if any(_is_easy_question(sentence) for sentence in text):
        return
    question = easy_question(subject, own)
    yield _finding(
        "no-easy-question",
        _telling(text)[-1].original,
        "Nothing in it is easy to answer, so an answer is easily put off.",
        f'Ask one thing they can answer in a sentence or two: "{question}"',
    )


def _is_easy_question(sentence: Sentence) -> bool:
    if any(kind.sign.search(sentence.original.replace("’", "'")) for kind in KINDS):
        return False
    if _GLAD_TO_HEAR.search(sentence.words):
        return True
    asks = sentence.original.rstrip("\"')]").endswith("?")
    words = _EMPTY_QUESTION.sub(" ", sentence.words)
    if not asks or not _QUESTION.search(words):
        return False
    return bool(_OPEN_QUESTION.search(words)) or not _COURTESY.search(words)


def _wall_of_text(own: str, text: list[Sentence]) -> Iterator[Finding]:
    words = len(own.split())
    longest = max(len(paragraph.split()) for paragraph in re.split(r"\n\s*\n", own))
    if words > LONG_WORDS:
        why = f"It has {words} words: more than a busy person reads before putting it off."
        instead = (
            "Keep what they need to know to answer you, about half as long; tell the rest later."
        )
    elif longest > LONG_PARAGRAPH_WORDS:
        why = f"One paragraph of it has {longest} words, and hides what you would like to know."
        instead = "Break it up: how they are, what happened, and your question on lines of its own."
    else:
        return
    yield _finding("wall-of-text", _telling(text)[0].original, why, instead)


def _times(count: int) -> str:
    return {0: "not once", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _finding(rule: str, excerpt: str, why: str, instead: str) -> Finding:
    return Finding(CHECK, rule, Severity.ADVISE, "body", excerpt, why, instead)
