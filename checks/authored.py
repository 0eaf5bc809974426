"""The author's own words told apart from quotes, forwarded parts, signatures, boilerplate.

Mail clients mark all these by habit, not by standard. What is not clearly somebody else's
counts as the author's; what follows an unmarked original message is taken for part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checks import attribution, boilerplate, signature
from checks.lines import Body, Line, Page, Role, split

_MARK = re.compile(r"\s{0,2}>")
_MBOX_FROM = re.compile(r">+From ")
_COMPARISON = re.compile(r"\s{0,2}>\s?=?\s?[\d$€£]")
_BLOCK_LINES = 12
_WRAPPED_OVER = 4
_INITIALS = re.compile(r"\s{0,8}([A-Z]{1,4})>")
_BAR = re.compile(r"\s{0,2}(\|)\s")
_BROKEN_OVER = 60
_BROKEN_OFF = 40


def separate(text: str) -> Body:
    """Return *text*, a plain-text body, as what is said by whom."""
    return separate_lines(split(text))


def separate_lines(lines: Iterable[Line]) -> Body:
    """Return the body that *lines* make; roles they have already are kept."""
    page = Page(lines)
    _mark_quotes(page)
    _mark_broken_quotes(page)
    _mark_other_quotes(page)
    _mark_attributions(page)
    _mark_originals(page)
    boilerplate.mark(page)
    signature.mark(page)
    return page.body()


def _mark_quotes(page: Page) -> None:
    for at, text in enumerate(page.texts):
        if _MARK.match(text) and not _is_authors_mark(page, at):
            page.paint(at, at + 1, Role.QUOTED)


def _is_authors_mark(page: Page, at: int) -> bool:
    """Say whether a line begins with ``>`` for a reason of its own.

    A mail store escapes "From " that way, and "more than > 5 years" may be wrapped there.
    """
    before = page.texts[at - 1].strip() if at else ""
    after = page.texts[at + 1] if at + 1 < len(page) else ""
    if _MARK.match(before) or _MARK.match(after):
        return False
    if _MBOX_FROM.match(page.texts[at]):
        return True
    return bool(_COMPARISON.match(page.texts[at]) and before and before[-1] not in ".:?!,;")


def _mark_broken_quotes(page: Page) -> None:
    """Paint the word or two that a client broke off a long quoted line."""
    for at in range(1, len(page) - 1):
        text, before = page.texts[at].strip(), page.texts[at - 1].rstrip()
        if not text or len(text) > _BROKEN_OFF or not page.is_own(at) or page.is_own(at - 1):
            continue
        below = page.texts[at + 1].lstrip("> ")
        goes_on = len(before) >= _BROKEN_OVER and (before[-1].isalnum() or before[-1] == ",")
        marked = _MARK.match(page.texts[at + 1]) and _MARK.match(before)
        if marked and goes_on and text[0].islower() and below[:1].islower():
            page.paint(at, at + 1, Role.QUOTED)


def _mark_other_quotes(page: Page) -> None:
    """Paint quotes marked with initials or bars, which mean nothing but below an attribution."""
    known: set[str] = set()
    above = ""
    for at, text in enumerate(page.texts):
        if not text.strip() or not page.is_own(at):
            continue
        found = _INITIALS.match(text) or _BAR.match(text)
        if found and (found[1] in known or attribution.names_quote(above)):
            known.add(found[1])
            page.paint(at, at + 1, Role.QUOTED)
        above = text


def _mark_attributions(page: Page) -> None:
    """Paint "On ... wrote:" above a marked quote; above an unmarked one, all that follows too."""
    for at in range(len(page)):
        if not page.is_own(at) or not page.texts[at].strip():
            continue
        for text, end in _joined(page, at):
            following = page.next_text(end)
            if following < len(page) and page.roles[following] is Role.QUOTED:
                if attribution.names_quote(text):
                    page.paint(at, end, Role.QUOTED)
                    break
            elif attribution.names_unmarked_quote(text):
                page.paint(at, len(page), Role.QUOTED)
                return


def _joined(page: Page, at: int) -> Iterable[tuple[str, int]]:
    """Yield the line at *at* as it is, then joined with the lines it may be wrapped over."""
    text = page.texts[at]
    if text.rstrip().endswith((":", "：")):
        yield text, at + 1
        return
    if not attribution.may_begin(text):
        return
    for end in range(at + 1, min(at + _WRAPPED_OVER, len(page))):
        if not page.is_own(end) or not page.texts[end].strip():
            return
        text = f"{text.rstrip()} {page.texts[end].strip()}"
        if text.endswith(":"):
            yield text, end + 1
            return


def _mark_originals(page: Page) -> None:
    """Paint an original message from its rule or header block on, to its end if one is marked."""
    at = 0
    while at < len(page):
        text = page.texts[at]
        if page.is_own(at) and text.strip():
            if attribution.opens_everything(text):
                at = _paint_original(page, at, at + 1)
                continue
            if _opens_block(page, at):
                page.paint(_above(page, at), len(page), Role.QUOTED)
                return
        at += 1


def _paint_original(page: Page, start: int, below: int) -> int:
    """Paint the message that the rule at *start* opens; return where it ends."""
    following = page.next_text(below)
    if following < len(page) and page.roles[following] is Role.QUOTED:
        # The quote marks say themselves how far it reaches.
        page.paint(start, below, Role.QUOTED)
        return below
    depth = 1
    for at in range(below, len(page)):
        if attribution.closes_forward(page.texts[at]):
            depth -= 1
            if depth == 0:
                page.paint(start, at + 1, Role.QUOTED)
                return at + 1
        elif "---" in page.texts[at][:40] and attribution.opens_everything(page.texts[at]):
            depth += 1
    page.paint(start, len(page), Role.QUOTED)
    return len(page)


def _opens_block(page: Page, at: int) -> bool:
    start = page.texts[at][:40]
    if ":" not in start and "：" not in start:
        return False
    return attribution.header_block(list(page.texts[at : at + _BLOCK_LINES])) > 0


def _above(page: Page, at: int) -> int:
    """Return where the drawn rule above a header block begins; *at* if there is none."""
    before = at - 1
    while before >= 0 and not page.texts[before].strip():
        before -= 1
    if before < 0:
        return at
    above = page.texts[before]
    return before if attribution.is_ruler(above) or attribution.is_title(above) else at
