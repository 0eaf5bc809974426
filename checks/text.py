"""Text as the checks read it: sentences of plain lower-case words, each tied to its original.

Contractions are written out, text-message shorthand and common misspellings are read as
what they stand for, lines that a mail client wrapped are one again. The author's own
spelling is never changed: every sentence keeps it for the excerpt. Nothing here knows what
the words are looked at for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.spelling import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

_PUNCTUATION = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "―": "-",
        "…": ",",
        "\u00a0": " ",
        "\u00ad": " ",
        "\u200b": " ",
        "\u200c": " ",
        "\u200d": " ",
        "\ufeff": " ",
    }
)
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[,;:()?!&@]|(?<!\S)[-/*]+(?!\S)|--+|\.\.+")
_PARAGRAPH = re.compile(r"\n[ \t\r>]*\n|\n(?=[ \t]*(?:[-*•·+]|\d{1,2}[.)])[ \t])")
_GREETING_LINE = re.compile(
    r"(?im)^[ \t]*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^\n]{0,40}[,!:][ \t]*$"
)
# Never from within a row of dots: each of them would be tried as the first of the row.
_ENDING = re.compile(r"(?<![.!?])[.!?]++[\"')\]]*+(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?i)(?:^|[\s(])(?:mr|mrs|ms|dr|prof|sr|jr|st|vs|e\.g|i\.e|inc|ltd|co|corp|approx|no|dept|[a-z])$"
)
_SPEECH = re.compile(r'"[^"]{8,400}"')
_BOUNDARY = re.compile(
    r" (?:[;:()?!-]|but|though|although|, (?:and|so|yet|or|then)"
    r"|(?:,|and|, and)(?= (?:i|just|only|simply|merely|could|can|would|do|did|are|is|please) )) "
)
_SENTENCE_LIMIT = 600
_SPELLINGS = spellings()
_JOINED = (
    (" resume vitae ", " resume "),
    (" c v ", " resume "),
    (" in house ", " inhouse "),
    (" introduction me ", " introduce me "),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``original`` as the author spelled it, ``words`` as the checks read it.

    ``words`` starts and ends with a space, and one space separates its tokens, so that a
    pattern can match whole words by their spaces.
    """

    original: str
    words: str

    def excerpt(self, start: int, end: int, limit: int) -> str:
        """Return the author's own spelling of ``words[start:end]`` and as much around it as fits.

        The whole sentence when it is no longer than *limit* characters.
        """
        if len(self.original) <= limit:
            return self.original
        first, last = self._span(start, end)
        spare = max(0, limit - 2 - (last - first))
        begin = max(0, first - spare // 2)
        piece = self.original[begin : begin + limit - 2].strip()
        return ("…" if begin else "") + piece + "…"

    def _span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the tokens between *start* and *end* of ``words`` stand in the original."""
        position, first, last = 1, 0, len(self.original)
        for begin, stop, plain in _tokens(self.original):
            if position <= start:
                first = begin
            position += len(plain) + 1
            if position >= end:
                last = stop
                break
        return first, last


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of *text* in order; those without a word are left out.

    What stands between quotation marks inside a longer paragraph is somebody's speech and
    is read as empty; the original keeps it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for paragraph in _PARAGRAPH.split(_GREETING_LINE.sub(r"\g<0>\n\n", text)):
        silent = _silence_speech(paragraph.translate(_PUNCTUATION))
        for start, end in _sentence_spans(silent):
            words = normalise(silent[start:end])
            if words.strip(" ,;:()?!-"):
                yield Sentence(" ".join(paragraph[start:end].split()), words)


def normalise(text: str) -> str:
    """Return *text* as plain lower-case words with one space before, between and after them."""
    words = " " + " ".join(plain for _, _, plain in _tokens(text)) + " "
    for apart, joined in _JOINED:
        words = words.replace(apart, joined)
    return words


def clause_before(words: str, start: int) -> str:
    """Return what stands before *start* in the same clause of *words*."""
    begin = 0
    for boundary in _BOUNDARY.finditer(words, 0, start):
        begin = boundary.end() - 1
    return words[begin:start]


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each token's place in *text* and its plain form (which may be several words)."""
    lowered = text.translate(_PUNCTUATION).lower()
    if len(lowered) != len(text):  # A few capitals grow when lowered; places must stay true.
        lowered = text.translate(_PUNCTUATION)
    for token in _TOKEN.finditer(lowered):
        word = token.group()
        yield token.start(), token.end(), _plain(word)


def _plain(word: str) -> str:
    """Return the plain form of one lower-case token."""
    known = _SPELLINGS.get(word)
    if known is not None:
        return known
    if not word.isascii():
        folded = _fold(word)
        return _SPELLINGS.get(folded, folded)
    if word[0] in "-/*":
        return "-"
    if word[0] == ".":
        return ","
    if "'" in word:
        return word.replace("'", " ")
    return word


def _fold(word: str) -> str:
    """Return *word* without accents."""
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _silence_speech(paragraph: str) -> str:
    """Blank what is quoted as speech, unless the paragraph is little else; lengths stay equal."""
    if paragraph.count('"') < 2:
        return paragraph
    silent = _SPEECH.sub(lambda speech: " " * len(speech.group()), paragraph)
    return silent if len(silent.split()) >= 3 else paragraph


def _sentence_spans(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence; very long ones are cut."""
    start = 0
    for ending in _ENDING.finditer(paragraph):
        if ending.group() == "." and _ABBREVIATION.search(
            paragraph, max(start, ending.start() - 8), ending.start()
        ):
            continue
        if ending.group().startswith(".."):
            continue
        yield from _bounded(start, ending.end())
        start = ending.end()
    yield from _bounded(start, len(paragraph))


def _bounded(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ``start, end`` in pieces that no pattern takes long to search."""
    for begin in range(start, end, _SENTENCE_LIMIT):
        yield begin, min(begin + _SENTENCE_LIMIT, end)
