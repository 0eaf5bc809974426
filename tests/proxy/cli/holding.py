"""A person's desk with held messages on it, and the command line beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from checks.finding import Finding, Severity
from proxy.cli import askwell
from proxy.contacts import Contact
from proxy.dispatch import now
from proxy.envelope import Envelope, Recipient, Submission
from proxy.hold import HeldMessage, Identity
from proxy.store import Store
from proxy.store.held import NewHold

ASK = "Hi Bill,\n\nIs your company hiring? I was hoping you have a job for me.\n\nAnn\n"
FRIENDLY = "Hi Bill,\n\nHow did the marathon go? Which books on operations do you like?\n\nAnn\n"

CONFIG = """\
[[account]]
name = "main"
senders = ["ann@example.org"]
host = "127.0.0.1"
port = {port}
tls = "none"
auth = "{auth}"
"""

JOB_ASK = Finding(
    check="job-ask",
    rule="asks-for-opening",
    severity=Severity.HOLD,
    where="body",
    excerpt="I was hoping you have a job for me.",
    why="It corners the contact.",
    instead="Ask for advice.",
)


def letter(
    text: str = ASK,
    subject: str = "Catching up",
    *,
    fields: str = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n",
    to: str = "bill@example.com",
) -> bytes:
    """Return a message as a client hands it over."""
    message = (
        f"From: ann@example.org\nTo: {to}\nSubject: {subject}\n"
        f"Message-ID: <one@example.org>\nMIME-Version: 1.0\n{fields}\n{text}"
    )
    return message.replace("\n", "\r\n").encode()


@dataclass(frozen=True)
class Desk:
    """A state directory, a configuration file, and what a person can do with them."""

    folder: Path

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def run(self, *arguments: str, typed: str = "") -> Result:
        """Run ``askwell`` with *arguments*; *typed* is what the person answers."""
        places = ["--config", str(self.config), "--state", str(self.state)]
        return CliRunner().invoke(askwell, [*places, *arguments], input=typed)

    def configure(self, port: int = 9, auth: str = "none") -> None:
        self.config.write_text(CONFIG.format(port=port, auth=auth))

    def hold(
        self,
        content: bytes | None = None,
        *,
        recipients: tuple[str, ...] = ("bill@example.com",),
        contacts: tuple[str, ...] = ("Bill",),
        findings: tuple[Finding, ...] = (JOB_ASK,),
        at: datetime | None = None,
    ) -> HeldMessage:
        """Hold a message."""
        content = letter() if content is None else content
        envelope = Envelope("ann@example.org", tuple(map(Recipient, recipients)))
        identity = Identity.of(content)
        new = NewHold(Submission(envelope, content), "main", identity, findings, contacts)
        with Store.open(self.state) as store:
            return store.held.add(new, at or now())[0]

    def hold_some(self, count: int) -> list[HeldMessage]:
        """Hold *count* messages, each an hour older than the next."""
        return [
            self.hold(letter(subject=f"Letter {n}"), at=now() - timedelta(hours=count - n))
            for n in range(count)
        ]

    def make_uncertain(self, message: HeldMessage) -> None:
        with Store.open(self.state) as store:
            store.held.claim(message.id, now())
            store.held.settle_uncertain(message.id, "451 4.4.2 Lost", now())

    def add_contact(self, *notes: str, pattern: str = "bill@example.com") -> None:
        with Store.open(self.state) as store:
            store.contacts.add(Contact(pattern, "Bill", frozenset({"network"})))
            for note in notes:
                store.contacts.note(pattern, note, now())

    def find(self, message: HeldMessage) -> HeldMessage:
        """Return *message* as it stands now."""
        with Store.open(self.state) as store:
            return store.held.find(message.id)

    def waiting(self) -> tuple[HeldMessage, ...]:
        with Store.open(self.state) as store:
            return store.held.listed()

    def content(self, message: HeldMessage) -> bytes:
        with Store.open(self.state) as store:
            return store.held.content(message.id)
