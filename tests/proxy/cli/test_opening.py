from __future__ import annotations

from proxy.dispatch import now
from proxy.hold import HeldMessage, State
from proxy.store import Store
from tests.proxy.cli.holding import Desk


def broken_off(desk: Desk, message: HeldMessage, *, handed_over: bool) -> None:
    """Claim *message* as a process does that then dies."""
    with Store.open(desk.state) as store:
        store.held.claim(message.id, now())
        if handed_over:
            store.held.mark_handed_over(message.id)


def test_what_a_dead_process_was_sending_is_recovered_and_said(desk: Desk) -> None:
    unsent, unknown = desk.hold_some(2)
    broken_off(desk, unsent, handed_over=False)
    broken_off(desk, unknown, handed_over=True)
    result = desk.run("held")
    assert f"{unsent.short_id} was about to be sent" in result.stderr
    assert f"{unknown.short_id} was being sent when Askwell was cut off" in result.stderr
    assert [m.state for m in desk.waiting()] == [State.HELD, State.UNCERTAIN]


def test_without_anything_to_recover_nothing_is_said(desk: Desk) -> None:
    desk.hold()
    assert desk.run("held").stderr == ""


def test_a_state_directory_that_cannot_be_used_is_told_without_a_traceback(desk: Desk) -> None:
    desk.state.write_text("in the way")
    result = desk.run("held")
    assert result.exit_code != 0
    assert "Error" in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)
