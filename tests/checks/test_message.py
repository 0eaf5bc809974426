"""Messages, well made and not: what parse reads from them."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checks.message import Message, parse


def letter(body: str, *fields: str) -> bytes:
    return ("\r\n".join([*fields, "", body])).encode("utf-8")


def multipart(*parts: str, kind: str = "mixed") -> bytes:
    inner = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="b"\r\n\r\n{inner}--b--\r\n'.encode()


def text_part(body: str, subtype: str = "plain", extra: str = "") -> str:
    return f"Content-Type: text/{subtype}; charset=utf-8\r\n{extra}\r\n{body}"


def nested(depth: int) -> bytes:
    opened = "".join(
        f"Content-Type: multipart/mixed; boundary=b{at}\r\n\r\n--b{at}\r\n" for at in range(depth)
    )
    return f"{opened}Content-Type: text/plain\r\n\r\nDeep down.\r\n".encode()


def test_header_fields_are_read() -> None:
    message = parse(
        letter(
            "Hi",
            "From: Ann Lee <ann@example.org>",
            'To: "Smith, Bill" <bill@example.com>, jo@example.com',
            "Cc: team: x@example.com, y@example.com;",
            "Bcc: =?utf-8?q?Zo=C3=AB?= <zoe@example.com>",
            "Subject: =?utf-8?q?Caf=C3=A9?=\r\n =?utf-8?b?IGF0IHRlbg==?=",
            "Message-ID:  <1@example.org> ",
            "Date: Mon, 03 Nov 2025 10:14:00 +0100",
            "In-Reply-To: <a@example.com>",
            "References: <b@example.com>\r\n <a@example.com>",
        )
    )
    assert message.sender == "ann@example.org"
    assert message.to == (
        "bill@example.com",
        "jo@example.com",
        "x@example.com",
        "y@example.com",
        "zoe@example.com",
    )
    assert message.subject == "Café at ten"
    assert message.message_id == "<1@example.org>"
    assert message.date == "Mon, 03 Nov 2025 10:14:00 +0100"
    assert message.in_reply_to == ("<a@example.com>", "<b@example.com>")
    assert message.complete


def test_a_message_without_header_is_all_body() -> None:
    message = parse(b"Hello Bill, no header here.\r\nSecond line.")
    assert message.body.own == "Hello Bill, no header here.\nSecond line."
    assert (message.subject, message.sender, message.to) == ("", None, ())


@pytest.mark.parametrize(
    "content", [b"", b"\r\n", b"\n\n\n", b"\x00", b"Subject:", b"Subject: \r\n"]
)
def test_an_empty_message_is_a_message(content: bytes) -> None:
    message = parse(content)
    assert message.body.own.strip() == ""
    assert message.subject == ""
    assert message.complete


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("Résumé".encode(), "Résumé"),
        ("Résumé".encode("latin-1"), "Résumé"),
        (b"=?x-unknown?q?a=E9b?=", "aéb"),
        (b"=?utf-8?b?Q?=", "=?utf-8?b?Q?="),
        (b"=?utf-8?q?one?= =?utf-8?q?two?=", "onetwo"),
        (b"a\x00b\x1b[31mc", "a b [31mc"),
    ],
)
def test_odd_subjects_are_read(raw: bytes, subject: str) -> None:
    assert parse(b"Subject: " + raw + b"\r\n\r\nx").subject == subject


@pytest.mark.parametrize(
    ("payload", "fields"),
    [
        ("Café".encode(), "text/plain; charset=utf-8"),
        ("Café".encode("latin-1"), "text/plain; charset=iso-8859-1"),
        ("Café".encode("latin-1"), "text/plain; charset=utf-8"),
        ("Café".encode(), "text/plain; charset=us-ascii"),
        ("Café".encode(), "text/plain; charset=x-nobody-knows"),
        ("Café".encode(), "text/plain; charset=idna"),
        ("Café".encode("utf-16"), "text/plain; charset=utf-16"),
        ("Café".encode(), "text/plain"),
        ("Café".encode(), "nonsense"),
        ("Cafe\u0301".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_text_in_any_charset_is_read(payload: bytes, fields: str) -> None:
    content = b"Content-Type: " + fields.encode() + b"\r\n\r\n" + payload
    assert parse(content).body.own == "Café"


def test_transfer_encodings_are_undone() -> None:
    encoded = base64.encodebytes(b"Is there an opening?" * 20).decode()
    field = "Content-Transfer-Encoding: "
    assert parse(letter(encoded, field + "BASE64")).body.own.startswith("Is there an opening?")
    assert parse(letter(encoded[:-6], field + "base64")).body.own.startswith("Is there an opening?")
    assert parse(letter("!!" + encoded, field + "base64")).body.own.startswith("Is there an")
    assert (
        parse(letter("an ope=\r\nning =3D", field + "quoted-printable")).body.own == "an opening ="
    )
    assert parse(letter("as it is", field + "x-unknown")).body.own == "as it is"


def test_flowed_text_is_joined() -> None:
    flowed = "Content-Type: text/plain; format=flowed"
    body = parse(
        letter("Do you know \r\nanyone?\r\n\r\n> How \r\n> was it?\r\n-- \r\nAnn", flowed)
    ).body
    assert body.own == "Do you know anyone?"
    assert body.quoted == "> How was it?"
    assert body.signature == "--\nAnn"
    assert parse(letter("ho \r\npe", flowed + "; delsp=yes")).body.own == "hope"


def test_the_plain_text_of_an_alternative_counts_once() -> None:
    message = parse(
        multipart(
            text_part("Do you know anyone\r\nwho is hiring?"),
            text_part("<p>Do you know anyone who is hiring?</p>", "html"),
            kind="alternative",
        )
    )
    assert message.body.own == "Do you know anyone\nwho is hiring?"


@pytest.mark.parametrize("stub", ["", " \r\n", "Your mail client does not display HTML messages."])
def test_a_plain_part_that_says_nothing_gives_way_to_the_html(stub: str) -> None:
    message = parse(
        multipart(text_part(stub), text_part("<p>An opening?</p>", "html"), kind="alternative")
    )
    assert message.body.own == "An opening?"


def test_words_that_only_the_html_has_count_as_well() -> None:
    message = parse(
        multipart(
            text_part("Hello Bill, how was the race?"),
            text_part("<p>Hello Bill, how was the race?</p><p>Any jobs going?</p>", "html"),
            kind="alternative",
        )
    )
    assert message.body.own == "Hello Bill, how was the race?\nAny jobs going?"


def test_text_and_files_are_told_apart() -> None:
    message = parse(
        multipart(
            text_part("The letter."),
            text_part("listed", extra='Content-Disposition: inline; filename="notes.txt"\r\n'),
            text_part("saved", extra="Content-Disposition: attachment\r\n"),
            "Content-Type: application/pdf\r\n\r\n%PDF",
            text_part("More of the letter."),
        )
    )
    assert message.body.own == "The letter.\n\nMore of the letter."
    assert [part.payload for part in message.attachments] == [b"listed", b"saved", b"%PDF"]
    assert len(message.parts) == 5


def test_an_enclosed_message_is_not_the_authors_but_its_files_are_attached() -> None:
    inner = multipart(
        text_part("Is there an opening?"),
        'Content-Type: application/pdf; name="cv.pdf"\r\n\r\n%PDF',
    ).decode()
    parts = f"{text_part('See below.')}\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n{inner}"
    outer = parse(letter(f"--o\r\n{parts}\r\n--o--", "Content-Type: multipart/mixed; boundary=o"))
    assert outer.body.own == "See below."
    assert "Is there an opening?" in outer.body.quoted
    assert [part.filename for part in outer.attachments] == ["cv.pdf"]
    assert len(outer.parts) == 3


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ('attachment; filename="resume.pdf"', "resume.pdf"),
        ("attachment; filename*=utf-8''R%C3%A9sum%C3%A9.pdf", "Résumé.pdf"),
        ("attachment; filename*0*=utf-8''R%C3%A9; filename*1=sum.pdf", "Résum.pdf"),
        ('attachment; filename="=?utf-8?q?R=C3=A9sum=C3=A9?= =?utf-8?q?.pdf?="', "Résumé.pdf"),
        ('attachment; filename="../../etc/resume.pdf"', "resume.pdf"),
        ('attachment; filename="C:\\\\docs\\\\resume.pdf"', "resume.pdf"),
        ('attachment; filename="re\u202esume\x07.pdf"', "resume .pdf"),
        ('attachment; filename="Re\u0301sume\u0301.pdf"', "Résumé.pdf"),
        ("attachment; filename*=x-unknown''r%E9sum.pdf", "résum.pdf"),
        ("attachment; filename=", None),
        ("attachment", None),
    ],
)
def test_file_names_are_decoded_and_bare(field: str, name: str | None) -> None:
    message = parse(multipart(f"Content-Disposition: {field}\r\n\r\nx"))
    assert [part.filename for part in message.attachments] == [name]


def test_a_message_as_the_standard_library_makes_it() -> None:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "ann@example.org", "bill@example.com", "Hällo"
    made.set_content("Ein Brief mit ä.\n")
    made.add_alternative("<p>Ein Brief mit ä.</p>", subtype="html")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Lebenslauf ä.pdf")
    message = parse(made.as_bytes())
    assert message.body.own == "Ein Brief mit ä."
    assert message.subject == "Hällo"
    assert [(part.filename, part.payload) for part in message.attachments] == [
        ("Lebenslauf ä.pdf", b"%PDF")
    ]
    assert [part.content_type for part in message.parts] == [
        "text/plain",
        "text/html",
        "application/pdf",
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_multipart_cut_short_keeps_what_came(ending: str) -> None:
    content = multipart(text_part("The letter."), text_part("The end.")).partition(b"--b--")[0]
    message = parse(content.replace(b"\r\n", ending.encode()))
    assert message.body.own == "The letter.\n\nThe end."


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=none"])
def test_a_multipart_without_its_boundary_is_read_as_text(boundary: str) -> None:
    message = parse(letter("An opening?", f"Content-Type: multipart/mixed{boundary}"))
    assert message.body.own == "An opening?"


@pytest.mark.parametrize("depth", [1, 30])
def test_reasonable_nesting_is_read_whole(depth: int) -> None:
    message = parse(nested(depth))
    assert message.complete
    assert message.body.own == "Deep down."


def test_absurd_nesting_is_cut_and_said_to_be() -> None:
    message = parse(nested(1000))
    assert not message.complete
    assert len(message.parts) == 1
    enclosed = parse(b"Content-Type: message/rfc822\r\n\r\n" * 1000 + b"x")
    assert not enclosed.complete


def test_ten_thousand_parts_are_cut_and_said_to_be() -> None:
    message = parse(multipart(*["Content-Type: image/png\r\n\r\nx"] * 10_000))
    assert not message.complete
    assert 0 < len(message.parts) < 10_000


SLOW = {
    "fields": b"X: a\r\n" * 200_000,
    "folded": b"Subject: a\r\n" + b" b\r\n" * 200_000,
    "words": b"Subject: " + b"=?utf-8?q?a?= " * 70_000,
    "parameters": b"Content-Type: text/plain" + b"; a=b" * 200_000,
    "quotes": b'Content-Type: text/plain; a="' + b';\\"' * 300_000,
    "recipients": b"To: " + b"a@example.com, " * 60_000,
    "comments": b"To: " + b"(" * 500_000,
    "references": b"References: " + b"<" * 500_000 + b"<a@b> " * 100_000,
    "boundaries": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b" * 300_000,
    "levels and lines": nested(39) + b"a\r\n" * 300_000,
    "marks": b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"> a \r\n" * 150_000,
}


@pytest.mark.parametrize("name", SLOW)
def test_a_megabyte_of_anything_is_parsed_in_linear_time(name: str) -> None:
    assert isinstance(parse(SLOW[name]), Message)


@given(st.binary(max_size=400))
@example(b"Content-Type: text/plain; charset=\x00\r\n\r\n\xff")
@example(b"Content-Type: text/plain; charset*=\xff'x'%\r\n\r\nx")
@example(b"Content-Disposition: attachment; filename*0*=a; filename*0=b\r\n\r\nx")
@example(b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=\xff=4")
@example(b"From nobody Mon Nov  3\r\nFrom: (((\r\n\r\nx")
@example(b'To: <<>>, @, "\xff\r\n\tx\r\n\r\n')
def test_any_bytes_are_a_message(content: bytes) -> None:
    assert isinstance(parse(content), Message)


FRAGMENTS = [
    b"Content-Type: ", b"multipart/mixed; boundary=b", b"multipart/alternative; boundary=b",
    b"message/rfc822", b"text/html", b"text/plain; charset=", b"utf-7", b"hex", b"unicode_escape",
    b"\r\n", b"\r\n\r\n", b"--b\r\n", b"--b--", b"Content-Transfer-Encoding: base64", b"=?utf-8?b?",
    b"; name*=", b"; name*0*=", b"''%", b'"', b"<blockquote>", b"<div class=gmail_quote>", b"> ",
    b"On 3 Nov 2025 at 10:14, Bill wrote:", b"-- \r\n", b"Best,\r\n", b"\x00", b"\xff", b"From: ",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(b"".join))
def test_any_mixture_of_mail_is_a_message(content: bytes) -> None:
    assert isinstance(parse(content), Message)
