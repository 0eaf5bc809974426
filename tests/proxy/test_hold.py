"""What a message is known by: the same to a person, the same to the last octet, or another."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.hold import (
    ID_ALPHABET,
    ID_LENGTH,
    Identity,
    new_id,
    new_token,
    token_digest,
)
from tests.proxy.making import NOON, PDF, TEXT, Letter, held_message, plain_letter

FIRST = Letter(press=1)
HTML = (
    b"Subject: {subject}\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b'<p>Look:</p><img src="cid:{one}"><img src="cid:{two}">\r\n'
    b"--b\r\nContent-Type: image/png\r\nContent-ID: <{first}>\r\n\r\nPNG1\r\n"
    b"--b\r\nContent-Type: image/png\r\nContent-ID: <{second}>\r\n\r\nPNG2\r\n--b--\r\n"
)
NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (level, level)
    for level in range(60)
)


def related(one: bytes, two: bytes, first: bytes, second: bytes) -> bytes:
    """Return a message that shows two images by their Content-IDs."""
    content = HTML.replace(b"{subject}", b"Pictures")
    for mark, value in ((b"one", one), (b"two", two), (b"first", first), (b"second", second)):
        content = content.replace(b"{%s}" % mark, value)
    return content


def test_a_second_press_of_send_is_the_same_text_sent_anew() -> None:
    first, second = (Identity.of(Letter(press=press).content) for press in (1, 2))
    assert second.same_text(first)
    assert not second.same_bytes(first)
    assert second.sent_anew_after(first)


def test_a_retry_of_the_same_bytes_is_not_sent_anew() -> None:
    first, retry = Identity.of(FIRST.content), Identity.of(FIRST.content)
    assert retry.same_bytes(first)
    assert retry.same_text(first)
    assert not retry.sent_anew_after(first)


def test_the_same_marks_in_other_bytes_are_not_sent_anew() -> None:
    first = FIRST.content
    trace = b"Received: from there\r\n" + first
    assert Identity.of(trace).same_text(Identity.of(first))
    assert not Identity.of(trace).sent_anew_after(Identity.of(first))


@pytest.mark.parametrize("mark", [b"Message-ID", b"Date"])
def test_one_new_mark_is_enough(mark: bytes) -> None:
    content = b"Message-ID: <1@example.org>\r\nDate: Mon\r\nSubject: x\r\n\r\ntext\r\n"
    renewed = content.replace(mark + b": ", mark + b": new ")
    assert Identity.of(renewed).sent_anew_after(Identity.of(content))


@pytest.mark.parametrize(
    "edited",
    [
        Letter(press=2, subject="Catching up?"),
        Letter(press=2, subject="Catching"),
        Letter(press=2, text=TEXT + " Please."),
        Letter(press=2, text=TEXT.replace("job", "jobs")),
        Letter(press=2, text=TEXT.lower()),
        Letter(press=2, text=""),
        Letter(press=2, file=PDF + b"\0"),
        Letter(press=2, file=PDF[:-1]),
        Letter(press=2, file=PDF.replace(b"\xff", b"\xfe", 1)),
        Letter(press=2, file_name="resume.pdf"),
    ],
)
def test_any_change_of_what_a_person_wrote_is_another_text(edited: Letter) -> None:
    first, second = Identity.of(FIRST.content), Identity.of(edited.content)
    assert not second.same_text(first)
    assert not second.sent_anew_after(first)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"charset=UTF-8", b"charset=KOI8-R"),
        (b"Content-Type: text/plain", b"Content-Type: text/html"),
        (b"Content-Type: application/pdf", b"Content-Type: application/zip"),
    ],
)
def test_the_same_octets_that_read_otherwise_are_another_text(before: bytes, after: bytes) -> None:
    content = FIRST.content.replace(TEXT.encode(), "Schöne Grüße".encode())
    assert before in content
    assert not Identity.of(content.replace(before, after)).same_text(Identity.of(content))


def test_parts_in_another_number_or_order_are_another_text() -> None:
    boundary = b"--" + b"-" * 12 + b"00000001"
    head, text, file, end = FIRST.content.split(boundary)
    swapped = boundary.join((head, file, text, end))
    doubled = boundary.join((head, text, file, file, end))
    lone = boundary.join((head, text, end))
    first = Identity.of(FIRST.content)
    for other in (swapped, doubled, lone):
        assert not Identity.of(other).same_text(first)


def test_another_transfer_encoding_is_the_same_text() -> None:
    plain = plain_letter("Grüße").replace(
        b"Subject", b"Content-Type: text/plain; charset=utf-8\r\nSubject"
    )
    quoted = plain.replace(
        b"Subject", b"Content-Transfer-Encoding: quoted-printable\r\nSubject"
    ).replace("Grüße".encode(), b"Gr=C3=BC=C3=9Fe")
    assert Identity.of(quoted).same_text(Identity.of(plain))


def test_a_subject_encoded_otherwise_is_the_same_subject() -> None:
    one = b"Subject: =?utf-8?q?Caf=C3=A9?=\r\n\r\ntext\r\n"
    two = b"Subject: =?utf-8?b?Q2Fmw6k=?=\r\n\r\ntext\r\n"
    assert Identity.of(one).same_text(Identity.of(two))
    assert Identity.of(one).subject == "Café"


def test_new_content_ids_are_the_same_text() -> None:
    first = Identity.of(related(b"a@x", b"b@x", b"a@x", b"b@x"))
    renewed = Identity.of(related(b"c@y", b"d@y", b"c@y", b"d@y"))
    assert renewed.same_text(first)


def test_images_shown_in_each_others_place_are_another_text() -> None:
    first = Identity.of(related(b"a@x", b"b@x", b"a@x", b"b@x"))
    swapped = Identity.of(related(b"b@x", b"a@x", b"a@x", b"b@x"))
    assert not swapped.same_text(first)


def test_words_that_look_like_a_content_id_are_words() -> None:
    one, two = plain_letter("See cid:4711."), plain_letter("See cid:4712.")
    assert not Identity.of(one).same_text(Identity.of(two))


@pytest.mark.parametrize("field", [b"To: bill@example.com", b"X-Mailer: another"])
def test_other_fields_of_the_header_do_not_count(field: bytes) -> None:
    assert Identity.of(field + b"\r\n" + FIRST.content).same_text(Identity.of(FIRST.content))


def test_a_message_that_cannot_be_walked_to_its_end_is_known_by_its_bytes() -> None:
    first = b"Message-ID: <1@x>\r\nDate: Mon\r\n folded\r\n" + NESTED + b"deep inside\r\n"
    renewed = first.replace(b"<1@x>", b"<2@x>").replace(b"Mon\r\n folded", b"Tue")
    changed = renewed.replace(b"deep", b"DEEP")
    assert Identity.of(renewed).sent_anew_after(Identity.of(first))
    assert not Identity.of(changed).same_text(Identity.of(first))


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_octets_have_an_identity(one: bytes, two: bytes) -> None:
    assert Identity.of(one).same_bytes(Identity.of(two)) is (one == two)
    assert Identity.of(one).same_text(Identity.of(bytes(one)))


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_attachments_differ_when_their_octets_do(one: bytes, two: bytes) -> None:
    first, second = (
        Identity.of(dataclasses.replace(FIRST, press=press, file=b"<" + octets + b">").content)
        for press, octets in ((1, one), (2, two))
    )
    assert first.same_text(second) is (one == two)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp", "Cf"])))
def test_a_text_is_its_own_and_no_other(word: str) -> None:
    first, second = (
        Identity.of(dataclasses.replace(FIRST, press=press, text=text).content)
        for press, text in ((1, "begin-end"), (2, f"begin-{word}end"))
    )
    assert first.same_text(second) is (word == "")


def test_ids_are_of_an_alphabet_that_can_be_read_aloud() -> None:
    ids = {new_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(fresh) == ID_LENGTH and set(fresh) <= set(ID_ALPHABET) for fresh in ids)
    assert not set("ilou") & set(ID_ALPHABET)


def test_a_token_is_long_and_blind_to_case_and_its_digest_tells_nothing() -> None:
    token = new_token()
    assert len(token) * 5 >= 160
    assert token != new_token()
    assert token_digest(token.upper()) == token_digest(token)
    assert token_digest(token) != token_digest(new_token())
    assert token not in token_digest(token)


def test_a_held_message_without_a_time_zone_cannot_exist() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dataclasses.replace(held_message(), held_at=NOON.replace(tzinfo=None))


def _forwarding(boundary: str, subject: str) -> bytes:
    lines = [
        "Subject: Fwd",
        f"Message-ID: <{boundary}@example.org>",
        f'Content-Type: multipart/mixed; boundary="{boundary}"',
        "",
        f"--{boundary}",
        "",
        "See below.",
        f"--{boundary}",
        "Content-Type: message/rfc822",
        "",
        f"Subject: {subject}",
        "",
        "The same text.",
        f"--{boundary}--",
        "",
    ]
    return "\r\n".join(lines).encode()


def test_an_enclosed_message_counts_with_its_header_and_without_boundaries() -> None:
    first = Identity.of(_forwarding("one", "Budget"))
    assert Identity.of(_forwarding("two", "Budget")).sent_anew_after(first)
    assert not Identity.of(_forwarding("two", "Layoffs")).same_text(first)
