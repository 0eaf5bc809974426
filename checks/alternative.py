"""Plain text and HTML of one letter, taken together.

The plain part is what counts, for it is the cleaner text. What only the HTML has counts too
(a plain part may lag behind), and what the HTML marks as quoted or as a signature is not the
author's, even where the plain part has no mark. A plain part that only says "this mail is
HTML" is no letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from checks.lines import Body

_STUB_LIMIT = 600
_STUB = re.compile(
    r"\bhtml\b.{0,120}\b(?:view|client|reader|programm?|browser|support|display|anzeige|affich)"
    r"|(?:view|client|reader|programm?|browser|support|display|anzeig|affich)\w*\b.{0,120}\bhtml\b"
    r"|view (?:this|it) (?:e-?mail |message |mail )?in (?:a|your) browser",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"\w+")
_URL = re.compile(r"https?://[^\s<>]+")


def reconcile(plain: Body, html: Body) -> Body:
    """Return the one body that both renderings of a letter make."""
    if _is_stub(plain, html):
        return html
    if not html.own.strip():
        return plain
    foreign = _Wording([html.signature, html.quoted, html.rest])
    shown = _Wording([html.own])
    theirs = [
        line for line in _filled(plain.own) if foreign.covers(line) and not shown.covers(line)
    ]
    said = _Wording([plain.own, plain.signature, plain.quoted, plain.rest])
    missing = [line for line in _filled(html.own) if not said.covers(line)]
    links = said.missing_links(
        "\n".join(line for line in html.own.split("\n") if said.covers(line))
    )
    return Body(
        own="\n".join([*_without(plain.own, theirs), *missing, *links]).strip("\n"),
        signature=plain.signature or html.signature,
        quoted="\n".join(filter(None, [plain.quoted or html.quoted, *theirs])),
        rest=plain.rest or html.rest,
    )


def _is_stub(plain: Body, html: Body) -> bool:
    """Say whether the plain part is there only to say that the letter is in the other."""
    if not (html.own or html.quoted or html.signature).strip():
        return False
    everything = f"{plain.own}\n{plain.signature}\n{plain.quoted}\n{plain.rest}".strip()
    if not everything:
        return True
    return len(everything) <= _STUB_LIMIT and bool(_STUB.search(everything))


@dataclass(frozen=True, slots=True, init=False)
class _Wording:
    """The words of texts and which of them stand side by side, however lines are wrapped."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    links: frozenset[str]

    def __init__(self, texts: Iterable[str]) -> None:
        whole = "\n".join(texts)
        words = _words(whole)
        object.__setattr__(self, "words", frozenset(words))
        object.__setattr__(self, "pairs", frozenset(pairwise(words)))
        object.__setattr__(self, "links", frozenset(_URL.findall(whole)))

    def covers(self, line: str) -> bool:
        """Say whether *line* is said here, but for a few words."""
        words = _words(line)
        if len(words) < 2:
            return self.words.issuperset(words)
        pairs = list(pairwise(words))
        return 3 * sum(pair in self.pairs for pair in pairs) >= 2 * len(pairs)

    def missing_links(self, text: str) -> list[str]:
        """Return the links in *text* that are not given here, as a reader would show them."""
        found = dict.fromkeys(_URL.findall(text))
        return [f"<{link}>" for link in found if link not in self.links]


def _words(text: str) -> list[str]:
    return _WORD.findall(_URL.sub(" ", text).casefold())


def _filled(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _without(text: str, dropped: list[str]) -> list[str]:
    gone = set(dropped)
    return [line for line in text.split("\n") if line not in gone]
