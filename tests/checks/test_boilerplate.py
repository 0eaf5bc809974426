"""Boilerplate in several languages, and sentences that share its words."""

from __future__ import annotations

import pytest

from checks.boilerplate import is_boilerplate

BOILERPLATE = [
    "This e-mail is confidential. If you are not the intended recipient, delete it.",
    "The information in this message is privileged; disclosure to others is prohibited.",
    "Diese Nachricht ist vertraulich und nur für den Empfänger bestimmt.",
    "Ce message et ses pièces jointes sont confidentiels et réservés à leurs destinataires.",
    "Este mensaje es confidencial y va dirigido a su destinatario.",
    "Questo messaggio è riservato ai destinatari indicati.",
    "Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde.",
    "Esta mensagem é confidencial e destinada ao destinatário.",
    "Detta meddelande är konfidentiellt och avsett för mottagaren.",
    "Denne e-mail er fortrolig og kun til modtageren.",
    "Ta wiadomość jest poufna i przeznaczona dla adresata.",
    "Please consider the environment before printing this e-mail.",
    "LEGAL NOTICE: all rights reserved.",
    "You received this message because you are subscribed to a group.",
]
OWN = [
    "This message is confidential, please tell nobody.",
    "Is the new recipient of the prize happy about it?",
    "Do you print e-mail? I consider the environment.",
    "I was let go in error, and the attachments show it.",
    "My job search is confidential, so no word to Jo.",
]


@pytest.mark.parametrize("text", BOILERPLATE)
def test_boilerplate_is_known(text: str) -> None:
    assert is_boilerplate(text)


@pytest.mark.parametrize("text", OWN)
def test_a_sentence_is_no_boilerplate(text: str) -> None:
    assert not is_boilerplate(text)
