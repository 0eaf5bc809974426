"""The person's editor, on a private file; it knows nothing of messages.

The file lies in a directory of its own, which nobody else can enter, and is gone afterwards. Only
where what was written could not be used is it kept, and the failure says where.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from proxy.cli.failure import Failure

EDITORS = ("sensible-editor", "editor", "nano", "vim", "vi")
"""What is tried where neither VISUAL nor EDITOR names one."""


@contextmanager
def edited(sheet: bytes, name: str, directory: Path) -> Iterator[bytes]:
    """Give *sheet* as the editor left it, in a file called *name* in a new place in *directory*.

    Failure where the editor fails or leaves nothing. A failure of what is done with the result
    keeps the file.
    """
    folder = _private_folder(directory)
    keep = False
    try:
        path = folder / name
        _write_private(path, sheet)
        _run(path)
        result = _read(path)
        try:
            yield result
        except Failure as exc:
            keep = result != sheet
            if not keep:
                raise
            raise Failure(f"{exc.message}\nWhat you wrote is kept in {path}") from exc
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def command() -> list[str]:
    """Return the editor as an argument vector; Failure where there is none."""
    for variable in ("VISUAL", "EDITOR"):
        line = os.environ.get(variable, "").strip()
        if not line:
            continue
        try:
            return shlex.split(line)
        except ValueError as exc:
            raise Failure(f"{variable} is no command that can be run: {exc}") from exc
    found = next((path for name in EDITORS if (path := shutil.which(name))), None)
    if found is None:
        raise Failure("There is no editor: name one in the environment variable EDITOR.")
    return [found]


def _run(path: Path) -> None:
    words = command()
    # Ctrl-C is for the editor alone; a handler, other than SIG_IGN, is not handed down to it.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        status = subprocess.run([*words, path], check=False).returncode
    except OSError as exc:
        raise Failure(
            f"The editor {words[0]} can't be run: {exc.strerror}. Nothing was changed; "
            "name another in the environment variable EDITOR."
        ) from exc
    finally:
        signal.signal(signal.SIGINT, before)
    if status != 0:
        raise Failure(f"The editor {words[0]} failed with status {status}. Nothing was changed.")


def _private_folder(directory: Path) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="edit-", dir=directory))
    except OSError as exc:
        raise _no_room(directory, exc) from exc


def _write_private(path: Path, sheet: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(sheet)
    except OSError as exc:
        raise _no_room(path, exc) from exc


def _no_room(path: Path, exc: OSError) -> Failure:
    return Failure(f"{path}: can't be written: {exc.strerror}. Nothing was changed.")


def _read(path: Path) -> bytes:
    try:
        result = path.read_bytes()
    except OSError as exc:
        raise Failure(f"The editor left no file: {exc.strerror}. Nothing was changed.") from exc
    if not result.strip():
        raise Failure("The file came back empty. Nothing was changed.")
    return result
