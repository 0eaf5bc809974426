"""Faults that mean nothing are refused when they are made."""

from __future__ import annotations

import pytest

from tests.servers.fault import Fault


def test_a_fault_cannot_both_drop_and_reply() -> None:
    with pytest.raises(ValueError, match="not both"):
        Fault("mail", reply="451 later", drop=True)


def test_only_rcpt_has_a_recipient() -> None:
    with pytest.raises(ValueError, match="recipient"):
        Fault("mail", recipient="bill@example.com")


def test_a_fault_in_the_middle_of_the_content_can_only_drop() -> None:
    with pytest.raises(ValueError, match="only drop"):
        Fault("transfer", reply="451 later")


def test_a_recipient_narrows_a_fault_to_that_recipient() -> None:
    fault = Fault("rcpt", reply="550 no", recipient="bill@example.com")
    assert fault.concerns("rcpt", "RCPT TO:<bill@example.com>")
    assert not fault.concerns("rcpt", "RCPT TO:<ann@example.com>")
    assert not fault.concerns("mail", "MAIL FROM:<bill@example.com>")
