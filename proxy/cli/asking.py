"""The questions of ``askwell init``: each with a proposal, each answered by an option as well.

Asks and checks answers, and never writes anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import click

from proxy import address
from proxy.cli.contacts import contact_of
from proxy.cli.terminal import say, wrapped
from proxy.config import Auth, WarningStyle
from proxy.config.writing import Answers
from proxy.contacts import Contact, ContactError
from proxy.providers import Proposal, propose, propose_for_host, usual_port, usual_tls
from proxy.smarthost import Smarthost, Tls, is_loopback

_HOST = re.compile(r"[^\s/:@\"'<>\\\x00-\x1f\x7f]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]+")
_HOST_AND_PORT = re.compile(r"\[?([^\[\]]+)\]?:(\d+)")


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say; None is left open, and asked unless *yes* takes the proposals."""

    mailbox: str | None
    host: str | None
    port: int | None
    tls: str | None
    username: str | None
    auth: str | None
    password_command: str | None
    name: str
    listen_port: int
    warning: str
    contact: str | None
    yes: bool


def answers(given: Given) -> Answers:
    """Return all answers, asking for those that are open; click.Abort where none comes."""
    mailbox = _mailbox(given)
    proposal = _proposal(given, mailbox)
    smarthost = _smarthost(given, proposal)
    username = _ask(given, "User name there", given.username, proposal.username, _one_line)
    auth = Auth(_choose(given, "Who logs in there", given.auth, Auth.PASSTHROUGH, list(Auth)))
    return Answers(
        mailbox=mailbox,
        smarthost=smarthost,
        username=username,
        name=_one_line(given.name),
        auth=auth,
        password_command=_password_command(given, auth),
        listen_port=given.listen_port,
        warning=WarningStyle(given.warning),
    )


def password(given: Given, known: Answers) -> str:
    """Return the password that Askwell is to keep in the keyring; empty for none, or later."""
    if known.auth is not Auth.STORED or known.password_command or given.yes:
        return ""
    question = "The mail account's password, for the keyring (empty: later)"
    return str(click.prompt(question, default="", show_default=False, hide_input=True, err=True))


def contact(given: Given) -> Contact | None:
    """Return the first contact, if there is to be one."""
    if given.contact is not None:
        return _contact(given.contact)
    if given.yes:
        return None
    question = "Somebody of your network, to begin with (a mailbox; empty for nobody)"
    found: Contact | None = click.prompt(
        question, default="", show_default=False, value_proc=_contact_or_none, err=True
    )
    return found


def _mailbox(given: Given) -> str:
    if given.mailbox is None and given.yes:
        raise click.UsageError("--yes asks nothing, so --address must say your e-mail address")
    return _ask(given, "Your e-mail address", given.mailbox, None, _valid_mailbox)


def _proposal(given: Given, mailbox: str) -> Proposal:
    """Return what to propose for *mailbox*, with the server that the person wants."""
    proposal = propose(mailbox)
    if given.host is None:
        _tell(proposal.note)
    proposed = proposal.smarthost.host
    host = _ask(given, "Outgoing server (SMTP)", given.host, proposed, _valid_host)
    if host == proposed and given.host is None:
        return proposal
    named = propose_for_host(host, mailbox)
    _tell(named.note)
    return named


def _smarthost(given: Given, proposal: Proposal) -> Smarthost:
    proposed, host = proposal.smarthost, proposal.smarthost.host
    wanted = Tls(given.tls) if given.tls else proposed.tls
    port = proposed.port if wanted is proposed.tls else usual_port(wanted)
    port = int(_ask(given, "Port", given.port, port, lambda text: _valid_port(text, host, given)))
    usual = proposed.tls if port == proposed.port else usual_tls(port) or proposed.tls
    tls = _choose(
        given, "Protection (TLS)", given.tls, usual, list(Tls), lambda t: _safe(t, host, given)
    )
    return Smarthost(host, port, Tls(tls))


def _password_command(given: Given, auth: Auth) -> str:
    if auth is not Auth.STORED:
        if given.password_command:
            raise click.UsageError(f"--password-command has no use with --auth {auth}")
        return ""
    question = "A command that prints the password (empty: the system keyring keeps it)"
    return _ask(given, question, given.password_command, "", str.strip)


def _ask(
    given: Given,
    question: str,
    answer: str | int | None,
    proposed: str | int | None,
    valid: Callable[[str], str],
) -> str:
    """Return *answer* where there is one, else what is *proposed* or the person says."""
    if answer is None and given.yes:
        answer = proposed
    if answer is not None:
        return valid(str(answer))
    default = None if proposed is None else str(proposed)
    found: str = click.prompt(
        question, default=default, show_default=bool(default), value_proc=valid, err=True
    )
    return found


def _choose(
    given: Given,
    question: str,
    answer: str | None,
    proposed: str,
    choices: list[str],
    valid: Callable[[str], str] = str,
) -> str:
    def chosen(text: str) -> str:
        found = [str(c) for c in choices if text.strip() and c.startswith(text.strip().casefold())]
        if len(found) != 1:
            raise click.BadParameter(f"answer with one of {', '.join(choices)}")
        return valid(found[0])

    return _ask(given, f"{question} ({', '.join(choices)})", answer, str(proposed), chosen)


def _valid_mailbox(text: str) -> str:
    try:
        return address.validated(text)
    except address.AddressError as exc:
        raise click.BadParameter(str(exc)) from exc


def _valid_host(text: str) -> str:
    host = text.strip()
    both = _HOST_AND_PORT.fullmatch(host)
    if both and ":" not in both[1]:
        raise click.BadParameter(f"name the server only, {both[1]}; {both[2]} is the port")
    if not _HOST.fullmatch(host):
        raise click.BadParameter(f"{host!r} is not the name of a server, such as smtp.example.org")
    return host


def _valid_port(text: str, host: str, given: Given) -> str:
    if not text.strip().isascii() or not text.strip().isdigit() or not 0 < int(text) < 65536:
        raise click.BadParameter("a port is a number from 1 to 65535")
    if is_loopback(host) and int(text) == given.listen_port:
        raise click.BadParameter(
            f"{host}:{text.strip()} is Askwell itself: name your real outgoing server, or another "
            "--listen-port"
        )
    return text.strip()


def _safe(tls: str, host: str, given: Given) -> str:
    if tls == Tls.NONE and not is_loopback(host) and given.auth != Auth.NONE:
        raise click.BadParameter(
            "the password would go over an open line: choose implicit or starttls"
        )
    return tls


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise click.BadParameter("it must not be empty")
    return line


def _contact(text: str) -> Contact:
    try:
        return contact_of(text)
    except ContactError as exc:
        raise click.BadParameter(str(exc)) from exc


def _contact_or_none(text: str) -> Contact | None:
    return _contact(text) if text.strip() else None


def _tell(note: str) -> None:
    if note:
        say("\n".join(wrapped(note)), err=True)
