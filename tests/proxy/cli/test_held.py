from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from datetime import timedelta

import pytest

from proxy.dispatch import now
from proxy.hold import State
from tests.proxy.cli.holding import Desk, letter


def test_an_empty_list_says_so(desk: Desk) -> None:
    result = desk.run("held")
    assert (result.exit_code, result.stdout) == (0, "Nothing is held.\n")
    assert desk.run("held", "--json").stdout == ""


def test_what_is_held_is_listed_the_oldest_first(desk: Desk) -> None:
    messages = desk.hold_some(3)
    result = desk.run("held")
    assert result.exit_code == 0
    ids = [line.split()[0] for line in result.stdout.splitlines()[1:4]]
    assert ids == [message.short_id for message in messages]
    assert f"askwell show {messages[0].short_id}" in result.stdout
    assert "STATE" not in result.stdout


def test_json_gives_an_object_a_line_with_full_ids(desk: Desk) -> None:
    messages = desk.hold_some(2)
    lines = desk.run("held", "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [message.id for message in messages]


def test_what_was_put_aside_is_counted_and_listed_with_all(desk: Desk) -> None:
    kept, dropped = desk.hold_some(2)
    desk.run("discard", dropped.id)
    short = desk.run("held").stdout
    assert dropped.short_id not in short
    assert "In the last day: 1 discarded" in short
    everything = desk.run("held", "--all").stdout
    assert kept.short_id in everything
    assert dropped.short_id in everything
    assert "STATE" in everything


def test_where_nothing_was_put_aside_nothing_is_counted(desk: Desk) -> None:
    desk.hold()
    assert "In the last day" not in desk.run("held").stdout


def test_show_tells_of_one_message_by_any_unique_prefix(desk: Desk) -> None:
    held = desk.hold()
    for prefix in (held.id, held.short_id, held.id.upper()):
        result = desk.run("show", prefix)
        assert result.exit_code == 0
        assert "Subject   Catching up" in result.stdout


def test_show_brings_up_the_notes_about_the_contact(desk: Desk) -> None:
    desk.add_contact("training for the Chicago marathon")
    result = desk.run("show", desk.hold().id)
    assert "Something to ask Bill about: training for the Chicago marathon" in result.stdout


@pytest.mark.parametrize("command", ["show", "discard", "restore"])
def test_an_unknown_id_is_wrong_usage(desk: Desk, command: str) -> None:
    desk.hold()
    result = desk.run(command, "zzzzzzzz")
    assert result.exit_code == 2
    assert "no held message has the id" in result.stderr


def test_show_as_json_is_the_line_of_the_list(desk: Desk) -> None:
    held = desk.hold()
    assert desk.run("show", held.id, "--json").stdout == desk.run("held", "--json").stdout
    assert desk.run("show", held.id, "--json", "--source").exit_code == 2


def test_the_source_comes_byte_for_byte_where_nobody_looks(desk: Desk) -> None:
    content = letter() + b"\xff\xfe\x1b[31m\x00\r\n"
    result = desk.run("show", desk.hold(content).id, "--source")
    assert result.stdout_bytes == content


def test_on_a_terminal_the_source_steers_nothing(desk: Desk) -> None:
    held = desk.hold(letter("Hello\x1b]0;owned\x07 \u202eevil\n"))
    command = [sys.executable, "-m", "proxy", "--state", str(desk.state), "show", held.id]
    mine, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm"}
    subprocess.run(
        [*command, "--source"], stdout=theirs, stderr=theirs, check=True, timeout=60,
        env=environment,
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(mine, 100_000).decode()
    os.close(mine)
    assert "Hello\ufffd]0;owned\ufffd evil" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_hostile_fields_reach_no_line_of_any_output(desk: Desk) -> None:
    subject = "=?utf-8?Q?a=1B[31m=E2=80=AEb?= \x1b]0;x\x07"
    held = desk.hold(letter(subject=subject), contacts=("Bill\x1b[0m\u202e",))
    for arguments in (("held",), ("held", "--json"), ("show", held.id), ("held", "--all")):
        output = desk.run(*arguments).output
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(output), arguments


def test_discarding_and_restoring_are_told_and_undo_each_other(desk: Desk) -> None:
    held = desk.hold()
    result = desk.run("discard", held.short_id)
    assert result.exit_code == 0
    assert f"To take that back: askwell restore {held.short_id}" in result.stdout
    assert desk.find(held).state is State.DISCARDED
    result = desk.run("restore", held.short_id)
    assert f"{held.short_id} is held again" in result.stdout
    assert desk.find(held).state is State.HELD


def test_several_are_acted_upon_at_once_each_a_line_of_json(desk: Desk) -> None:
    one, two = desk.hold_some(2)
    lines = desk.run("discard", "--json", one.id, two.id, one.id).stdout.splitlines()
    assert [json.loads(line)["state"] for line in lines] == ["discarded", "discarded"]


def test_one_that_cannot_be_discarded_keeps_all_from_it(desk: Desk) -> None:
    one, two = desk.hold_some(2)
    desk.run("discard", two.id)
    result = desk.run("discard", one.id, two.id)
    assert result.exit_code == 1
    assert f"{two.short_id} is discarded already" in result.stderr
    assert desk.find(one).state is State.HELD
    assert desk.run("discard", one.id, "zzzzzzzz").exit_code == 2
    assert desk.find(one).state is State.HELD


def test_discarding_what_may_be_out_does_not_promise_too_much(desk: Desk) -> None:
    held = desk.hold()
    desk.make_uncertain(held)
    assert "may have been sent already" in desk.run("discard", held.id).stdout


def test_what_is_held_can_not_be_restored(desk: Desk) -> None:
    result = desk.run("restore", desk.hold().id)
    assert result.exit_code == 1
    assert "is held: it can't be restored" in result.stderr


def test_a_message_is_as_old_as_it_is(desk: Desk) -> None:
    desk.hold(at=now() - timedelta(hours=5, minutes=1))
    assert "5 h ago" in desk.run("held").stdout
