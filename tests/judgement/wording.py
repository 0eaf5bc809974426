"""Training of the wording model: logistic regression over the hashed runs of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.encoder.wording import TABLE_SIZE, Wording, features

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.judgement.training import Example

_STRENGTH = 10.0


def learn(examples: Sequence[Example]) -> Wording:
    """Return the wording model of *examples*."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [features(example.text) for example in examples]
    seen = np.zeros(TABLE_SIZE)
    for places, _ in rows:
        seen[places] += 1
    # A run that stands in one text only says more of that text than of asks.
    rarity = np.where(seen > 1, np.log((1 + len(rows)) / (1 + seen)) + 1, 0.0)
    values = [counts * rarity[places] for places, counts in rows]
    values = [row / (np.sqrt((row**2).sum()) or 1.0) for row in values]
    starts = np.cumsum([0, *(len(row) for row in values)])
    matrix = csr_matrix(
        (np.concatenate(values), np.concatenate([places for places, _ in rows]), starts),
        shape=(len(rows), TABLE_SIZE),
    )
    model = LogisticRegression(C=_STRENGTH, max_iter=2_000)
    model.fit(
        matrix, [e.asks for e in examples], sample_weight=[example.weight for example in examples]
    )
    return Wording(rarity, model.coef_[0], float(model.intercept_[0]))


def write(model: Wording, path: Path) -> None:
    """Write *model* to *path*."""
    np.savez_compressed(
        path,
        rarity=model.rarity.astype(np.float16),
        weights=model.weights.astype(np.float16),
        bias=np.float64(model.bias),
    )
