"""Examining a message: all checks, in order, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checks
from checks.finding import Finding, Severity
from checks.message import Message
from checks.registry import CHECKS, Check, examine


def shouts(message: Message) -> tuple[Finding, ...]:
    if "!" not in message.body.own:
        return ()
    return (Finding("shout", "mark", Severity.HOLD, "body", message.body.own, "Loud.", "Soften."),)


def greets(message: Message) -> tuple[Finding, ...]:
    return (Finding("greet", "seen", Severity.ADVISE, "subject", message.subject, "Kind.", "On."),)


def breaks(message: Message) -> tuple[Finding, ...]:
    raise RuntimeError(message.subject)


LETTER = b"Subject: Hello\r\n\r\nCome on!\r\n"
SHOUT, GREET, BREAK = Check("shout", shouts), Check("greet", greets), Check("break", breaks)


def test_findings_come_in_the_order_of_the_checks() -> None:
    found = examine(LETTER, (SHOUT, GREET))
    assert [(finding.check, finding.excerpt) for finding in found] == [
        ("shout", "Come on!"),
        ("greet", "Hello"),
    ]


def test_a_message_that_nothing_is_found_in_has_no_findings() -> None:
    assert examine(b"Subject: Hello\r\n\r\nCome on.\r\n", (SHOUT,)) == ()
    assert examine(LETTER, ()) == ()


def test_a_check_that_fails_advises_and_the_others_still_judge() -> None:
    failed, found = examine(LETTER, (BREAK, SHOUT))
    assert (failed.check, failed.rule, failed.where) == ("break", "unexamined", "body")
    assert failed.severity is Severity.ADVISE
    assert "break" in failed.excerpt
    assert "Hello" not in failed.excerpt  # an exception's text may carry content
    assert found.check == "shout"


@pytest.mark.parametrize("error", [RecursionError, MemoryError, UnicodeError, Warning])
def test_no_error_of_a_check_gets_out(error: type[Exception]) -> None:
    def raises(message: Message) -> tuple[Finding, ...]:
        raise error

    (found,) = examine(LETTER, (Check("x", raises),))
    assert found.rule == "unexamined"


def test_a_check_may_ask_otherwise_beside_a_hold() -> None:
    polite = Check("polite", lambda _: (), greets)
    assert examine(LETTER, (polite, GREET, SHOUT)) == examine(LETTER, (GREET, SHOUT))
    assert [f.check for f in examine(LETTER, (SHOUT, polite))] == ["shout", "greet"]


@given(st.binary(max_size=200))
def test_any_bytes_can_be_examined(content: bytes) -> None:
    assert isinstance(examine(content, (SHOUT, BREAK)), tuple)


def test_each_registered_check_has_a_name_of_its_own() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    assert {"job-ask", "resume"} <= set(names)


def test_the_package_is_used_through_one_door() -> None:
    assert checks.examine is examine
    assert checks.Finding is Finding
