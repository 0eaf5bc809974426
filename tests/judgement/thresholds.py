"""What the two thresholds of the job ask do on the dev split: the table by which they are set.

``python -m tests.judgement.thresholds`` prints precision and recall for pairs of thresholds, the
logit from which the encoder holds by itself and the one from which it lets a rule hold. Letters
in which a rule for another language fires are left out; they need no encoder.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from checks.encoder import worker_client
from checks.encoder.reading import read
from checks.job_ask_rules import judge_text, needs_no_encoder
from checks.text import sentences
from tests.judgement import corpus
from tests.judgement.baselines import own_words
from tests.judgement.judge import Count

SURE = (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5)
AGREES = (-3.0, -2.0, -1.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """What both judges say of one message, and what is right."""

    logit: float
    by_rule: bool
    holds: bool


def judged(messages: Sequence[corpus.Labelled]) -> list[Judged]:
    """Return what the judges say of *messages*."""
    found = []
    for message in messages:
        subject, own = own_words(message)
        hits = judge_text(subject, own)
        if any(needs_no_encoder(finding.rule) for finding in hits):
            continue
        text = [sentence.original for sentence in sentences(own)]
        logit = read(subject, text, worker_client.logits).logit
        found.append(Judged(logit, bool(hits), message.holds))
    return found


def counted(found: Sequence[Judged], sure: float, agrees: float) -> Count:
    """Return what comes of these thresholds."""
    count = Count()
    for one in found:
        held = one.logit >= (min(sure, agrees) if one.by_rule else sure)
        count.add(holds=one.holds, held=held)
    return count


def main() -> None:
    """Print the table."""
    found = judged(corpus.split("dev"))
    for sure in SURE:
        for agrees in AGREES:
            if agrees <= sure:
                name = f"sure {sure:4.1f}  agrees {agrees:4.1f}"
                sys.stdout.write(counted(found, sure, agrees).line(name) + "\n")


if __name__ == "__main__":
    main()
