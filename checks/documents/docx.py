"""DOCX: the text of the page headers and of the document itself, text boxes and tables included.

Read as XML rather than through a library for writing documents, because many resume templates put
all their text into text boxes, which those leave out. Deleted (tracked) text is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from checks.documents.archive import chunks
from checks.documents.document import Reading
from checks.documents.markup import Vocabulary, passages

# ECMA-376 part 1, section 17: t is text, p a paragraph, numPr a list item's numbering. A text box
# appears twice (section 17.17.3), the second time as Fallback for older programs.
_WORDS = Vocabulary(
    text=frozenset({"t"}),
    skip=frozenset({"Fallback"}),
    before={
        "tab": "\t",
        "br": "\n",
        "cr": "\n",
        "numPr": "• ",
        "noBreakHyphen": "-",
        "txbxContent": "\n",
    },
    after={"p": "\n", "tc": "\n"},
)
_PART = re.compile(r"word/(?:header|document)\d*\.xml\Z")


def read(content: bytes, _charset: str | None) -> Reading:
    """Return the text of a DOCX, headers first (that is where a name and address often stand)."""
    return Reading(_parts(content))


def _parts(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as archive:
        infos = [info for info in archive.infolist() if _PART.match(info.filename)]
        infos.sort(key=lambda info: info.filename.startswith("word/document"))
        for info in infos[-4:]:
            yield from passages(chunks(archive, info), _WORDS)
