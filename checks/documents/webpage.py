"""HTML files: the text as a reader sees it, through beautifulsoup4; nothing is loaded or run."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from checks.documents.document import UNPACKED_LIMIT, Reading, Unreadable
from checks.documents.plain import decode

_SPACES = re.compile(r"\s+")
_UNSEEN = ["script", "style", "template", "noscript", "head", "svg"]
_BLOCKS = [
    *(
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "address",
        "blockquote",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "table", "tr", "pre", "hr"),
]


def read(content: bytes, charset: str | None) -> Reading:
    """Return the text of a web page, one line for each block."""
    if len(content) > UNPACKED_LIMIT:
        raise Unreadable("is too big to be looked into")
    return Reading(iter([_text(decode(content, charset))]))


def _text(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(_UNSEEN):
        element.extract()
    for string in soup.find_all(string=True):
        if string.find_parent("pre") is None:
            # A browser shows a line break in the source as a space.
            string.replace_with(_SPACES.sub(" ", string))
    _mark_lines(soup)
    return soup.get_text()


def _mark_lines(soup: BeautifulSoup) -> None:
    for element in soup.find_all("br"):
        element.replace_with("\n")
    for element in soup.find_all("li"):
        element.insert_before("\n• ")
    for element in soup.find_all(["td", "th"]):
        element.insert_after("\t")
    for element in soup.find_all(_BLOCKS):
        element.insert_before("\n")
        element.insert_after("\n")
