"""No pattern of the checks goes wild: each is driven by texts that are made to make it.

The texts are generated from the pattern itself: what leads up to a repetition, then what it
repeats, very often, then something that lets it fail; and the pattern's own words over and over.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import random
import re
import time
from collections import deque
from collections.abc import Iterator
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import checks
from checks.phrases import contexts, evidence, rules, subject_rules
from checks.phrases.phrasing import _compiled

LONG = bool(os.environ.get("ASKWELL_FUZZ"))
SAMPLES = 6 if LONG else 2
MODULE_LIMITS = {
    "checks.boilerplate": 4_000,  # _PARAGRAPH_LIMIT
    "checks.resume_links": 400,  # twice _AROUND, and a link
    "checks.resume_names": 255,  # FILENAME_LIMIT
    "checks.resume_score": 400,
    "checks.attribution": 400,  # LINE_LIMIT
    "checks.signature": 200,  # _LINE_LIMIT
    "checks.styling": 2_000,  # _STYLE_LIMIT
    "checks.resume_page": 400,  # _LINE_LENGTH
    "checks.resume_signs": 400,
}
"""Characters that a module gives its patterns at most, where that is few."""
LIMITS = {
    "checks.alternative._STUB": 600,  # _STUB_LIMIT
    "checks.boilerplate._MEDIUM": 160,  # _OPENING
    "checks.resume_links._SHARES": 255,  # a host
    "checks.resume_links._RESUME_SITES": 255,
}
"""The same for single patterns."""
ANCHORED = {
    "checks.authored._MBOX_FROM",
    "checks.boilerplate._LIST_SENTENCE",
    "checks.boilerplate._NOTICE",
    "checks.boilerplate._STAMP",
    "checks.header._ANSWER",
    "checks.invitation._FORWARDED",
    "checks.job_ask_rules._ANSWERED_SUBJECT",
    "checks.resume_names._GLUED",
}
"""Patterns that are only ever tried at the start of a text."""
SENTENCE = 1_800
"""Characters of a sentence, once its contractions and short forms are written out."""
ANYTHING = 20_000 if LONG else 4_000
BOUND_S = 0.1 if LONG else 1.0
"""What a pattern may take for one text; a letter is searched by some hundreds of them."""


def _patterns() -> Iterator[tuple[str, re.Pattern[Any], int]]:
    for module in pkgutil.walk_packages(checks.__path__, "checks."):
        if module.name.endswith((".worker", ".network", ".phrases.needs")):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for at, pattern in enumerate(value if isinstance(value, tuple) else (value,)):
                if isinstance(pattern, re.Pattern):
                    full = f"{module.name}.{name}" + (f"[{at}]" if value is not pattern else "")
                    limit = LIMITS.get(full, MODULE_LIMITS.get(module.name, ANYTHING))
                    yield full, pattern, limit


PATTERNS = {name: (pattern, limit) for name, pattern, limit in _patterns()}


def _phrase_lines() -> list[str]:
    every = (*rules(), evidence().rule, *subject_rules())
    phrasings = [p for r in every for p in (r.certain, r.supported, r.unless, r.unless_before)]
    phrasings += [context.pattern for context in contexts().values()]
    phrasings += [evidence().form, evidence().cancel, *(s.pattern for s in evidence().signs)]
    return sorted({line for each in phrasings for line in each.lines})


def _sample(tree: Any, chance: random.Random) -> str:
    """Return a text that *tree* could match, but for what it only looks at."""
    return "".join(_sample_of(op, value, chance) for op, value in tree)


def _sample_of(op: Any, value: Any, chance: random.Random) -> str:
    if op is ops.LITERAL:
        return chr(value)
    if op is ops.IN:
        return _member(value, chance)
    if op is ops.BRANCH:
        return _sample(chance.choice(value[1]), chance)
    if op is ops.SUBPATTERN:
        return _sample(value[3], chance)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        low, high, body = value
        times = chance.randint(low, min(int(high), low + 2))
        return "".join(_sample(body, chance) for _ in range(times))
    if op is ops.ATOMIC_GROUP:
        return _sample(value, chance)
    return {ops.ANY: "a", ops.NOT_LITERAL: "a"}.get(op, "")


_CLASSES = {
    ops.CATEGORY_DIGIT: "1",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_WORD: "a",
    ops.CATEGORY_NOT_SPACE: "a",
    ops.CATEGORY_NOT_WORD: "-",
    ops.CATEGORY_NOT_DIGIT: "a",
}


def _member(members: Any, chance: random.Random) -> str:
    if members[0][0] is ops.NEGATE:
        refused = re.compile(r"[\s\S]")
        known = {chr(value) for op, value in members if op is ops.LITERAL}
        return next(char for char in "aA1-é\0~" if char not in known and refused.match(char))
    op, value = chance.choice(members)
    if op is ops.LITERAL:
        return chr(value)
    if op is ops.RANGE:
        return chr(chance.choice(value))
    return _CLASSES.get(value, "a")


def _repeats(tree: Any, before: str, chance: random.Random) -> Iterator[tuple[str, Any]]:
    """Yield what leads up to each repetition of *tree*, and what it repeats."""
    for op, value in tree:
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            if int(value[1]) > 3:
                yield before, value[2]
            yield from _repeats(value[2], before, chance)
        elif op is ops.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before, chance)
        elif op is ops.SUBPATTERN:
            yield from _repeats(value[3], before, chance)
        elif op is ops.ATOMIC_GROUP:
            yield from _repeats(value, before, chance)
        before += _sample_of(op, value, chance)


def _attacks(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    chance = random.Random(pattern.pattern)
    source = pattern.pattern
    tree = parser.parse(
        source.decode("latin-1") if isinstance(source, bytes) else source,
        pattern.flags & ~re.UNICODE if isinstance(source, bytes) else pattern.flags,
    )
    whole = _sample(tree, chance)
    units = {whole, whole[:-1], whole[: len(whole) // 2], " ", "a", "1", "\n", "a "}
    yield from (_filled("", unit, "\0", length) for unit in sorted(units) if unit)
    found = list(_repeats(tree, "", chance))
    for before, body in chance.sample(found, min(len(found), 40 if LONG else 8)):
        for _ in range(SAMPLES):
            unit = _sample(body, chance) or "a"
            yield _filled(before, unit, "\0", length)
            yield _filled("", before + unit, "\0", length)


def _filled(before: str, unit: str, after: str, length: int) -> str:
    return (before + unit * (length // len(unit) + 1))[:length] + after


def _seconds(pattern: re.Pattern[Any], text: str, *, anchored: bool = False) -> float:
    taken = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    if anchored:
        pattern.match(taken)
    else:
        deque(pattern.finditer(taken), maxlen=0)
    return time.process_time() - began


def _slowest(pattern: re.Pattern[Any], length: int, *, anchored: bool = False) -> tuple[float, str]:
    texts = _attacks(pattern, length)
    return max((_seconds(pattern, text, anchored=anchored), text) for text in texts)


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_goes_wild_on_what_it_is_given(name: str) -> None:
    pattern, limit = PATTERNS[name]
    anchored = name in ANCHORED
    seconds, text = _slowest(pattern, limit, anchored=anchored)
    if seconds > BOUND_S:
        seconds = min(_seconds(pattern, text, anchored=anchored) for _ in range(3))
    assert seconds < BOUND_S, f"{text[:60]!r}: {seconds:.2f} s"


PHRASES = _phrase_lines()


@pytest.mark.parametrize("share", range(8))
def test_no_phrase_goes_wild_on_a_sentence(share: int) -> None:
    lines = PHRASES[share :: 8 if LONG else 80]
    for line in lines:
        pattern = _compiled(line)
        seconds, text = _slowest(pattern, SENTENCE)
        if seconds > BOUND_S / 10:
            seconds = min(_seconds(pattern, text) for _ in range(3))
        assert seconds < BOUND_S / 10, f"{line}: {text[:60]!r}: {seconds:.3f} s"
