"""The outgoing servers of well-known providers, and what to propose for any other address.

Facts that the providers publish, and nothing else: no network, no look-up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proxy import address
from proxy.smarthost import Smarthost, Tls, is_loopback

_TOP_LEVEL = re.compile(r"(?:(?:com?|net?|org?)\.)?[a-z]{2,}")
"""What may follow the label of a domain that a provider has in many countries."""

_APP_CODE = (
    "{name} takes no account password from mail programs: make an app password in the security "
    "settings of your account and use that one."
)
_OAUTH_ONLY = (
    "{name} accepts outgoing mail with OAuth2 only, which Askwell can't do yet. Unless your "
    "organisation still allows passwords (authenticated SMTP), sending will be refused."
)
_SWITCH_ON = "{name} lets mail programs in only once you allow it in the settings of your mailbox."


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider takes outgoing mail.

    A domain that ends in ``.*`` stands for that label under any top level. Where the mailbox is
    not the user name, its local part is.
    """

    name: str
    smarthost: Smarthost
    domains: tuple[str, ...] = ()
    note: str = ""
    logs_in_as_mailbox: bool = True

    @property
    def advice(self) -> str:
        """What a person must know before they use it; empty where there is nothing to know."""
        return self.note.format(name=self.name)

    def serves(self, domain: str) -> bool:
        """Whether mailboxes of *domain*, in lower case, are this provider's."""
        label, _, top_level = domain.partition(".")
        anywhere = f"{label}.*" in self.domains and _TOP_LEVEL.fullmatch(top_level)
        return domain in self.domains or bool(anywhere)

    def login_name(self, mailbox: str) -> str:
        """Return the user name that the provider expects of *mailbox*."""
        return mailbox if self.logs_in_as_mailbox else address.split(mailbox)[0]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to propose for a mailbox; ``known`` is whether it rests on more than custom."""

    smarthost: Smarthost
    username: str
    note: str
    known: bool


def _implicit(host: str, port: int = 465) -> Smarthost:
    return Smarthost(host, port, Tls.IMPLICIT)


def _starttls(host: str, port: int = 587) -> Smarthost:
    return Smarthost(host, port, Tls.STARTTLS)


# Where a provider offers both, implicit TLS is preferred (RFC 8314 section 3.3).
PROVIDERS = (
    Provider("Gmail", _implicit("smtp.gmail.com"), ("gmail.com", "googlemail.com"), _APP_CODE),
    Provider(
        "Outlook.com",
        _starttls("smtp-mail.outlook.com"),
        ("outlook.*", "hotmail.*", "live.*", "msn.com", "windowslive.com", "passport.com"),
        _OAUTH_ONLY,
    ),
    Provider("Microsoft 365", _starttls("smtp.office365.com"), ("onmicrosoft.com",), _OAUTH_ONLY),
    Provider(
        "Yahoo",
        _implicit("smtp.mail.yahoo.com"),
        ("yahoo.*", "ymail.com", "rocketmail.com", "myyahoo.com"),
        _APP_CODE,
    ),
    Provider(
        "iCloud",
        _starttls("smtp.mail.me.com"),
        ("icloud.com", "me.com", "mac.com"),
        _APP_CODE,
    ),
    Provider("AOL", _implicit("smtp.aol.com"), ("aol.*", "aim.com", "love.com"), _APP_CODE),
    Provider(
        "Fastmail",
        _implicit("smtp.fastmail.com"),
        ("fastmail.*", "messagingengine.com", "sent.com", "mailbolt.com"),
        _APP_CODE,
    ),
    Provider(
        "GMX",
        _implicit("mail.gmx.net"),
        ("gmx.net", "gmx.de", "gmx.at", "gmx.ch", "gmx.eu", "gmx.org", "gmx.info", "gmx.biz"),
        _SWITCH_ON,
    ),
    Provider("GMX", _implicit("mail.gmx.com"), ("gmx.*",), _SWITCH_ON),
    Provider("WEB.DE", _implicit("smtp.web.de"), ("web.de",), _SWITCH_ON),
    Provider(
        "mail.com",
        _implicit("smtp.mail.com"),
        ("mail.com", "email.com", "usa.com", "consultant.com", "engineer.com", "post.com"),
        _SWITCH_ON,
    ),
    Provider("Zoho", _implicit("smtp.zoho.eu"), ("zoho.eu",), _APP_CODE),
    Provider("Zoho", _implicit("smtp.zoho.com"), ("zoho.*", "zohomail.*"), _APP_CODE),
    Provider("Posteo", _implicit("posteo.de"), ("posteo.*",)),
    Provider("mailbox.org", _implicit("smtp.mailbox.org"), ("mailbox.org",)),
    Provider(
        "Proton Mail",
        Smarthost("127.0.0.1", 1025, Tls.NONE),
        ("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
        "Proton Mail takes mail from programs through Proton Bridge on this machine only: start "
        "it first, and use the user name, the password and the port that it shows for SMTP. "
        "Between two programs on one machine no TLS is needed.",
    ),
    Provider("Orange", _implicit("smtp.orange.fr"), ("orange.fr", "wanadoo.fr")),
    Provider("Free", _implicit("smtp.free.fr"), ("free.fr",), logs_in_as_mailbox=False),
    Provider("SFR", _implicit("smtp.sfr.fr"), ("sfr.fr", "neuf.fr", "club-internet.fr")),
    Provider("La Poste", _implicit("smtp.laposte.net"), ("laposte.net",)),
    Provider(
        "Telekom",
        _implicit("securesmtp.t-online.de"),
        ("t-online.de", "magenta.de"),
        "Telekom wants its own password for mail programs, which you set in the settings of your "
        "mailbox.",
    ),
    Provider("freenet", _starttls("mx.freenet.de"), ("freenet.de",), _SWITCH_ON),
    Provider("IONOS", _implicit("smtp.ionos.de"), ("online.de", "onlinehome.de", "ionos.de")),
    Provider(
        "Comcast",
        _implicit("smtp.comcast.net"),
        ("comcast.net", "xfinity.com"),
        "Comcast lets mail programs in only once you allow third-party access in the security "
        "settings of Xfinity Connect.",
    ),
    Provider(
        "AT&T",
        _implicit("smtp.mail.att.net"),
        (
            *("att.net", "sbcglobal.net", "bellsouth.net", "ameritech.net", "currently.com"),
            *("flash.net", "nvbell.net", "pacbell.net", "prodigy.net", "snet.net", "swbell.net"),
        ),
        "AT&T wants a secure mail key in place of your password; you make it in your AT&T profile.",
    ),
    Provider("Verizon", _implicit("smtp.verizon.net"), ("verizon.net",), _APP_CODE),
    Provider(
        "Yandex",
        _implicit("smtp.yandex.com"),
        ("yandex.*", "ya.ru"),
        _APP_CODE,
    ),
    Provider(
        "Mail.ru",
        _implicit("smtp.mail.ru"),
        ("mail.ru", "bk.ru", "list.ru", "inbox.ru", "internet.ru"),
        _APP_CODE,
    ),
    Provider("Runbox", _implicit("mail.runbox.com"), ("runbox.*",)),
    Provider("Migadu", _implicit("smtp.migadu.com"), ("migadu.com",)),
    Provider("Purelymail", _implicit("smtp.purelymail.com"), ("purelymail.com",)),
    Provider("Disroot", _implicit("disroot.org"), ("disroot.org",)),
    Provider("Riseup", _implicit("mail.riseup.net"), ("riseup.net",)),
    Provider("Libero", _implicit("smtp.libero.it"), ("libero.it",)),
)


def propose(mailbox: str) -> Proposal:
    """Return what to propose for *mailbox*: its provider's server, else ``smtp.`` of its domain."""
    domain = address.split(address.key(mailbox))[1]
    for provider in PROVIDERS:
        if provider.serves(domain):
            return _of(provider, mailbox)
    note = (
        f"No provider is known for {domain}, so this is a guess by custom. Your mail client's "
        f"settings for the outgoing server (SMTP) have the right one; mail.{domain} is common, too."
    )
    return Proposal(_implicit(f"smtp.{domain}"), mailbox, note, known=False)


def propose_for_host(host: str, mailbox: str) -> Proposal:
    """Return what to propose where the person names *host* themselves.

    A domain of one's own is often kept at a provider: its server tells which.
    """
    if is_loopback(host):
        return Proposal(Smarthost(host, 25, Tls.NONE), mailbox, "", known=False)
    for provider in PROVIDERS:
        if provider.smarthost.host == host.casefold():
            return _of(provider, mailbox)
    return Proposal(_implicit(host), mailbox, "", known=False)


def usual_tls(port: int) -> Tls | None:
    """Return how a line to *port* is protected by custom (RFC 8314 section 7.3), if any."""
    return {465: Tls.IMPLICIT, 587: Tls.STARTTLS, 25: Tls.STARTTLS, 2525: Tls.STARTTLS}.get(port)


def usual_port(tls: Tls) -> int:
    """Return the port that a line protected by *tls* has by custom."""
    return {Tls.IMPLICIT: 465, Tls.STARTTLS: 587, Tls.NONE: 25}[tls]


def _of(provider: Provider, mailbox: str) -> Proposal:
    return Proposal(provider.smarthost, provider.login_name(mailbox), provider.advice, known=True)
