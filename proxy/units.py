"""Askwell's systemd units for one person: where they come from, and what is filled in.

Text in, text out. Nothing here writes a file or talks to systemd.
"""

import hashlib
import re
import shutil
from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

SERVICE = "askwell.service"
SOCKET = "askwell.socket"

# What needs no quoting in systemd.syntax(7) and no escaping in systemd.unit(5).
_PLAIN = re.compile(r"[A-Za-z0-9_./:=@,+-]+")
_EXEC_START = re.compile(r"^(?:#.*\n)?ExecStart=.*$", re.MULTILINE)
_LISTEN_STREAMS = re.compile(r"^(?:ListenStream=.*\n)+", re.MULTILINE)
_STAMP = re.compile(r"# Written by `askwell service install`; unchanged while sha256 is (\w{64})\n")


class UnitError(Exception):
    """A path can't be written into a unit file; the text names it."""


def folder() -> Traversable:
    """Return the folder of units: part of an installed package, or the checkout's systemd/."""
    packaged = resources.files("proxy") / "systemd_units"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "systemd"


def template(name: str) -> str:
    """Return the text of the user unit *name*, as published."""
    return (folder() / "user" / name).read_text(encoding="utf-8")


def running_command(argv0: str, scripts: Path, executable: str) -> tuple[str, ...]:
    """Return the command that starts this very Askwell again, with an absolute path.

    *argv0* if it is the askwell command, else the one in *scripts* (the environment's
    own), else *executable* (the interpreter) with `-m proxy`. Links are kept: pipx's
    link outlives the environment that it points to.
    """
    found = shutil.which(argv0) if Path(argv0).name == "askwell" else None
    found = found or shutil.which("askwell", path=str(scripts))
    return (str(Path(found).absolute()),) if found else (executable, "-m", "proxy")


def fill_service(text: str, command: Sequence[str], directory: Path | None = None) -> str:
    """Return the service unit *text* with *command* as its ExecStart=, run in *directory*.

    Raises UnitError for a word that a unit file can't hold.
    """
    program, *arguments = command
    if set(program) & set("'\"\\"):
        raise UnitError(
            f"{program}: systemd starts no program with quotes or backslashes in its path"
        )
    lines = [f"ExecStart={' '.join([_quoted(program), *map(_argument, arguments)])}"]
    if directory is not None:
        lines.append(f"WorkingDirectory={_specifiers(_writable(str(directory)))}")
    return _EXEC_START.sub(lambda _: "\n".join(lines), text, count=1)


def fill_socket(text: str, hosts: Sequence[str], port: int) -> str:
    """Return the socket unit *text*, listening on *port* of each of *hosts*."""
    addresses = [f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host in hosts]
    lines = "".join(f"ListenStream={_writable(address)}\n" for address in addresses)
    return _LISTEN_STREAMS.sub(lambda _: lines, text, count=1)


def stamped(text: str) -> str:
    """Return *text* with a first line by which `is_stamped` knows that nobody edited it."""
    return f"# Written by `askwell service install`; unchanged while sha256 is {_sum(text)}\n{text}"


def is_stamped(text: str) -> bool:
    """Tell whether *text* is as `stamped` made it, be it of an older version."""
    stamp = _STAMP.match(text)
    return stamp is not None and stamp[1] == _sum(text[stamp.end() :])


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _argument(word: str) -> str:
    # Variables are expanded in arguments, not in the program's path: systemd.service(5).
    return _quoted(word).replace("$", "$$")


def _quoted(word: str) -> str:
    word = _writable(word)
    if _PLAIN.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_specifiers(escaped)}"'


def _specifiers(word: str) -> str:
    return word.replace("%", "%%")


def _writable(word: str) -> str:
    # Control characters can't stand in a unit, lone surrogates are bytes that aren't UTF-8.
    if not word.isprintable():
        raise UnitError(f"{word!r} has characters that a systemd unit can't hold; choose another")
    return word
