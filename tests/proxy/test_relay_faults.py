"""Relaying to a smarthost that refuses, fails or says odd things, at each step."""

from __future__ import annotations

import dataclasses

import pytest

from tests.proxy.making import ANN, BILL, CLEO, smarthost, submission
from tests.proxy.relaying import CONTENT, refusal, relay
from tests.servers.scripted import Drop, Scripted
from tests.servers.sink import Sink


@pytest.mark.parametrize(
    ("step", "verb"), [("MAIL", "MAIL"), ("RCPT", "RCPT"), ("DATA", "DATA"), ("final dot", ".")]
)
@pytest.mark.parametrize("said", [b"450 4.2.1 Later\r\n", b"550-5.7.1 Never\r\n550 5.7.1 ever\r\n"])
def test_the_smarthosts_own_refusal_comes_back(step: str, verb: str, said: bytes) -> None:
    with Scripted({verb: said}) as server:
        refused = refusal(smarthost(server.endpoint))
        assert refused.reply.wire().encode() + b"\r\n" == said
        assert (refused.step, refused.uncertain) == (step, False)
        assert bool(server.recordings[0].contents) is (verb == ".")


@pytest.mark.parametrize("said", [b"421 4.3.2 Too busy\r\n", b"554 5.7.1 Go away\r\n"])
def test_a_refusal_at_the_greeting_or_at_both_hellos_comes_back(said: bytes) -> None:
    for script, step in (({"GREETING": said}, "greeting"), ({"EHLO": said, "HELO": said}, "EHLO")):
        with Scripted(script) as server:
            refused = refusal(smarthost(server.endpoint))
            assert refused.reply.wire().encode() + b"\r\n" == said
            assert refused.step == step


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "."])
@pytest.mark.parametrize("said", [b"354 Odd\r\n", b"220 Odd\r\n", b"334 Odd\r\n"])
def test_an_answer_out_of_turn_is_never_taken_for_success(verb: str, said: bytes) -> None:
    if (verb, said[:3]) == ("DATA", b"354") or (verb != "DATA" and said.startswith(b"2")):
        return  # this is its turn: what 2yz says is that it was taken
    with Scripted({verb: said}) as server:
        refused = refusal(smarthost(server.endpoint))
    assert (refused.reply.code, refused.uncertain) == (451, False)


@pytest.mark.parametrize("verb", ["GREETING", "EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    "said",
    [
        Drop(),
        Drop(b"250-half"),
        b"gibberish\r\n",
        b"250-more\r\n" * 400,
        b"250 " + b"x" * 9000,
        b"",
    ],
)
def test_a_line_that_fails_before_the_content_sends_nothing(verb: str, said: bytes | Drop) -> None:
    with Scripted({verb: said}) as server:
        refused = refusal(smarthost(server.endpoint, timeout_s=0.3 if said == b"" else 5))
        assert refused.reply.code == 451
        assert "Not sent, nothing is lost." in refused.reply.text
        assert not refused.uncertain
        assert all(not session.contents for session in server.recordings)


@pytest.mark.parametrize("said", [Drop(), Drop(b"250 ha"), b"gibberish\r\n", b""])
def test_a_line_that_fails_after_the_final_dot_leaves_it_uncertain(said: bytes | Drop) -> None:
    with Scripted({".": said}) as server:
        refused = refusal(smarthost(server.endpoint, timeout_s=0.3 if said == b"" else 5))
        assert server.recordings[0].contents_unstuffed == [CONTENT]
    assert (refused.reply.code, refused.step, refused.uncertain) == (451, "final dot", True)
    assert "It may have been sent, or not." in refused.reply.text


def test_a_line_dropped_in_mid_content_sent_nothing() -> None:
    with Sink() as sink:
        sink.drop("transfer")
        refused = refusal(smarthost(sink.endpoint), submission(b"x" * 998 + b"\r\n" * 10_000_000))
        assert (refused.reply.code, refused.step, refused.uncertain) == (451, "content", False)
        assert sink.arrived == ()


def test_one_refused_recipient_of_three_refuses_all() -> None:
    with Sink() as sink:
        sink.refuse(ANN, "550 5.1.1 No Ann here")
        refused = refusal(smarthost(sink.endpoint), submission(CONTENT, BILL, ANN, CLEO))
        assert str(refused.reply) == "550 5.1.1 No Ann here"
        assert sink.arrived == ()
        assert not any(line.startswith(("DATA", f"RCPT TO:<{CLEO}")) for line in sink.commands)


@pytest.mark.parametrize("said", [b"500 No\r\n", Drop(), b"gibberish\r\n", b"421 Later\r\n"])
def test_the_fate_of_quit_does_not_matter(said: bytes | Drop) -> None:
    with Scripted({"QUIT": said}) as server:
        assert relay(smarthost(server.endpoint)).code == 250
        assert server.recordings[0].contents_unstuffed == [CONTENT]


def test_a_smarthost_that_is_gone_costs_nothing() -> None:
    with Scripted() as server:
        there = dataclasses.replace(smarthost(server.endpoint), timeout_s=5)
    refused = refusal(there)
    assert (refused.reply.code, refused.step, refused.uncertain) == (451, "connect", False)
