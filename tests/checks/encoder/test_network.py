from __future__ import annotations

from pathlib import Path

import pytest

from checks.encoder.network import MODEL, Network

PACKAGED_LIMIT = 30_000_000


@pytest.fixture(scope="module")
def network() -> Network:
    return Network()


def test_an_ask_and_business_in_the_same_words_are_told_apart(network: Network) -> None:
    ask, business = network.logits(
        [
            "Hello | Hi Ann, I was let go in March. Would there be anything for me in your crew?",
            "Hello | Hi Ann, the opening of the new hall is in March. Is your crew coming?",
        ]
    )
    assert ask > 0 > business


def test_each_text_is_judged_by_itself(network: Network) -> None:
    texts = ["a | Do you know anyone who is hiring?", "b | See you on Monday.", "c | "]
    together = network.logits(texts)
    assert together == [network.logits([text])[0] for text in texts]


def test_any_text_has_a_logit(network: Network) -> None:
    for text in ("", "\0", "\ud800".encode("utf-8", "replace").decode(), "ü" * 50_000, "🙂 " * 999):
        assert isinstance(network.logits([text])[0], float)


def test_the_model_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= PACKAGED_LIMIT


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"tokenizer|No such file"):
        Network(tmp_path)
