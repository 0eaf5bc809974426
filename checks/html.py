"""HTML as its reader sees it: lines of text, with quotes and signatures marked.

Knows how the mail clients mark what they insert. What is hidden is not read; images
are not looked at. Walks without recursion, however deep the markup is nested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from checks import stylesheet, styling
from checks.lines import LINES_LIMIT, Line, Role, split
from checks.markup import tame

SOURCE_LIMIT = 4_000_000
"""Characters of a page that are looked at; images pasted into it are part of them."""
HTML_LIMIT = 1_000_000
"""Characters of markup that are read, once comments and overlong tags are gone."""
TAGS_LIMIT = 15_000
REFERENCES_LIMIT = 150_000
"""Ampersands of a page that are read: each is a piece of its own to the parser."""
_LINK_PIECES = 50

_PARAGRAPHS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr"]
)
_CONTAINERS = frozenset(
    ["html", "body", "div", "section", "article", "header", "footer", "main", "aside", "center"]
)
_ROWS = frozenset(["tr", "tbody", "thead", "caption", "li", "dt", "dd", "form", "address"])
_BLOCKS = _PARAGRAPHS | _CONTAINERS | _ROWS
_CELLS = frozenset(["td", "th"])
_UNSEEN = frozenset(["script", "style", "title", "template", "xml", "select", "datalist", "map"])
_SPACES = re.compile(r"[ \t\r\n\f]+")
_TAG, _REFERENCE = re.compile(r"<"), re.compile(r"&")


@dataclass(frozen=True, slots=True)
class Rendering:
    """The visible lines of a page; *complete* is False when limits cut it."""

    lines: tuple[Line, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _State:
    role: Role = Role.OWN
    hidden: bool = False
    preformatted: bool = False


def render(html: str) -> Rendering:
    """Return *html* as lines of text; any text at all has a rendering."""
    markup = tame(html[:SOURCE_LIMIT])
    kept = _within_limits(markup)
    soup = BeautifulSoup(kept, "html.parser")
    writer = _Writer()
    _walk(soup, writer, stylesheet.hidden_names(html[:SOURCE_LIMIT]))
    lines = tuple(islice(writer.lines(), LINES_LIMIT + 1))
    whole = len(html) <= SOURCE_LIMIT and len(kept) == len(markup) and len(lines) <= LINES_LIMIT
    return Rendering(lines[:LINES_LIMIT], complete=whole)


def _within_limits(markup: str) -> str:
    cut = markup[:HTML_LIMIT]
    for piece, limit in ((_TAG, TAGS_LIMIT), (_REFERENCE, REFERENCES_LIMIT)):
        beyond = next(islice(piece.finditer(cut), limit, None), None)
        cut = cut[: beyond.start()] if beyond else cut
    return cut


def _walk(soup: BeautifulSoup, writer: _Writer, unseen: frozenset[str]) -> None:
    """Visit every node in document order, entering and leaving elements, on a stack of our own."""
    stack: list[tuple[Iterator[object], Tag, _State]] = [(iter(soup.contents), soup, _State())]
    rest_is_quoted = False
    while stack:
        children, tag, state = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            writer.leave(tag)
        elif isinstance(node, Tag):
            rest_is_quoted = rest_is_quoted or styling.opens_original(node)
            inner = _enter(node, state, unseen, quoted=rest_is_quoted)
            if inner is not None:
                writer.enter(node, inner)
                stack.append((iter(node.contents), node, inner))
        elif type(node) is NavigableString and not state.hidden:
            writer.text(str(node), replace(state, role=Role.QUOTED) if rest_is_quoted else state)


def _enter(tag: Tag, state: _State, unseen: frozenset[str], *, quoted: bool) -> _State | None:
    """Return what holds inside *tag*; None when nothing in it is shown."""
    if tag.name in _UNSEEN or styling.is_removed(tag, unseen):
        return None
    role = Role.QUOTED if quoted else state.role
    if role is Role.OWN:
        role = styling.role(tag)
    return _State(
        role,
        styling.is_hidden(tag, inherited=state.hidden),
        state.preformatted or tag.name == "pre",
    )


class _Writer:
    """Collects text into lines the way a page is laid out."""

    def __init__(self) -> None:
        self._lines: list[tuple[list[str], Role]] = []
        self._open: list[str] = []
        self._role = Role.OWN
        self._links: list[tuple[int, int]] = []

    def text(self, text: str, state: _State) -> None:
        if state.role is not self._role:
            self._break()
            self._role = state.role
        if not state.preformatted:
            self._open.append(_SPACES.sub(" ", text))
            return
        first, *others = text.replace("\r\n", "\n").split("\n")
        self._open.append(first)
        for line in others:
            self._break()
            self._open.append(line)

    def enter(self, tag: Tag, state: _State) -> None:
        if tag.name == "br":
            self._end_line()
        elif tag.name == "a":
            self._links.append((len(self._lines), len(self._open)))
        elif tag.name in _BLOCKS:
            self._block(tag)
        if tag.name == "li" and not state.hidden:
            self.text("- ", state)

    def leave(self, tag: Tag) -> None:
        if tag.name in _BLOCKS:
            self._block(tag)
        elif tag.name in _CELLS:
            self._open.append("\t")
        elif tag.name == "a":
            self._leave_link(tag)

    def _leave_link(self, tag: Tag) -> None:
        line, start = self._links.pop()
        # Links that are never closed hold all that follows: only what comes first is looked at.
        start = start if line == len(self._lines) else 0
        target = _target(tag, "".join(self._open[start : start + _LINK_PIECES]))
        if target:
            self._open.append(f" <{target}>")

    def _block(self, tag: Tag) -> None:
        if styling.is_line(tag):
            # An empty one holds a no-break space to be as high as a line.
            held = "".join(self._open)
            if "\xa0" in held and not held.strip():
                self._open = []
                self._end_line()
            self._break()
            return
        self._break()
        if tag.name in _PARAGRAPHS and self._lines and self._lines[-1][0]:
            self._lines.append(([], self._role))

    def _break(self) -> None:
        if "".join(self._open).strip():
            self._end_line()
        self._open = []

    def _end_line(self) -> None:
        self._lines.append((self._open, self._role))
        self._open = []

    def lines(self) -> Iterator[Line]:
        """Yield the lines written, folded like those of any other body."""
        self._break()
        for pieces, role in self._lines:
            text = re.sub(r" {2,}", " ", "".join(pieces)).strip()
            for line in split(text):
                yield replace(line, role=role)


def _target(tag: Tag, shown: str) -> str:
    """Return where a link leads, unless the text *shown* for it says so."""
    href = str(tag.get("href") or "").strip()
    if not shown.strip() or not href.lower().startswith(("http://", "https://")):
        return ""
    bare = href.split("://", 1)[1].rstrip("/")
    return "" if shown.strip().rstrip("/") in (href.rstrip("/"), bare) else href
