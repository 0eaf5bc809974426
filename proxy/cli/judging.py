"""How a command judges a message: as the service would, by all checks and all that was set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from checks import examine, plugins
from checks.preferences import Preferences
from proxy.allowance import allowed
from proxy.cli.place import Place
from proxy.cli.tags import tags_at, unfolded_after_at
from proxy.cli.terminal import neutral, say
from proxy.config import load
from proxy.contacts import ContactBook
from proxy.dispatch import now
from proxy.envelope import Submission
from proxy.policy import Examine, TagPolicies, Verdict, decide, guarded
from proxy.store import Store


@dataclass(frozen=True, slots=True)
class Judge:
    """What the configuration says of judging, and the checks that there are."""

    tags: TagPolicies
    unfolded_after: int
    examine: Examine

    def decide(self, store: Store, book: ContactBook, submission: Submission) -> Verdict:
        """Return what follows if *submission* is sent now; StoreError where *store* can't tell."""
        free = allowed(store.allowances.current(now().astimezone().date()), submission)
        mailboxes = guarded(submission.envelope.mailboxes, book, self.tags, free)
        return decide(
            submission,
            book,
            self.tags,
            allowed=free,
            conversation=store.conversations.of(submission, mailboxes),
            unfolded_after=self.unfolded_after,
            examine=self.examine,
        )


def judge_at(place: Place) -> Judge:
    """Return what judges a message as the service of *place* would; ConfigError as ``load``.

    What is wrong with a check of another package is said on standard error.
    """
    rules = load(place.config).rules if place.config.exists() else Preferences()
    said: set[str] = set()

    def say_once(line: str) -> None:
        if line not in said:
            said.add(line)
            say(neutral(f"third-party-check {line}"), err=True)

    return Judge(
        tags_at(place),
        unfolded_after_at(place),
        partial(examine, checks=plugins.all_checks(say_once), preferences=rules),
    )
