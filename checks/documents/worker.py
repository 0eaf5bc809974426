"""The worker: reads one file from standard input, writes its text as JSON records.

It bounds itself before it sees the first byte: memory, processor time, and no file that it could
write. It promises nothing beyond its records; ``isolation`` reads a missing last record as a
damaged file, so an unexpected exception may simply end it.

Records, one a line: ``{"kind", "pages"}`` first, then ``{"title"}``, ``{"text"}`` for each
passage, ``{"end"}`` last (a problem or null). In a ZIP, ``{"member"}``
says which file the next records are about, and ``{"archive"}`` returns to the ZIP itself.
"""

from __future__ import annotations

import contextlib
import json
import logging
import resource
import sys
from collections.abc import Generator, Iterator
from importlib import import_module
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from checks.documents import plain, tnef
from checks.documents.archive import DAMAGED, PROTECTED, Contents, classify, contents
from checks.documents.document import (
    MEMBERS_READ,
    TEXT_LIMIT,
    WORKER_CPU_S,
    WORKER_MEMORY,
    Reading,
    Unreadable,
    clip,
)
from checks.documents.pack import Pack
from checks.documents.sniff import READ_HERE, UNREAD, sniff

Record = dict[str, object]

# A reader is imported when a file needs it: the import of a PDF library takes longer than
# the reading of most files.
_READERS = {"pdf": "pdf", "docx": "docx", "odt": "odt", "rtf": "rtf", "html": "webpage"}
_READERS |= {"doc": "doc", "latex": "latex", "pages": "pages"}

_NOT_READ = {
    "spreadsheet": "is a spreadsheet, which is not read",
    "slides": "is a slide show, which is not read",
    "protected": PROTECTED,
    "tnef": "is an archive inside an archive, which is not opened",
    "mail": "is an archive inside an archive, which is not opened",
    "msg": "is an archive inside an archive, which is not opened",
    "zip": "is an archive inside an archive, which is not opened",
}


def main() -> None:
    """Read the order and the file from standard input, write records to standard output."""
    _limit_self()
    logging.disable(logging.CRITICAL)
    order = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    for record in records(content, order["kind"], order["charset"]):
        sys.stdout.write(json.dumps(record) + "\n")
        # What is written survives when the time is up.
        sys.stdout.flush()


def records(content: bytes, kind: str, charset: str | None) -> Iterator[Record]:
    """Yield the records of one file; a ZIP that is a document is read as that document."""
    try:
        actual = _actual(content, kind)
        if actual == "zip":
            with ZipFile(BytesIO(content)) as archive:
                yield from _archive(contents(archive), actual)
        elif actual in _PACKS:
            yield from _archive(_pack(content, actual), actual)
        else:
            yield from _document(content, actual, charset)
    except Unreadable as exc:
        yield {"archive": True}
        yield from _failed(kind, str(exc))
    except (BadZipFile, ValueError, OSError):
        yield {"archive": True}
        yield from _failed(kind, "is a damaged archive")


def _actual(content: bytes, kind: str) -> str:
    """Return the kind of a file of which only the family is known."""
    if kind == "zip":
        with ZipFile(BytesIO(content)) as archive:
            return classify(archive)
    if kind == "ole":
        from checks.documents import ole  # noqa: PLC0415 - only such files need the library

        return ole.classify(content)
    return kind


_PACKS = frozenset({"tnef", "mail", "msg"})


def _pack(content: bytes, kind: str) -> Pack:
    if kind == "tnef":
        return tnef.read(content)
    from checks.documents import mail  # noqa: PLC0415 - the mail parser is not needed else

    return mail.read_eml(content) if kind == "mail" else mail.read_msg(content)


def _archive(members: Contents | Pack, kind: str) -> Iterator[Record]:
    yield {"kind": kind, "pages": None}
    # All names first: they are known even if reading one of the files runs out of time.
    for name in members.names:
        yield {"member": name}
    for name, content in members.read(MEMBERS_READ):
        yield {"member": name}
        if isinstance(content, str):
            yield from _failed("unknown", content)
        else:
            yield from _member(content, name)
    for name in members.names[MEMBERS_READ:]:
        yield {"member": name}
        yield from _failed("unknown", "is one of too many in its archive to be looked into")
    yield {"archive": True}
    yield {"end": members.cut}


def _member(content: bytes, name: str) -> Iterator[Record]:
    kind = sniff(content, name, "application/octet-stream")
    try:
        kind = _actual(content, kind)
    except (Unreadable, BadZipFile, ValueError, OSError) as exc:
        yield from _failed(kind, str(exc) if isinstance(exc, Unreadable) else DAMAGED)
    else:
        yield from _document(content, kind, None)


def _document(content: bytes, kind: str, charset: str | None) -> Iterator[Record]:
    if kind in READ_HERE:
        document = plain.read(content, kind, charset)
        yield {"kind": kind, "pages": None}
        yield {"text": document.text}
        yield {"end": document.problem}
    elif kind in _READERS:
        yield from _parsed(content, kind, charset)
    else:
        yield from _failed(kind, _NOT_READ.get(kind) or UNREAD.get(kind) or UNREAD["unknown"])


def _parsed(content: bytes, kind: str, charset: str | None) -> Iterator[Record]:
    reading: Reading | None = None
    try:
        reading = _read(content, kind, charset)
        yield {"kind": kind, "pages": reading.pages}
        yield {"title": reading.title}
        problem = yield from _passages(reading)
    except Unreadable as exc:
        if reading is None:
            yield {"kind": kind, "pages": exc.pages}
            yield {"title": exc.title}
        yield {"end": str(exc)}
    else:
        yield {"end": problem}


def _read(content: bytes, kind: str, charset: str | None) -> Reading:
    reading: Reading = import_module(f"checks.documents.{_READERS[kind]}").read(content, charset)
    return reading


def _passages(reading: Reading) -> Generator[Record, None, str | None]:
    room = TEXT_LIMIT
    for passage in reading.passages:
        kept, cut = clip(passage, room)
        room -= len(kept)
        yield {"text": kept}
        if cut:
            return "is long and was read only in part"
    return reading.cut


def _failed(kind: str, problem: str) -> Iterator[Record]:
    yield {"kind": kind, "pages": None}
    yield {"end": problem}


def _limit_self() -> None:
    _lower(resource.RLIMIT_AS, WORKER_MEMORY)
    _lower(resource.RLIMIT_CPU, WORKER_CPU_S)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, limit: int) -> None:
    # A system that does not know a limit, or has a lower one already, still reads files.
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (limit, hard))
