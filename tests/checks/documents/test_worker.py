"""The worker: what it writes, what it may use, and that it keeps quiet."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from checks.documents import isolation
from checks.documents.document import MEMBERS_READ, TEXT_LIMIT
from checks.documents.worker import Record, records
from checks.worker_environment import worker_environment
from tests.checks.making import (
    make_doc,
    make_docx,
    make_eml,
    make_latex,
    make_pages,
    make_pdf,
    make_tnef,
    make_zip,
)


def _run(script: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run *script* as the worker is run, with what it says on standard error kept."""
    return subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-c", script, str(isolation._CHECKS)],
        input=given,
        capture_output=True,
        env=worker_environment(),
        cwd="/",
        timeout=30,
        check=False,
    )


def _worker(content: bytes, kind: str) -> subprocess.CompletedProcess[bytes]:
    order = json.dumps({"kind": kind, "charset": None}).encode() + b"\n"
    return _run(isolation._START, order + content)


LIMITED = isolation._START.replace("import main\nmain()", "import _limit_self\n_limit_self()\n")


@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        ("bytearray(600 << 20)", "MemoryError"),
        ("open('/tmp/askwell-worker', 'wb', 0).write(b'x')", "File too large"),
    ],
)
def test_beyond_its_limits_it_can_do_nothing(deed: str, outcome: str) -> None:
    done = _run(f"{LIMITED}\n{deed}")
    assert done.returncode != 0
    assert outcome in done.stderr.decode()


def test_within_its_limits_it_can_work() -> None:
    assert _run(f"{LIMITED}\nbytearray(100 << 20)").returncode == 0


def test_its_processor_time_ends_it() -> None:
    assert _run(f"{LIMITED}\nwhile True: pass").returncode < 0


def test_it_sees_no_environment_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "hunter2")
    seen = _run("print(open('/proc/self/environ').read())").stdout.decode()
    names = {entry.partition("=")[0] for entry in seen.strip().strip("\0").split("\0")}
    assert names == {"PYTHONPATH", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (make_pdf("Hello"), "pdf"),
        (make_pdf("Hello").replace(b"endobj", b"endoxj"), "pdf"),
        (make_pdf("Hello").replace(b"startxref", b"startyref"), "pdf"),
        (make_docx("Hello")[:-40], "zip"),
        (b"<html><p>http://example.org</p>", "html"),
        (b"{\\rtf1 http://example.org", "rtf"),
    ],
)
def test_it_writes_records_and_is_otherwise_silent(content: bytes, kind: str) -> None:
    done = _worker(content, kind)
    written = [json.loads(line) for line in done.stdout.splitlines()]
    assert "end" in written[-1]
    assert done.stderr == b""


def test_text_is_written_before_the_file_is_read_to_its_end() -> None:
    # The second page never ends; the first is there all the same.
    done = _run(
        isolation._START.replace(
            "main()",
            "import checks.documents.worker as worker\n"
            "def pages():\n yield 'first'\n while True: pass\n"
            "worker._document = lambda *_: ({'text': page} for page in pages())\n"
            "main()",
        ),
        b'{"kind": "pdf", "charset": null}\n',
    )
    assert done.returncode < 0
    assert json.loads(done.stdout) == {"text": "first"}


def _ends(found: list[Record]) -> dict[str, Any]:
    """Return how each member of a ZIP ended, by name; the ZIP's own name is empty."""
    ends: dict[str, Any] = {}
    name = ""
    for record in found:
        name = str(record.get("member", "" if "archive" in record else name))
        if "end" in record:
            ends[name] = record["end"]
    return ends


def test_a_zip_names_all_its_files_before_it_reads_one() -> None:
    pack = make_zip({"a.docx": make_docx("First"), "b.txt": b"Second letter"})
    found = list(records(pack, "zip", None))
    assert found[1:3] == [{"member": "a.docx"}, {"member": "b.txt"}]
    assert _ends(found) == {"a.docx": None, "b.txt": None, "": None}


def test_an_archive_inside_an_archive_is_named_and_not_opened() -> None:
    inner = make_zip({"cv.txt": b"Resume of Ann"})
    found = list(records(make_zip({"inner.zip": inner}), "zip", None))
    assert _ends(found)["inner.zip"] == "is an archive inside an archive, which is not opened"
    assert "cv.txt" not in json.dumps(found)


def test_files_beyond_those_that_are_read_say_so() -> None:
    names = [f"{n:02}.txt" for n in range(MEMBERS_READ + 2)]
    ends = _ends(list(records(make_zip(dict.fromkeys(names, b"A letter")), "zip", None)))
    assert [ends[name] for name in names[:MEMBERS_READ]] == [None] * MEMBERS_READ
    assert {ends[name] for name in names[MEMBERS_READ:]} == {
        "is one of too many in its archive to be looked into"
    }


def test_a_long_text_ends_at_the_limit_and_says_so() -> None:
    found = list(records(make_docx("word " * TEXT_LIMIT), "docx", None))
    assert sum(len(str(record.get("text", ""))) for record in found) == TEXT_LIMIT
    assert found[-1] == {"end": "is long and was read only in part"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (make_doc("Sound\nand well"), "ole"),
        (make_pages("Sound and well"), "zip"),
        (make_docx("Sound and well"), "zip"),
        (make_tnef({"a.doc": make_doc("Sound\nand well")}), "tnef"),
        (make_eml("Hi", {"a.pages": make_pages("Sound")}), "mail"),
        (make_latex("Sound\n• and well"), "latex"),
    ],
    ids=["doc", "pages", "docx", "tnef", "mail", "latex"],
)
def test_a_file_cut_anywhere_ends_in_a_record_that_says_so(content: bytes, kind: str) -> None:
    for end in range(1, len(content), max(1, len(content) // 250)):
        assert "end" in list(records(content[:end], kind, None))[-1]
