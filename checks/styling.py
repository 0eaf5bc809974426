"""What an element's attributes say: hidden, a quote, a signature, the start of an original.

Tables of the marks that mail clients leave; one element is looked at, never the page.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from bs4 import Tag

from checks.lines import Role

_STYLE_LIMIT = 2000
_HEADER_NODES = 60
_REMOVED = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_DISPLAYED = re.compile(r"(?:^|;)\s*display\s*:", re.IGNORECASE)
_INVISIBLE = re.compile(
    r"visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*\.?0+(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|(?:max-)?height\s*:\s*0(?:px)?\s*;.{0,400}overflow\s*:\s*hidden"
    r"|overflow\s*:\s*hidden.{0,400}(?:max-)?height\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_VISIBLE = re.compile(
    r"visibility\s*:\s*visible|font-size\s*:\s*(?:[1-9]|0*\.[1-9]|x|s|m|l)", re.IGNORECASE
)
_INDENT = re.compile(r"border(?:-left)?\s*:\s*(?:none|0)|border-width\s*:\s*0", re.IGNORECASE)
_MARGIN = re.compile(r"(?:^|[;\s])(?:margin|padding)(?:-left)?\s*:[^;]{0,40}[1-9]", re.IGNORECASE)
_CLOSE_SET = re.compile(r"(?:^|;)\s*margin\s*:\s*0[\w.]*\s*(?:;|$)", re.IGNORECASE)
_TOP_RULE = re.compile(r"border-top\s*:\s*solid", re.IGNORECASE)

_QUOTE = re.compile(
    r"(?:^|\s)(?:gmail_quote(?:_container)?|gmail_attr|\w*yahoo_quoted|moz-cite-prefix"
    r"|moz-forward-container|moz-email-headers-table|outlookmessageheader|protonmail_quote"
    r"|tutanota_quote|zmail_extra|tutanota_quote_attribution|messagereplysection|mail-quote|ms-outlook-mobile-reference-message"
    r"|mail-editor-reference-message-container|mailquote|replyblock)(?:\s|$)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:^|\s)(?:moz-signature|gmail_signature(?:_prefix)?|protonmail_signature_block\S*"
    r"|applemailsignature|ms-outlook-mobile-signature|\w*yahoo-signature|x?_?signature"
    r"|tutanota_signature|mobile-signature|messagesignaturesection"
    r"|zm-_id_-sgn)(?:\s|$)",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^(?:x_)*(?:divrplyfwdmsg|mail-editor-reference-message-container|olk_src_body_section)$",
    re.IGNORECASE,
)


def is_removed(tag: Tag, unseen: frozenset[str] = frozenset()) -> bool:
    """Say whether neither *tag* nor anything in it is shown; *unseen* is what a sheet hides."""
    style = _style(tag)
    if "hidden" in tag.attrs or _REMOVED.search(style):
        return True
    if not unseen or _DISPLAYED.search(style):
        return False
    names = {f".{name}" for name in _value(tag, "class").split()} | {f"#{_value(tag, 'id')}"}
    return not names.isdisjoint(unseen)


def is_hidden(tag: Tag, *, inherited: bool) -> bool:
    """Say whether the text of *tag* is invisible, which an element within may undo."""
    style = _style(tag)
    if _INVISIBLE.search(style):
        return True
    return inherited and not _VISIBLE.search(style)


def is_line(tag: Tag) -> bool:
    """Say whether *tag* is a paragraph without room around it, as Outlook makes of every line."""
    if tag.name != "p":
        return False
    return "msonormal" in _value(tag, "class").casefold() or bool(_CLOSE_SET.search(_style(tag)))


def role(tag: Tag) -> Role:
    """Return the role that *tag*'s own marks give to what is in it."""
    marks = f"{_value(tag, 'class')} {_value(tag, 'id')}"
    if tag.name == "div":
        marks += f" {_value(tag, 'name')}"
    if tag.name == "blockquote":
        return Role.QUOTED if _is_quotation(tag, marks) else Role.OWN
    if _QUOTE.search(marks) and not _holds_replies(tag, marks):
        return Role.QUOTED
    return Role.SIGNATURE if _SIGNATURE.search(marks) else Role.OWN


def opens_original(tag: Tag) -> bool:
    """Say whether *tag* and all that comes after it is the message replied to or forwarded."""
    if _ORIGINAL.match(_value(tag, "id")):
        return True
    if tag.name != "div" or not _TOP_RULE.search(_style(tag)):
        return False
    # Outlook's header block in any language: bold labels below a thin line.
    return len([label for label in _bold(tag) if label.endswith(":") and len(label) <= 20]) >= 3


def _bold(tag: Tag) -> Iterator[str]:
    """Yield the bold texts among the first nodes of *tag*."""
    waiting = deque((node, False) for node in islice(tag.contents, _HEADER_NODES))
    for _ in range(_HEADER_NODES):
        if not waiting:
            return
        node, bold = waiting.popleft()
        if isinstance(node, Tag):
            bold = bold or node.name in ("b", "strong")
            waiting.extend((child, bold) for child in islice(node.contents, _HEADER_NODES))
        elif bold:
            yield str(node).strip()


def _is_quotation(tag: Tag, marks: str) -> bool:
    """Tell a quote from the block that editors use to indent the author's own paragraphs."""
    if _value(tag, "type") == "cite" or _QUOTE.search(marks):
        return True
    style = _style(tag)
    indents = _MARGIN.search(style) and "border" not in style.casefold()
    return not indents and not _INDENT.search(style)


def _holds_replies(tag: Tag, marks: str) -> bool:
    """Say whether the quotes are blocks of their own in *tag*, with room to answer between."""
    if "gmail_attr" in marks or "moz-cite-prefix" in marks:
        return False
    return any(
        isinstance(child, Tag) and child.name == "blockquote" and role(child) is Role.QUOTED
        for child in tag.children
    )


def _style(tag: Tag) -> str:
    return _value(tag, "style")[:_STYLE_LIMIT]


def _value(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")
