"""The words about resumes that a person reads: for each rule its own, plain and whole."""

from __future__ import annotations

import pytest

from checks.finding import Severity
from checks.message import Message
from checks.resume import check
from checks.resume_reasons import REASONS
from tests.checks.making import make_docx, make_scan, message, part

RESUME = """Jane Doe
Salem, MA | jane@example.com | 555-0142

Work Experience
Clerk, Harbor Museum, 2018 - 2021
Guide, Harbor Museum, 2015 - 2018

Education
B.A. History, Example College, 2014

Skills
Welding, book-keeping
"""
APPLICATION = (
    "Dear Hiring Manager,\n\nI am writing to apply for the post of clerk. My resume is enclosed."
    "\n\nSincerely,\nJane"
)
LINK = "My resume: https://janedoe.example/resume.pdf"

MESSAGES: dict[str, Message] = {
    "name": message(part(make_docx("Jane Doe, designer"), "Resume.docx")),
    "content": message(part(make_docx(RESUME), "file.docx")),
    "pasted": message(own=RESUME),
    "link": message(own=LINK),
    "signature-link": message(signature=LINK),
    "cover-letter": message(part(APPLICATION.encode(), "letter.txt", "text/plain")),
    "unreadable": message(part(make_scan(), "0001.pdf")),
    "unreadable-name": message(part(make_scan(), "Resume.pdf")),
}


def test_every_reason_has_a_message_that_it_is_given_for() -> None:
    assert set(MESSAGES) == set(REASONS)


@pytest.mark.parametrize("rule", REASONS)
def test_each_rule_gives_its_own_reason(rule: str) -> None:
    (finding,) = check(MESSAGES[rule])
    reason = REASONS[rule]
    assert (finding.rule, finding.why, finding.instead) == (rule, reason.why, reason.instead)


def test_a_link_in_a_signature_and_an_unread_file_do_no_more_than_advise() -> None:
    severities = {rule: check(found)[0].severity for rule, found in MESSAGES.items()}
    advised = {rule for rule, severity in severities.items() if severity is Severity.ADVISE}
    assert advised == {"signature-link", "unreadable"}


@pytest.mark.parametrize("rule", REASONS)
def test_a_reason_is_whole_sentences_without_noise(rule: str) -> None:
    reason = REASONS[rule]
    for text in (reason.why, reason.instead):
        assert text[0].isupper()
        assert text.endswith(".")
        assert not set("!\n\t") & set(text)
        assert "  " not in text
    assert len({other.why for other in REASONS.values()}) == len(REASONS)
