"""The arguments of MAIL and RCPT: split, checked against what was announced, never respelled."""

from __future__ import annotations

from dataclasses import dataclass

from proxy.address import parse_path
from proxy.envelope import Recipient
from proxy.reply import Reply
from proxy.smarthost import Capabilities

_MAIL_KEYWORDS = {
    "SIZE": "SIZE",
    "BODY": "8BITMIME",
    "SMTPUTF8": "SMTPUTF8",
    "RET": "DSN",
    "ENVID": "DSN",
}
_RCPT_KEYWORDS = {"NOTIFY": "DSN", "ORCPT": "DSN"}
_BODIES = frozenset({"7BIT", "8BITMIME"})


class ParameterError(Exception):
    """An argument that can't be taken; ``reply`` says so to the client."""

    def __init__(self, code: int, enhanced: str, text: str) -> None:
        super().__init__(text)
        self.reply = Reply.of(code, enhanced, text)


@dataclass(frozen=True, slots=True)
class Mail:
    """A MAIL command: reverse-path, announced octets, and parameters without SIZE."""

    reverse_path: str
    size: int
    parameters: tuple[str, ...]


def parse_mail(argument: str, announced: Capabilities) -> Mail:
    """Read what follows MAIL; ParameterError where it can't be carried."""
    path, words = _path(argument, "FROM:", "MAIL FROM:<mailbox>")
    parameters = []
    size = 0
    for word in words:
        keyword, _, value = word.partition("=")
        if keyword.upper() == "AUTH" and value:
            parameters.append(word)  # RFC 4954 section 5; always understood, whatever it names
            continue
        _require(keyword, _MAIL_KEYWORDS, announced)
        if keyword.upper() == "SIZE":
            size = _size(value)
            continue
        if keyword.upper() == "BODY" and value.upper() not in _BODIES:
            raise ParameterError(501, "5.5.4", "BODY is 7BIT or 8BITMIME")
        parameters.append(word)
    has_smtputf8 = "SMTPUTF8" in {word.upper() for word in parameters}
    _require_ascii(path, allowed=has_smtputf8 or "SMTPUTF8" in announced)
    if not path.isascii() and not has_smtputf8:
        raise ParameterError(553, "5.6.7", "An internationalised address needs SMTPUTF8")
    return Mail(path, size, tuple(parameters))


def parse_rcpt(argument: str, announced: Capabilities) -> Recipient:
    """Read what follows RCPT; ParameterError where it can't be carried."""
    path, words = _path(argument, "TO:", "RCPT TO:<mailbox>")
    if not path:
        raise ParameterError(501, "5.1.3", "A recipient needs a mailbox")
    for word in words:
        _require(word.partition("=")[0], _RCPT_KEYWORDS, announced)
    _require_ascii(path, allowed="SMTPUTF8" in announced)
    return Recipient(path, tuple(words))


def _path(argument: str, keyword: str, form: str) -> tuple[str, list[str]]:
    if argument[: len(keyword)].upper() != keyword:
        raise ParameterError(501, "5.5.4", f"The syntax is: {form}")
    found = parse_path(argument[len(keyword) :])
    if found is None or not _is_utf8(found[0]):
        raise ParameterError(501, "5.1.3", f"That is no mailbox; the syntax is: {form}")
    path, rest = found
    words = rest.split()
    if any(not word.isascii() or not word.isprintable() for word in words):
        raise ParameterError(501, "5.5.4", "Parameters are plain ASCII")
    return path, words


def _is_utf8(path: str) -> bool:
    """Whether the octets of *path* were UTF-8, as RFC 6531 section 3.3 has it."""
    return not any("\ud800" <= char <= "\udfff" for char in path)


def _require(keyword: str, known: dict[str, str], announced: Capabilities) -> None:
    extension = known.get(keyword.upper())
    if extension is None or extension not in announced:
        raise ParameterError(555, "5.5.4", f"The parameter {keyword} is not on offer")


def _require_ascii(path: str, *, allowed: bool) -> None:
    if not allowed and not path.isascii():
        raise ParameterError(553, "5.6.7", "The outgoing server takes plain ASCII addresses only")


def _size(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 20):  # RFC 1870 section 4
        raise ParameterError(501, "5.5.4", "SIZE is a number of octets")
    return int(value)
