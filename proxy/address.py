"""Mailboxes: carried exactly as written, compared by a key.

A proxy has no business refusing or respelling an address that it only carries, so nothing
here changes what goes upstream. Only the contact book insists on a mailbox that could exist.
"""

from __future__ import annotations

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

RESERVED_DOMAIN = "askwell.invalid"
"""Mail to this domain is for Askwell itself and never leaves it (``.invalid``: RFC 2606)."""

_QUOTED = r'"(?:[^"\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f])*"'
_PATH = re.compile(rf"<((?:{_QUOTED}|[^<>\"\s\x00-\x1f\x7f])*)>(?:\s+(.*))?$", re.DOTALL)
_BARE = re.compile(rf"((?:{_QUOTED}|[^<>\"\s\x00-\x1f\x7f])+)(?:\s+(.*))?$", re.DOTALL)
_SOURCE_ROUTE = re.compile(r"@[^:]*:")


class AddressError(ValueError):
    """A text that is no mailbox; the message says what is wrong with it."""


def parse_path(text: str) -> tuple[str, str] | None:
    """Split the argument of MAIL or RCPT into the raw mailbox and its parameters.

    Brackets may be missing, as some clients forget them. None when it is no path at all
    (RFC 5321 section 4.1.2).
    """
    text = text.strip()
    match = _PATH.match(text) or (None if text.startswith("<") else _BARE.match(text))
    return (match[1], match[2] or "") if match else None


def split(mailbox: str) -> tuple[str, str]:
    """Return local part and domain as they stand; the domain is empty where there is none."""
    route = _SOURCE_ROUTE.match(mailbox)  # RFC 5321 appendix C: to be ignored
    local, at, domain = (mailbox[route.end() :] if route else mailbox).rpartition("@")
    return (local, domain) if at else (domain, "")


def key(mailbox: str) -> str:
    """Return what two spellings of one mailbox have in common.

    Total: whatever a client sends has a key. Local parts are compared without regard to case,
    as all servers in practice do; domains in their ASCII form.
    """
    local, domain = split(unicodedata.normalize("NFC", mailbox.strip()))
    if len(local) > 1 and local[0] == local[-1] == '"':
        local = re.sub(r"\\(.)", r"\1", local[1:-1])
    return f"{local.casefold()}@{_ascii_domain(domain)}" if domain else local.casefold()


def base_key(mailbox: str) -> str:
    """Return the key without a ``+detail`` in the local part (RFC 5233)."""
    local, at, domain = key(mailbox).rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}" if at else key(mailbox)


def validated(mailbox: str) -> str:
    """Return *mailbox* tidied for the contact book; AddressError says what is wrong with it."""
    try:
        found = validate_email(
            mailbox.strip(),
            check_deliverability=False,
            allow_quoted_local=True,
            allow_domain_literal=True,
            globally_deliverable=False,
        )
    except EmailNotValidError as exc:
        raise AddressError(f"{mailbox.strip()!r} is not a mailbox: {exc}") from exc
    return found.normalized


def _ascii_domain(domain: str) -> str:
    folded = domain.rstrip(".").casefold()
    if folded.isascii():
        return folded
    try:
        return folded.encode("idna").decode("ascii")
    except UnicodeError:
        return folded
