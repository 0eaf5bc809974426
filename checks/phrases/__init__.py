"""The phrases that the checks look for, as data: the TOML files beside this module.

``lexicon.toml`` holds word classes, the rule files build patterns of them: ``{NAME}`` stands
for a class, ``(`` groups without capturing, one space separates words. Patterns are matched
against normalised words (checks.text), from one word's edge to another's. ``{w3}`` is a gap of
up to three words of any kind, ``{a3}`` one that no preposition or pronoun may stand in,
``{q3}`` one without a question word. Gaps are bounded and never nested, so no text takes long
to search.

Nothing here judges a message; a rule only says what it looks for, and why.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from checks.phrases.phrasing import Phrasing, phrasing


@dataclass(frozen=True, slots=True)
class Rule:
    """A class of phrasing: what it looks like, why it matters, what would do better.

    ``certain`` fires by itself; ``supported`` only in a message that shows one of the contexts
    named in ``support``. ``unless`` cancels on the sentence, ``unless_before`` on the same clause
    before the match, ``unless_contexts`` on the whole message. ``telling`` ranks findings, the
    highest first.
    """

    id: str
    why: str
    instead: str
    source: str
    telling: int
    certain: Phrasing
    supported: Phrasing
    support: tuple[str, ...]
    unless: Phrasing
    unless_before: Phrasing
    unless_contexts: frozenset[str]
    asks: tuple[str, ...]
    passes: tuple[str, ...]

    def __post_init__(self) -> None:
        for name in ("id", "why", "instead", "source", "asks", "passes"):
            if not getattr(self, name):
                raise ValueError(f"rule {self.id or '?'} needs its {name}")


@dataclass(frozen=True, slots=True)
class Context:
    """What a whole message is about, as far as a rule depends on it."""

    id: str
    pattern: Phrasing


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of an ask: its weight, and whether it speaks of work by itself."""

    weight: int
    of_work: bool
    pattern: Phrasing


@dataclass(frozen=True, slots=True)
class Evidence:
    """Signs that only together make an ask; ``rule`` carries the words of the finding.

    ``form`` is what a sentence must look like to ask at all, ``cancel`` what makes it a
    question about something else. Each of ``signs`` counts its weight once; ``enough`` is the
    sum that tells when one of them speaks of work, ``enough_in_context`` the sum that tells
    in a message about a job search.
    """

    rule: Rule
    form: Phrasing
    cancel: Phrasing
    signs: tuple[Sign, ...]
    enough: int
    enough_in_context: int


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        id=entry["id"],
        why=entry["why"],
        instead=entry["instead"],
        source=entry["source"],
        telling=entry.get("telling", 5),
        certain=phrasing(entry.get("certain", "")),
        supported=phrasing(entry.get("supported", "")),
        support=tuple(entry.get("support", ("search",))),
        unless=phrasing(entry.get("unless", "")),
        unless_before=phrasing(entry.get("unless_before", "")),
        unless_contexts=frozenset(entry.get("unless_contexts", ())),
        asks=tuple(entry["asks"]),
        passes=tuple(entry["passes"]),
    )


def _context(entry: dict[str, Any]) -> Context:
    return Context(entry["id"], phrasing(entry["pattern"]))


@cache
def evidence() -> Evidence:
    """Return the signs that are weighed in a message about a job search."""
    entry = _read("evidence.toml")
    signs = tuple(
        Sign(sign["weight"], sign.get("of_work", False), phrasing(sign["pattern"]))
        for sign in entry["sign"]
    )
    return Evidence(
        _rule({"unless_contexts": ["employer", "favor"], **entry}),
        phrasing(entry["form"]),
        phrasing(entry["cancel"]),
        signs,
        entry["enough"],
        entry["enough_in_context"],
    )


RULE_FILES = (
    "openings.toml",
    "hiring.toml",
    "watch.toml",
    "referral.toml",
    "resume.toml",
    "work_for_you.toml",
    "in_context.toml",
    "other_languages.toml",
    "subject.toml",
)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules for the text of a message."""
    return tuple(_rule(entry) for name in RULE_FILES[:-1] for entry in _read(name)["rule"])


@cache
def foreign_rules() -> frozenset[str]:
    """Return the ids of the rules for languages other than English."""
    return frozenset(entry["id"] for entry in _read("other_languages.toml")["rule"])


@cache
def subject_rules() -> tuple[Rule, ...]:
    """Return the rules that hold for a subject line only, which is no sentence."""
    return tuple(_rule(entry) for entry in _read(RULE_FILES[-1])["rule"])


@cache
def contexts() -> dict[str, Context]:
    """Return the contexts by name; ``negated`` and ``reported`` hold within a clause."""
    return {entry["id"]: _context(entry) for entry in _read("contexts.toml")["context"]}
