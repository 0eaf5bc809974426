"""Any message at all is judged: nothing raises, nothing hangs, and the findings stay well formed.

``make fuzz`` does the same for longer. What a single parser makes of odd input is tested beside it;
here all of it goes through the one door that mail goes through.
"""

from __future__ import annotations

import os
import time
import unicodedata
from base64 import encodebytes
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks import examine
from checks.finding import EXCERPT_LIMIT, Finding
from checks.registry import CHECK_NAMES, UNEXAMINED
from tests.checks.hostile import SHAPES, SOME
from tests.checks.making import make, make_eml, make_ole, make_scan, make_tnef, make_zip

LONG = bool(os.environ.get("ASKWELL_FUZZ"))
BOUND_S = 1.0 if LONG else 5.0
"""Seconds of processor time; the suite leaves room for coverage and a busy machine."""

bounded = settings(
    max_examples=4000 if LONG else 60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
with_files = settings(bounded, max_examples=600 if LONG else 8)


def assert_sound(content: bytes) -> tuple[Finding, ...]:
    """Examine *content* and return its findings, each fit to be shown to a person."""
    found = examine(content)
    for finding in found:
        assert finding.rule != UNEXAMINED, finding.excerpt
        assert finding.check in CHECK_NAMES
        assert 0 < len(finding.excerpt) <= EXCERPT_LIMIT
        assert finding.where in {"body", "subject"} or finding.where.startswith("attachment:")
        for text in (finding.where, finding.excerpt, finding.why, finding.instead):
            odd = [char for char in text if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}]
            assert not odd, (finding.id, odd)
    return found


@bounded
@given(st.binary(max_size=2_000))
def test_any_bytes_are_judged(content: bytes) -> None:
    assert_sound(content)


CHARSETS = [
    "utf-8", "us-ascii", "utf-7", "utf-16", "utf-32", "idna", "punycode", "rot13", "hex", "zlib",
    "unicode_escape", "undefined", "mbcs", "iso-2022-jp", "x-unknown", "", "\0", "a" * 300,
]  # fmt: skip
ENCODINGS = ["7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "", "base64;"]
KINDS = ["text/plain", "text/html", "text/enriched", "message/rfc822", "image/png", "nonsense"]
MULTIPARTS = ["mixed", "alternative", "related", "digest", "signed", ""]
SAYINGS = [
    "Do you know anyone who is hiring?", "I was laid off.", "My resume: https://example.com/cv.pdf",
    "> ", "On 3 Nov 2025 at 10:14, Bill wrote:", "-- ", "Best,\nAnn", "From: a@example.com",
    "<div class=gmail_quote>", "<blockquote>", "<!--", "&#0;", "&#x202e;", "\x1b[31m", "\u202e",
    "\ud800", "\u0301" * 9, "\0", "=?utf-8?b?", "=E9=\n", "Experience\nJan 2019 - Mar 2021\nSkills",
    "\x85", "\u2028", "“", '"', "'",
]  # fmt: skip
words = st.lists(st.sampled_from(SAYINGS) | st.text(max_size=12), max_size=12).map(" ".join)
lines = st.lists(words, max_size=6).map("\n".join)
bodies = lines.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=80)


def _entity(kind: str, charset: str, encoding: str, name: str, body: bytes) -> bytes:
    fields = f"Content-Type: {kind}; charset={charset}"
    if name:
        fields += f'\r\nContent-Disposition: attachment; filename="{name}"'
    fields += f"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return fields.encode("utf-8", "surrogatepass") + body


names = st.sampled_from(["", "", "resume.pdf", "a.zip", "../\x1b.doc", "\u202efdp.cv"])
leaves = st.builds(
    _entity, st.sampled_from(KINDS), st.sampled_from(CHARSETS), st.sampled_from(ENCODINGS), names,
    bodies,
)  # fmt: skip


def _multipart(kind: str, parts: list[bytes], boundary: str, last: str) -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + last.encode()


trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        _multipart, st.sampled_from(MULTIPARTS), st.lists(inner, max_size=4),
        st.sampled_from(["b", "b", "b ", "c", ""]), st.sampled_from(["--b--", "--b", "", "--b--\n\0"]),  # noqa: E501
    ),
    max_leaves=8,
)  # fmt: skip


