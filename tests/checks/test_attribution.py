"""What introduces a quote, and what only sounds like it."""

from __future__ import annotations

import pytest

from checks import attribution


@pytest.mark.parametrize(
    ("text", "marked", "unmarked"),
    [
        ("On Mon, Nov 3, 2025 at 10:14 AM Bill <b@example.com> wrote:", True, True),
        ("On Nov 3, 2025, at 10:14, Bill Smith wrote:", True, True),
        ("On November 3, 2025, Bill Smith wrote:", True, False),
        ("Bill Smith wrote:", True, False),
        ("bill@example.com writes:", True, False),
        ("On Monday I wrote:", False, False),
        ("I liked what you wrote:", False, False),
        ("He asked me what I wrote:", False, False),
        ("On Monday at 10:14 the list was:", False, False),
        ("On Mon, Nov 3, 2025 at 10:14 AM Bill <b@example.com> wrote", False, False),
    ],
)
def test_an_attribution_is_told_from_a_sentence(text: str, marked: bool, unmarked: bool) -> None:
    assert attribution.names_quote(text) is marked
    assert attribution.names_unmarked_quote(text) is unmarked


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["From: Bill", "Sent: Monday", "To: Ann", "Subject: Race", "", "Hi"], 4),
        (["Subject: Race", "Date: Monday", "From: Bill", "To: Ann"], 4),
        (["From: Bill", "To: Ann <ann@example.com>,", "jo@example.com", "Subject: x"], 4),
        (["From: Bill", "Subject: Race"], 0),
        (["From: Chicago", "To: Boston", "Date: Monday"], 0),
        (["Subject: gardening"], 0),
        (["Hello", "From: Bill", "To: Ann", "Subject: x"], 0),
    ],
)
def test_a_header_block_needs_its_fields(lines: list[str], count: int) -> None:
    assert attribution.header_block(lines) == count


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("-----Original Message-----", True),
        ("---------- Forwarded message ----------", True),
        ("-------- Weitergeleitete Nachricht --------", True),
        ("Begin forwarded message:", True),
        ("Début du message réexpédié :", True),
        ("Begin forwarded message handling:", False),
        ("The original message", False),
        ("-----------------", False),
        ("----- Agenda -----", False),
    ],
)
def test_a_rule_opens_the_original_only_by_its_words(line: str, opens: bool) -> None:
    assert attribution.opens_everything(line) is opens
