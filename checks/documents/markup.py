"""XML as a stream of text: for the XML inside DOCX and ODT.

A document type declaration ends the reading at once: neither format has one, and entities (the
"billion laughs") and external files can only come through it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from checks.documents.document import Unreadable


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the elements of a format mean for its text, by local name.

    ``text``: elements whose characters count, and those of elements inside; ``skip``: elements left
    out with all inside; ``before`` and ``after``: what an element puts around its text.
    """

    text: frozenset[str]
    skip: frozenset[str] = frozenset()
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


def passages(xml: Iterable[bytes], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the text of *xml* as it is read; raise ``Unreadable`` for anything but sound XML."""
    collector = _Collector(vocabulary)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.characters
    try:
        for chunk in xml:
            parser.Parse(chunk)
            yield collector.take()
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature: this was the last piece
    except expat.ExpatError as exc:
        raise Unreadable("is damaged") from exc
    yield collector.take()


def _refuse_doctype(*_: object) -> None:
    raise Unreadable("declares XML entities, which no honest document does")


@dataclass(slots=True)
class _Collector:
    """Where the parser is, and the text since the last look."""

    vocabulary: Vocabulary
    pieces: list[str] = field(default_factory=list)
    textual: int = 0
    skipped: int = 0

    def start(self, name: str, _: object) -> None:
        local = name.rpartition(" ")[2]
        self.skipped += local in self.vocabulary.skip
        self.textual += local in self.vocabulary.text
        self._put(self.vocabulary.before.get(local))

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        self._put(self.vocabulary.after.get(local))
        self.skipped -= local in self.vocabulary.skip
        self.textual -= local in self.vocabulary.text

    def characters(self, text: str) -> None:
        if self.textual:
            self._put(text)

    def take(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        return text

    def _put(self, text: str | None) -> None:
        if text and not self.skipped:
            self.pieces.append(text)
