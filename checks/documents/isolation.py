"""Runs the worker: a process of its own for each file that needs parsing.

The worker gets the file on its standard input and nothing else: no environment of ours (it may
hold passwords), no open files, no name of the file on its command line. It is killed when its
time is up; the text that it had written by then is kept.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from checks.documents.document import Document, Member
from checks.worker_environment import worker_environment

_CHECKS = Path(__file__).parent.parent
# The front of the package imports every check and the mail parser. The worker needs none of them,
# and their import would take longer than most files: it gets a bare package in their place.
_START = """
import sys, types
front = sys.modules["checks"] = types.ModuleType("checks")
front.__path__ = [sys.argv[1]]
from checks.documents.worker import main
main()
"""

TOO_LONG = "takes too long to read"
DAMAGED = "is damaged, or too complex to be read"
NO_WORKER = "can't be read on this machine"


def read(content: bytes, kind: str, charset: str | None, wall_s: float) -> Document:
    """Return what the worker reads in *content*; never raises, returns within *wall_s*."""
    order = json.dumps({"kind": kind, "charset": charset}).encode() + b"\n"
    output, problem = _run(order + content, wall_s)
    return _assemble(_records(output), kind, problem)


def _run(order: bytes, wall_s: float) -> tuple[bytes, str]:
    """Return what the worker wrote, and what was wrong if it did not write its last record."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-W", "ignore", "-c", _START, str(_CHECKS)],
            input=order,
            stdout=subprocess.PIPE,
            # Libraries complain about files in words taken from the files.
            stderr=subprocess.DEVNULL,
            timeout=wall_s,
            env=worker_environment(),
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        return exc.stdout or b"", TOO_LONG
    except OSError:
        return b"", NO_WORKER
    return done.stdout, DAMAGED


def _records(output: bytes) -> Iterable[dict[str, object]]:
    for line in output.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            # The worker was killed in the middle of a line.
            return
        if isinstance(record, dict):
            yield record


@dataclass(slots=True)
class _Draft:
    """A document while its records come in."""

    kind: str
    name: str = ""
    pages: int | None = None
    title: str | None = None
    problem: str | None = None
    ended: bool = False
    passages: list[str] = field(default_factory=list)

    def take(self, record: dict[str, object]) -> None:
        match record:
            case {"kind": str(kind), "pages": int() | None as pages}:
                self.kind, self.pages = kind, pages
            case {"title": str() | None as title}:
                self.title = title.encode("utf-8", "replace").decode() if title else None
            case {"text": str(text)}:
                # Half a surrogate pair, as broken fonts yield, can't be written or stored.
                self.passages.append(text.encode("utf-8", "replace").decode())
            case {"end": str() | None as problem}:
                self.ended, self.problem = True, problem

    def finish(self, missing: str, members: tuple[Member, ...] = ()) -> Document:
        problem = self.problem if self.ended else missing
        text = "".join(self.passages)
        return Document(self.kind, text, self.pages, problem is None, problem, members, self.title)


def _assemble(records: Iterable[dict[str, object]], kind: str, missing: str) -> Document:
    whole = current = _Draft(kind)
    inner: dict[str, _Draft] = {}
    for record in records:
        match record:
            case {"member": str(name)}:
                current = inner.setdefault(name, _Draft("unknown", name))
            case {"archive": True}:
                current = whole
            case _:
                current.take(record)
    members = tuple(Member(draft.name, draft.finish(missing)) for draft in inner.values())
    return whole.finish(missing, members)
