from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.message import parse
from proxy.cli.draft import DraftError, Letter, Source, draft
from tests.proxy.cli.holding import letter

HTML = letter("<p>Hi</p>\n", fields="Content-Type: text/html\n")


def test_a_plain_letter_is_shown_as_a_person_wrote_it() -> None:
    fields = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n"
    content = letter("R3LDvMOfZQo=\n", "=?utf-8?Q?=C3=9Cber?=", fields=fields)
    found = draft(content, raw=False)
    assert isinstance(found, Letter)
    assert found.sheet().decode() == "Subject: Über\n\nGrüße\n"


def test_what_is_no_plain_letter_is_shown_as_its_source() -> None:
    assert draft(HTML, raw=False) == Source(HTML)
    assert draft(letter(), raw=True) == Source(letter())


@given(st.binary(max_size=300))
def test_an_editor_that_changes_nothing_changes_no_byte(body: bytes) -> None:
    content = letter("", fields="") + body
    for raw in (False, True):
        found = draft(content, raw=raw)
        try:
            assert found.revised(found.sheet()) == content
        except DraftError:
            assert b"\0" in content or b"\r" in content.replace(b"\r\n", b"")


def test_a_line_end_added_by_the_editor_is_no_change() -> None:
    content = letter("No line end").removesuffix(b"\r\n")
    for raw in (False, True):
        found = draft(content, raw=raw)
        assert found.revised(found.sheet() + b"\n") == content
        assert found.revised(found.sheet().replace(b"\n", b"\r\n")) == content


def test_a_new_subject_leaves_the_text_alone_and_the_other_way_round() -> None:
    content = letter("Old words.\n", "Old subject")
    found = draft(content, raw=False)
    subject = found.revised(b"Subject: New subject\n\nOld words.\n")
    assert subject == content.replace(b"Old subject", b"New subject")
    text = found.revised(b"Subject: Old subject\n\nNew words.\n")
    assert text == content.replace(b"Old words.", b"New words.")


def test_a_subject_can_not_bring_fields_of_its_own() -> None:
    found = draft(letter(), raw=False)
    revised = found.revised("Subject: a\x0bBcc: eve@example.net\x85X: y\n\nText\n".encode())
    assert parse(revised).subject == "a Bcc: eve@example.net X: y"
    assert b"\nBcc" not in revised


def test_without_its_line_the_subject_stays() -> None:
    revised = draft(letter(subject="Kept"), raw=False).revised(b"Only text.\n")
    assert parse(revised).subject == "Kept"
    assert parse(revised).body.own == "Only text."


def test_bytes_of_any_charset_survive_in_the_source() -> None:
    content = letter("x\n", fields="Content-Type: text/html; charset=x\n") + b"\xff\xe9 caf\xe9\r\n"
    found = draft(content, raw=False)
    assert found.revised(found.sheet().replace(b"\nx\n", b"\ny\n")) == content.replace(
        b"\r\nx\r\n", b"\r\ny\r\n"
    )


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (b"Subject: a\n\nb\0\n", "line 3 has a NUL"),
        (b"Subject: a\n\n\nb\rc\n", "line 4 has a carriage return"),
    ],
)
@pytest.mark.parametrize("content", [letter(), HTML])
def test_what_no_message_may_contain_is_refused(content: bytes, sheet: bytes, said: str) -> None:
    with pytest.raises(DraftError, match=said):
        draft(content, raw=False).revised(sheet)


def test_a_letter_must_come_back_as_utf_8_and_a_source_need_not() -> None:
    with pytest.raises(DraftError, match="line 2 is not UTF-8"):
        draft(letter(), raw=False).revised(b"Subject: a\n\xff\n")
    assert draft(HTML, raw=False).revised(b"Subject: a\n\xff\n") == b"Subject: a\r\n\xff\r\n"
