"""The wording model: a weight for every run of one to three words, hashed. Small, quick, linear.

It knows what phrasings look like where the encoder knows what they mean; together they err less
than either. Features are those of TF-IDF, in a table of fixed size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TABLE_SIZE = 1 << 17
"""Places in the table; two runs that share one share its weight."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[?!]")
_WORDS_LIMIT = 2_000


def features(text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the places of the runs of words in *text*, and for each 1 + ln of its count."""
    words = _WORD.findall(text.lower())[:_WORDS_LIMIT]
    runs = (
        " ".join(words[at : at + length])
        for length in (1, 2, 3)
        for at in range(len(words) - length + 1)
    )
    hashed = [crc32(run.encode("utf-8", "replace")) % TABLE_SIZE for run in runs]
    places, counts = np.unique(np.array(hashed, dtype=np.int64), return_counts=True)
    return places, 1.0 + np.log(counts)


@dataclass(frozen=True, slots=True)
class Wording:
    """The tables: how rare a place is, and what it says for an ask; and what is added to all."""

    rarity: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float

    @classmethod
    def load(cls, path: Path) -> Wording:
        """Return the tables that *path* holds."""
        with np.load(path) as tables:
            return cls(
                tables["rarity"].astype(np.float64),
                tables["weights"].astype(np.float64),
                float(tables["bias"]),
            )

    def logit(self, text: str) -> float:
        """Return how much the wording of *text* is that of an ask; 0 is as much as not."""
        places, counts = features(text)
        values = counts * self.rarity[places]
        length = float(np.sqrt((values**2).sum())) or 1.0
        return float(values @ self.weights[places]) / length + self.bias
