from __future__ import annotations

from dataclasses import replace
from typing import Any

import click
import pytest
from click.testing import CliRunner

from proxy.cli import asking
from proxy.cli.asking import Given
from proxy.config import Auth
from proxy.config.writing import Answers
from proxy.smarthost import Smarthost, Tls

NOTHING = Given(
    mailbox=None,
    host=None,
    port=None,
    tls=None,
    username=None,
    auth=None,
    password_command=None,
    name="main",
    listen_port=1587,
    warning="reply",
    contact=None,
    yes=False,
)


def _asked(given: Given, typed: str) -> tuple[Answers | None, str]:
    """Return the answers to what the person *typed*, and what they saw."""
    found: list[Answers] = []

    @click.command()
    def ask() -> None:
        found.append(asking.answers(given))

    result = CliRunner().invoke(ask, input=typed)
    return (found[0] if found else None), result.stderr


def _taken(**options: str | int) -> Answers:
    known: dict[str, Any] = {"yes": True, "mailbox": "ann@example.org", **options}
    return asking.answers(replace(NOTHING, **known))


def test_what_is_proposed_is_taken_with_return() -> None:
    answers, seen = _asked(NOTHING, "ann@gmail.com\n\n\n\n\n\n")
    assert answers == Answers(
        "ann@gmail.com", Smarthost("smtp.gmail.com", 465, Tls.IMPLICIT), "ann@gmail.com"
    )
    assert "app password" in seen


def test_every_answer_can_be_another_one() -> None:
    typed = "ann@example.org\nmx.example.org\n587\nstart\nann\nstored\npass show mail\n"
    answers, _ = _asked(NOTHING, typed)
    assert answers is not None
    assert answers.smarthost == Smarthost("mx.example.org", 587, Tls.STARTTLS)
    assert (answers.username, answers.auth) == ("ann", Auth.STORED)
    assert answers.password_command == "pass show mail"


def test_an_answer_that_can_not_be_is_asked_again() -> None:
    typed = (
        "ann\nann@example.org\nmx.example.org:465\nmx example\nmx.example.org\n"
        "0\nsmtp\n465\nssl\nimplicit\n\nboth\npass\n"
    )
    answers, seen = _asked(NOTHING, typed)
    assert answers is not None
    assert answers.smarthost == Smarthost("mx.example.org", 465, Tls.IMPLICIT)
    for told in (
        "is not a mailbox",
        "name the server only, mx.example.org; 465 is the port",
        "is not the name of a server",
        "a port is a number from 1 to 65535",
        "answer with one of implicit, starttls, none",
        "answer with one of passthrough, stored, none",
    ):
        assert told in seen


def test_no_answer_gives_no_answers() -> None:
    answers, _ = _asked(NOTHING, "ann@example.org\n")
    assert answers is None


def test_what_options_say_is_not_asked() -> None:
    given = replace(
        NOTHING, mailbox="ann@example.org", host="mx.example.org", port=465, tls="implicit"
    )
    answers, seen = _asked(given, "\n\n")
    assert answers is not None
    assert "e-mail address" not in seen
    assert "Outgoing server" not in seen
    assert "User name there [ann@example.org]" in seen


def test_with_yes_nothing_is_asked() -> None:
    assert _taken() == Answers(
        "ann@example.org", Smarthost("smtp.example.org", 465, Tls.IMPLICIT), "ann@example.org"
    )


def test_yes_needs_an_address() -> None:
    with pytest.raises(click.UsageError, match="--address"):
        asking.answers(replace(NOTHING, yes=True))


@pytest.mark.parametrize(
    ("options", "smarthost"),
    [
        ({"port": 587}, Smarthost("smtp.example.org", 587, Tls.STARTTLS)),
        ({"tls": "starttls"}, Smarthost("smtp.example.org", 587, Tls.STARTTLS)),
        ({"port": 4711}, Smarthost("smtp.example.org", 4711, Tls.IMPLICIT)),
        ({"port": 4711, "tls": "starttls"}, Smarthost("smtp.example.org", 4711, Tls.STARTTLS)),
        ({"host": "smtp.gmail.com"}, Smarthost("smtp.gmail.com", 465, Tls.IMPLICIT)),
        ({"host": "smtp.office365.com"}, Smarthost("smtp.office365.com", 587, Tls.STARTTLS)),
        ({"host": "::1", "port": 25, "tls": "none"}, Smarthost("::1", 25, Tls.NONE)),
        ({"tls": "none", "auth": "none"}, Smarthost("smtp.example.org", 25, Tls.NONE)),
        ({"mailbox": "ann@proton.me"}, Smarthost("127.0.0.1", 1025, Tls.NONE)),
    ],
)
def test_what_is_left_open_follows_from_what_is_given(
    options: dict[str, str | int], smarthost: Smarthost
) -> None:
    assert _taken(**options).smarthost == smarthost


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"mailbox": "ann"}, "is not a mailbox"),
        ({"host": "smtp example"}, "is not the name of a server"),
        ({"host": ""}, "is not the name of a server"),
        ({"tls": "none"}, "over an open line"),
        ({"host": "localhost", "port": 1587}, "is Askwell itself"),
        ({"name": " \n"}, "must not be empty"),
        ({"username": ""}, "must not be empty"),
        ({"password_command": "pass x"}, "has no use with --auth passthrough"),
    ],
)
def test_an_option_that_can_not_be_is_refused(options: dict[str, str | int], told: str) -> None:
    with pytest.raises(click.UsageError, match=told):
        _taken(**options)


def test_the_password_is_asked_only_for_the_keyring() -> None:
    stored = _taken(auth="stored")
    given = replace(NOTHING, yes=True)
    assert asking.password(given, stored) == ""
    for known in (_taken(), _taken(auth="stored", password_command="pass x")):
        assert asking.password(NOTHING, known) == ""


def test_a_first_contact_is_read_and_may_be_nobody() -> None:
    bill = asking.contact(replace(NOTHING, contact="Bill <bill@example.com>"))
    assert bill is not None
    assert (bill.name, bill.pattern) == ("Bill", "bill@example.com")
    assert asking.contact(replace(NOTHING, yes=True)) is None
    with pytest.raises(click.BadParameter, match="is not a mailbox"):
        asking.contact(replace(NOTHING, contact="Bill"))
