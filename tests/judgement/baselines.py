"""What Askwell is measured against: simpler ways to judge the same messages.

Each takes messages to learn from and messages to judge, and returns for each of these whether
it would be held.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.encoder import worker_client
from checks.encoder.reading import read
from checks.job_ask import SURE
from checks.job_ask_rules import judge_text
from checks.message import parse
from checks.text import sentences
from tests.judgement.corpus import Labelled, content

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYWORDS = re.compile(
    r"\b(?:jobs?|openings?|positions?|vacanc(?:y|ies)|opportunit(?:y|ies)|hir(?:e|ing)|roles?"
    r"|resume|résumé|cv|refer(?:ral)?|recruit(?:er|ing)?|career|employ(?:ment|er)?|leads?)\b",
    re.IGNORECASE,
)
"""The words that a mail filter would look for."""


def own_words(message: Labelled) -> tuple[str, str]:
    """Return the subject and the author's own words of *message*."""
    parsed = parse(content(message))
    return parsed.subject, parsed.body.own


def keywords(_: Sequence[Labelled], judged: Sequence[Labelled]) -> list[bool]:
    """Hold what contains one of the words."""
    return [bool(KEYWORDS.search(" ".join(own_words(message)))) for message in judged]


def bag_of_words(learned: Sequence[Labelled], judged: Sequence[Labelled]) -> list[bool]:
    """Hold what a logistic regression over TF-IDF of one to three words holds."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True, min_df=2),
        LogisticRegression(C=10, max_iter=1000),
    )
    model.fit([" ".join(own_words(m)) for m in learned], [m.holds for m in learned])
    return [bool(held) for held in model.predict([" ".join(own_words(m)) for m in judged])]


def rules_alone(_: Sequence[Labelled], judged: Sequence[Labelled]) -> list[bool]:
    """Hold what one of the rules for phrasings matches."""
    return [bool(judge_text(*own_words(message))) for message in judged]


def encoder_alone(_: Sequence[Labelled], judged: Sequence[Labelled]) -> list[bool]:
    """Hold what the encoder is sure of."""
    held = []
    for message in judged:
        subject, own = own_words(message)
        text = [sentence.original for sentence in sentences(own)]
        held.append(read(subject, text, worker_client.logits).logit >= SURE)
    return held
