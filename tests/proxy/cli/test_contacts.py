from __future__ import annotations

import json

import pytest

from proxy.contacts import Contact
from proxy.store import Store
from tests.proxy.cli.holding import Desk


def _book(desk: Desk) -> tuple[Contact, ...]:
    with Store.open(desk.state) as store:
        return store.contacts.all()


def _json(desk: Desk, *arguments: str) -> list[dict[str, object]]:
    lines = desk.run("contacts", "list", "--json", *arguments).stdout.splitlines()
    return [json.loads(line) for line in lines]


def test_a_new_contact_is_one_of_the_network_and_that_is_said(desk: Desk) -> None:
    result = desk.run("contacts", "add", "bill@example.com")
    assert result.exit_code == 0
    assert result.stdout == "Added bill@example.com: network (the default; others with --tag)\n"
    assert _book(desk) == (Contact("bill@example.com", tags=frozenset({"network"})),)


def test_tags_that_are_given_replace_the_default(desk: Desk) -> None:
    result = desk.run("contacts", "add", "zoe@example.com", "--tag", "Close", "--tag", "recruiter")
    assert result.stdout == "Added zoe@example.com: close, recruiter\n"
    assert _book(desk)[0].tags == {"close", "recruiter"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Bill Meyer <bill@example.com>", "Bill Meyer"),
        ('"Meyer, Bill"  <bill@example.com>', "Meyer, Bill"),
        ("<bill@example.com>", ""),
        (" bill@example.com ", ""),
    ],
)
def test_a_mailbox_may_come_with_its_name(desk: Desk, written: str, name: str) -> None:
    assert desk.run("contacts", "add", written).exit_code == 0
    assert _book(desk) == (Contact("bill@example.com", name, frozenset({"network"})),)


def test_a_name_of_its_own_wins(desk: Desk) -> None:
    desk.run("contacts", "add", "William <bill@example.com>", "--name", "Bill")
    assert _book(desk)[0].name == "Bill"


def test_a_whole_domain_can_be_a_contact(desk: Desk) -> None:
    assert desk.run("contacts", "add", "*@Corp.example").exit_code == 0
    assert _book(desk)[0].pattern == "*@corp.example"


@pytest.mark.parametrize("wrong", ["bill", "bill@", "*@", "bill at example.com", "", "a b <c>"])
def test_what_is_no_mailbox_is_refused(desk: Desk, wrong: str) -> None:
    result = desk.run("contacts", "add", wrong)
    assert result.exit_code == 2
    assert "is not a mailbox" in result.stderr
    assert _book(desk) == ()


def test_a_contact_that_is_there_gains_tags_and_keeps_what_it_has(desk: Desk) -> None:
    desk.run("contacts", "add", "Bill <bill@example.com>", "--tag", "close")
    again = desk.run("contacts", "add", "BILL@example.com")
    assert again.stdout == "Was there already; now bill@example.com (Bill): close\n"
    desk.run("contacts", "add", "bill@example.com", "--tag", "network")
    assert _book(desk) == (Contact("bill@example.com", "Bill", frozenset({"close", "network"})),)


def test_a_tag_without_a_meaning_is_kept_with_a_warning(desk: Desk) -> None:
    result = desk.run("contacts", "add", "bill@example.com", "--tag", "mentor")
    assert result.exit_code == 0
    assert "mentor means nothing yet" in result.stderr
    assert "close, network, recruiter" in result.stderr
    assert _book(desk)[0].tags == {"mentor"}
    assert (
        "mentor means nothing" in desk.run("contacts", "tag", "bill@example.com", "mentor").stderr
    )


def test_a_tag_that_the_configuration_knows_needs_no_warning(desk: Desk) -> None:
    desk.configure()
    with desk.config.open("a") as file:
        file.write('[tags.mentor]\nhold = ["job-ask"]\n')
    assert desk.run("contacts", "add", "bill@example.com", "--tag", "mentor").stderr == ""


def test_a_broken_configuration_is_no_hindrance(desk: Desk) -> None:
    desk.config.write_text("[listen\n")
    assert desk.run("contacts", "add", "bill@example.com", "--tag", "network").exit_code == 0


def test_an_empty_book_says_how_to_fill_it(desk: Desk) -> None:
    assert "askwell contacts add" in desk.run("contacts", "list").stdout
    assert desk.run("contacts", "list", "--json").stdout == ""


def test_the_list_is_by_name_and_can_be_narrowed(desk: Desk) -> None:
    desk.run("contacts", "add", "Zoe <a@example.com>", "--tag", "close")
    desk.run("contacts", "add", "Bill <z@example.com>")
    lines = desk.run("contacts", "list").stdout.splitlines()
    assert lines[0].split() == ["MAILBOX", "NAME", "TAGS", "NOTES"]
    assert [line.split()[:3] for line in lines[1:]] == [
        ["z@example.com", "Bill", "network"],
        ["a@example.com", "Zoe", "close"],
    ]
    assert [record["name"] for record in _json(desk, "--tag", "close")] == ["Zoe"]
    assert desk.run("contacts", "list", "--tag", "recruiter").stdout == (
        "No contact bears the tag recruiter.\n"
    )


