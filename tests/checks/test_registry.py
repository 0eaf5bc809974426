"""Examining a message: all checks, in order, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checks
from checks.finding import Finding, Severity
from checks.message import Message
from checks.preferences import Preferences
from checks.registry import CHECKS, Check, examine, rule_ids


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
    polite = Check("polite", lambda _: (), beside_hold=greets)
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


def test_the_rules_of_all_checks_are_listed_by_id() -> None:
    listed = rule_ids()
    assert {"resume/link", "job-ask/own-phrase"} <= set(listed)
    assert len(set(listed)) == len(listed)
    assert {rule.partition("/")[0] for rule in listed} == {"job-ask", "resume", "coaching"}


def test_every_rule_that_fires_on_the_letters_is_a_listed_one() -> None:
    ask = b"Subject: Job?\r\n\r\nDo you have a job for me? Are you hiring? Keep me in mind.\r\n"
    found = {finding.id for finding in examine(ask)}
    assert found
    assert found <= set(rule_ids())


def test_a_persons_preferences_drop_findings_and_add_their_own() -> None:
    preferences = Preferences(frozenset({"shout/mark"}), ("come on",))
    assert [f.id for f in examine(LETTER, (SHOUT, GREET), preferences)] == [
        "greet/seen",
        "job-ask/own-phrase",
    ]


def test_what_is_switched_off_is_no_hold_to_speak_beside() -> None:
    polite = Check("polite", lambda _: (), beside_hold=greets)
    assert examine(LETTER, (SHOUT, polite), Preferences(frozenset({"shout/mark"}))) == ()


def test_a_better_way_is_made_for_an_ask_and_a_phrase_of_ones_own_keeps_its_reason() -> None:
    letter = b"Subject: Hello\r\n\r\nDo you have a job for me? May I pick your brain?\r\n"
    found = {f.rule: f for f in examine(letter, CHECKS, Preferences(hold_phrases=("your brain",)))}
    assert found["own-phrase"].why.startswith("You asked to be stopped")
    (ask,) = (f for f in found.values() if "job for me" in f.excerpt and f.check == "job-ask")
    assert ask.instead.startswith('Cut "Do you have a job for me"')
