"""The arguments of MAIL and RCPT: taken as they are, or refused with a reply that says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.envelope import Recipient
from proxy.parameters import Mail, ParameterError, parse_mail, parse_rcpt
from proxy.smarthost import Capabilities

NOTHING = Capabilities()
ALL = Capabilities(tuple((word, "") for word in ("SIZE", "8BITMIME", "SMTPUTF8", "DSN")))


@pytest.mark.parametrize(
    ("argument", "mail"),
    [
        ("FROM:<sam@example.org>", Mail("sam@example.org", 0, ())),
        ("from: <sam@example.org>", Mail("sam@example.org", 0, ())),
        ("FROM:sam@example.org", Mail("sam@example.org", 0, ())),
        ("FROM:<>", Mail("", 0, ())),
        ("FROM:<Sam@Example.ORG> SIZE=1000", Mail("Sam@Example.ORG", 1000, ())),
        (
            "FROM:<s@example.org> size=007 body=8bitmime",
            Mail("s@example.org", 7, ("body=8bitmime",)),
        ),
        (
            "FROM:<s@example.org> RET=HDRS ENVID=a+3Db BODY=7BIT",
            Mail("s@example.org", 0, ("RET=HDRS", "ENVID=a+3Db", "BODY=7BIT")),
        ),
        ("FROM:<s@example.org> AUTH=<>", Mail("s@example.org", 0, ("AUTH=<>",))),
        ("FROM:<é@example.org> SMTPUTF8", Mail("é@example.org", 0, ("SMTPUTF8",))),
    ],
)
def test_mail_is_read_and_never_respelled(argument: str, mail: Mail) -> None:
    assert parse_mail(argument, ALL) == mail


@pytest.mark.parametrize(
    ("argument", "reply"),
    [
        ("", "501 5.5.4 The syntax is: MAIL FROM:<mailbox>"),
        ("TO:<sam@example.org>", "501 5.5.4 The syntax is: MAIL FROM:<mailbox>"),
        ("FROM:", "501 5.1.3 That is no mailbox; the syntax is: MAIL FROM:<mailbox>"),
        ("FROM:<sam@", "501 5.1.3 That is no mailbox; the syntax is: MAIL FROM:<mailbox>"),
        ("FROM:<s@example.org> SIZE=big", "501 5.5.4 SIZE is a number of octets"),
        ("FROM:<s@example.org> SIZE=-1", "501 5.5.4 SIZE is a number of octets"),
        ("FROM:<s@example.org> SIZE", "501 5.5.4 SIZE is a number of octets"),
        ("FROM:<s@example.org> SIZE=" + "9" * 21, "501 5.5.4 SIZE is a number of octets"),
        ("FROM:<s@example.org> SIZE=٣", "501 5.5.4 Parameters are plain ASCII"),
        ("FROM:<s@example.org> BODY=BINARYMIME", "501 5.5.4 BODY is 7BIT or 8BITMIME"),
        ("FROM:<s@example.org> AUTH", "555 5.5.4 The parameter AUTH is not on offer"),
        ("FROM:<s@example.org> X=1", "555 5.5.4 The parameter X is not on offer"),
        ("FROM:<s@example.org> NOTIFY=NEVER", "555 5.5.4 The parameter NOTIFY is not on offer"),
        ("FROM:<é@example.org>", "553 5.6.7 An internationalised address needs SMTPUTF8"),
        (
            "FROM:<\udcff@example.org> SMTPUTF8",
            "501 5.1.3 That is no mailbox; the syntax is: MAIL FROM:<mailbox>",
        ),
        ("FROM:<s@example.org> A\x01B", "501 5.5.4 Parameters are plain ASCII"),
    ],
)
def test_mail_that_cannot_be_carried_is_refused(argument: str, reply: str) -> None:
    with pytest.raises(ParameterError) as caught:
        parse_mail(argument, ALL)
    assert str(caught.value.reply) == reply


@pytest.mark.parametrize(
    "parameter", ["SIZE=10", "BODY=8BITMIME", "BODY=7BIT", "SMTPUTF8", "RET=FULL", "ENVID=x"]
)
def test_a_parameter_is_taken_only_where_it_was_announced(parameter: str) -> None:
    argument = f"FROM:<sam@example.org> {parameter}"
    assert parse_mail(argument, ALL).reverse_path == "sam@example.org"
    with pytest.raises(ParameterError) as caught:
        parse_mail(argument, NOTHING)
    assert caught.value.reply.code == 555


def test_auth_is_understood_whatever_was_announced() -> None:
    assert parse_mail("FROM:<sam@example.org> AUTH=<>", NOTHING).parameters == ("AUTH=<>",)


@pytest.mark.parametrize(
    ("argument", "recipient"),
    [
        ("TO:<bill@example.com>", Recipient("bill@example.com")),
        ("to: Bill@Example.com", Recipient("Bill@Example.com")),
        ("TO:<postmaster>", Recipient("postmaster")),
        (
            "TO:<bill@example.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;bill@example.com",
            Recipient(
                "bill@example.com", ("NOTIFY=SUCCESS,FAILURE", "ORCPT=rfc822;bill@example.com")
            ),
        ),
        ("TO:<élise@example.com>", Recipient("élise@example.com")),
    ],
)
def test_a_recipient_is_read_and_never_respelled(argument: str, recipient: Recipient) -> None:
    assert parse_rcpt(argument, ALL) == recipient


@pytest.mark.parametrize(
    ("argument", "announced", "code", "enhanced"),
    [
        ("TO:<>", ALL, 501, "5.1.3"),
        ("FROM:<bill@example.com>", ALL, 501, "5.5.4"),
        ("TO:<bill@example.com> SIZE=1", ALL, 555, "5.5.4"),
        ("TO:<bill@example.com> NOTIFY=NEVER", NOTHING, 555, "5.5.4"),
        ("TO:<élise@example.com>", NOTHING, 553, "5.6.7"),
        ("TO:<\udce9lise@example.com>", ALL, 501, "5.1.3"),
        ("TO:<bill@example.com", ALL, 501, "5.1.3"),
    ],
)
def test_a_recipient_that_cannot_be_carried_is_refused(
    argument: str, announced: Capabilities, code: int, enhanced: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        parse_rcpt(argument, announced)
    assert (caught.value.reply.code, caught.value.reply.enhanced) == (code, enhanced)


@given(st.binary(max_size=60))
def test_any_argument_is_read_or_refused(octets: bytes) -> None:
    argument = octets.decode("utf-8", "surrogateescape")
    for parse, keyword in ((parse_mail, "FROM:"), (parse_rcpt, "TO:")):
        code, found = 0, None
        try:
            found = parse(f"{keyword}<{argument}", ALL)
        except ParameterError as refused:
            code = refused.reply.code
        assert (found is None) is (code in {501, 553, 555})
        assert not set("\r\n\0") & set(str(found))
