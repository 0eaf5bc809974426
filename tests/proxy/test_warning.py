"""The warning: six lines at most, each fit for any client, whatever the findings hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.finding import Finding, Severity
from proxy.hold import State
from proxy.warning import held_quietly, retried, warning
from tests.proxy.making import finding, held_message

WORDS = st.text(min_size=1, max_size=200).filter(lambda text: bool(text.strip()))
FINDINGS = st.lists(
    st.builds(
        Finding,
        check=st.sampled_from(["job-ask", "resume", "tone"]),
        rule=st.just("rule"),
        severity=st.sampled_from(Severity),
        where=st.just("body"),
        excerpt=WORDS,
        why=WORDS,
        instead=WORDS,
    ),
    min_size=1,
    max_size=5,
)


@given(
    FINDINGS,
    st.lists(WORDS, min_size=1, max_size=3),
    st.text("0123456789abcdef", min_size=4, max_size=8),
    st.floats(0, 86_400),
    st.lists(st.text(max_size=200), max_size=3),
)
def test_a_warning_is_short_and_plain(
    findings: list[Finding], contacts: list[str], short_id: str, window_s: float, notes: list[str]
) -> None:
    held = held_message(*findings, contacts=tuple(contacts), short_id=short_id)
    lines = warning(held, window_s, notes).wire().split("\r\n")
    assert len(lines) <= 6
    assert all(re.fullmatch(r"550[- ]5\.7\.1 [ -~]{1,66}", line) for line in lines), lines
    assert lines[0].endswith(f"Held by Askwell as {short_id}, not sent. Nothing is lost.")
    assert lines[-1].endswith(f"askwell release {short_id}")


def test_a_warning_says_what_why_and_how_to_send_it_anyway() -> None:
    resume = finding("resume", where="attachment:resume.pdf", excerpt="x", instead="x" * 80)
    text = warning(held_message(finding(), resume), 900).wire()
    assert text.split("\r\n") == [
        "550-5.7.1 Held by Askwell as k7f3, not sent. Nothing is lost.",
        '550-5.7.1 It asks Bill for a job: "Do you have a job for me at your',
        '550-5.7.1 company?"',
        "550-5.7.1 It carries a resume: resume.pdf",
        "550-5.7.1 Better: Ask how they came to their work.",
        "550 5.7.1 Held, not sent: send again within 15 min, or askwell release k7f3",
    ]


def test_a_long_reason_is_cut_and_says_so() -> None:
    lines = warning(held_message(finding(excerpt="very " * 40), finding("resume")), 900).lines
    assert any(line.endswith((" ...", ' ..."')) for line in lines)
    assert any(line.startswith("5.7.1 It carries a resume: ") for line in lines)
    assert "5.7.1 askwell show k7f3 has the whole" in lines


def test_a_note_of_the_contact_is_asked_about() -> None:
    text = warning(held_message(), 900, ("training for the Chicago marathon",)).text
    assert "Ask Bill about: training for the Chicago marathon" in text


def test_what_is_only_advice_is_no_reason() -> None:
    gentle = finding(severity=Severity.ADVISE, excerpt="only advice")
    text = warning(held_message(gentle, finding("resume", excerpt="cv.pdf")), 900).text
    assert "cv.pdf" in text
    assert "only advice" not in text


def test_words_of_the_persons_own_are_not_called_an_ask() -> None:
    own = finding(rule="own-phrase", excerpt="Pick your brain?", why="You asked to be stopped.")
    said = str(warning(held_message(own), 900))
    assert 'You asked to be stopped. "Pick your brain?"' in said
    assert "for a job" not in said


def test_several_contacts_are_counted_not_named() -> None:
    text = warning(held_message(contacts=("Bill", "Ann", "Cleo")), 900).text
    assert "It asks 3 of your contacts for a job" in text


def test_a_better_way_too_long_for_a_line_gives_way_to_the_one_that_always_holds() -> None:
    assert "Better: catch up first" in warning(held_message(finding(instead="x" * 60)), 900).text
    assert f"Better: {'x' * 58}" in warning(held_message(finding(instead="x" * 58)), 900).text


@pytest.mark.parametrize(
    ("window_s", "said"),
    [
        (0, "Held, not sent. To send it anyway: askwell release k7f3"),
        (59.9, "Held, not sent. To send it anyway: askwell release k7f3"),
        (60, "Held, not sent: send again within 1 min, or askwell release k7f3"),
        (119, "Held, not sent: send again within 1 min, or askwell release k7f3"),
        (900, "Held, not sent: send again within 15 min, or askwell release k7f3"),
    ],
)
def test_sending_again_is_offered_only_where_it_confirms(window_s: float, said: str) -> None:
    assert warning(held_message(), window_s).lines[-1] == f"5.7.1 {said}"


def test_a_name_with_a_line_end_stays_on_its_line() -> None:
    lines = warning(held_message(contacts=("Bill\r\n250 2.0.0 Sent",)), 900).wire().split("\r\n")
    assert all(line.startswith(("550-5.7.1 ", "550 5.7.1 ")) for line in lines)


def test_a_quiet_hold_says_that_it_is_not_sent() -> None:
    reply = held_quietly(held_message())
    assert (reply.code, reply.enhanced) == (250, "2.0.0")
    assert reply.text == "Held as k7f3, not sent yet. A notice follows."


@pytest.mark.parametrize(
    ("state", "code", "said"),
    [
        (State.SENT, 250, "Sent already as k7f3; not sent again."),
        (State.RELEASING, 451, "k7f3 is being sent right now."),
        (State.UNCERTAIN, 550, "it may have been sent already"),
        (State.DISCARDED, 550, "askwell restore k7f3"),
        (State.SUPERSEDED, 550, "askwell restore k7f3"),
    ],
)
def test_a_retry_hears_what_became_of_its_message(state: State, code: int, said: str) -> None:
    reply = retried(held_message(state=state, short_id="k7f3"))
    assert reply.code == code
    assert said in reply.text
    long = retried(held_message(state=state, short_id="k7f3abcd"))
    assert all(len(line) <= 76 for line in long.wire().split("\r\n"))


def test_a_message_that_waits_gets_its_warning_instead() -> None:
    with pytest.raises(ValueError, match="gets its warning"):
        retried(held_message(state=State.HELD))


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("his \x1b[2Jknee\r\n", "his ?[2Jknee"),
        ("moved to Zürich.", "moved to Zurich"),
        ("x" * 200, "..."),
    ],
)
def test_a_note_is_plain_and_shortened_to_fit(note: str, shown: str) -> None:
    lines = warning(held_message(), 900, (note,)).lines
    assert any(line.startswith("5.7.1 Better: Ask ") and shown in line for line in lines)


@pytest.mark.parametrize("note", ["", " ", "..."])
def test_no_note_is_no_line(note: str) -> None:
    assert warning(held_message(), 900, (note,)) == warning(held_message(), 900)
