from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.encoder import worker_client
from checks.encoder.worker_client import Unavailable, Worker

READY = "print(json.dumps({'ready': True}), flush=True); "


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def _stand_in(folder: Path, body: str) -> str:
    """Return a program that takes the place of Python for the worker."""
    program = folder / "stand-in"
    program.write_text(f"#!{sys.executable}\nimport json, os, sys, time\n{body}\n")
    program.chmod(0o755)
    return str(program)


def test_the_worker_starts_with_the_first_text_and_answers_all(worker: Worker) -> None:
    logits = worker.logits(["a | Are you hiring at the mill?", "b | Is the mill open?"])
    assert logits[0] > logits[1]


def test_a_worker_that_had_nothing_to_do_is_started_anew() -> None:
    worker = Worker(idle_s=2.0)
    try:
        first = worker.logits(["a | Lunch?"])
        assert worker._process is not None
        worker._process.wait(30)
        assert worker.logits(["a | Lunch?"]) == first
    finally:
        worker.close()


def test_a_closed_worker_serves_again(worker: Worker) -> None:
    worker.logits(["a"])
    worker.close()
    assert len(worker.logits(["a"])) == 1


def test_a_program_that_is_not_there_is_said_to_be_so_and_not_tried_again(tmp_path: Path) -> None:
    worker = Worker(python=str(tmp_path / "none"))
    with pytest.raises(Unavailable, match="can't be loaded"):
        worker.logits(["a"])
    worker._python = sys.executable
    with pytest.raises(Unavailable):
        worker.logits(["a"])


@pytest.mark.parametrize(
    "body",
    [
        "sys.exit(1)",
        READY + "sys.stdin.readline(); sys.exit(1)",
        READY + "sys.stdin.readline(); print('nonsense')",
        READY + "sys.stdin.readline(); print('{}')",
        READY + "sys.stdin.readline(); print(json.dumps({'logits': []}))",
    ],
)
def test_a_worker_that_fails_is_unavailable_and_ended(tmp_path: Path, body: str) -> None:
    worker = Worker(python=_stand_in(tmp_path, body))
    with pytest.raises(Unavailable):
        worker.logits(["a"])
    assert worker._process is None


def test_a_worker_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_client, "ANSWER_S", 0.05)
    body = READY + "time.sleep(60)"
    worker = Worker(python=_stand_in(tmp_path, body))
    with pytest.raises(Unavailable, match="too long"):
        worker.logits(["a"])
    assert worker._process is None


def test_an_answer_that_nobody_waited_for_is_not_taken_for_the_next(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    (right,) = worker.logits(["a | Lunch?"])

    def interrupted(*_: object) -> dict[str, object]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(worker_client, "_line", interrupted)
        with pytest.raises(KeyboardInterrupt):
            worker.logits(["b | Do you know anyone who is hiring?"])
    assert worker.logits(["a | Lunch?"]) == [right]


def test_the_worker_gets_no_environment_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASKWELL_SECRET", "hunter2")
    body = (
        READY + "sys.stdin.readline();"
        "print(json.dumps({'logits': [float('ASKWELL_SECRET' in os.environ)]}), flush=True)"
    )
    worker = Worker(python=_stand_in(tmp_path, body))
    try:
        assert worker.logits(["a"]) == [0.0]
    finally:
        worker.close()
