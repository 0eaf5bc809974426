"""format=flowed: soft-wrapped lines joined again (RFC 3676 section 4).

Only joins; quote marks and the signature delimiter stay where they are.
"""

from __future__ import annotations


def unwrap(text: str, *, delsp: bool = False) -> str:
    """Return *text* with each flowed paragraph on one line, at its own quote depth."""
    joined: list[str] = []
    pieces: list[str] = []
    open_depth = -1
    for line in text.replace("\r\n", "\n").split("\n"):
        depth, content = _depth(line)
        if pieces and (depth != open_depth or content == "-- "):
            joined.append(_line(open_depth, pieces))
            pieces = []
        flows = content.endswith(" ") and content != "-- "
        pieces.append(content[:-1] if flows and delsp else content)
        open_depth = depth
        if not flows:
            joined.append(_line(depth, pieces))
            pieces = []
    if pieces:
        joined.append(_line(open_depth, pieces))
    return "\n".join(joined)


def _depth(line: str) -> tuple[int, str]:
    content = line.lstrip(">")
    depth = len(line) - len(content)
    # One space after the marks, or before a line that would look like one, is stuffing.
    return depth, content.removeprefix(" ")


def _line(depth: int, pieces: list[str]) -> str:
    text = "".join(pieces)
    return f"{'>' * depth} {text}" if depth > 0 else text
