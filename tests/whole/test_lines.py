"""Askwell leaves no line to the smarthost open, whatever becomes of the client's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.servers.waiting import until
from tests.whole.letters import blunder, business
from tests.whole.route import log_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.servers.postfix import Postfix
    from tests.whole.route import Route


def _wait_for_the_end_of_lines(postfix: Postfix, before: int) -> None:
    def ended() -> bool:
        events = re.findall(r": ((?:dis)?connect) from ", postfix.log()[before:])
        return 0 < events.count("connect") <= events.count("disconnect")

    until(ended, "the end of every line to Postfix")


def test_a_client_that_logs_in_and_hangs_up_leaves_none(to_postfix: Route) -> None:
    before = len(to_postfix.postfix.log())
    log_in(to_postfix).close()
    _wait_for_the_end_of_lines(to_postfix.postfix, before)


def test_a_held_letter_needs_none_while_the_client_stays_and_the_next_letter_gets_its_own(
    to_postfix: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    before = len(to_postfix.postfix.log())
    bill = fresh_address("bill")
    with log_in(to_postfix) as line:
        assert line.submit(blunder(bill, tmp_path).letter().content, bill).code == 550
        _wait_for_the_end_of_lines(to_postfix.postfix, before)
        letter = business(bill).letter()
        assert line.submit(letter.content, bill).code == 250
    assert to_postfix.arrived(bill) == [letter.content]
