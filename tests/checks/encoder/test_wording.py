from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checks.encoder.network import MODEL
from checks.encoder.wording import TABLE_SIZE, Wording, features


def test_runs_of_one_to_three_words_are_counted_whatever_their_case() -> None:
    places, counts = features("Any news? any NEWS")
    assert len(places) == 2 + 1 + 3 + 3  # any, news, "?"; any news, news ?, ? any; and threes.
    assert list(counts).count(1.0 + np.log(2)) == 3


def test_a_text_without_words_says_only_what_is_said_of_all() -> None:
    zeros = np.zeros(TABLE_SIZE)
    assert Wording(zeros, zeros, -0.5).logit("") == -0.5


def test_the_wording_of_an_ask_says_more_than_that_of_business() -> None:
    model = Wording.load(MODEL / "wording.npz")
    ask = model.logit("Hi | Do you know anyone who is hiring? I was laid off.")
    assert ask > model.logit("Hi | The invoice is attached, thank you for the quick delivery.")


def test_tables_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights = np.zeros(TABLE_SIZE)
    places, _ = features("cheese")
    weights[places] = 2.0
    np.savez(tmp_path / "w.npz", rarity=np.ones(TABLE_SIZE), weights=weights, bias=np.float64(1))
    assert Wording.load(tmp_path / "w.npz").logit("cheese") == 3.0


MADE = Wording.load(MODEL / "wording.npz")


@given(st.text(max_size=2_000))
def test_any_text_has_a_finite_logit(text: str) -> None:
    assert np.isfinite(MADE.logit(text))
