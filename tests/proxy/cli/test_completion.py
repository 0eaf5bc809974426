from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from proxy.cli import askwell
from proxy.cli.completion import (
    SHELLS,
    complete_any_id,
    complete_contact,
    complete_held_id,
    complete_restorable_id,
    complete_tag,
)
from tests.proxy.cli.holding import Desk, letter


def _context(desk: Desk) -> tuple[click.Context, click.Parameter]:
    """Return a context such as click makes while it completes, and the parameter in question."""
    root = click.Context(askwell, info_name="askwell")
    root.params = {"state": desk.state, "config": desk.config}
    return click.Context(click.Command("release"), parent=root), click.Argument(["ids"], nargs=-1)


def _offered(desk: Desk, *words: str, typed: str = "") -> list[str]:
    places = ["--config", str(desk.config), "--state", str(desk.state)]
    complete = ShellComplete(askwell, {}, "askwell", "_ASKWELL_COMPLETE")
    return [item.value for item in complete.get_completions([*places, *words], typed)]


@pytest.mark.parametrize("shell", SHELLS)
def test_there_is_a_script_for_each_shell(desk: Desk, shell: str) -> None:
    result = desk.run("completion", shell)
    assert result.exit_code == 0
    assert "_ASKWELL_COMPLETE" in result.stdout
    assert "askwell" in result.stdout


def test_an_unknown_shell_is_refused(desk: Desk) -> None:
    assert desk.run("completion", "cmd.exe").exit_code == 2


def test_commands_and_options_are_completed(desk: Desk) -> None:
    assert {"check", "contacts", "release"} <= set(_offered(desk))
    assert _offered(desk, typed="contac") == ["contacts"]
    assert set(_offered(desk, "contacts")) >= {"add", "list", "tag", "untag", "remove", "note"}
    assert "--next" in _offered(desk, "pause", typed="--")


def test_held_ids_are_offered_with_their_subjects_the_newest_first(desk: Desk) -> None:
    messages = desk.hold_some(3)
    items = complete_held_id(*_context(desk), "")
    assert [item.value for item in items] == [m.short_id for m in reversed(messages)]
    assert items[0].help == messages[-1].identity.subject


def test_only_ids_that_go_on_as_typed_are_offered(desk: Desk) -> None:
    (held,) = desk.hold_some(1)
    assert [i.value for i in complete_held_id(*_context(desk), held.id[:6])] == [held.id[:6]]
    assert complete_held_id(*_context(desk), "zzzzzzzzz") == []


def test_what_was_put_aside_is_offered_only_where_it_makes_sense(desk: Desk) -> None:
    kept, dropped = desk.hold_some(2)
    desk.run("discard", dropped.id)
    context = _context(desk)
    assert [i.value for i in complete_held_id(*context, "")] == [kept.short_id]
    assert [i.value for i in complete_restorable_id(*context, "")] == [dropped.short_id]
    assert len(complete_any_id(*context, "")) == 2


def test_subjects_can_not_upset_the_shell(desk: Desk) -> None:
    desk.hold(letter(subject="=?utf-8?q?a=0Ab=1B=5B31m?="))
    (item,) = complete_held_id(*_context(desk), "")
    assert item.help is not None
    assert not {"\n", "\x1b"} & set(item.help)


def test_contacts_are_offered_where_a_contact_is_named(desk: Desk) -> None:
    desk.add_contact()
    desk.add_contact(pattern="zoe@example.com")
    assert _offered(desk, "contacts", "remove", typed="b") == ["bill@example.com"]
    assert _offered(desk, "contacts", "note") == ["bill@example.com", "zoe@example.com"]
    assert [i.value for i in complete_contact(*_context(desk), "ZOE")] == ["zoe@example.com"]


def test_tags_are_offered_those_of_the_configuration_and_of_the_contacts(desk: Desk) -> None:
    desk.configure()
    with desk.config.open("a") as file:
        file.write('[tags.mentor]\nhold = ["job-ask"]\n')
    desk.run("contacts", "add", "bill@example.com", "--tag", "alumni")
    offered = [item.value for item in complete_tag(*_context(desk), "")]
    assert offered == ["alumni", "close", "mentor", "network", "recruiter"]
    assert _offered(desk, "check", "--tag", typed="n") == ["network"]
    assert _offered(desk, "contacts", "tag", "bill@example.com", typed="me") == ["mentor"]


def test_without_a_state_nothing_is_offered_and_none_is_made(desk: Desk) -> None:
    assert complete_held_id(*_context(desk), "") == []
    assert complete_contact(*_context(desk), "") == []
    assert not desk.state.exists()


def test_a_broken_state_or_configuration_offers_what_it_can(desk: Desk) -> None:
    desk.state.mkdir()
    (desk.state / "askwell.sqlite3").write_bytes(b"not a database" * 100)
    desk.config.write_text("[listen\n")
    assert complete_held_id(*_context(desk), "") == []
    assert [i.value for i in complete_tag(*_context(desk), "")] == ["close", "network", "recruiter"]


def test_a_shell_asks_through_the_environment(desk: Desk, tmp_path: Path) -> None:
    desk.add_contact()
    done = subprocess.run(
        [sys.executable, "-c", "from proxy.cli import main; main()"],
        env={
            **os.environ,
            "ASKWELL_STATE": str(desk.state),
            "ASKWELL_CONFIG": str(desk.config),
            "_ASKWELL_COMPLETE": "bash_complete",
            "COMP_WORDS": "askwell contacts remove bi",
            "COMP_CWORD": "3",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["plain,bill@example.com"]
