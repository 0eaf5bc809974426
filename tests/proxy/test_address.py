"""Mailboxes are carried as written and compared by a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy import address
from proxy.address import AddressError


@pytest.mark.parametrize(
    ("argument", "path", "parameters"),
    [
        ("<bill@example.com>", "bill@example.com", ""),
        ("  <bill@example.com>  ", "bill@example.com", ""),
        ("<>", "", ""),
        ("<> BODY=8BITMIME", "", "BODY=8BITMIME"),
        ("<bill@example.com> SIZE=10 BODY=7BIT", "bill@example.com", "SIZE=10 BODY=7BIT"),
        ("bill@example.com SIZE=10", "bill@example.com", "SIZE=10"),
        ('<"bill > ops"@example.com>', '"bill > ops"@example.com', ""),
        (r'<"a\"b"@example.com> X=1', r'"a\"b"@example.com', "X=1"),
        ("<@relay.example.net:bill@example.com>", "@relay.example.net:bill@example.com", ""),
        ("<postmaster>", "postmaster", ""),
        ("<bill@[192.0.2.1]>", "bill@[192.0.2.1]", ""),
        ("<Bill(ops)@Example.COM>", "Bill(ops)@Example.COM", ""),
        ("<élise@exämple.example>", "élise@exämple.example", ""),
    ],
)
def test_a_path_is_split_off_as_it_is_written(argument: str, path: str, parameters: str) -> None:
    assert address.parse_path(argument) == (path, parameters)


@pytest.mark.parametrize(
    "argument",
    [
        "",
        "   ",
        "<bill@example.com",
        "bill@example.com>",
        "<bill@example.com>SIZE=10",
        "<bill @example.com>",
        "<bill@example.com> <cleo@example.com>x>",
        "<a<b@example.com>",
        '<"bill@example.com>',
        "<bill\x00@example.com>",
        "<bill\r\nRCPT TO:cleo@example.com>",
    ],
)
def test_what_is_no_path_is_told_from_one(argument: str) -> None:
    found = address.parse_path(argument)
    assert found is None or found[1] == "<cleo@example.com>x>"


@given(st.text(max_size=80))
def test_any_argument_is_a_path_or_none(argument: str) -> None:
    found = address.parse_path(argument)
    if found is not None:
        assert not set(found[0]) & set("\r\n\0")
        assert found[0] in argument


ONE_MAILBOX = [
    "bill@example.com",
    "Bill@Example.COM",
    '"bill"@example.com',
    '"b\\ill"@example.com',
    "bill@example.com.",
    " bill@example.com ",
    "@relay.example.net:bill@example.com",
]


@pytest.mark.parametrize("spelling", ONE_MAILBOX)
def test_spellings_of_one_mailbox_have_one_key(spelling: str) -> None:
    assert address.key(spelling) == "bill@example.com"


@pytest.mark.parametrize(
    "other",
    [
        "bil@example.com",
        "bill@example.net",
        "bill@sub.example.com",
        "bill",
        "bill+x@example.com",
        "bill@example.com@example.net",
    ],
)
def test_another_mailbox_has_another_key(other: str) -> None:
    assert address.key(other) != "bill@example.com"


def test_international_names_meet_in_one_key() -> None:
    assert address.key("e\u0301lise@EX\u00c4MPLE.example") == address.key(
        "\u00c9lise@xn--exmple-cua.example"
    )
    assert address.key("postmaster") == address.key("Postmaster")


@given(st.text(max_size=80))
def test_whatever_a_client_sends_has_a_key(mailbox: str) -> None:
    assert address.key(address.key(mailbox)) is not None
    assert address.base_key(mailbox) is not None


@pytest.mark.parametrize(
    ("mailbox", "base"),
    [
        ("bill+ops@example.com", "bill@example.com"),
        ("Bill+a+b@example.com", "bill@example.com"),
        ("+ops@example.com", "+ops@example.com"),
        ("bill@example.com", "bill@example.com"),
        ("bill@exa+mple.com", "bill@exa+mple.com"),
        ("postmaster", "postmaster"),
    ],
)
def test_the_base_is_the_mailbox_without_its_detail(mailbox: str, base: str) -> None:
    assert address.base_key(mailbox) == base


@pytest.mark.parametrize(
    ("mailbox", "parts"),
    [
        ("bill@example.com", ("bill", "example.com")),
        ('"a@b"@example.com', ('"a@b"', "example.com")),
        ("postmaster", ("postmaster", "")),
        ("@r.example:bill@example.com", ("bill", "example.com")),
        ("", ("", "")),
    ],
)
def test_local_part_and_domain_are_split_at_the_last_at(
    mailbox: str, parts: tuple[str, str]
) -> None:
    assert address.split(mailbox) == parts


@pytest.mark.parametrize(
    "mailbox",
    ["bill@example.com", "bill@intranet", '"bill ops"@example.com', "bill@[192.0.2.1]"],
)
def test_the_contact_book_takes_what_could_exist(mailbox: str) -> None:
    assert address.key(address.validated(f" {mailbox} ")) == address.key(mailbox)


@pytest.mark.parametrize(
    "text",
    ["", "bill", "bill@", "@example.com", "a b@example.com", "a@b@c", "ann@printer.local"],
)
def test_the_contact_book_says_what_is_wrong(text: str) -> None:
    with pytest.raises(AddressError, match="is not a mailbox: "):
        address.validated(text)
