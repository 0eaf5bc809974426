"""Every command line client, through Askwell, to Postfix and Dovecot, with the person's login."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from tests.clients import curl, msmtp, mutt, smtplib_client, swaks
from tests.whole.letters import RESUME, blunder, business

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from tests.clients.letter import Draft
    from tests.clients.outcome import Outcome
    from tests.servers.endpoint import Endpoint
    from tests.whole.route import Route

CLIENTS = [
    pytest.param(client, id=client.__name__.rpartition(".")[2])
    for client in (smtplib_client, swaks, msmtp, curl, mutt)
]
pytestmark = pytest.mark.parametrize("client", CLIENTS)


def _send(
    client: ModuleType, endpoint: Endpoint, draft: Draft, home: Path
) -> tuple[Outcome, bytes | None]:
    """Press Send; return what came of it and the message, unless it is the client's own work."""
    if client is mutt:
        return client.send(endpoint, draft, home), None
    letter = draft.letter()
    return client.send(endpoint, letter, home), letter.content


def _refusal(outcome: Outcome, code: int) -> str:
    """Return the first line with *code* that the client shows."""
    found = re.search(rf"{code}[ -].*", outcome.told)
    assert found is not None, outcome.told
    return found[0].strip()


def test_business_mail_arrives_as_it_was_submitted(
    client: ModuleType, route: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    draft = business(bill)
    outcome, submitted = _send(client, route.client, draft, tmp_path)
    assert outcome.sent, outcome.told
    (arrived,) = route.arrived(bill)
    assert submitted in (None, arrived)
    assert arrived.endswith(draft.body.replace("\n", "\r\n").encode())
    assert b"Received:" not in arrived


def test_the_letter_that_corners_bill_waits_until_it_is_sent_again(
    client: ModuleType, route: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    draft = blunder(bill, tmp_path)
    outcome, _ = _send(client, route.client, draft, tmp_path)
    assert not outcome.sent
    (held,) = route.held(bill)
    assert f"send again within 15 min, or askwell release {held['short_id']}" in outcome.told
    if client is not mutt:  # it shows the last line alone
        assert f"Held by Askwell as {held['short_id']}, not sent." in outcome.told
        assert "It carries a resume: notes.pdf" in outcome.told
    holding = {f["check"] for f in held["findings"] if f["severity"] == "hold"}
    assert holding == {"job-ask", "resume"}
    assert (held["state"], held["subject"]) == ("held", "Catching up, finally")
    assert route.arrived(bill) == []

    again, submitted = _send(client, route.client, draft, tmp_path)
    assert again.sent, again.told
    (arrived,) = route.arrived(bill)
    assert submitted in (None, arrived)
    (resume,) = message_from_bytes(arrived, policy=policy.default).iter_attachments()
    assert resume.get_content() == RESUME
    assert route.states(bill) == ["sent"]


def test_a_wrong_password_is_refused_in_the_smarthosts_own_words(
    client: ModuleType, route: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    wrong = [replace(where, password="wrong") for where in (route.smarthost, route.client)]
    directly, through = (_send(client, where, business(bill), tmp_path)[0] for where in wrong)
    assert not through.sent
    if client is mutt:
        assert "authentication failed" in through.told
    else:
        assert _refusal(through, 535) == _refusal(directly, 535)
    assert route.arrived(bill) == []


def test_a_client_without_a_login_is_told_what_to_set(
    client: ModuleType, route: Route, fresh_address: Callable[[str], str], tmp_path: Path
) -> None:
    bill = fresh_address("bill")
    stranger = replace(route.client, user=None, password=None)
    outcome, _ = _send(client, stranger, business(bill), tmp_path)
    assert not outcome.sent
    assert "of your mail account" in outcome.told
    if client is not mutt:  # it shows the last line alone
        assert "Askwell needs a login" in _refusal(outcome, 530)
    assert route.arrived(bill) == []
