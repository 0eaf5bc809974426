"""The policy: who is reached, what the checks say, what follows. Pure, and all on this page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from checks import examine
from checks.finding import Finding, Severity
from checks.registry import UNJUDGED
from proxy.contacts import Contact, ContactBook
from proxy.envelope import Submission
from proxy.hold import HeldMessage, Identity

Examine = Callable[[bytes], tuple[Finding, ...]]


class Disposition(StrEnum):
    """What follows from a verdict."""

    RELAY = "relay"
    HOLD = "hold"
    CONFIRM = "confirm"


class Unreadable(StrEnum):
    """What follows from a file or a letter that can't be judged; the later, the stricter."""

    IGNORE = "ignore"
    ADVISE = "advise"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class TagPolicy:
    """Which checks hold, and which only coach, mail to the contacts that bear a tag.

    ``unreadable`` is for what these checks could not judge; it holds only what they may hold.
    """

    hold: frozenset[str] = frozenset()
    advise: frozenset[str] = frozenset()
    unreadable: Unreadable = Unreadable.ADVISE

    @property
    def judges(self) -> bool:
        """Whether mail to these contacts is read at all."""
        return bool(self.hold | self.advise)


TagPolicies = Mapping[str, TagPolicy]

DEFAULT_TAGS: TagPolicies = {
    "network": TagPolicy(hold=frozenset({"job-ask", "resume"})),
    "close": TagPolicy(advise=frozenset({"job-ask", "resume"})),
    "recruiter": TagPolicy(),
}
"""The tags that mean something without a configuration. Recruiters live by such letters."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All findings on a submission, the contacts they concern, and the hold it confirms, if any."""

    findings: tuple[Finding, ...] = ()
    contacts: tuple[Contact, ...] = ()
    confirms: HeldMessage | None = None

    @property
    def disposition(self) -> Disposition:
        """What follows; derived, so that findings and consequence can't disagree."""
        if not any(finding.severity is Severity.HOLD for finding in self.findings):
            return Disposition.RELAY
        return Disposition.CONFIRM if self.confirms else Disposition.HOLD


def decide(
    submission: Submission,
    book: ContactBook,
    tags: TagPolicies = DEFAULT_TAGS,
    *,
    identity: Identity | None = None,
    confirmable: Iterable[HeldMessage] = (),
    examine: Examine = examine,
) -> Verdict:
    """Judge *submission*; mail that reaches no tagged contact is never read.

    *confirmable* are the holds of this sender to these recipients that sending again may confirm.
    """
    contacts = judged_contacts(book.among(submission.envelope.mailboxes), tags)
    if not contacts:
        return Verdict()
    policy = strictest(contacts, tags)
    findings = weigh(examine(submission.content), policy)
    confirms = None
    if identity is not None:
        confirms = next((h for h in confirmable if identity.sent_anew_after(h.identity)), None)
    return Verdict(findings, contacts, confirms)


def judged_contacts(contacts: Iterable[Contact], tags: TagPolicies) -> tuple[Contact, ...]:
    """Return those of *contacts* whose tags say that mail to them is judged."""
    return tuple(c for c in contacts if any(t in tags and tags[t].judges for t in c.tags))


def strictest(contacts: Iterable[Contact], tags: TagPolicies) -> TagPolicy:
    """Return one policy for all *contacts*: what any of their tags holds is held."""
    bearing = [tags[tag] for contact in contacts for tag in contact.tags if tag in tags]
    hold = frozenset[str]().union(*(policy.hold for policy in bearing))
    advise = frozenset[str]().union(*(policy.advise for policy in bearing)) - hold
    unreadable = {policy.unreadable for policy in bearing if policy.judges}
    strict = [choice for choice in Unreadable if choice in unreadable]
    return TagPolicy(hold, advise, strict[-1] if strict else Unreadable.ADVISE)


def weigh(findings: Iterable[Finding], policy: TagPolicy) -> tuple[Finding, ...]:
    """Return the findings that *policy* asks for, each no more severe than it says."""
    weighed = []
    for finding in findings:
        unjudged = finding.rule in UNJUDGED
        if unjudged and policy.unreadable is Unreadable.IGNORE:
            continue
        if finding.check in policy.hold:
            severity = Severity(policy.unreadable) if unjudged else finding.severity
            weighed.append(replace(finding, severity=severity))
        elif finding.check in policy.advise:
            weighed.append(replace(finding, severity=Severity.ADVISE))
    return tuple(weighed)
