from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.finding import Severity
from proxy.cli import showing
from proxy.contacts import Contact
from proxy.hold import Closed, HeldMessage, State
from tests.proxy.cli.holding import JOB_ASK, Desk, letter

MIXED = """\
--b
Content-Type: text/plain

I was hoping you have a job for me.
--b
Content-Type: application/pdf; name="cv\x1b.pdf"
Content-Disposition: attachment; filename="cv\x1b.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--b--
"""


def page(held: HeldMessage, content: bytes | None = None, *contacts: Contact) -> str:
    moment = held.held_at + timedelta(minutes=3)
    return "\n".join(showing.page(held, content or letter(), contacts, moment))


def test_a_page_says_what_a_decision_needs(desk: Desk) -> None:
    held = desk.hold(recipients=("bill@example.com", "eve@example.net"))
    text = page(held, None, Contact("bill@example.com", "Bill", notes=("the marathon",)))
    assert f"Id        {held.short_id} (in full {held.id})" in text
    assert "bill@example.com, eve@example.net (Bcc)" in text
    assert "Held      3 min ago (" in text
    assert '"I was hoping you have a job for me."' in text
    assert "Why     It corners the contact." in text
    assert "Better  Ask for advice." in text
    assert "Something to ask Bill about: the marathon" in text
    assert "  Is your company hiring? I was hoping you have a job for me." in text
    assert f"askwell release {held.short_id}" in text


def test_without_notes_there_is_no_word_of_them(desk: Desk) -> None:
    assert "notes" not in page(desk.hold(), None, Contact("bill@example.com", "Bill"))


def test_attachments_are_named_with_their_sizes(desk: Desk) -> None:
    content = letter(MIXED, fields="Content-Type: multipart/mixed; boundary=b\n")
    text = page(desk.hold(content), content)
    assert "Attached  " in text
    assert "(application/pdf, 9 bytes)" in text
    assert "\x1b" not in text


def test_quotes_and_signature_are_left_out_and_said_to_be(desk: Desk) -> None:
    content = letter("Hello.\n\nOn Monday, Bill wrote:\n> Secret words\n\n-- \nAnn Example\n")
    held = desk.hold(content)
    text = page(held, content)
    assert "Secret words" not in text
    assert "Not shown: " in text
    assert f"askwell show {held.short_id} --source" in text
    assert "Not shown: " not in page(held)


def test_coaching_is_told_apart_from_what_holds(desk: Desk) -> None:
    advice = replace(JOB_ASK, severity=Severity.ADVISE)
    both = page(replace(desk.hold(), findings=(advice, JOB_ASK)))
    assert both.index("Why it is held") < both.index("Also worth a thought")
    assert "Why it is held" not in page(replace(desk.hold(), findings=(advice,)))
    assert "Nothing holds it" in page(replace(desk.hold(), findings=()))


@pytest.mark.parametrize(
    ("state", "said", "way"),
    [
        (State.HELD, "held, not sent", "askwell release"),
        (State.RELEASING, "is being sent right now", None),
        (State.UNCERTAIN, "may have been sent", "askwell discard"),
        (State.SENT, "by a release", None),
        (State.DISCARDED, "discarded", "askwell restore"),
        (State.SUPERSEDED, "a newer version took its place", "askwell restore"),
    ],
)
def test_each_state_is_said_with_the_way_out_of_it(
    desk: Desk, state: State, said: str, way: str | None
) -> None:
    held = replace(desk.hold(), state=state, reply="250 2.0.0 Taken\x1b[0m")
    text = page(held)
    assert said in " ".join(text.split())
    assert "Server    250 2.0.0 Taken" in text
    assert "\x1b" not in text
    if way is None:
        assert showing.next_steps(held) == []
    else:
        assert f"{way} {held.short_id}" in text


def test_a_confirmation_and_a_wait_for_a_login_are_said(desk: Desk) -> None:
    held = desk.hold()
    sent = replace(held, state=State.SENT, closed=Closed.CONFIRMED)
    assert "by sending it again" in page(sent)
    waits = " ".join(page(replace(held, release_wanted=True)).split())
    assert "goes out when your mail client next logs in" in waits


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_page_fits_the_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    content = letter("words " * 100 + "\n" + "x" * 300 + "\n", subject="long " * 50)
    assert all(len(line) <= width for line in page(desk.hold(content), content).splitlines())
