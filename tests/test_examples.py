"""The example messages: letters that must be held, and letters that must not.

``tests/examples/*.toml`` holds them, as people write. One that is judged wrongly today says so
with ``missed = true`` or ``false_alarm = true``, and fails here as soon as that is no longer so.
"""

from __future__ import annotations

import tomllib
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from checks import Severity, examine

FILES = sorted((Path(__file__).parent / "examples").glob("*.toml"))
EXAMPLES: list[dict[str, Any]] = [
    example
    for file in FILES
    for example in tomllib.loads(file.read_text(encoding="utf-8"))["message"]
]
KNOWN_WRONG = pytest.mark.xfail(strict=True, reason="judged wrongly, and known to be")


def _content(example: dict[str, Any]) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Sam Lee <sam@example.org>"
    message["To"] = "bill@example.com"
    message["Subject"] = example["subject"]
    message.set_content(example["body"])
    if "html" in example:
        message.add_alternative(example["html"], subtype="html")
    return message.as_bytes()


def _cases() -> list[Any]:
    cases = []
    for example in EXAMPLES:
        is_wrong = example.get("missed") or example.get("false_alarm")
        marks = [KNOWN_WRONG] if is_wrong else []
        cases.append(pytest.param(example, id=example["id"], marks=marks))
    return cases


@pytest.mark.parametrize("example", _cases())
def test_an_example_is_judged_as_its_label_says(example: dict[str, Any]) -> None:
    holds = [f for f in examine(_content(example)) if f.severity is Severity.HOLD]
    assert bool(holds) is (example["label"] == "hold"), [f.excerpt for f in holds]


def test_there_are_examples_enough_of_both_kinds_and_each_has_its_own_id() -> None:
    labels = [example["label"] for example in EXAMPLES]
    assert min(labels.count("hold"), labels.count("relay")) >= 100
    assert len({example["id"] for example in EXAMPLES}) == len(EXAMPLES)


def test_most_examples_are_judged_rightly() -> None:
    missed = sum(bool(example.get("missed")) for example in EXAMPLES)
    false_alarms = sum(bool(example.get("false_alarm")) for example in EXAMPLES)
    holds = sum(example["label"] == "hold" for example in EXAMPLES)
    assert (holds - missed) / holds > 0.7
    assert false_alarms / (len(EXAMPLES) - holds) < 0.01
