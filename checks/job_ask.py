"""The job ask: whether the author's own words put the contact on the spot.

Two judges read the subject and the author's own words: rules for phrasings (job_ask_rules), which
know the plain cases and name the words, and the encoder, which knows what is meant. The encoder
must agree, if only faintly, with a rule; where it is sure, it needs none. Without the encoder the
rules judge alone, and a finding says so. Never looks at quoted mail, signatures or attachments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks import job_ask_rules
from checks.encoder import reading as encoder_reading
from checks.encoder import worker_client
from checks.encoder.worker_client import Unavailable
from checks.finding import EXCERPT_LIMIT, Finding, Severity
from checks.job_ask_rules import CHECK, bounded, judge_text, needs_no_encoder
from checks.text import sentences

if TYPE_CHECKING:
    from checks.encoder.reading import Logits, Reading
    from checks.message import Message
    from checks.text import Sentence

MEANING = "meaning"
"""The rule of a finding that rests on the encoder alone."""
RULES_ONLY = "rules-only"
"""The rule of a finding that says that there was no encoder."""
PARTLY_READ = "partly-read"
"""The rule of a finding that says that not all of a very long text was read."""

SURE = 1.0
"""The logit from which the encoder holds by itself: the lowest with precision 0.95 on dev."""
AGREES = -1.0
"""The logit from which the encoder lets a rule hold."""


def check(message: Message, logits: Logits = worker_client.logits) -> tuple[Finding, ...]:
    """Return the job asks in the author's own words, the most telling first."""
    return judge(message.subject, message.body.own, logits)


def rule_ids() -> tuple[str, ...]:
    """Return the rules that a finding may bear."""
    return (*job_ask_rules.rule_ids(), MEANING, RULES_ONLY, PARTLY_READ)


def judge(subject: str, body: str, logits: Logits) -> tuple[Finding, ...]:
    """Return the job asks in *subject* and *body*; *logits* asks the encoder."""
    by_rule = judge_text(subject, body)
    text = list(sentences(bounded(body)))
    if not text and not subject.strip():
        return ()
    originals = [sentence.original for sentence in text]
    try:
        reading = encoder_reading.read(subject, originals, logits)
        limits = _limits(reading, len(bounded(body)) < len(body))
        if reading.logit < AGREES:
            return (*(f for f in by_rule if needs_no_encoder(f.rule)), *limits)
        if by_rule:
            return (*by_rule, *limits)
        if reading.logit < SURE:
            return limits
        return (_meaning(subject, text, reading, logits), *limits)
    except Unavailable as exc:
        return (*by_rule, _rules_only(exc))


def _meaning(subject: str, text: list[Sentence], reading: Reading, logits: Logits) -> Finding:
    """Return the finding that the encoder makes, with the sentence that carries it."""
    place = encoder_reading.carrier(
        subject, [sentence.original for sentence in text], reading, logits
    )
    if place is None and not subject.strip():
        place = reading.window.first
    where = "subject" if place is None else "body"
    words = subject if place is None else text[place].excerpt(1, 1, EXCERPT_LIMIT)
    return Finding(
        CHECK,
        MEANING,
        Severity.HOLD,
        where,
        words,
        "To your contact this reads as a request to find you work, and one who has nothing to "
        "offer has to come back with a no.",
        "Cut it for now. Ask for something that is easy to give: what they think of the field, "
        "what they would read, how they came to do what they do.",
    )


def _limits(reading: Reading, cut: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    if reading.complete and not cut:
        return ()
    return (
        Finding(
            CHECK,
            PARTLY_READ,
            Severity.ADVISE,
            "body",
            "only the beginning and the end were judged",
            "The message is longer than any letter, and its middle was judged by rules at most.",
            "Read the middle once more before it goes to somebody of your network.",
        ),
    )


def _rules_only(exc: Unavailable) -> Finding:
    return Finding(
        CHECK,
        RULES_ONLY,
        Severity.ADVISE,
        "body",
        f"judged by rules alone: the language model is not there ({exc})",
        "Without its language model Askwell knows plain requests only, not what is meant between "
        "the lines.",
        "Install Askwell anew, or read the message once more yourself.",
    )
