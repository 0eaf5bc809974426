from __future__ import annotations

import json

import pytest

from proxy.hold import State
from tests.proxy.cli.holding import Desk, letter
from tests.servers.sink import Sink


def configured(desk: Desk, sink: Sink) -> Desk:
    desk.configure(sink.endpoint.port)
    return desk


def test_a_released_message_arrives_as_it_was_and_the_reply_is_told(desk: Desk) -> None:
    content = letter("Hi\n\n.dot \u00fc\n")
    held = desk.hold(content, recipients=("bill@example.com", "eve@example.net"))
    with Sink() as sink:
        result = configured(desk, sink).run("release", held.short_id)
        assert [m.content for m in sink.accepted] == [content]
    assert result.exit_code == 0, result.output
    assert f"{held.short_id} is sent to bill@example.com, eve@example.net." in result.stdout
    assert "The outgoing server said: 250" in result.stdout
    assert desk.find(held).state is State.SENT


def test_a_message_is_released_once(desk: Desk) -> None:
    held = desk.hold()
    with Sink() as sink:
        configured(desk, sink).run("release", held.id, held.short_id)
        again = desk.run("release", held.id)
        assert len(sink.accepted) == 1
    assert again.exit_code == 1
    assert f"{held.short_id} is sent already" in again.stderr


def test_one_refused_does_not_stop_the_others_and_is_told(desk: Desk) -> None:
    one, two, three = desk.hold_some(3)
    with Sink() as sink:
        sink.answer("content", "250 2.0.0 Taken", "554 5.7.1 Not this one")
        result = configured(desk, sink).run("release", one.id, two.id, three.id)
    assert result.exit_code == 1
    assert f"{two.short_id} was not sent and is still held" in result.stderr
    assert "554 5.7.1 Not this one" in result.stderr
    states = [desk.find(m).state for m in (one, two, three)]
    assert states == [State.SENT, State.HELD, State.SENT]


@pytest.mark.parametrize(("other", "status"), [("zzzzzzzz", 2), ("discarded", 1)])
def test_nothing_is_sent_where_any_id_is_wrong(desk: Desk, other: str, status: int) -> None:
    one, two = desk.hold_some(2)
    desk.run("discard", two.id)
    with Sink() as sink:
        result = configured(desk, sink).run(
            "release", one.id, two.id if other == "discarded" else other
        )
        assert sink.accepted == ()
    assert result.exit_code == status
    assert desk.find(one).state is State.HELD


def test_without_a_configuration_init_is_pointed_to_and_nothing_changes(desk: Desk) -> None:
    held = desk.hold()
    result = desk.run("release", held.id)
    assert result.exit_code == 2
    assert "askwell init" in result.stderr
    assert desk.find(held).state is State.HELD


def test_a_server_that_is_not_there_costs_nothing(desk: Desk) -> None:
    held = desk.hold()
    with Sink() as sink:
        port = sink.endpoint.port
    desk.configure(port)
    result = desk.run("release", held.id)
    assert result.exit_code == 1
    assert "is still held" in result.stderr
    assert desk.find(held).state is State.HELD


def test_a_password_that_only_the_client_knows_is_waited_for(desk: Desk) -> None:
    held = desk.hold()
    desk.configure(auth="passthrough")
    result = desk.run("release", held.id)
    assert result.exit_code == 0
    assert "goes out when your mail client next logs in" in result.stdout
    assert "Askwell is not running" in result.stdout
    assert desk.find(held).release_wanted
    assert "awaits login" in desk.run("held").stdout


def test_json_tells_of_each_message_whatever_became_of_it(desk: Desk) -> None:
    one, two = desk.hold_some(2)
    with Sink() as sink:
        sink.answer("content", "554 5.7.1 Not this one")
        result = configured(desk, sink).run("release", "--json", one.id, two.id)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [record["state"] for record in records] == ["held", "sent"]
    assert "554 5.7.1 Not this one" in records[0]["error"]
    assert "error" not in records[1]
    assert records[1]["waits_for_login"] is False


@pytest.mark.parametrize(
    ("typed", "options", "sent", "status"),
    [("y\n", (), 1, 0), ("n\n", (), 0, 1), ("", (), 0, 1), ("", ("--yes",), 1, 0)],
)
def test_what_may_be_out_already_goes_out_only_if_the_person_says_so(
    desk: Desk, typed: str, options: tuple[str, ...], sent: int, status: int
) -> None:
    held = desk.hold()
    desk.make_uncertain(held)
    with Sink() as sink:
        result = configured(desk, sink).run("release", *options, held.id, typed=typed)
        assert len(sink.accepted) == sent
    assert result.exit_code == status
    assert ("may have been sent already" in result.stderr) is (not options)
    assert desk.find(held).state is (State.SENT if sent else State.UNCERTAIN)
