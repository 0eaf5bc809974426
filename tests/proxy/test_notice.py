"""The notice by mail: marked as what it is, safe from what the held message says."""

from __future__ import annotations

import dataclasses
import email
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.finding import Severity
from proxy.hold import HeldMessage
from proxy.notice import (
    Tokens,
    answer_address,
    compose_notice,
    is_automatic,
    is_reserved,
    read_answer,
)
from proxy.store.notices import Action
from tests.proxy.making import BILL, NOON, SAM, finding, held_message

TOKENS = Tokens("s" * 32, "d" * 32)
FIELDS = {
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted",
    "X-Auto-Response-Suppress", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip


def notice(held: HeldMessage) -> EmailMessage:
    content = compose_notice(held, TOKENS, NOON).content
    made = email.message_from_bytes(content, policy=policy.SMTPUTF8)
    assert isinstance(made, EmailMessage)
    return made


def test_a_notice_goes_from_and_to_the_persons_own_mailbox() -> None:
    submission = compose_notice(held_message(), TOKENS, NOON)
    assert (submission.envelope.reverse_path, submission.envelope.mailboxes) == (SAM, (SAM,))
    made = notice(held_message())
    assert [made[name].addresses[0].addr_spec for name in ("From", "To")] == [SAM, SAM]
    assert made["Reply-To"] == f"send.{'s' * 32}@askwell.invalid"


def test_a_notice_is_marked_so_that_nothing_answers_it() -> None:
    made = notice(held_message())
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["X-Auto-Response-Suppress"] == "All"
    assert is_automatic(compose_notice(held_message(), TOKENS, NOON).content)


def test_a_notice_says_why_and_how_to_decide() -> None:
    found = (finding(), finding("resume", Severity.ADVISE, excerpt="only advice"))
    text = notice(held_message(*found)).get_content()
    flat = " ".join(text.split())
    assert '"Do you have a job for me at your company?"' in flat
    assert "Better: Ask how they came to their work." in flat
    assert "askwell show k7f3" in flat
    assert f"discard.{'d' * 32}@askwell.invalid" in flat
    assert "only advice" not in flat


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "Catching up",
        "x\r\nBcc: eve@example.com",
        "x\r\n\r\nbody",
        "x\nX-Evil: 1",
        "\x1b[31m",
        "Grüße — 日本",
        "\u2028Bcc: eve@example.com",
        "x" * 2000,
        "=?utf-8?q?a=0D=0ABcc:_e@example.com?=",
    ],
)
def test_a_subject_cannot_add_a_field(subject: str) -> None:
    made = notice(held_message(subject=subject))
    assert set(made.keys()) == FIELDS
    assert made["Subject"].startswith("Held, not sent yet: ")
    assert made.get_content().startswith("Held by Askwell as k7f3, not sent.")


@given(st.text(max_size=120), st.text(min_size=1, max_size=120), st.text(max_size=60))
def test_no_text_of_the_message_changes_the_shape_of_the_notice(
    subject: str, excerpt: str, name: str
) -> None:
    found = finding(excerpt=excerpt if excerpt.strip() else "x")
    held = held_message(found, contacts=(name,), subject=subject)
    content = compose_notice(held, TOKENS, NOON).content
    made = email.message_from_bytes(content, policy=policy.SMTP)
    assert set(made.keys()) == FIELDS
    assert content.count(b"\r") == content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert content.isascii()


@pytest.mark.parametrize(
    "mailbox",
    [
        "sam@example.org",
        "Sam.O'Neil+x@Example.ORG",
        '"sam ops"@example.org',
        r'"a\"b"@example.org',
        "sam@[192.0.2.1]",
        "sam@intranet",
        "s" * 64 + "@" + "d" * 60 + "." + "e" * 60 + ".example.org",
        "élise@exämple.example",
        "sam@exämple.example",
    ],
)
def test_whatever_the_mailbox_the_notice_is_to_it(mailbox: str) -> None:
    made = compose_notice(held_message(sender=mailbox), TOKENS, NOON)
    assert made.envelope.mailboxes == (mailbox,)
    assert made.envelope.parameters == (() if mailbox.isascii() else ("SMTPUTF8",))
    head = made.content.partition(b"\r\n\r\n")[0].decode().replace("\r\n ", " ")
    assert f"To: <{mailbox}>" in head.replace("<\r\n", "<").splitlines() or mailbox in head
    assert made.content.isascii() is mailbox.isascii()


def test_each_notice_has_a_message_id_of_its_own() -> None:
    one, two = notice(held_message()), notice(held_message())
    assert one["Message-ID"] != two["Message-ID"]
    assert one["Message-ID"].endswith("@askwell.invalid>")


@pytest.mark.parametrize("action", list(Action))
def test_an_answer_is_read_back_from_its_address(action: Action) -> None:
    mailbox = answer_address(action, "abc123")
    for spelling in (mailbox, mailbox.upper(), f'"{action}.abc123"@askwell.invalid', mailbox + "."):
        assert is_reserved(spelling)
        assert read_answer(spelling) == (action, "abc123")


@pytest.mark.parametrize(
    "mailbox", [BILL, "askwell.invalid", "a@askwell.invalid.example.com", "a@xaskwell.invalid", ""]
)
def test_other_mail_is_not_for_askwell(mailbox: str) -> None:
    assert not is_reserved(mailbox)


@pytest.mark.parametrize("local", ["send", "abc", "delete.abc", "xsend.abc", "", "held.abc"])
def test_an_address_that_asks_for_nothing_known_is_no_answer(local: str) -> None:
    assert read_answer(f"{local}@askwell.invalid") is None


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: auto-replied",
        "auto-submitted: AUTO-GENERATED",
        "Auto-Submitted: auto-replied (vacation); owner-email=x",
        "Auto-Submitted:\r\n auto-replied",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "Precedence: Junk",
        "X-Autoreply: yes",
        "X-Autorespond: out of office",
    ],
)
def test_an_answer_by_a_machine_is_known(field: str) -> None:
    assert is_automatic(f"Subject: x\r\n{field}\r\n\r\ntext\r\n".encode())


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: Re: held\r\n\r\ntext\r\n",
        b"Auto-Submitted: no\r\n\r\n",
        b"Auto-Submitted: No\r\n\r\n",
        b"Precedence: list\r\n\r\n",
        b"Subject: x\r\n\r\nAuto-Submitted: auto-replied\r\n",
        b"",
        b"\r\n\r\n",
    ],
)
def test_an_answer_by_a_person_is_not_taken_for_a_machines(content: bytes) -> None:
    assert not is_automatic(content)


@given(st.binary(max_size=200))
def test_any_octets_are_by_a_person_or_a_machine(octets: bytes) -> None:
    assert is_automatic(b"Auto-Submitted: " + octets) in {True, False}
    assert is_automatic(octets) in {True, False}


def test_a_notice_names_all_contacts() -> None:
    held = dataclasses.replace(held_message(), contacts=("Bill", "Ann\r\nBcc: x"))
    assert "to Bill, Ann Bcc: x as k7f3" in " ".join(notice(held).get_content().split())


def test_a_note_about_the_contact_is_brought_up_on_one_line() -> None:
    note = "training\x1b[2J for\r\nBcc: the marathon"
    content = compose_notice(held_message(), TOKENS, NOON, (note,)).content
    assert b"Better: Ask Bill about: training [2J for Bcc: the marathon\r\n" in content
    assert b"Ask Bill about" not in compose_notice(held_message(), TOKENS, NOON).content
