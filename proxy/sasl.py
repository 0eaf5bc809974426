"""The server's side of AUTH PLAIN (RFC 4616) and AUTH LOGIN, as a value that is fed answers."""

from __future__ import annotations

import base64
import binascii

from proxy.reply import Reply

# Thunderbird compares these prompts to the letter.
_PROMPTS = ("Username:", "Password:")


class SaslError(Exception):
    """An exchange that came to nothing; ``reply`` says why."""

    def __init__(self, code: int, enhanced: str, text: str) -> None:
        super().__init__(text)
        self.reply = Reply.of(code, enhanced, text)


class LoginDialogue:
    """One AUTH exchange: ``challenge`` is what to ask next, or None when ``result`` is there."""

    def __init__(self, argument: str) -> None:
        words = argument.split()
        if not words or len(words) > 2:
            raise SaslError(501, "5.5.4", "The syntax is: AUTH mechanism [initial-response]")
        self._mechanism = words[0].upper()
        if self._mechanism not in {"PLAIN", "LOGIN"}:
            raise SaslError(504, "5.5.4", "Askwell takes AUTH PLAIN and AUTH LOGIN")
        self._answers: list[bytes] = []
        if len(words) > 1:
            self._answers.append(_decoded("" if words[1] == "=" else words[1]))

    @property
    def challenge(self) -> str | None:
        """What to ask next, in base64; PLAIN's challenge is empty."""
        if self._mechanism == "PLAIN":
            return None if self._answers else ""
        if len(self._answers) == len(_PROMPTS):
            return None
        return base64.b64encode(_PROMPTS[len(self._answers)].encode()).decode()

    def answer(self, line: bytes) -> None:
        """Take the client's answer to the challenge; SaslError where it gives up or stutters."""
        if line == b"*":
            raise SaslError(501, "5.7.0", "The login was given up")
        self._answers.append(_decoded(line.decode("ascii", "replace")))

    @property
    def result(self) -> tuple[str, str]:
        """User name and password; SaslError where they can't be told apart."""
        if self._mechanism == "PLAIN":
            fields = self._answers[0].split(b"\0")
            if len(fields) != 3:
                raise SaslError(501, "5.5.2", "The login is not of the form that PLAIN has")
            answers = fields[1:]
        else:
            answers = self._answers
        try:
            username, password = (answer.decode("utf-8") for answer in answers)
        except UnicodeDecodeError as exc:
            raise SaslError(501, "5.5.2", "User name and password must be UTF-8") from exc
        if not username or "\0" in username + password:
            raise SaslError(501, "5.5.2", "A login needs a user name")
        return username, password


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as exc:
        raise SaslError(501, "5.5.2", "That is not base64") from exc