@with_files
@given(words, words, trees)
def test_any_structure_is_judged(subject: str, sender: str, tree: bytes) -> None:
    head = f"Subject: {subject}\r\nFrom: {sender}\r\nTo: {subject}\r\n"
    assert_sound(head.encode("utf-8", "surrogatepass") + tree)


@bounded
@given(words, bodies, st.sampled_from(KINDS[:3]), st.sampled_from(CHARSETS))
def test_any_letter_is_judged(subject: str, body: bytes, kind: str, charset: str) -> None:
    head = f"Subject: {subject}\r\n".encode("utf-8", "surrogatepass")
    assert_sound(head + _entity(kind, charset, "8bit", "", body))


RESUME = "Ann Lee\nann@example.com\nExperience\nClerk, Acme, Jan 2019 - Mar 2021\nSkills\nExcel"
FILES: dict[str, Callable[[], bytes]] = {
    **{f"cv.{kind}": lambda kind=kind: make(RESUME, kind) for kind in  # type: ignore[misc]
       ("pdf", "docx", "odt", "rtf", "html", "md", "txt", "doc", "pages", "tex")},
    "scan.pdf": make_scan,
    "cv.zip": lambda: make_zip({"cv.txt": RESUME.encode()}),
    "winmail.dat": lambda: make_tnef({"cv.txt": RESUME.encode()}),
    "cv.eml": lambda: make_eml("Hello", {"cv.txt": RESUME.encode()}),
    "cv.msg": lambda: make_ole({"__substg1.0_1000001F": RESUME.encode("utf-16-le")}),
}  # fmt: skip


def _with_file(name: str, payload: bytes) -> bytes:
    part = _entity("application/octet-stream", "", "base64", name, encodebytes(payload))
    return b"Subject: Hello\r\n" + _multipart("mixed", [part], "b", "--b--")


@with_files
@given(st.sampled_from(sorted(FILES)), st.integers(0, 1 << 20), st.binary(max_size=12))
def test_any_damaged_file_is_judged(name: str, at: int, damage: bytes) -> None:
    sound = FILES[name]()
    at %= len(sound)
    assert_sound(_with_file(name, sound[:at] + damage + sound[at + len(damage) :]))


SMALL = {
    "plain": b"Subject: A job?\r\nFrom: Ann <ann@example.com>\r\n\r\nDo you know anyone hiring?\r\n",  # noqa: E501
    "encoded": b"Subject: =?utf-8?q?A=C3=A9?= =?utf-8?b?w6k=?=\r\nContent-Type: text/plain;\r\n"
    b" charset*=utf-8''utf%2D8\r\nContent-Transfer-Encoding: base64\r\n\r\nSXMgdGhlcmUgYSBqb2I/\r\n",  # noqa: E501
    "quoted": b"Subject: Re: x\r\n\r\nNo.\r\n\r\nOn 3 Nov 2025 at 10:14, Bill wrote:\r\n> Hi\r\n-- \r\nAnn",  # noqa: E501
    "html": b"Content-Type: text/html\r\n\r\n<p style='display:none'>a</p><a href=\"https://a.b/cv\">&eacute;"
    b"</a><!-- x --><blockquote type=cite>b</blockquote>",
    "alternative": _multipart(
        "alternative",
        [_entity("text/plain", "utf-8", "quoted-printable", "", b"A=C3=A9=\r\nb"),
         _entity("text/html", "utf-16", "8bit", "", "<p>é".encode("utf-16"))],
        "b", "--b--",
    ),
    "enclosed": b"Content-Type: message/rfc822\r\n\r\nSubject: a\r\n\r\nb",
    "file": _with_file("cv.txt", b"Experience\nEducation\nSkills"),
}  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_a_message_cut_at_any_byte_is_judged(name: str) -> None:
    for length in range(len(SMALL[name]) + 1):
        assert_sound(SMALL[name][:length])


@pytest.mark.parametrize("name", SHAPES if LONG else SOME)
def test_a_megabyte_of_anything_is_judged_within_a_second(name: str) -> None:
    content = SHAPES[name]()
    taken = []
    # What the first such message builds (patterns) is there for all that follow.
    for _ in range(3):
        began = time.process_time()
        assert_sound(content)
        taken.append(time.process_time() - began)
        if taken[-1] < BOUND_S:
            return
    raise AssertionError(f"took {min(taken):.2f} s")
