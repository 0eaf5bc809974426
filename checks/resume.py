"""Resumes in a message: attached, packed, pasted, or behind a link.

A resume is recognised by what it is, not only by what it is called: the content of a file decides
where it can be read and is clear, its name where not. Files are looked into by ``documents``,
within a budget of time for the whole message; nothing is fetched from the net.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from checks.documents import Document, extract
from checks.documents.document import WORKER_WALL_S
from checks.finding import Finding, Severity
from checks.message import Message, Part
from checks.resume_letter import asking
from checks.resume_links import find_links
from checks.resume_names import Name, judge_name
from checks.resume_reasons import REASONS
from checks.resume_score import Likeness, Score, score
from checks.resume_unread import is_page_shaped, may_be_resume

NAME = "resume"
UNREADABLE = "unreadable"
"""The rule of a finding that says that a file could not be judged."""

_FILES = 30
"""Attachments of a message that are looked at."""
_BUDGET_S = 10.0
"""Seconds that all files of a message may take to read; later ones are judged by name."""
_PASTED = 11
"""Points from which on a message text counts as a pasted resume: letters are not laid out like
resumes by accident, but they do mention work, schools and dates."""


@dataclass(slots=True)
class _Budget:
    """The time left to read files in."""

    ends: float = field(default_factory=lambda: time.monotonic() + _BUDGET_S)

    def left(self) -> float:
        return min(WORKER_WALL_S, self.ends - time.monotonic())


def check(message: Message) -> tuple[Finding, ...]:
    """Return a finding for each place of *message* that holds a resume; never raises."""
    return (*_in_body(message), *_in_signature(message), *_in_files(message))


def rule_ids() -> tuple[str, ...]:
    """Return the rules that a finding may bear."""
    return tuple(REASONS)


def _in_body(message: Message) -> Iterator[Finding]:
    own = message.body.own
    judged = score(own)
    if _is_pasted(judged):
        yield _finding("pasted", "body", judged.evidence())
        return
    for link in find_links(own):
        yield _finding("link", "body", link.words)
        return


def _is_pasted(judged: Score) -> bool:
    dated = judged.has("history") or judged.has("dates", "posts")
    return judged.points >= _PASTED and dated and (judged.has("education") or judged.has("skills"))


def _in_signature(message: Message) -> Iterator[Finding]:
    for link in find_links(message.body.signature):
        yield _finding("signature-link", "body", link.url, Severity.ADVISE)
        return


def _in_files(message: Message) -> Iterator[Finding]:
    budget = _Budget()
    for part in message.attachments[:_FILES]:
        yield from _in_file(part, budget)
    rest = message.attachments[_FILES:]
    for part in rest:
        yield from judge(part.filename or "unnamed file", Document("unknown"))
    if rest:
        where = f"attachment:{rest[0].filename or 'unnamed file'}"
        said = f"only the first {_FILES} files were looked into, of {len(message.attachments)}"
        yield _finding(UNREADABLE, where, said, Severity.ADVISE)


def _in_file(part: Part, budget: _Budget) -> Iterator[Finding]:
    name = part.filename or "unnamed file"
    document = extract(part, budget.left())
    if document.members:
        found = [
            f
            for member in document.members
            for f in judge(f"{name}/{member.name}", member.document)
        ]
        held = [finding for finding in found if finding.severity is Severity.HOLD]
        yield from (held or found)[:1]
        if found:
            return
    if (
        document.kind == "image"
        and part.disposition == "attachment"
        and is_page_shaped(part.payload)
    ):
        document = replace(document, kind="scan")
    yield from judge(name, document)


def judge(path: str, document: Document) -> Iterator[Finding]:
    """Yield what is to be said of one file; *path* is its name, after that of its ZIP if any."""
    claimed = judge_name(PurePosixPath(path).name)
    judged = score(document.text)
    where = f"attachment:{path}"
    if judged.likeness is Likeness.RESUME:
        yield _finding("content", where, f'{path}: "{judged.evidence()}"')
    elif phrases := asking(document.text):
        yield _finding("cover-letter", where, f'{path}: "{" … ".join(phrases[:3])}"')
    elif claimed is Name.COVER_LETTER and judged.letters == 0:
        yield _finding("cover-letter", where, path)
    elif claimed is Name.RESUME and judged.letters == 0:
        yield _finding("unreadable-name", where, path)
    elif judged.letters == 0 and judge_name(document.title) is Name.RESUME:
        yield _finding("unreadable-name", where, f'{path}: titled "{document.title}"')
    elif claimed is Name.RESUME and judged.likeness is Likeness.UNCLEAR:
        yield _finding("name", where, path)
    elif judged.letters == 0 and may_be_resume(path, document):
        said = document.problem or "has no text in it"
        pages = f" ({document.pages} pages)" if document.pages else ""
        yield _finding(UNREADABLE, where, f"{path}: {said}{pages}", Severity.ADVISE)


def _finding(rule: str, where: str, excerpt: str, severity: Severity = Severity.HOLD) -> Finding:
    reason = REASONS[rule]
    return Finding(NAME, rule, severity, where, excerpt, reason.why, reason.instead)
