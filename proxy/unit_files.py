"""The unit files of one person, on disk: found, written whole, and never edits lost unasked.

Knows files only. systemd hears of them elsewhere.
"""

from collections.abc import Mapping
from pathlib import Path

from proxy.units import is_stamped


def folder(environ: Mapping[str, str], home: Path) -> Path:
    """Return where systemd looks for the units of the person at *home*: systemd.unit(5)."""
    base = Path(environ.get("XDG_CONFIG_HOME", ""))
    # A relative path is to be ignored: XDG Base Directory Specification.
    return (base if base.is_absolute() else home / ".config") / "systemd" / "user"


def is_there(path: Path) -> bool:
    """Tell whether something has that name, be it a link to nowhere."""
    return path.is_symlink() or path.exists()


def is_edited(path: Path) -> bool:
    """Tell whether *path* holds anything but what Askwell wrote there; a link counts as edited."""
    if not is_there(path):
        return False
    try:
        return path.is_symlink() or not is_stamped(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return True


def put(path: Path, text: str) -> bool:
    """Make *path* hold *text*, whole or not at all; return False if it did already."""
    if not path.is_symlink() and path.exists() and path.read_bytes() == text.encode():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Replacing never writes through a link.
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.chmod(0o644)
    fresh.replace(path)
    return True


def remove(path: Path) -> None:
    """Remove the unit and whatever enables it, also where systemd can't be asked to."""
    path.unlink(missing_ok=True)
    for wants in path.parent.glob("*.wants"):
        (wants / path.name).unlink(missing_ok=True)
