"""The letters of the demonstration: what they are said to be, and judged so for their own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default

import pytest

from checks import examine
from checks.documents import extract
from checks.finding import Severity
from checks.message import parse
from proxy.demo import letters
from proxy.demo.letters import Letter

MAKERS = (letters.blunder, letters.better, letters.application)


def _held_by(letter: Letter) -> set[str]:
    found = examine(letter.content)
    return {finding.check for finding in found if finding.severity is Severity.HOLD}


def test_the_blunder_asks_for_a_job_and_carries_a_resume() -> None:
    assert _held_by(letters.blunder()) == {"job-ask", "resume"}


def test_the_better_letter_gives_no_reason_to_hold_it() -> None:
    assert _held_by(letters.better()) == set()


def test_the_application_is_relayed_for_whom_it_goes_to_and_not_for_its_words() -> None:
    assert _held_by(letters.application()) == {"job-ask"}
    assert letters.application().recipient != letters.BILL


def test_the_resume_is_a_real_pdf_that_reads_as_one() -> None:
    (part,) = parse(letters.blunder().content).attachments
    document = extract(part)
    assert part.payload.startswith(b"%PDF-")
    assert (document.kind, document.pages, document.complete) == ("pdf", 1, True)
    assert "Operations Manager" in document.text


@pytest.mark.parametrize("make", MAKERS)
def test_a_letter_is_as_a_mail_client_would_submit_it(make: Callable[[], Letter]) -> None:
    letter = make()
    message = message_from_bytes(letter.content, policy=default)
    assert message["To"] == letter.recipient
    assert letters.SENDER in message["From"]
    assert message["Message-ID"]
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", letter.content)
    assert letter.content.endswith(b"\r\n")
    assert max(map(len, letter.content.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("make", MAKERS)
def test_a_letter_is_the_same_whenever_it_is_made(make: Callable[[], Letter]) -> None:
    assert make() == make()


def test_nobody_real_is_written_to_or_from() -> None:
    for mailbox in (letters.SENDER, letters.BILL, letters.STRANGER):
        assert re.fullmatch(r"[a-z.]+@example\.(com|net|org)", mailbox)