def test_json_has_pattern_name_sorted_tags_and_notes(desk: Desk) -> None:
    desk.run("contacts", "add", "Bill <bill@example.com>", "--tag", "network", "--tag", "close")
    desk.run("contacts", "note", "bill@example.com", "runs\nmarathons")
    assert _json(desk) == [
        {
            "pattern": "bill@example.com",
            "name": "Bill",
            "tags": ["close", "network"],
            "notes": ["runs marathons"],
        }
    ]


def test_tags_come_and_go(desk: Desk) -> None:
    desk.run("contacts", "add", "bill@example.com")
    tagged = desk.run("contacts", "tag", "Bill <bill@example.com>", "close", "recruiter")
    assert tagged.stdout == "Now bill@example.com: close, network, recruiter\n"
    untagged = desk.run("contacts", "untag", "bill@example.com", "network", "CLOSE", "recruiter")
    assert untagged.stdout == "Now bill@example.com: no tag\n"


def test_a_tag_that_is_not_borne_can_not_be_taken_off(desk: Desk) -> None:
    desk.run("contacts", "add", "bill@example.com")
    result = desk.run("contacts", "untag", "bill@example.com", "network", "close")
    assert result.exit_code == 2
    assert "does not bear the tag 'close'" in result.stderr
    assert _book(desk)[0].tags == {"network"}


@pytest.mark.parametrize("wrong", ["two words", "-x", "ü", "x" * 33])
def test_what_is_no_tag_is_refused(desk: Desk, wrong: str) -> None:
    desk.run("contacts", "add", "bill@example.com")
    result = desk.run("contacts", "tag", "bill@example.com", "--", wrong)
    assert result.exit_code == 2
    assert "is not a tag" in result.stderr


def test_a_note_is_kept_and_an_empty_one_is_not(desk: Desk) -> None:
    desk.run("contacts", "add", "bill@example.com")
    noted = desk.run("contacts", "note", "bill@example.com", "training for the marathon")
    assert noted.stdout == "Noted for bill@example.com: training for the marathon\n"
    assert desk.run("contacts", "note", "bill@example.com", "  ").exit_code == 2
    assert _book(desk)[0].notes == ("training for the marathon",)


def test_notes_are_shown_and_cleared(desk: Desk) -> None:
    desk.run("contacts", "add", "Bill <bill@example.com>")
    none = desk.run("contacts", "note", "bill@example.com")
    assert none.stdout == "There are no notes about bill@example.com (Bill)\n"
    for words in ("marathon", "his knee\x1b[2J"):
        desk.run("contacts", "note", "bill@example.com", words)
    assert desk.run("contacts", "note", "bill@example.com").stdout.splitlines()[0] == "marathon"
    assert "\x1b" not in desk.run("contacts", "note", "bill@example.com").stdout
    cleared = desk.run("contacts", "note", "bill@example.com", "--clear")
    assert cleared.stdout == "2 notes removed: bill@example.com (Bill)\n"
    assert _book(desk)[0].notes == ()
    again = desk.run("contacts", "note", "bill@example.com", "--clear")
    assert again.stdout == "No notes were there to be removed: bill@example.com (Bill)\n"
    assert desk.run("contacts", "note", "bill@example.com", "x", "--clear").exit_code == 2
    assert desk.run("contacts", "note", "cleo@example.com").exit_code == 2


def test_a_contact_can_be_removed_once(desk: Desk) -> None:
    desk.run("contacts", "add", "Bill <bill@example.com>")
    assert desk.run("contacts", "remove", "bill@example.com").stdout == (
        "Removed bill@example.com (Bill)\n"
    )
    assert _book(desk) == ()
    again = desk.run("contacts", "remove", "bill@example.com")
    assert again.exit_code == 2
    assert "askwell contacts list" in again.stderr


def test_names_and_notes_can_not_steer_the_terminal(desk: Desk) -> None:
    desk.run("contacts", "add", "bill@example.com", "--name", "B\x1b[31mill\u202e")
    desk.run("contacts", "note", "bill@example.com", "x\x07\u200by")
    outputs = [
        desk.run("contacts", "list").stdout,
        desk.run("contacts", "tag", "bill@example.com", "close").stdout,
        desk.run("contacts", "note", "bill@example.com", "\x1b[2J").stdout,
        desk.run("contacts", "list", "--json").stdout,
    ]
    for output in outputs:
        assert not {"\x1b", "\u202e", "\x07", "\u200b"} & set(output)
