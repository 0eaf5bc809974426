"""What the style sheets in a page hide, by class or identifier.

Looks at the one kind of rule that hides text from every reader: a plain ``.name`` or
``#name`` with ``display: none``. What a sheet says for phones or for print is not looked at.
"""

from __future__ import annotations

import re

SHEETS_LIMIT = 100_000
"""Characters of style sheets that are looked at."""

_OPEN = re.compile(r"<style\b[^<>]{0,400}>", re.IGNORECASE)
_CLOSE = re.compile(r"</style", re.IGNORECASE)
_WRAPPING = re.compile(r"<!--|-->")
_NAME = re.compile(r"\s*[a-z]{0,12}([.#][\w-]{1,80})\s*", re.IGNORECASE)
_HIDES = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)


def hidden_names(html: str) -> frozenset[str]:
    """Return the ``.class`` and ``#identifier`` selectors of *html* that show nothing."""
    names: set[str] = set()
    for selectors, declarations in _rules(_without_comments(_sheets(html))):
        if _HIDES.search(declarations):
            found = map(_NAME.fullmatch, selectors.split(","))
            names.update(selector[1] for selector in found if selector)
    return frozenset(names)


def _sheets(html: str) -> str:
    kept: list[str] = []
    room = SHEETS_LIMIT
    at = 0
    while room > 0 and (opening := _OPEN.search(html, at)):
        closing = _CLOSE.search(html, opening.end())
        at = closing.start() if closing else len(html)
        kept.append(html[opening.end() : min(at, opening.end() + room)])
        room -= len(kept[-1]) + 1
    return "\n".join(kept)


def _without_comments(sheet: str) -> str:
    # Word wraps its sheets in the marks of an HTML comment, which CSS passes over.
    first, *others = _WRAPPING.sub(" ", sheet).split("/*")
    return " ".join([first, *(piece.partition("*/")[2] for piece in others)])


def _rules(sheet: str) -> list[tuple[str, str]]:
    """Return each rule at the top of *sheet*; those within @media and the like are left out."""
    rules: list[tuple[str, str]] = []
    depth, begin, selectors = 0, 0, ""
    for brace in re.finditer(r"[{}]", sheet):
        if brace[0] == "{":
            if depth == 0:
                selectors, begin = sheet[begin : brace.start()], brace.end()
            depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0:
                if "@" not in selectors:
                    rules.append((selectors, sheet[begin : brace.start()]))
                begin = brace.end()
    return rules
