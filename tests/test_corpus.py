"""The corpus: what every message must have, and what the log says of its batches."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.judgement.corpus import CORPUS, Batch, Labelled, batches, read_batch, split
from tests.judgement.judge import counted, is_held

MESSAGES_LEAST, TEST_LEAST = 3_000, 400


def _folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("batch", batches(), ids=lambda batch: batch.name)
def test_a_batch_is_as_the_log_says(batch: Batch) -> None:
    messages = read_batch(batch.name)
    assert len(messages) == batch.size
    for message in messages:
        assert message.label in {"hold", "relay"}, message.id
        assert message.kind, message.id
        assert message.subject.strip() or message.body.strip(), message.id
        assert bool(message.excerpt) is message.holds, message.id
        words = _folded(f"{message.subject}\n{message.body}")
        assert _folded(message.excerpt) in words, message.id


def test_every_file_is_in_the_log() -> None:
    assert {batch.name for batch in batches()} == {path.stem for path in CORPUS.glob("[0-9]*.toml")}


def test_the_corpus_is_large_and_about_half_and_half() -> None:
    messages = [*split("train"), *split("dev"), *split("test")]
    labels = Counter(message.label for message in messages)
    assert len(messages) >= MESSAGES_LEAST
    assert 0.35 < labels["hold"] / len(messages) < 0.65
    assert len(split("test")) >= TEST_LEAST


def test_the_test_set_is_the_last_and_shares_nothing_with_the_rest() -> None:
    splits = [batch.split for batch in batches()]
    assert splits == sorted(splits, key=["train", "dev", "test"].index)
    known = {_folded(message.body) for message in split("train")}
    assert not [m.id for m in split("test") if len(m.body) > 60 and _folded(m.body) in known]


def test_both_members_of_a_pair_are_there_and_differ_in_their_label() -> None:
    pairs: dict[tuple[str, str], list[Labelled]] = {}
    for message in [*split("train"), *split("dev"), *split("test")]:
        if message.pair:
            pairs.setdefault((message.batch, message.pair), []).append(message)
    assert pairs
    for members in pairs.values():
        assert sorted(m.label for m in members) == ["hold", "relay"], members[0].id


def test_most_of_the_test_set_is_judged_rightly() -> None:
    messages = split("test")
    count = counted(messages, [is_held(message) for message in messages])
    assert count.precision >= 0.9
    assert count.recall >= 0.7
