"""The front: a message part in, a Document out.

It never raises, and never lets a foreign file near this process's memory: whatever needs more
than decoding is read by the worker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.documents import isolation, plain
from checks.documents.document import INPUT_LIMIT, WORKER_WALL_S, Document
from checks.documents.sniff import READ_BY_WORKER, READ_HERE, UNREAD, sniff

if TYPE_CHECKING:
    # At run time the worker imports this package too, and has no use for the mail parser.
    from checks.message import Part


def extract(part: Part, wall_s: float = WORKER_WALL_S) -> Document:
    """Return what the file in *part* says, within *wall_s* seconds; never raises."""
    kind = sniff(part.payload, part.filename, part.content_type)
    if kind in READ_HERE:
        return plain.read(part.payload, kind, part.charset)
    if kind not in READ_BY_WORKER:
        return Document(kind, complete=False, problem=UNREAD[kind])
    if len(part.payload) > INPUT_LIMIT:
        return Document(kind, complete=False, problem="is too big to be looked into")
    if wall_s <= 0:
        return Document(kind, complete=False, problem=isolation.TOO_LONG)
    return isolation.read(part.payload, kind, part.charset, wall_s)
