"""Which parts of a message are its letter, which are files, and what the letter says.

Follows what readers show: text that stands in the message is the letter, text with a file
name is a file. An enclosed message is somebody else's letter; the files in it are attached
all the same. Nothing is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checks.alternative import reconcile
from checks.attribution import FORWARD_RULE
from checks.authored import separate, separate_lines
from checks.charset import decode
from checks.flowed import unwrap
from checks.html import render
from checks.lines import Body, within_limits
from checks.mime import Node, Part

LETTER_PARTS = 100
"""Text parts of one message that are read."""
LETTER_OCTETS = 2_000_000
"""Octets of text parts after which no further one is read."""

_LETTER_TYPES = ("text/plain", "text/html", "text/markdown", "text/enriched")
_ENCLOSED = ("message/rfc822", "message/global", "message/news")
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{1,40})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The letter, the files, and whether all of it was read."""

    body: Body
    attachments: tuple[Part, ...]
    complete: bool


def read(root: Node) -> Reading:
    """Return the letter and the files of the message whose tree is *root*."""
    reader = _Reader(alone=root.part is not None)
    body = reader.body(root)
    return Reading(body, tuple(reader.attachments), reader.complete)


class _Reader:
    """Walks the tree once; its depth is bounded where it was made."""

    def __init__(self, *, alone: bool) -> None:
        self.attachments: list[Part] = []
        self.complete = True
        self._alone = alone
        self._letters = 0
        self._octets = 0

    def body(self, node: Node) -> Body:
        if node.part is not None:
            return self._leaf(node, node.part)
        bodies = [self.body(child) for child in node.children]
        if node.content_type == "multipart/alternative":
            return self._alternative(node, bodies)
        joined = _joined(bodies)
        return _all_quoted(joined) if node.content_type in _ENCLOSED else joined

    def _alternative(self, node: Node, bodies: list[Body]) -> Body:
        chosen = _joined([])
        found = False
        for child, body in zip(node.children, bodies, strict=True):
            if body == Body():
                continue
            # Later is richer (RFC 2046 section 5.1.4), and plain comes before HTML.
            if not found or child.content_type == "text/plain":
                chosen = body if not found else reconcile(body, chosen)
            else:
                chosen = reconcile(chosen, body)
            found = True
        return chosen

    def _leaf(self, node: Node, part: Part) -> Body:
        if not self._is_letter(part):
            self.attachments.append(part)
            return Body()
        if self._letters >= LETTER_PARTS or self._octets >= LETTER_OCTETS:
            self.complete = False
            return Body()
        self._letters += 1
        self._octets += len(part.payload)
        return self._html(part) if part.content_type == "text/html" else self._plain(node, part)

    def _is_letter(self, part: Part) -> bool:
        if part.content_type not in _LETTER_TYPES or part.disposition == "attachment":
            return False
        return self._alone or part.filename is None

    def _plain(self, node: Node, part: Part) -> Body:
        text = self._cut(decode(part.payload, part.charset))
        return separate(unwrap(text, delsp=node.delsp) if node.flowed else text)

    def _html(self, part: Part) -> Body:
        declared = _META_CHARSET.search(part.payload[:2048])
        charset = part.charset or (declared[1].decode("ascii", "replace") if declared else None)
        rendering = render(decode(part.payload, charset))
        self.complete &= rendering.complete
        return separate_lines(rendering.lines)

    def _cut(self, text: str) -> str:
        cut = within_limits(text)
        self.complete &= len(cut) == len(text)
        return cut


def _joined(bodies: list[Body]) -> Body:
    return Body(
        own=_text(body.own for body in bodies),
        signature=_text(body.signature for body in bodies),
        quoted=_text(body.quoted for body in bodies),
        rest=_text(body.rest for body in bodies),
    )


def _all_quoted(body: Body) -> Body:
    said = _text([body.own, body.quoted, body.signature, body.rest])
    return Body(quoted=f"{FORWARD_RULE}\n{said}") if said else Body()


def _text(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text)
