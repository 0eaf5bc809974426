"""The files of the corpus: resumes and other documents, each judged as an attachment."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from checks import Severity, examine
from tests.checks.making import make
from tests.judgement.corpus import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

TEST = CORPUS / "documents" / "test.toml"


@dataclass(frozen=True, slots=True)
class Document:
    """One file: what it is, its name, its format, its text."""

    id: str
    label: str
    name: str
    format: str
    text: str

    @property
    def holds(self) -> bool:
        """Whether a message with this file must be held."""
        return self.label != "other"

    @property
    def kind(self) -> str:
        """Its format, for the report."""
        return self.format


def read_file(path: Path = TEST) -> list[Document]:
    """Return the documents of one file."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["document"]
    return [Document(**{**row, "id": f"document/{row['id']}"}) for row in rows]


def is_held(document: Document) -> bool:
    """Say whether a message that carries *document* and says nothing is held."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "As promised"
    mail.set_content("Here it is.\n")
    mail.add_attachment(
        make(_writable(document), document.format),
        maintype="application",
        subtype="octet-stream",
        filename=document.name,
    )
    return any(
        finding.severity is Severity.HOLD and finding.check == "resume"
        for finding in examine(mail.as_bytes())
    )


def _writable(document: Document) -> str:
    """Return the text; for a PDF in the letters that its built-in fonts have."""
    if document.format != "pdf":
        return document.text
    plain = document.text.replace("–", "-").replace("—", "-").replace("•", "\u00b7")
    return plain.encode("latin-1", "replace").decode("latin-1")
