"""The trained models as they ship, the encoder run by onnxruntime on one core.

``model/`` holds them: ``encoder.onnx`` (int8), ``tokenizer.json`` and ``wording.npz``. All are made
from the corpus of this repository, by ``make train``. Nothing is ever downloaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from checks.encoder.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL = Path(__file__).parent / "model"
TOKENS_LIMIT = 320
"""Tokens of a text that are read; windows are made to fit."""


WORDING_SHARE = 0.8
"""What the wording model's logit counts beside the encoder's; set on the dev split."""


class Network:
    """The models in memory."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load the model; raises whatever onnxruntime and tokenizers raise."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        self._words = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._words.no_padding()
        self._words.enable_truncation(TOKENS_LIMIT)
        self._wording = Wording.load(folder / "wording.npz")
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def logits(self, texts: Sequence[str]) -> list[float]:
        """Return for each text how surely it asks: above 0 more likely than not."""
        return [self._logit(text) for text in texts]

    def _logit(self, text: str) -> float:
        # One by one: padding a batch would cost more on one core than the batch gains.
        ids = np.array([self._words.encode(text).ids], dtype=np.int64)
        (answer,) = self._session.run(["logits"], {"ids": ids, "mask": np.ones_like(ids)})
        return float(answer[0]) + WORDING_SHARE * self._wording.logit(text)
