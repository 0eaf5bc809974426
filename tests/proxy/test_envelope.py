"""The envelope keeps the client's spelling and knows when two are of the same parties."""

from __future__ import annotations

import pytest

from proxy.envelope import Envelope, Recipient
from tests.proxy.making import ANN, BILL, CLEO, SAM, envelope


def test_mailboxes_stay_as_written() -> None:
    assert envelope("Bill@Example.COM", "<odd").mailboxes == ("Bill@Example.COM", "<odd")


@pytest.mark.parametrize(
    "same",
    [(BILL, ANN), (ANN, BILL), ("BILL@example.com", ANN), (BILL, ANN, '"bill"@EXAMPLE.com')],
)
def test_the_same_recipients_have_one_key(same: tuple[str, ...]) -> None:
    assert envelope(*same).recipients_key == envelope(BILL, ANN).recipients_key


@pytest.mark.parametrize("other", [(BILL,), (BILL, ANN, CLEO), (BILL, CLEO)])
def test_other_recipients_have_another_key(other: tuple[str, ...]) -> None:
    assert envelope(*other).recipients_key != envelope(BILL, ANN).recipients_key


def test_the_sender_is_known_in_any_spelling() -> None:
    assert envelope(sender="Sam@EXAMPLE.org").sender_key == envelope(sender=SAM).sender_key
    assert envelope(sender="").sender_key == ""
    assert envelope(sender=ANN).sender_key != envelope(sender=SAM).sender_key


def test_an_envelope_without_a_recipient_cannot_exist() -> None:
    with pytest.raises(ValueError, match="needs a recipient"):
        Envelope(SAM, ())
    with pytest.raises(ValueError, match="needs a mailbox"):
        Recipient("")
