"""HTML made safe to parse: the same to a reader, linear to the parser.

``html.parser`` rescans unfinished tags and comments over and over; here each is closed off
first, in one pass. Nothing is interpreted.
"""

from __future__ import annotations

import re

_TAG_LIMIT = 4000
_VERBATIM = re.compile(r"<(script|style|title|textarea|xmp|iframe|noembed)\b[^<>]*>", re.IGNORECASE)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_LOOSE = re.compile(r"<(?![a-zA-Z/][^<>]*>)")
_LONG_TAG = re.compile(rf"<(/?[a-zA-Z][\w:-]{{0,60}})[^<>]{{{_TAG_LIMIT},}}>")
_LOOSE_QUOTES = re.compile(r"<[a-zA-Z][^<>]*>")
_SHOWN = ("textarea", "xmp")


def tame(html: str) -> str:
    """Return *html* without comments, scripts and styles, and with every tag finished."""
    text = _without_verbatim(_without_comments(html))
    text = _DECLARATION.sub("", text)
    text = _LOOSE.sub("&lt;", text)
    text = _LONG_TAG.sub(r"<\1>", text)
    return _LOOSE_QUOTES.sub(_with_closed_quotes, text)


def _without_comments(html: str) -> str:
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start + 4)
        if end < 0:
            return "".join(kept)  # a reader takes the rest for a comment as well
        at = end + 3
    return "".join(kept) + html[at:]


def _without_verbatim(html: str) -> str:
    """Drop elements whose text is no markup, or not shown at all."""
    lowered = html.lower() if html.isascii() else "".join(map(_lower, html))
    kept, at = [], 0
    while found := _VERBATIM.search(html, at):
        kept.append(html[at : found.start()])
        name = found[1].lower()
        end = lowered.find(f"</{name}", found.end())
        stop = len(html) if end < 0 else end
        if name in _SHOWN:
            kept.append(html[found.end() : stop].replace("<", "&lt;"))
        close = html.find(">", stop)
        at = len(html) if close < 0 else close + 1
    return "".join(kept) + html[at:]


def _lower(char: str) -> str:
    return char.lower() if char.isascii() else char


def _with_closed_quotes(tag: re.Match[str]) -> str:
    text = tag[0]
    for quote in "\"'":
        # A quote that never closes would make the parser read past this tag.
        if text.count(quote) % 2:
            text = text.replace(quote, "") if quote == '"' else text.replace(quote, "&#39;")
    return text
