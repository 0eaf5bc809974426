"""Errors of the layers below, as a person reads them: the words kept, the exit status right."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from proxy.cli.failure import told
from proxy.config import ConfigError
from proxy.contacts import ContactError
from proxy.hold import State
from proxy.store import AmbiguousId, NoSuchMessage, StoreError, WrongState
from tests.proxy.making import held_message

WRONG_USAGE = [ConfigError, ContactError, NoSuchMessage, AmbiguousId]
NOT_DONE = [StoreError]


def _run(error: BaseException) -> tuple[int, str]:
    @click.command()
    def command() -> None:
        with told():
            raise error

    result = CliRunner().invoke(command)
    return result.exit_code, result.stderr


@pytest.mark.parametrize("kind", WRONG_USAGE)
def test_what_the_person_can_mend_ends_with_2(kind: type[Exception]) -> None:
    assert _run(kind("x.toml: port: is missing")) == (2, "Error: x.toml: port: is missing\n")


@pytest.mark.parametrize("kind", NOT_DONE)
def test_what_could_not_be_done_ends_with_1(kind: type[Exception]) -> None:
    assert _run(kind("k7f3 is sent already")) == (1, "Error: k7f3 is sent already\n")


def test_a_message_that_is_in_another_state_ends_with_1() -> None:
    sent = held_message(state=State.SENT)
    told_so = "Error: k7f3 is sent: it can't be released\n"
    assert _run(WrongState(sent, "released")) == (1, told_so)


def test_a_fault_of_ours_is_not_taken_for_the_persons() -> None:
    class Fault(Exception):  # noqa: N818 - any exception
        pass

    with pytest.raises(Fault), told():
        raise Fault


def test_where_nothing_goes_wrong_nothing_is_told() -> None:
    with told():
        done = True
    assert done
