"""The brief: six lines with the way out, whatever there is to say, and honest about cuts."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

from hypothesis import given
from hypothesis import strategies as st

from checks.finding import Finding, Severity
from proxy.brief import WIDTH, brief
from proxy.notice import Tokens, compose_notice
from proxy.reply import plain
from proxy.warning import warning
from tests.proxy.making import NOON, finding, held_message

ANY = st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip()))
WORDY = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=60).map(
    " ".join
)
TEXT = ANY | WORDY
FINDINGS = st.lists(
    st.builds(
        Finding,
        check=st.sampled_from(["job-ask", "resume", "coaching", "tone"]),
        rule=st.just("rule"),
        severity=st.sampled_from(Severity),
        where=st.sampled_from(["body", "subject"]) | TEXT.map(lambda name: f"attachment:{name}"),
        excerpt=TEXT,
        why=TEXT,
        instead=TEXT | TEXT.map(lambda words: f'Ask instead: "{words}?"'),
    ),
    min_size=1,
    max_size=6,
)
IDS = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=4, max_size=26)
QUESTION = 'Cut it. Ask instead: "What has changed most in operations lately?"'


@given(
    FINDINGS,
    st.lists(TEXT, min_size=1, max_size=3),
    IDS,
    st.floats(0, 1e9),
    st.lists(st.text(max_size=200), max_size=3),
)
def test_reply_and_notice_are_short_in_every_case(
    findings: list[Finding], contacts: list[str], short_id: str, window_s: float, notes: list[str]
) -> None:
    held = held_message(*findings, contacts=tuple(contacts), short_id=short_id)
    lines = warning(held, window_s, notes).wire().split("\r\n")
    assert len(lines) <= 6
    assert all(re.fullmatch(r"550[- ]5\.7\.1 [ -~]{1,66}", line) for line in lines), lines
    assert f"Held by Askwell as {short_id}, not sent." in lines[0]
    assert lines[-1].endswith(f"askwell release {short_id}")
    assert any("5.7.1 Better: " in line for line in lines)
    if any("..." in line for line in lines) and "..." not in plain(repr((findings, notes))):
        assert f"askwell show {short_id} has the whole" in " ".join(lines)
    mail = compose_notice(held, Tokens("s" * 32, "d" * 32), NOON, notes).content
    body = message_from_bytes(mail, policy=policy.SMTPUTF8).get_content()
    start = body.replace("\r\n", "\n").partition("\n\n")[0].split("\n")
    assert len(start) <= 6
    assert all(len(line) <= 76 for line in start)


def test_the_question_of_the_finding_is_asked() -> None:
    lines = brief(held_message(finding(instead=QUESTION)), plain)
    assert 'Better: ask "What has changed most in operations lately?"' in lines


def test_what_is_cut_says_where_the_whole_is() -> None:
    long = "So much has happened, and the river rose, " * 4 + "do you have a job for me?"
    lines = brief(held_message(finding(excerpt=long, instead=QUESTION), finding("resume")), plain)
    assert "askwell show k7f3 has the whole" in lines
    assert any("do you have a job for me" in line for line in lines)
    assert any(line.startswith("It carries a resume: ") for line in lines)
    assert len(lines) == 5


def test_a_note_leads_and_the_question_follows_if_there_is_room() -> None:
    held = held_message(finding(excerpt="Hire me.", instead=QUESTION))
    text = " ".join(brief(held, plain, ("the marathon",)))
    assert "Ask Bill about: the marathon. Then: " in text
    long = brief(held, plain, ("training " * 20,))
    assert any(line.startswith("Better: Ask Bill about: training") for line in long)
    assert all(len(line) <= WIDTH for line in long)


def test_one_note_for_several_contacts_names_nobody() -> None:
    lines = brief(held_message(contacts=("Bill", "Ann")), plain, ("the marathon",))
    assert any("Ask about: the marathon" in line for line in lines)


def test_a_very_long_name_gives_way_to_the_words() -> None:
    lines = brief(held_message(contacts=("B" * 80,)), plain)
    assert any("It asks your contact for a job" in line for line in lines)


def test_without_a_reason_there_is_still_a_way() -> None:
    assert len(brief(held_message(finding(severity=Severity.ADVISE)), plain)) == 2
