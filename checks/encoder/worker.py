"""The worker: texts in, logits out, one JSON line each, until its input ends or nothing comes.

Asked ``{"texts": [...]}`` it answers ``{"logits": [...]}``. The first line that it writes,
``{"ready": true}``, says that the model is loaded.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import sys
from collections.abc import Iterator


def main(idle_s: float) -> None:
    """Serve until standard input ends, or for *idle_s* without a question."""
    # What people write must not end in a core dump.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from checks.encoder.network import Network  # noqa: PLC0415 - loads onnxruntime

    network = Network()
    _write({"ready": True})
    for line in _lines(sys.stdin.fileno(), idle_s):
        _write({"logits": network.logits(json.loads(line)["texts"])})


def _lines(source: int, idle_s: float) -> Iterator[bytes]:
    """Yield the lines that come from *source*, until it ends or nothing comes for *idle_s*."""
    rest = b""
    while select.select([source], [], [], idle_s)[0]:
        piece = os.read(source, 1 << 16)
        if not piece:
            return
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines


def _write(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]))
