"""A configuration put in place: whole and valid, or not at all."""

from __future__ import annotations

import dataclasses
import os
import secrets
from pathlib import Path

from proxy.config.reading import load
from proxy.config.table import ConfigError
from proxy.config.values import Config


class PlaceTakenError(Exception):
    """There is a configuration already, and it was not to be replaced."""


def put(path: Path, text: str, *, replace: bool = False) -> tuple[Config, Path | None]:
    """Put *text* at *path*, mode 0600; return what it says, and where the file before it is kept.

    It is read back before it takes the place: ConfigError says what is wrong with it, OSError why
    it can't be written, and nothing has changed then. PlaceTakenError where a file is in the
    place that *replace* does not give up.
    """
    path = path.resolve()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write(draft, text.encode("utf-8"))
        config = _loaded(draft, path)
        backup = _back_up(path) if replace and path.exists() else None
        _move(draft, path, replace=replace)
    finally:
        draft.unlink(missing_ok=True)
    return config, backup


def _write(file: Path, octets: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(octets)
        stream.flush()
        os.fsync(stream.fileno())


def _loaded(draft: Path, path: Path) -> Config:
    try:
        return dataclasses.replace(load(draft), path=path)
    except ConfigError as exc:
        raise ConfigError(str(exc).replace(str(draft), str(path))) from exc


def _back_up(path: Path) -> Path:
    """Copy *path* beside itself under a name that was free, and return that."""
    number = 1
    while True:
        backup = path.with_name(f"{path.name}.{number}.bak")
        try:
            _write(backup, path.read_bytes())
        except FileExistsError:
            number += 1
        else:
            return backup


def _move(draft: Path, path: Path, *, replace: bool) -> None:
    """Give *draft* the name *path*; without *replace* never over another file."""
    if replace:
        draft.replace(path)
        return
    try:
        path.hardlink_to(draft)
    except FileExistsError as exc:
        raise PlaceTakenError(path) from exc
    except OSError:
        # Some file systems have no hard links; there a moment is left for another to come first.
        if path.exists():
            raise PlaceTakenError(path) from None
        draft.replace(path)
