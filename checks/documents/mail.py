"""A saved message, .eml or Outlook's .msg, as the files that are in it, its text among them."""

from __future__ import annotations

from checks import mime
from checks.documents import ole
from checks.documents.document import INPUT_LIMIT, MEMBERS_LISTED
from checks.documents.pack import Pack

_ENDINGS = {"text/plain": "txt", "text/html": "html", "text/rtf": "rtf"}
_ATTACHED = "__attach_version1.0_"
# [MS-OXMSG] section 2.2: a stream is named after a property and its type.
_NAMES = ("__substg1.0_3707001F", "__substg1.0_3704001F")
_NAMES_8BIT = ("__substg1.0_3707001E", "__substg1.0_3704001E")
_CONTENT = "__substg1.0_37010102"


def read_eml(content: bytes) -> Pack:
    """Return the parts of an Internet message (RFC 5322); never raises."""
    tree = mime.read(content)
    files = []
    for part in tree.root.leaves():
        ending = _ENDINGS.get(part.content_type)
        if part.filename or ending:
            files.append((part.filename or f"message text.{ending}", part.payload))
    return Pack(tuple(files), tree.complete)


def read_msg(content: bytes) -> Pack:
    """Return the files in a message saved by Outlook; raise ``Unreadable`` for a damaged one."""
    files: list[tuple[str, bytes]] = []
    with ole.opened(content) as file:
        text = ole.stream(file, "__substg1.0_1000001F")
        if text:
            files.append(("message text.txt", text.decode("utf-16-le", "replace").encode()))
        storages = sorted({entry[0] for entry in file.listdir() if entry[0].startswith(_ATTACHED)})
        for storage in storages[:MEMBERS_LISTED]:
            names = [
                ole.stream(file, f"{storage}/{stream}").decode(encoding, "replace")
                for stream, encoding in (
                    *((stream, "utf-16-le") for stream in _NAMES),
                    *((stream, "cp1252") for stream in _NAMES_8BIT),
                )
            ]
            held = ole.stream(file, f"{storage}/{_CONTENT}", INPUT_LIMIT)
            files.append((next((n.rstrip("\0") for n in names if n), ""), held))
    return Pack(tuple(files))
