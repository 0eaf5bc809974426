"""Values that the tests of the proxy need: letters, envelopes, findings, held messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from checks.finding import Finding, Severity
from proxy.envelope import Envelope, Recipient, Submission
from proxy.hold import HeldMessage, Identity, State
from proxy.smarthost import Smarthost, Tls
from proxy.store.held import NewHold

if TYPE_CHECKING:
    from tests.servers.endpoint import Endpoint

SAM, BILL, ANN, CLEO = "sam@example.org", "bill@example.com", "ann@example.net", "cleo@example.com"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TEXT = "Do you have a job for me at your company?"
PDF = bytes(range(256)) * 4


@dataclass(frozen=True, slots=True)
class Letter:
    """A message with an attachment, as a mail client writes it; each press of Send renews marks."""

    subject: str = "Catching up"
    text: str = TEXT
    file: bytes = PDF
    file_name: str = "notes.pdf"
    press: int = 1
    to: str = BILL

    @property
    def content(self) -> bytes:
        boundary = f"------------{self.press:08d}"
        lines = [
            f"Message-ID: <{self.press}@example.org>",
            f"Date: Mon, 02 Mar 2026 12:{self.press:02d}:00 +0000",
            "MIME-Version: 1.0",
            f"From: {SAM}",
            f"To: {self.to}",
            f"Subject: {self.subject}",
            f'Content-Type: multipart/mixed; boundary="{boundary}"',
            "",
            f"--{boundary}",
            "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            self.text,
            f"--{boundary}",
            f'Content-Type: application/pdf; name="{self.file_name}"',
            f'Content-Disposition: attachment; filename="{self.file_name}"',
            f"Content-ID: <part{self.press}@example.org>",
            "Content-Transfer-Encoding: 8bit",
            "",
        ]
        head = "\r\n".join(lines).encode() + b"\r\n"
        return head + self.file + f"\r\n--{boundary}--\r\n".encode()


def plain_letter(text: str = TEXT, subject: str = "Catching up") -> bytes:
    """Return a message of one plain part."""
    return f"From: {SAM}\r\nTo: {BILL}\r\nSubject: {subject}\r\n\r\n{text}\r\n".encode()


def envelope(*recipients: str, sender: str = SAM) -> Envelope:
    """Return an envelope to *recipients*, or to Bill."""
    return Envelope(sender, tuple(Recipient(mailbox) for mailbox in recipients or (BILL,)))


def submission(content: bytes, *recipients: str, sender: str = SAM) -> Submission:
    """Return *content* on its way to *recipients*, or to Bill."""
    return Submission(envelope(*recipients, sender=sender), content)


def finding(check: str = "job-ask", severity: Severity = Severity.HOLD, **words: str) -> Finding:
    """Return a finding; *words* replace its texts."""
    texts = {
        "rule": "asks-for-a-job",
        "where": "body",
        "excerpt": TEXT,
        "why": "It leaves them nothing to say but no.",
        "instead": "Ask how they came to their work.",
    }
    return Finding(check=check, severity=severity, **{**texts, **words})


def new_hold(content: bytes | None = None, *recipients: str, sender: str = SAM) -> NewHold:
    """Return what the store is to keep of *content*."""
    octets = Letter().content if content is None else content
    return NewHold(
        submission(octets, *recipients, sender=sender),
        "home",
        Identity.of(octets),
        (finding(),),
        ("Bill",),
    )


def held_message(
    *findings: Finding,
    state: State = State.HELD,
    contacts: tuple[str, ...] = ("Bill",),
    sender: str = SAM,
    subject: str = "Catching up",
    short_id: str = "k7f3",
) -> HeldMessage:
    """Return a held message that stands nowhere but here."""
    return HeldMessage(
        id="k7f3abcd",
        short_id=short_id,
        state=state,
        account="home",
        login="",
        envelope=envelope(sender=sender),
        identity=Identity("0" * 64, "1" * 64, "<1@example.org>", "Mon", subject),
        findings=findings or (finding(),),
        contacts=contacts,
        size=1000,
        held_at=NOON,
        changed_at=NOON,
    )


def smarthost(endpoint: Endpoint, timeout_s: float = 10.0) -> Smarthost:
    """Return the smarthost that a test's server is."""
    return Smarthost(
        endpoint.host, endpoint.port, Tls(endpoint.tls), timeout_s, ca_file=endpoint.ca_file
    )
