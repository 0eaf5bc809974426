import string
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.config import Auth, WarningStyle
from proxy.config.writing import Answers, compose, quoted
from proxy.smarthost import Smarthost, Tls

SMARTHOST = Smarthost("smtp.example.org", 465, Tls.IMPLICIT)


@given(st.text())
def test_any_text_comes_back_from_toml(text: str) -> None:
    assert tomllib.loads(f"key = {quoted(text)}") == {"key": text}


def test_what_unicode_has_no_place_for_is_replaced() -> None:
    assert quoted("a\udcffb").encode() == '"a\ufffdb"'.encode()


@pytest.mark.parametrize("char", [*string.punctuation, "\x00", "\x1b", "\x7f", "\x85", "ß", "🏃"])
def test_no_character_breaks_out_of_its_string(char: str) -> None:
    answers = Answers(f'a{char}"@example.org', SMARTHOST, f"{char}\nauth = 1", name=f"{char}#")
    read = tomllib.loads(compose(answers))
    assert read["account"][0]["username"] == f"{char}\nauth = 1"
    assert read["account"][0]["name"] == f"{char}#"
    assert list(read) == ["listen", "hold", "account"]


def test_the_answers_are_what_the_configuration_says() -> None:
    answers = Answers(
        "ann@example.org",
        Smarthost("smtp.example.org", 587, Tls.STARTTLS),
        "ann",
        name="work",
        auth=Auth.STORED,
        password_command="pass show 'mail'",
        listen_port=2525,
        warning=WarningStyle.EMAIL,
    )
    assert tomllib.loads(compose(answers)) == {
        "listen": {"host": "127.0.0.1", "port": 2525},
        "hold": {"warning": "email"},
        "account": [
            {
                "name": "work",
                "senders": ["ann@example.org"],
                "host": "smtp.example.org",
                "port": 587,
                "tls": "starttls",
                "auth": "stored",
                "username": "ann",
                "password_command": "pass show 'mail'",
            }
        ],
    }


def test_a_password_that_the_keyring_holds_needs_no_key() -> None:
    text = compose(Answers("ann@example.org", SMARTHOST, "ann", auth=Auth.STORED))
    assert "password_command" not in tomllib.loads(text)["account"][0]
    assert "keyring" in text


def test_without_a_login_there_is_no_user_name() -> None:
    text = compose(Answers("ann@example.org", SMARTHOST, "ann", auth=Auth.NONE))
    assert "username" not in tomllib.loads(text)["account"][0]
