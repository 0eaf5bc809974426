"""False alarms: marked, with the line that prevents the next; listed, sent, forgotten."""

from __future__ import annotations

import json
import tomllib

import pytest

from checks.finding import Finding, Severity
from checks.preferences import Preferences
from proxy.cli.wrong import config_line, phrase_of
from proxy.hold import State
from proxy.store import Store
from tests.proxy.cli.holding import JOB_ASK, Desk
from tests.servers.sink import Sink

FILE = Finding(
    "resume", "name", Severity.HOLD, "attachment:a/Dana_CV.pdf", "Dana_CV.pdf", "Why.", "Instead."
)
OWN = Finding("job-ask", "own-phrase", Severity.HOLD, "body", "Pick your brain?", "Why.", "How.")
ADVICE = Finding("job-ask", "hint", Severity.ADVISE, "body", "Work?", "Why.", "How.")


def _marked(desk: Desk) -> list[str]:
    with Store.open(desk.state) as store:
        return [alarm.held_id for alarm in store.false_alarms.all()]


def _rules(text: str) -> dict[str, list[str]]:
    """Return what the lines of configuration in *text* say."""
    lines = [line for line in text.splitlines() if line.startswith("    ") and " = [" in line]
    return tomllib.loads("\n".join(lines))


def test_a_false_alarm_is_kept_and_says_which_line_prevents_the_next(desk: Desk) -> None:
    held = desk.hold(findings=(JOB_ASK, FILE, ADVICE))
    result = desk.run("wrong", held.short_id)
    assert result.exit_code == 0
    assert _marked(desk) == [held.id]
    said = " ".join(result.stdout.split())
    assert f"{held.short_id} is marked as a false alarm." in said
    assert "stay on this machine" in said
    assert "It was held by job-ask/asks-for-opening:" in said
    assert "job-ask/hint" not in said
    assert _rules(result.stdout) == {
        "ignore_phrases": ["I was hoping you have a job for", "a/Dana_CV.pdf"],
        "off": ["job-ask/asks-for-opening", "resume/name"],
    }
    assert result.stdout.index("ignore_phrases") < result.stdout.index("off = ")
    assert f"is still held. To send it: askwell release {held.short_id}" in said
    assert desk.find(held).state is State.HELD


def test_the_lines_keep_what_is_configured_already(desk: Desk) -> None:
    desk.configure()
    with desk.config.open("a") as file:
        file.write('[rules]\noff = ["resume/link"]\nignore_phrases = ["so far"]\n')
    rules = _rules(desk.run("wrong", desk.hold().short_id).stdout)
    assert rules["off"] == ["resume/link", "job-ask/asks-for-opening"]
    assert rules["ignore_phrases"] == ["so far", "I was hoping you have a job for"]


def test_a_phrase_of_the_persons_own_is_to_be_taken_out(desk: Desk) -> None:
    desk.configure()
    with desk.config.open("a") as file:
        file.write('[rules]\nhold_phrases = ["pick your brain", "other words"]\n')
    shown = desk.run("wrong", desk.hold(findings=(OWN,)).short_id).stdout
    assert _rules(shown) == {"hold_phrases": ["other words"]}


def test_a_second_mark_changes_nothing(desk: Desk) -> None:
    held = desk.hold()
    desk.run("wrong", held.short_id)
    assert "was marked already" in desk.run("wrong", held.short_id).stdout
    assert _marked(desk) == [held.id]


def test_what_was_put_aside_may_have_been_one_too(desk: Desk) -> None:
    held = desk.hold(findings=(ADVICE,))
    desk.run("discard", held.short_id)
    said = desk.run("wrong", held.short_id).stdout
    assert "No rule held it" in said
    assert "still held" not in said
    assert _marked(desk) == [held.id]


def test_it_is_sent_in_one_go(desk: Desk) -> None:
    with Sink() as sink:
        desk.configure(sink.endpoint.port)
        held = desk.hold()
        result = desk.run("wrong", held.short_id, "--release")
        assert result.exit_code == 0, result.output
        assert len(sink.accepted) == 1
    assert f"{held.short_id} is sent to bill@example.com" in result.stdout
    assert desk.find(held).state is State.SENT
    assert _marked(desk) == [held.id]


def test_what_can_not_be_sent_is_not_marked_either(desk: Desk) -> None:
    desk.configure()
    held = desk.hold()
    desk.run("discard", held.short_id)
    result = desk.run("wrong", held.short_id, "--release")
    assert result.exit_code == 1
    assert "is discarded: it can't be sent" in result.stderr
    assert _marked(desk) == []


def test_a_smarthost_that_is_away_leaves_it_marked_and_held(desk: Desk) -> None:
    desk.configure()
    held = desk.hold()
    result = desk.run("wrong", held.short_id, "--release")
    assert result.exit_code == 1
    assert desk.find(held).state is State.HELD
    assert _marked(desk) == [held.id]


def test_what_may_have_been_sent_is_sent_only_if_the_person_says_so(desk: Desk) -> None:
    desk.configure()
    held = desk.hold()
    desk.make_uncertain(held)
    result = desk.run("wrong", held.short_id, "--release", typed="n\n")
    assert result.exit_code == 1
    assert desk.find(held).state is State.UNCERTAIN


def test_false_alarms_are_listed(desk: Desk) -> None:
    assert "No false alarm is marked." in desk.run("wrong").stdout
    held = desk.hold(findings=(JOB_ASK, FILE))
    (record,) = [json.loads(desk.run("wrong", held.short_id, "--json").stdout)]
    assert record["rules"] == ["job-ask/asks-for-opening", "resume/name"]
    assert (record["id"], record["subject"]) == (held.id, "Catching up")
    assert [json.loads(line) for line in desk.run("wrong", "--json").stdout.splitlines()] == [
        record
    ]
    shown = desk.run("wrong").stdout
    assert held.short_id in shown
    assert "job-ask/asks" in shown


def test_one_is_forgotten(desk: Desk) -> None:
    held = desk.hold()
    desk.run("wrong", held.short_id)
    said = desk.run("wrong", held.short_id, "--forget").stdout
    assert said == f"The mark of {held.short_id} and the copy kept for it are deleted.\n"
    assert _marked(desk) == []
    again = desk.run("wrong", held.short_id, "--forget")
    assert again.exit_code == 2
    assert "no false alarm has the id" in again.stderr


@pytest.mark.parametrize(
    "arguments", [("--release",), ("--forget",), ("k7f3", "--release", "--forget"), ("zzzz",)]
)
def test_what_is_not_to_be_understood_marks_nothing(desk: Desk, arguments: tuple[str, ...]) -> None:
    assert desk.run("wrong", *arguments).exit_code == 2
    assert _marked(desk) == []


@pytest.mark.parametrize(
    ("excerpt", "phrase"),
    [
        ("Any lead?", "Any lead"),
        ("…a very long one that goes on and on and on…", "a very long one that goes on and"),
        ('"Quoted," he said.', 'Quoted," he said'),
        ("work history … skills", "work history"),
        ("?!", None),
    ],
)
def test_the_phrase_proposed_would_let_the_finding_pass(excerpt: str, phrase: str | None) -> None:
    finding = Finding("job-ask", "lead", Severity.HOLD, "body", excerpt, "Why.", "How.")
    assert phrase_of(finding) == phrase
    if phrase is not None:
        assert Preferences(ignore_phrases=(phrase,)).applied([finding]) == ()


def test_a_line_of_configuration_says_what_it_was_given() -> None:
    values = ['a "b" \\ c', "d"]
    assert tomllib.loads(config_line("off", values)) == {"off": values}
