"""The policy: who is reached, what the checks say, what follows. Pure, and all on this page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from checks import examine
from checks.finding import Finding, Severity
from checks.registry import UNEXAMINED, UNJUDGED
from proxy.allowance import NOTHING, Allowed
from proxy.contacts import Contact, ContactBook
from proxy.conversation import NOT_BEGUN, UNFOLDED_AFTER, Conversation, soften
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

    Each is named by a check, or by one rule of it as CHECK/RULE, which then counts for more.
    ``unreadable`` is for what these checks could not judge; it holds only what they may hold.
    """

    hold: frozenset[str] = frozenset()
    advise: frozenset[str] = frozenset()
    unreadable: Unreadable = Unreadable.ADVISE

    @property
    def judges(self) -> bool:
        """Whether mail to these contacts is read at all."""
        return bool(self.hold | self.advise)

    @property
    def relaxed(self) -> TagPolicy:
        """The same, but that nothing is held."""
        gentle = min(self.unreadable, Unreadable.ADVISE, key=list(Unreadable).index)
        return TagPolicy(advise=self.hold | self.advise, unreadable=gentle)

    def severity(self, finding: Finding) -> Severity | None:
        """Return how severe *finding* may be here; None where it is not asked for."""
        for name in (finding.id, finding.check):
            if name in self.hold:
                return Severity.HOLD
            if name in self.advise:
                return Severity.ADVISE
        named = {name.partition("/")[0] for name in self.hold | self.advise}
        # Who asks for one rule only still has to hear that its check failed.
        return Severity.ADVISE if finding.rule == UNEXAMINED and finding.check in named else None


TagPolicies = Mapping[str, TagPolicy]

DEFAULT_TAGS: TagPolicies = {
    "network": TagPolicy(hold=frozenset({"job-ask", "resume"}), advise=frozenset({"coaching"})),
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
    allowed: Allowed = NOTHING,
    conversation: Conversation = NOT_BEGUN,
    unfolded_after: int = UNFOLDED_AFTER,
    examine: Examine = examine,
) -> Verdict:
    """Judge *submission*; mail that reaches no tagged contact is never read.

    *confirmable* are the holds of this sender to these recipients that sending again may confirm.
    What is *allowed* is judged, and never held. *conversation* is how far it has come with those
    whom the mail may be held from.
    """
    mailboxes = submission.envelope.mailboxes
    contacts = judged_contacts(book.among(mailboxes), tags)
    if not contacts:
        return Verdict()
    policy = policy_for(mailboxes, book, tags, allowed)
    weighed = weigh(examine(submission.content), policy)
    findings = soften(weighed, conversation, submission.content, unfolded_after)
    confirms = None
    if identity is not None:
        confirms = next((h for h in confirmable if identity.sent_anew_after(h.identity)), None)
    return Verdict(findings, contacts, confirms)


def judged_contacts(contacts: Iterable[Contact], tags: TagPolicies) -> tuple[Contact, ...]:
    """Return those of *contacts* whose tags say that mail to them is judged."""
    return tuple(c for c in contacts if any(t in tags and tags[t].judges for t in c.tags))


def policy_for(
    mailboxes: Iterable[str],
    book: ContactBook,
    tags: TagPolicies,
    allowed: Allowed = NOTHING,
) -> TagPolicy:
    """Return what applies to a message for *mailboxes*: the strictest of what is not allowed."""
    everybody = tuple(mailboxes)
    contacts = judged_contacts(book.among(everybody), tags)
    bound = book.among(mailbox for mailbox in everybody if not allowed.covers(mailbox))
    gentle = strictest((contact for contact in contacts if contact not in bound), tags).relaxed
    return _combined([strictest((c for c in contacts if c in bound), tags), gentle])


def guarded(
    mailboxes: Iterable[str],
    book: ContactBook,
    tags: TagPolicies,
    allowed: Allowed = NOTHING,
) -> tuple[str, ...]:
    """Return those of *mailboxes* for whose sake mail may be held: of none that is allowed."""
    bound = (mailbox for mailbox in mailboxes if not allowed.covers(mailbox))
    return tuple(m for m in bound if strictest(book.matching(m), tags).hold)


def strictest(contacts: Iterable[Contact], tags: TagPolicies) -> TagPolicy:
    """Return one policy for all *contacts*: what any of their tags holds is held."""
    return _combined([tags[tag] for c in contacts for tag in c.tags if tag in tags])


def _combined(bearing: Sequence[TagPolicy]) -> TagPolicy:
    hold = frozenset[str]().union(*(policy.hold for policy in bearing))
    advise = frozenset[str]().union(*(policy.advise for policy in bearing)) - hold
    # A rule that one tag only coaches is held for the sake of another that holds all of its check.
    laxer = {rule for rule in advise if any(_holds_check_of(policy, rule) for policy in bearing)}
    unreadable = {policy.unreadable for policy in bearing if policy.judges}
    strict = [choice for choice in Unreadable if choice in unreadable]
    return TagPolicy(hold, advise - laxer, strict[-1] if strict else Unreadable.ADVISE)


def _holds_check_of(policy: TagPolicy, rule: str) -> bool:
    check, is_rule, _ = rule.partition("/")
    return bool(is_rule) and check in policy.hold and rule not in policy.advise


def weigh(findings: Iterable[Finding], policy: TagPolicy) -> tuple[Finding, ...]:
    """Return the findings that *policy* asks for, each no more severe than it says."""
    weighed = []
    for finding in findings:
        unjudged = finding.rule in UNJUDGED
        if unjudged and policy.unreadable is Unreadable.IGNORE:
            continue
        severity = policy.severity(finding)
        if severity is Severity.HOLD:
            follows = Severity(policy.unreadable) if unjudged else finding.severity
            weighed.append(replace(finding, severity=follows))
        elif severity is Severity.ADVISE:
            weighed.append(replace(finding, severity=Severity.ADVISE))
    return tuple(weighed)
