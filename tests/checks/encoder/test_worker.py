from __future__ import annotations

import json
import subprocess
import sys


def _worker(questions: bytes, idle_s: float = 60) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "checks.encoder.worker", str(idle_s)],
        input=questions,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_it_answers_each_line_and_ends_with_its_input() -> None:
    question = json.dumps({"texts": ["a | Are you hiring?", "b | Lunch?"]}).encode() + b"\n"
    done = _worker(question * 2)
    ready, first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert ready == {"ready": True}
    assert first == second
    assert len(first["logits"]) == 2
    assert done.returncode == 0


def test_it_ends_when_nothing_comes() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "checks.encoder.worker", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.wait(60) == 0


def test_nonsense_ends_it_without_an_answer() -> None:
    done = _worker(b"not json\n")
    assert done.returncode != 0
    assert len(done.stdout.splitlines()) == 1
