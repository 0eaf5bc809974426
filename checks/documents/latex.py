"""LaTeX: its source as the text that it sets, near enough to be judged. Nothing is run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from checks.documents.document import UNPACKED_LIMIT, Reading, Unreadable
from checks.documents.plain import decode

_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
_BEGIN = "\\begin{document}"
# What the classes for resumes take before the document begins.
_LETTERHEAD = re.compile(
    r"\\(?:name|author|title|email|phone|mobile|address|homepage|social|linkedin|github|location"
    r"|tagline|position|firstname|familyname|extrainfo|personalinfo)\b[^\n]{0,300}"
)
_ACCENT = re.compile(r"\\(['`^\"~=.cvuHk])\s?(?:\{\\?([A-Za-z])\}|(?<![a-zA-Z])\\?([A-Za-z]))")
_MARKS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303"}
_MARKS |= {"=": "\u0304", ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306"}
_MARKS |= {"H": "\u030b", "k": "\u0328"}
_LETTERS = {"ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł"}
_LETTER = re.compile(r"\\(ss|ae|aa|AA|o|O|l|L)(?![A-Za-z])(?:\{\}|\s)?")

_STEPS = (
    (re.compile(r"\\(?:[a-z]*section|[a-z]*heading|chapter|part)\*?\s{0,4}\{"), "\n\n"),
    (re.compile(r"\\(?:begin|end)\s{0,4}\{[^{}\n]{0,60}\}(?:\[[^\]\n]{0,200}\])?"), "\n"),
    (re.compile(r"\\item\b\s{0,4}(?:\[([^\]\n]{0,80})\])?"), "\n• \\1 "),
    (re.compile(r"\\href\s{0,4}\{([^{}\n]{0,300})\}\s{0,4}\{"), r" \1 "),
    (re.compile(r"\\\\(?:\[[^\]\n]{0,20}\])?|\\(?:newline|par|hline)\b"), "\n"),
    (re.compile(r"\\(?:hfill|quad|qquad|hspace\*?\{[^{}\n]{0,30}\}|enspace)"), "   "),
    (re.compile(r"\}[ \t]{0,20}\n?[ \t]{0,20}\{"), ", "),
    (re.compile(r"\\(?:vspace|setlength|usepackage|pagestyle|color)\*?\{[^{}\n]{0,60}\}"), ""),
    (re.compile(r"\\(?:textendash|--)|---?"), "-"),
    (re.compile(r"\\(?:textbar|cdot|bullet|textbullet)\b"), "|"),
    (re.compile(r"(?<!\\)&"), "\t"),
    (re.compile(r"\\([&%$#_{}])"), "\\1"),
    (re.compile(r"\\[A-Za-z@]{1,40}\*?(?:\[[^\]\n]{0,80}\])?"), " "),
    (re.compile(r"[{}$]"), ""),
    (re.compile(r"~"), " "),
)


def read(content: bytes, charset: str | None) -> Reading:
    """Return the text that a LaTeX source sets."""
    if len(content) > UNPACKED_LIMIT:
        raise Unreadable("is too big to be looked into")
    return Reading(iter([text_of(decode(content, charset))]))


def text_of(source: str) -> str:
    """Return *source* without its commands; headings and items stand on lines of their own."""
    source = _COMMENT.sub("", source)
    before, begin, after = source.partition(_BEGIN)
    body = "\n".join((*_letterhead(before), after)) if begin else source
    body = _LETTER.sub(lambda found: _LETTERS[found[1]], _ACCENT.sub(_accented, body))
    for pattern, replacement in _STEPS:
        body = pattern.sub(replacement, body)
    return body


def _letterhead(preamble: str) -> Iterator[str]:
    for found in _LETTERHEAD.finditer(preamble):
        yield found.group()


def _accented(found: re.Match[str]) -> str:
    if found[1].isalpha() and not found[2]:
        return found.group()  # \cv is a command, \c{c} a letter
    return unicodedata.normalize("NFC", (found[2] or found[3]) + _MARKS[found[1]])
