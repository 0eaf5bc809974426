"""The corpus: labelled messages in ``tests/corpus``, by batch, and what becomes of them in judging.

``log.toml`` beside the batches says which came when, how it was written, what the program of that
day scored on it before anybody had seen it, and whether it may be tuned on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
LOG = CORPUS / "log.toml"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One message of the corpus; ``excerpt`` carries the ask of one that must be held."""

    id: str
    batch: str
    label: str
    kind: str
    subject: str
    body: str
    reason: str = ""
    excerpt: str = ""
    html: str = ""
    pair: str = ""
    attachments: Sequence[dict[str, str]] = ()

    @property
    def holds(self) -> bool:
        """Whether this message must be held."""
        return self.label == "hold"


@dataclass(frozen=True, slots=True)
class Batch:
    """What the log says of one batch; the ``split`` is ``train``, ``dev`` or ``test``."""

    name: str
    split: str
    size: int
    blind_precision: float | None
    blind_recall: float | None


@cache
def batches() -> tuple[Batch, ...]:
    """Return the batches in the order in which they were written."""
    rows = tomllib.loads(LOG.read_text(encoding="utf-8"))["batch"]
    return tuple(
        Batch(
            row["name"],
            row["split"],
            row["size"],
            row.get("blind_precision"),
            row.get("blind_recall"),
        )
        for row in rows
    )


def split(name: str) -> list[Labelled]:
    """Return the messages of all batches of a split: ``train``, ``dev`` or ``test``."""
    return [
        message for batch in batches() if batch.split == name for message in read_batch(batch.name)
    ]


def read_batch(name: str) -> list[Labelled]:
    """Return the messages of one batch, in the order of its file."""
    return read_file(CORPUS / f"{name}.toml")


def read_file(path: Path) -> list[Labelled]:
    """Return the messages of one file; ids are the file's name and a number from 1."""
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["message"]
    return [
        Labelled(id=f"{path.stem}/{number}", batch=path.stem, **row)
        for number, row in enumerate(rows, 1)
    ]


def content(message: Labelled) -> bytes:
    """Return *message* as it would be submitted."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Sam Lee <sam@example.org>"
    mail["To"] = "bill@example.com"
    mail["Subject"] = message.subject
    mail.set_content(message.body)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    for attachment in message.attachments:
        mail.add_attachment(attachment["text"], filename=attachment["name"])
    return mail.as_bytes()
