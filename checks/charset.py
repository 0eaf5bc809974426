"""Bytes to characters, the way a lenient mail reader does it.

Never raises: a charset that is unknown, wrong or a trap (``idna`` is quadratic, ``undefined``
raises by design) costs a few wrong characters at most.
"""

from __future__ import annotations

import codecs

# What a label says and what senders mean by it (WHATWG Encoding Standard, section 4.2).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
_TRAPS = frozenset(
    ["idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"]
)
_LAST_RESORT = "cp1252"
# A byte that is no UTF-8 amid text that is: surrogateescape marks it, Windows-1252 reads it.
_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def decode(payload: bytes, charset: str | None) -> str:
    """Return *payload* as text: as labelled if that fits, else UTF-8, else Windows-1252."""
    label = _codec(charset)
    for name in _order(label):
        try:
            return payload.decode(name)
        except (UnicodeError, ValueError):
            continue
    if label in ("utf-8", "utf-8-sig"):
        return payload.decode("utf-8", "surrogateescape").translate(_STRAY)
    return payload.decode(label or _LAST_RESORT, "replace")


def _order(label: str | None) -> tuple[str, ...]:
    # Text without a label, or labelled as one of those that fit any bytes, is nearly always
    # UTF-8 when it decodes as UTF-8.
    if label is None or label == "cp1252":
        return ("utf-8-sig", "cp1252")
    if label in ("utf-8", "utf-8-sig"):
        return ("utf-8-sig",)
    return (label, "utf-8-sig")


def _codec(charset: str | None) -> str | None:
    """Return the codec that *charset* means, or None when it means none we can use."""
    if not charset:
        return None
    try:
        found_name = codecs.lookup(charset.strip().strip("\"'").strip()).name
        if found_name.replace("_", "-") in _TRAPS:
            return None
        b"a".decode(found_name, "ignore")  # refuses what is no character set: hex, rot13, zlib
    except (LookupError, ValueError, TypeError, UnicodeError):
        return None
    return _MEANT.get(found_name, found_name)
