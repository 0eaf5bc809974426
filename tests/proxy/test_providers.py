import pytest

from proxy.providers import PROVIDERS, Provider, propose, propose_for_host, usual_port, usual_tls
from proxy.smarthost import Smarthost, Tls, is_loopback


@pytest.mark.parametrize(
    ("mailbox", "smarthost"),
    [
        ("ann@gmail.com", Smarthost("smtp.gmail.com", 465, Tls.IMPLICIT)),
        ("Ann@GoogleMail.com", Smarthost("smtp.gmail.com", 465, Tls.IMPLICIT)),
        ("ann@hotmail.co.uk", Smarthost("smtp-mail.outlook.com", 587, Tls.STARTTLS)),
        ("ann@live.nl", Smarthost("smtp-mail.outlook.com", 587, Tls.STARTTLS)),
        ("ann@yahoo.com.br", Smarthost("smtp.mail.yahoo.com", 465, Tls.IMPLICIT)),
        ("ann@icloud.com", Smarthost("smtp.mail.me.com", 587, Tls.STARTTLS)),
        ("ann@fastmail.fm", Smarthost("smtp.fastmail.com", 465, Tls.IMPLICIT)),
        ("ann@gmx.de", Smarthost("mail.gmx.net", 465, Tls.IMPLICIT)),
        ("ann@gmx.co.uk", Smarthost("mail.gmx.com", 465, Tls.IMPLICIT)),
        ("ann@web.de", Smarthost("smtp.web.de", 465, Tls.IMPLICIT)),
        ("ann@posteo.net", Smarthost("posteo.de", 465, Tls.IMPLICIT)),
        ("ann@proton.me", Smarthost("127.0.0.1", 1025, Tls.NONE)),
        ("ann@t-online.de", Smarthost("securesmtp.t-online.de", 465, Tls.IMPLICIT)),
        ("ann@sbcglobal.net", Smarthost("smtp.mail.att.net", 465, Tls.IMPLICIT)),
        ("ann@zoho.eu", Smarthost("smtp.zoho.eu", 465, Tls.IMPLICIT)),
        ("ann@zoho.com", Smarthost("smtp.zoho.com", 465, Tls.IMPLICIT)),
    ],
)
def test_a_well_known_provider_is_proposed(mailbox: str, smarthost: Smarthost) -> None:
    proposal = propose(mailbox)
    assert proposal.known
    assert proposal.smarthost == smarthost


def test_any_other_domain_gets_the_customary_name_and_is_told_that_it_is_a_guess() -> None:
    proposal = propose("ann@example.org")
    assert proposal.smarthost == Smarthost("smtp.example.org", 465, Tls.IMPLICIT)
    assert proposal.username == "ann@example.org"
    assert not proposal.known
    assert "mail.example.org" in proposal.note


@pytest.mark.parametrize("domain", ["live.example.org", "yahoo.corp.example", "notgmail.com"])
def test_a_domain_that_only_resembles_a_provider_is_not_taken_for_it(domain: str) -> None:
    assert not propose(f"ann@{domain}").known


@pytest.mark.parametrize(
    ("mailbox", "word"),
    [
        ("ann@gmail.com", "app password"),
        ("ann@yahoo.fr", "app password"),
        ("ann@me.com", "app password"),
        ("ann@aol.com", "app password"),
        ("ann@fastmail.com", "app password"),
        ("ann@outlook.com", "OAuth2"),
        ("ann@pm.me", "Proton Bridge"),
        ("ann@att.net", "secure mail key"),
    ],
)
def test_what_a_person_must_know_first_is_said(mailbox: str, word: str) -> None:
    assert word in propose(mailbox).note


def test_the_user_name_is_the_mailbox_but_where_the_provider_wants_less() -> None:
    assert propose("ann@gmail.com").username == "ann@gmail.com"
    assert propose("ann@free.fr").username == "ann"


def test_a_server_that_the_person_names_brings_what_is_known_of_it() -> None:
    hosted = propose_for_host("SMTP.office365.com", "ann@example.org")
    assert hosted.smarthost == Smarthost("smtp.office365.com", 587, Tls.STARTTLS)
    assert "OAuth2" in hosted.note


def test_a_server_that_nobody_knows_is_taken_as_it_is() -> None:
    own = propose_for_host("mx.example.org", "ann@example.org")
    assert own.smarthost == Smarthost("mx.example.org", 465, Tls.IMPLICIT)
    assert own.note == ""


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda p: f"{p.name}-{p.smarthost}")
def test_every_provider_protects_the_password(provider: Provider) -> None:
    smarthost = provider.smarthost
    assert smarthost.tls is not Tls.NONE or is_loopback(smarthost.host)


def test_every_domain_leads_to_the_provider_that_names_it() -> None:
    for provider in PROVIDERS:
        for domain in provider.domains:
            found = propose(f"ann@{domain.replace('*', 'com')}").smarthost
            same_name = [p.smarthost for p in PROVIDERS if p.name == provider.name]
            assert found in same_name, domain


def test_port_and_tls_go_together_by_custom() -> None:
    assert usual_tls(465) is Tls.IMPLICIT
    assert usual_tls(587) is Tls.STARTTLS
    assert usual_tls(4711) is None
    assert [usual_port(tls) for tls in Tls] == [465, 587, 25]
