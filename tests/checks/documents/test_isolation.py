"""The worker's cage: what it is given, and what it may use."""

from __future__ import annotations

import json
import resource
import subprocess
import sys

import pytest

from checks.documents import isolation
from checks.documents.document import WORKER_MEMORY
from checks.worker_environment import worker_environment
from tests.checks.making import make_pdf


def test_the_worker_inherits_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "hunter2")
    seen: dict[str, object] = {}

    def record(arguments: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        seen.update(options, arguments=arguments)
        return subprocess.CompletedProcess(arguments, 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", record)
    isolation.read(b"secret content", "pdf", None, 1.0)
    environment = seen["env"]
    assert isinstance(environment, dict)
    assert "SMTP_PASSWORD" not in environment
    assert "HOME" not in environment
    # What another user of the machine can list shows nothing of the file.
    assert "secret" not in str(seen["arguments"])
    assert seen["stderr"] == subprocess.DEVNULL


def test_the_worker_bounds_itself() -> None:
    script = (
        "import resource, runpy, io, sys\n"
        "from checks.documents import worker\n"
        "worker._limit_self()\n"
        "print([resource.getrlimit(w)[0] for w in (resource.RLIMIT_AS, resource.RLIMIT_CPU,"
        " resource.RLIMIT_FSIZE)])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=worker_environment(),
        capture_output=True,
        check=True,
        timeout=30,
    )
    assert json.loads(done.stdout) == [WORKER_MEMORY, 2, 0]
    # The limits are the worker's own, not ours.
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0


def test_a_machine_that_cannot_start_the_worker_is_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    document = isolation.read(make_pdf("Hello"), "pdf", None, 2.0)
    assert document.problem == "can't be read on this machine"


def test_what_was_read_before_the_end_is_kept() -> None:
    output = b'{"kind": "pdf", "pages": 3}\n{"text": "one "}\n{"text": "two'
    document = isolation._assemble(isolation._records(output), "pdf", isolation.TOO_LONG)
    assert (document.text, document.pages) == ("one ", 3)
    assert document.problem == "takes too long to read"
    assert not document.complete


def test_half_a_surrogate_pair_becomes_a_character_that_can_be_stored() -> None:
    output = b'{"kind": "pdf", "pages": 1}\n{"text": "a\\ud800b"}\n{"end": null}\n'
    document = isolation._assemble(isolation._records(output), "pdf", isolation.TOO_LONG)
    assert document.text == "a?b"
    assert document.complete
