"""A Thunderbird profile with one account, made before the first start; nothing asks, nothing calls.

The account is a POP3 one that is never fetched from: its folders, Sent among them, are local.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers.endpoint import Endpoint

NAME, ADDRESS = "Sam Lee", "sam@example.org"
SOCKET_TYPES = {"none": 0, "starttls": 2, "implicit": 3}
NO_AUTHENTICATION, PASSWORD_CLEARTEXT = 1, 3

Preferences = dict[str, "str | int | bool"]

QUIET: Preferences = {
    "app.update.auto": False,
    "app.donation.eoy.version.viewed": 999,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "mail.compose.attachment_reminder": False,
    "mail.chat.enabled": False,
    "mail.instrumentation.postUrl": "",
    "mail.provider.enabled": False,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "mailnews.start_page_override.mstone": "ignore",
    "toolkit.telemetry.enabled": False,
    # Whatever still wants the web finds a proxy that isn't there. Mail doesn't use proxies
    # of this kind.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    # Any free port; which one, it writes into the profile.
    "marionette.port": 0,
}

ACCOUNT: Preferences = {
    "mail.accountmanager.accounts": "account1,account2",
    "mail.accountmanager.defaultaccount": "account1",
    "mail.accountmanager.localfoldersserver": "server2",
    "mail.account.lastKey": 2,
    "mail.account.account1.server": "server1",
    "mail.account.account1.identities": "id1",
    "mail.account.account2.server": "server2",
    "mail.server.server1.type": "pop3",
    "mail.server.server1.hostname": "pop.example.org",
    "mail.server.server1.name": ADDRESS,
    "mail.server.server1.userName": "sam",
    "mail.server.server1.check_new_mail": False,
    "mail.server.server1.login_at_startup": False,
    "mail.server.server2.type": "none",
    "mail.server.server2.hostname": "Local Folders",
    "mail.server.server2.name": "Local Folders",
    "mail.server.server2.userName": "nobody",
    "mail.identity.id1.fullName": NAME,
    "mail.identity.id1.useremail": ADDRESS,
    "mail.identity.id1.valid": True,
    "mail.identity.id1.smtpServer": "smtp1",
    "mail.identity.id1.compose_html": False,
    "mail.smtpservers": "smtp1",
    "mail.smtp.defaultserver": "smtp1",
}


def write_profile(profile: Path, endpoint: Endpoint) -> None:
    """Make *profile*, whose outgoing server is *endpoint*; the password is stored later."""
    profile.mkdir()
    preferences = QUIET | ACCOUNT | _outgoing(endpoint)
    lines = [
        f"user_pref({json.dumps(key)}, {json.dumps(preferences[key])});" for key in preferences
    ]
    (profile / "user.js").write_text("\n".join([*lines, ""]))


def _outgoing(endpoint: Endpoint) -> Preferences:
    authentication = NO_AUTHENTICATION if endpoint.user is None else PASSWORD_CLEARTEXT
    return {
        "mail.smtpserver.smtp1.hostname": endpoint.host,
        "mail.smtpserver.smtp1.port": endpoint.port,
        "mail.smtpserver.smtp1.try_ssl": SOCKET_TYPES[endpoint.tls],
        "mail.smtpserver.smtp1.authMethod": authentication,
        "mail.smtpserver.smtp1.username": endpoint.user or "",
    }
