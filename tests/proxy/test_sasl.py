"""AUTH PLAIN and AUTH LOGIN, as dialogues."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.sasl import LoginDialogue, SaslError


def b64(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


def converse(argument: str, *answers: bytes) -> tuple[list[str], tuple[str, str]]:
    """Return the challenges that were asked, and the result."""
    dialogue = LoginDialogue(argument)
    asked = []
    for answer in answers:
        assert dialogue.challenge is not None
        asked.append(dialogue.challenge)
        dialogue.answer(answer)
    assert dialogue.challenge is None
    return asked, dialogue.result


SAM = ("sam@example.org", "pass word")


@pytest.mark.parametrize(
    ("argument", "answers", "asked"),
    [
        ("PLAIN " + b64(b"\0sam@example.org\0pass word"), (), []),
        ("plain " + b64(b"\0sam@example.org\0pass word"), (), []),
        ("PLAIN " + b64(b"other\0sam@example.org\0pass word"), (), []),
        ("PLAIN", (b64(b"\0sam@example.org\0pass word").encode(),), [""]),
        (
            "LOGIN",
            (b64(b"sam@example.org").encode(), b64(b"pass word").encode()),
            [b64(b"Username:"), b64(b"Password:")],
        ),
        ("Login " + b64(b"sam@example.org"), (b64(b"pass word").encode(),), [b64(b"Password:")]),
    ],
)
def test_a_login_is_asked_for_and_understood(
    argument: str, answers: tuple[bytes, ...], asked: list[str]
) -> None:
    assert converse(argument, *answers) == (asked, SAM)


def test_the_prompts_are_those_that_thunderbird_knows() -> None:
    dialogue = LoginDialogue("LOGIN")
    assert dialogue.challenge == "VXNlcm5hbWU6"
    dialogue.answer(b"c2Ft")
    assert dialogue.challenge == "UGFzc3dvcmQ6"


def test_a_password_may_be_in_any_script() -> None:
    assert converse("PLAIN " + b64("\0sam\0pässwörd€".encode()))[1] == ("sam", "pässwörd€")


@pytest.mark.parametrize(
    ("argument", "answers", "reply"),
    [
        ("", (), "501 5.5.4 The syntax is: AUTH mechanism [initial-response]"),
        ("PLAIN a b", (), "501 5.5.4 The syntax is: AUTH mechanism [initial-response]"),
        ("CRAM-MD5", (), "504 5.5.4 Askwell takes AUTH PLAIN and AUTH LOGIN"),
        ("XOAUTH2 abc", (), "504 5.5.4 Askwell takes AUTH PLAIN and AUTH LOGIN"),
        ("PLAIN !!!", (), "501 5.5.2 That is not base64"),
        ("PLAIN abc", (), "501 5.5.2 That is not base64"),
        ("PLAIN", (b"*",), "501 5.7.0 The login was given up"),
        ("LOGIN", (b"c2Ft", b"*"), "501 5.7.0 The login was given up"),
        ("LOGIN", (b"\xff\xfe",), "501 5.5.2 That is not base64"),
        ("PLAIN =", (), "501 5.5.2 The login is not of the form that PLAIN has"),
        (
            "PLAIN " + b64(b"sam\0secret"),
            (),
            "501 5.5.2 The login is not of the form that PLAIN has",
        ),
        ("PLAIN " + b64(b"\0a\0b\0c"), (), "501 5.5.2 The login is not of the form that PLAIN has"),
        ("PLAIN " + b64(b"\0\0secret"), (), "501 5.5.2 A login needs a user name"),
        ("PLAIN " + b64(b"\0\xff\0x"), (), "501 5.5.2 User name and password must be UTF-8"),
        ("LOGIN", (b"", b"c2Ft"), "501 5.5.2 A login needs a user name"),
        ("LOGIN", (b"c2Ft", b64(b"a\0b").encode()), "501 5.5.2 A login needs a user name"),
        ("LOGIN", (b64(b"a\0b").encode(), b"c2Ft"), "501 5.5.2 A login needs a user name"),
    ],
)
def test_what_is_no_login_is_refused(argument: str, answers: tuple[bytes, ...], reply: str) -> None:
    with pytest.raises(SaslError) as caught:
        converse(argument, *answers)
    assert str(caught.value.reply) == reply


def test_a_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(SaslError) as caught:
        converse("PLAIN " + b64(b"sam\0hunter2"))
    assert "hunter2" not in repr(caught.value) + str(caught.value.reply)


@given(st.text(max_size=40), st.lists(st.binary(max_size=40), min_size=2, max_size=2))
def test_whatever_a_client_answers_the_dialogue_ends(argument: str, answers: list[bytes]) -> None:
    username, code = "", 0
    try:
        dialogue = LoginDialogue(argument)
        for answer in answers:
            if dialogue.challenge is not None:
                dialogue.answer(answer)
        username, _ = dialogue.result
    except SaslError as refused:
        code = refused.reply.code
    assert (username == "") is (code in {501, 504})


@given(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
)
def test_both_mechanisms_carry_any_login(username: str, password: str) -> None:
    user, secret = username.encode(), password.encode()
    assert converse("PLAIN " + b64(b"\0" + user + b"\0" + secret))[1] == (username, password)
    assert converse("LOGIN", b64(user).encode(), b64(secret).encode())[1] == (username, password)
