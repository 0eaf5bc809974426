from __future__ import annotations

import pytest

from proxy.hold import State
from tests.proxy.cli.holding import Desk
from tests.servers.sink import Sink


def test_with_nothing_held_there_is_nothing_to_review(desk: Desk) -> None:
    result = desk.run("review")
    assert (result.exit_code, result.stdout) == (0, "Nothing is held.\n")


def test_each_answer_is_carried_out_and_summed_up(desk: Desk) -> None:
    one, two, three = desk.hold_some(3)
    with Sink() as sink:
        desk.configure(sink.endpoint.port)
        result = desk.run("review", typed="s\nd\nk\n")
        assert len(sink.accepted) == 1
    assert result.exit_code == 0, result.output
    states = [desk.find(m).state for m in (one, two, three)]
    assert states == [State.SENT, State.DISCARDED, State.HELD]
    assert "1 sent, 1 discarded, 1 kept. Still held: 1." in result.stdout
    assert result.stdout.index("Letter 0") < result.stdout.index("Letter 1")


def test_quitting_leaves_the_rest_as_it_is(desk: Desk) -> None:
    desk.hold_some(2)
    result = desk.run("review", typed="quit\n")
    assert result.exit_code == 0
    assert "Nothing was decided. Still held: 2." in result.stdout
    assert "Letter 1" not in result.stdout


def test_input_that_ends_stops_the_review_and_keeps_what_was_done(desk: Desk) -> None:
    one, two = desk.hold_some(2)
    result = desk.run("review", typed="d\n")
    assert result.exit_code == 1
    assert "Stopped without an answer" in result.stderr
    assert "1 discarded. Still held: 1." in result.stdout
    assert [desk.find(m).state for m in (one, two)] == [State.DISCARDED, State.HELD]


def test_an_answer_that_is_none_is_asked_for_again(desk: Desk) -> None:
    desk.hold()
    result = desk.run("review", typed="x\nk\n")
    assert "Please answer with one of: send, discard, edit, keep, quit." in result.stderr
    assert result.exit_code == 0


def test_a_refused_message_is_told_and_asked_about_again(desk: Desk) -> None:
    held = desk.hold()
    with Sink() as sink:
        desk.configure(sink.endpoint.port)
        sink.answer("content", "554 5.7.1 Not this one")
        result = desk.run("review", typed="s\nk\n")
    assert result.exit_code == 1
    assert "554 5.7.1 Not this one" in result.stderr
    assert "1 kept, 1 not sent. Still held: 1." in result.stdout
    assert desk.find(held).state is State.HELD


def test_sending_after_all_counts_as_sent(desk: Desk) -> None:
    desk.hold()
    with Sink() as sink:
        desk.configure(sink.endpoint.port)
        sink.answer("content", "451 4.3.0 Later")
        result = desk.run("review", typed="s\ns\n")
    assert result.exit_code == 0
    assert "1 sent. Nothing is held any more." in result.stdout


def test_without_a_configuration_only_sending_fails(desk: Desk) -> None:
    held = desk.hold()
    result = desk.run("review", typed="s\nd\n")
    assert "askwell init" in result.stderr
    assert desk.find(held).state is State.DISCARDED


def test_an_edited_letter_that_passes_is_sent_if_the_person_likes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add_contact()
    held = desk.hold()
    monkeypatch.setenv("VISUAL", "sed -i s/^Is.*/Which.books.do.you.like?/")
    with Sink() as sink:
        desk.configure(sink.endpoint.port)
        result = desk.run("review", typed="e\ny\n")
        assert [b"Which.books" in m.content for m in sink.accepted] == [True]
    assert result.exit_code == 0, result.output
    assert desk.find(held).state is State.SUPERSEDED


def test_an_edited_letter_may_be_kept_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add_contact()
    held = desk.hold()
    monkeypatch.setenv("VISUAL", "sed -i s/^Is.*/Which.books.do.you.like?/")
    result = desk.run("review", typed="e\nn\nk\n")
    assert result.exit_code == 0, result.output
    (new,) = desk.waiting()
    assert new.id != held.id
    assert "1 kept. Still held: 1." in result.stdout


@pytest.mark.parametrize(("typed", "sent"), [("s\ny\n", 1), ("s\nn\nd\n", 0)])
def test_what_may_be_out_already_is_asked_about_once_more(
    desk: Desk, typed: str, sent: int
) -> None:
    desk.make_uncertain(desk.hold())
    with Sink() as sink:
        desk.configure(sink.endpoint.port)
        result = desk.run("review", typed=typed)
        assert len(sink.accepted) == sent
    assert "may have been sent already. Send it again?" in result.stderr
    assert result.exit_code == 0


def test_leaving_a_second_question_open_stops_the_review_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add_contact()
    one, two = desk.hold_some(2)
    monkeypatch.setenv("VISUAL", "sed -i s/^Is.*/Which.books.do.you.like?/")
    result = desk.run("review", typed="e\n")
    assert result.exit_code == 1
    assert "Letter 1" not in result.stdout
    assert desk.find(one).state is State.SUPERSEDED
    assert desk.find(two).state is State.HELD
