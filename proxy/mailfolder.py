"""Mail as it lies on disk: a message, an mbox, a Maildir. Read one at a time, never changed.

An mbox is taken as mboxrd: a line ``>From `` gets back the ``From `` that it stood for
(RFC 4155 appendix A, and what mutt, Dovecot and Thunderbird write). A line begins a new message
where it says ``From ``, a header field follows, and an empty line or a date shows that it is no
part of a text.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

MESSAGE_SUFFIX = ".eml"
_FIELD = re.compile(rb"[!-9;-~]{1,256}[ \t]*:")  # RFC 5322 section 2.2
_DATE = re.compile(rb"\d{1,2}:\d{2}(?::\d{2})?\b.*\b\d{4}\b")
_QUOTED_FROM = re.compile(rb">+From ")
_EMPTY = frozenset({b"\n", b"\r\n", b""})


class FolderError(Exception):
    """A path that can't be read as mail; the message names it and says why."""


class Kind(Enum):
    """What lies at a path."""

    MESSAGE = "message"
    MBOX = "mbox"
    MAILDIR = "Maildir"


@dataclass(frozen=True, slots=True)
class Found:
    """A message, its number among those at its path, from 0 on, and what a person calls it."""

    index: int
    label: str
    content: bytes


def kind_of(path: Path) -> Kind:
    """Return what lies at *path*; FolderError where it can't be read or is no mail.

    Of a pipe nothing is read: it is taken for one message.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _kind_of_directory(path)
        if not stat.S_ISREG(mode):
            _require_access(path)
            return Kind.MESSAGE
        with path.open("rb") as file:
            beginning = file.read(5)
    except OSError as exc:
        raise FolderError(f"{path}: can't be read: {exc.strerror}") from exc
    if beginning == b"From ":
        return Kind.MBOX
    return Kind.MESSAGE if beginning or path.suffix == MESSAGE_SUFFIX else Kind.MBOX


def messages(path: Path, kind: Kind) -> Iterator[Found]:
    """Yield the messages at *path* in a stable order; FolderError where one can't be read."""
    try:
        if kind is Kind.MAILDIR:
            yield from _in_maildir(path)
        elif kind is Kind.MBOX:
            with path.open("rb") as file:
                for index, content in enumerate(split_mbox(file)):
                    yield Found(index, f"{path}, message {index + 1}", content)
        else:
            yield Found(0, str(path), path.read_bytes())
    except OSError as exc:
        raise FolderError(f"{exc.filename or path}: can't be read: {exc.strerror}") from exc


def split_mbox(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the messages of an mbox, given its *lines* with their ends; one is kept at a time."""
    message: list[bytes] = []
    begun = False
    for line, following in _with_next(lines):
        if _begins_message(line, following, message, begun=begun):
            if begun:
                yield _unquoted(message)
            message, begun = [], True
        else:
            message.append(line)
    if begun or message:
        yield _unquoted(message)


def _begins_message(line: bytes, following: bytes, before: list[bytes], *, begun: bool) -> bool:
    if not line.startswith(b"From "):
        return False
    if not begun and not before:
        return True
    stands_free = bool(before) and before[-1] in _EMPTY
    dated = _DATE.search(line) is not None
    if _FIELD.match(following):
        return stands_free or dated
    return stands_free and dated and following in _EMPTY


def _with_next(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield each line together with the one after it, which is empty at the end."""
    before: bytes | None = None
    for line in lines:
        if before is not None:
            yield before, line
        before = line
    if before is not None:
        yield before, b""


def _unquoted(message: list[bytes]) -> bytes:
    """Return the message without the empty line after it, each ``From `` restored."""
    if message and message[-1] in _EMPTY:
        message = message[:-1]
    return b"".join(line[1:] if _QUOTED_FROM.match(line) else line for line in message)


def _kind_of_directory(path: Path) -> Kind:
    folders = [path / "cur", path / "new"]
    if not any(folder.is_dir() for folder in folders):
        raise FolderError(f"{path}: is a directory, but no Maildir: it has no cur and no new")
    for folder in folders:
        if folder.is_dir():
            with os.scandir(folder):  # OSError where it can't be listed
                pass
    return Kind.MAILDIR


def _in_maildir(path: Path) -> Iterator[Found]:
    """Yield what is in ``cur`` and ``new``, by file name: roughly by time of delivery."""
    files = [
        entry
        for folder in (path / "cur", path / "new")
        if folder.is_dir()
        for entry in folder.iterdir()
        if not entry.name.startswith(".") and entry.is_file()
    ]
    for index, file in enumerate(sorted(files, key=lambda f: (os.fsencode(f.name), f.parent))):
        yield Found(index, str(file), file.read_bytes())


def _require_access(path: Path) -> None:
    if not os.access(path, os.R_OK):
        raise PermissionError(13, "Permission denied", str(path))


def read_message(stream: BinaryIO, label: str) -> Found:
    """Return the one message that *stream* holds."""
    return Found(0, label, stream.read())
