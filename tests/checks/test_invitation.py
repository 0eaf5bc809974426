"""What opens the door to a job question, and what only sounds like it."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.invitation import find_invitation, invites, speeches
from checks.message import parse

TEXTS = tomllib.loads((Path(__file__).parent / "invitations.toml").read_text(encoding="utf-8"))
BILL, CLEO = "bill@example.com", "cleo@example.com"
OPENING = "We have an opening on my team."
WROTE = "On Mon, 2 Mar 2026 at 10:14, Bill Meyer <bill@example.com> wrote:"


def found(body: str, *mailboxes: str, subject: str = "Re: Hello") -> str | None:
    message = parse(f"Subject: {subject}\r\n\r\n{body}\r\n".encode())
    return find_invitation(message, mailboxes or (BILL,))


@pytest.mark.parametrize("text", TEXTS["invites"])
def test_these_words_invite(text: str) -> None:
    assert invites(text) is not None


@pytest.mark.parametrize("text", TEXTS["stays_shut"])
def test_these_words_invite_to_nothing(text: str) -> None:
    assert invites(text) is None


def test_help_in_general_invites_only_where_the_letter_speaks_of_the_search() -> None:
    assert invites("Sorry about the layoff. Let me know if I can help.")
    assert invites("Sorry about the flood. Let me know if I can help.") is None


def test_a_letter_is_searched_to_its_end_and_the_words_are_told_as_written() -> None:
    text = f"Dear Sam,\n\nwe have no openings here. {'The marathon was long. ' * 50}\n"
    assert invites(f"{text}Happy to pass your CV on to Ann, though!") == (
        "Happy to pass your CV on to Ann, though!"
    )


@pytest.mark.parametrize(
    "body",
    [
        f"Yes.\n\n{WROTE}\n> {OPENING}",
        f"Yes.\n\n> {OPENING}",
        f"Yes.\n\n{WROTE}\n\n{OPENING}",
        f"Yes.\n\nOn Mon, 2 Mar 2026 at 10:14, Bill Meyer\n<bill@example.com> wrote:\n> {OPENING}",
        f"{WROTE}\n> How are you?\n\nFine!\n\n> {OPENING}\n\nYes.",
        f"Yes.\n\n{WROTE}\n> Fine.\n>> Any news?\n>>> {OPENING}",
        (
            f"Yes.\n\nFrom: Bill Meyer <bill@example.com>\nSent: Monday\nTo: sam@example.org\n"
            f"Subject: Hello\n\n{OPENING}"
        ),
        (
            f"Yes.\n\n-----Original Message-----\nFrom: Bill Meyer\nSent: Monday, 2 March 2026\n"
            f"To: Sam\nSubject: Hello\n\n{OPENING}"
        ),
    ],
)
def test_the_contact_is_heard_in_every_kind_of_quote(body: str) -> None:
    assert found(body) == OPENING


@pytest.mark.parametrize(
    "body",
    [
        OPENING,
        f'You said: "{OPENING}"',
        f"Yes.\n\n{WROTE}\n> Hello.\n\n-- \nSam",
        f"Yes.\n\n{WROTE}\n> Fine.\n>> {OPENING}",
        (
            f"Yes.\n\n-------- Forwarded Message --------\nFrom: {BILL}\nTo: sam@example.org\n"
            f"Subject: x\n\n{OPENING}"
        ),
        (
            f"Yes.\n\n{WROTE}\n> See below.\n>\n> ---------- Forwarded message ---------\n"
            f"> From: hr@example.com\n> {OPENING}"
        ),
        f"Yes.\n\nBegin forwarded message:\n\n> From: {BILL}\n> {OPENING}",
        f"Yes.\n\nOn Mon, 2 Mar 2026 at 10:14, Ann <ann@example.net> wrote:\n> {OPENING}",
        f"{WROTE}\n> Fine.\n>\n> On 1 Mar 2026 at 9:00, <sam@example.org> wrote:\n>> {OPENING}",
    ],
)
def test_nobody_else_is_taken_for_the_contact(body: str) -> None:
    assert found(body) is None


def test_a_forwarded_letter_invites_nobody() -> None:
    body = f"Yes.\n\n{WROTE}\n> {OPENING}"
    assert found(body, subject="Fwd: Hello") is None
    assert found(body, subject="FW: Hello") is None
    enclosed = (
        "Subject: Hello\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee.\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: {BILL}\r\n\r\n{OPENING}\r\n--b--\r\n"
    )
    assert find_invitation(parse(enclosed.encode()), (BILL,)) is None


def test_each_of_several_contacts_must_have_invited() -> None:
    cleo = "On Mon, 2 Mar 2026 at 11:00, Cleo <cleo@example.com> wrote:\n> Send me your resume."
    both = f"Yes.\n\n{WROTE}\n> {OPENING}\n\n{cleo}"
    assert found(both, BILL, CLEO) == OPENING
    assert found(f"Yes.\n\n{WROTE}\n> {OPENING}", BILL, CLEO) is None
    assert found(f"Yes.\n\n> {OPENING}", BILL, CLEO) is None
    assert find_invitation(parse(b""), ()) is None


def test_a_quote_in_html_is_heard_too() -> None:
    page = (
        '<p>Yes.</p><div class="gmail_quote"><div class="gmail_attr">On Mon, 2 Mar 2026 at 10:14, '
        'Bill Meyer &lt;<a href="mailto:bill@example.com">bill@example.com</a>&gt; wrote:</div>'
        f"<blockquote>{OPENING}</blockquote></div>"
    )
    content = f"Subject: Re: x\r\nContent-Type: text/html\r\n\r\n{page}\r\n".encode()
    assert find_invitation(parse(content), (BILL,)) == OPENING


@given(st.text(">- \nOn2026:wroteFm@.", max_size=200) | st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for speech in speeches(text):
        invites(speech.text)


def test_no_quote_takes_long() -> None:
    text = "> if you would like me to pass on your name to have an opening for the role \n" * 700
    began = time.perf_counter()
    found(text)
    found("On Mon, 2 Mar 2026 " * 3000)
    found("> From: a@b\n" * 5000)
    assert time.perf_counter() - began < 5
