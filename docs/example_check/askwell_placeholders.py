"""A check for Askwell: "Dear [Name]" tells a contact that the letter went to many."""

from __future__ import annotations

import re

from checks.finding import Finding, Severity
from checks.message import Message
from checks.registry import Check

NAME = "placeholders"
_BLANK = re.compile(
    r"[\[{<]{1,2} ?(?:first |last |company |your )?name ?[\]}>]{1,2}", re.IGNORECASE
)


def judge(message: Message) -> tuple[Finding, ...]:
    """Return a finding for the first blank in the subject and in the author's own words."""
    found = []
    for where, text in (("subject", message.subject), ("body", message.body.own)):
        blank = _BLANK.search(text)
        if blank is not None:
            found.append(_finding(where, blank.group()))
    return tuple(found)


def _finding(where: str, words: str) -> Finding:
    return Finding(
        check=NAME,
        rule="blank",
        severity=Severity.HOLD,
        where=where,
        excerpt=words,
        why="A blank of a template is left: your contact sees that the letter went to many.",
        instead="Write the name, and a line that is for this person alone.",
    )


check = Check(NAME, judge, rules=lambda: ("blank",))
