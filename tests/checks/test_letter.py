"""Which parts are the letter."""

from __future__ import annotations

import pytest

from checks import letter, mime


def reading(kind: str, *parts: str) -> letter.Reading:
    inner = "".join(f"--b\r\n{part}\r\n" for part in parts)
    content = f"Content-Type: multipart/{kind}; boundary=b\r\n\r\n{inner}--b--"
    return letter.read(mime.read(content.encode()).root)


PLAIN = "Content-Type: text/plain\r\n\r\nHello Bill"
HTML = "Content-Type: text/html\r\n\r\n<p>Hello Bill</p>"
IMAGE = "Content-Type: image/png\r\nContent-ID: <1@example.com>\r\n\r\nx"


@pytest.mark.parametrize("parts", [(PLAIN, HTML), (HTML, PLAIN), (PLAIN,), (HTML,)])
def test_an_alternative_is_read_once_in_any_order(parts: tuple[str, ...]) -> None:
    assert reading("alternative", *parts).body.own == "Hello Bill"


def test_an_image_within_the_page_is_a_file() -> None:
    read = reading("related", HTML, IMAGE)
    assert read.body.own == "Hello Bill"
    assert [part.content_type for part in read.attachments] == ["image/png"]


def test_a_calendar_is_no_letter() -> None:
    calendar = "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR"
    read = reading("alternative", PLAIN, calendar)
    assert read.body.own == "Hello Bill"
    assert len(read.attachments) == 1


def test_a_list_footer_in_a_part_of_its_own_is_no_letter() -> None:
    footer = f"Content-Type: text/plain\r\n\r\n{'_' * 40}\r\nPlants mailing list\r\n"
    read = reading("mixed", PLAIN, footer)
    assert read.body.own == "Hello Bill"
    assert "mailing list" in read.body.rest


def test_a_page_says_its_charset_itself() -> None:
    content = b'Content-Type: text/html\r\n\r\n<meta charset="koi8-r">' + "привет".encode("koi8-r")
    assert letter.read(mime.read(content).root).body.own == "привет"


def test_letters_without_end_are_cut_and_said_to_be() -> None:
    assert reading("mixed", *[PLAIN] * 10).complete
    assert not reading("mixed", *[PLAIN] * 200).complete
    long = letter.read(mime.read(b"\r\n" + b"x\n" * 30_000).root)
    assert not long.complete


def test_pages_beyond_the_budget_are_not_read_and_said_so() -> None:
    page = "Content-Type: text/html\r\n\r\n" + "<p>" + "x" * 2_100_000
    read = reading("mixed", page, page, page, page, PLAIN)
    assert not read.complete
    assert "Hello Bill" not in read.body.own
