"""The worker: texts in, logits out, one JSON line each, until its input ends or nothing comes.

Asked ``{"texts": [...]}`` it answers ``{"logits": [...]}``. The first line that it writes,
``{"ready": true}``, says that the model is loaded.
"""

from __future__ import annotations

import contextlib
import json
import resource
import select
import sys

IDLE_S = 300.0
"""Seconds without a text after which the worker ends, and gives its memory back."""


def main(idle_s: float = IDLE_S) -> None:
    """Serve until standard input ends, or for *idle_s* without a question."""
    # What people write must not end in a core dump.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from checks.encoder.network import Network  # noqa: PLC0415 - loads onnxruntime

    network = Network()
    _write({"ready": True})
    # Unbuffered, so that select sees all that is still to be read.
    questions = open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)  # noqa: SIM115
    while select.select([questions], [], [], idle_s)[0]:
        line = questions.readline()
        if not line:
            return
        _write({"logits": network.logits(json.loads(line)["texts"])})


def _write(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else IDLE_S)
