"""How well the author's own words are told from the rest: ours and the libraries for it.

``python -m tests.judgement.separation`` measures every approach on tests/corpus/separation in
one run. ``--misses NAME`` shows what one approach got wrong. The libraries are not installed
with Askwell (docs/own-words.md says why); one that isn't there is named and passed over.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import importlib.metadata
import re
import sys
import time
import tomllib
import warnings
from base64 import encodebytes
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from quopri import encodestring
from typing import Any

from checks.charset import decode
from checks.flowed import unwrap
from checks.html import render
from checks.message import parse

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "separation"

_HEADER = "From: Ann Lee <ann@example.org>\nTo: Bill Smith <bill@example.com>\nSubject: The plant\n"
# Japanese and Chinese put no spaces between words: there each character counts as one.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Sample:
    """A message, and the words in it that are its author's."""

    family: str
    name: str
    content: bytes
    own: str
    either: tuple[str, ...] = ()
    """Lines that may as well be left in as taken out: a closing, the name under it."""

    def told(self, text: str) -> str:
        """Return *text* as it is compared: spaces folded, without the lines of no account."""
        text = f" {' '.join(text.split())} "
        for line in self.either:
            text = text.replace(f" {line} ", " ")
        return text.strip()


@dataclass(frozen=True)
class Letter:
    """What a library is given of a message: text, decoded and without soft line ends."""

    plain: str | None
    html: str | None

    @property
    def text(self) -> str:
        """The plain text; where there is none, our rendering of the page."""
        return self.plain if self.plain is not None else rendered(self.html or "")


Approach = Callable[[bytes, Letter], str]


@dataclass
class Score:
    """What one approach made of the whole set."""

    exact: int = 0
    count: int = 0
    right: int = 0
    found: int = 0
    wanted: int = 0
    failed: int = 0
    seconds: float = 0.0

    def add(self, sample: Sample, answer: str) -> bool:
        """Count *answer*; say whether it is exactly what the author wrote."""
        told, own = sample.told(answer), sample.told(sample.own)
        words, wanted = Counter(_WORD.findall(told)), Counter(_WORD.findall(own))
        self.count += 1
        self.exact += told == own
        self.right += (words & wanted).total()
        self.found += words.total()
        self.wanted += wanted.total()
        return told == own


def samples() -> Iterator[Sample]:
    """Yield every message of the set."""
    for path in sorted(CORPUS.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["message"]:
            either = tuple(entry.get("either", ()))
            yield Sample(path.stem, entry["name"], _content(entry), entry["own"], either)


def _content(entry: dict[str, Any]) -> bytes:
    if "raw" in entry:
        return _crlf(str(entry["raw"]).encode())
    kinds = [kind for kind in ("plain", "html") if kind in entry]
    parts = [_part(kind, entry) for kind in kinds]
    head = _HEADER + "MIME-Version: 1.0\n"
    if len(parts) == 1:
        return _crlf(head.encode()) + parts[0]
    opening = "Content-Type: multipart/alternative; boundary=part\n\n"
    return _crlf((head + opening).encode()) + b"".join(
        [*(b"--part\r\n" + part + b"\r\n" for part in parts), b"--part--\r\n"]
    )


def _part(kind: str, entry: dict[str, Any]) -> bytes:
    charset, encoding = entry.get("charset", "utf-8"), entry.get("encoding", "8bit")
    text = str(entry[kind])
    form = "; format=flowed" if entry.get("flowed") else ""
    form += "; delsp=yes" if entry.get("delsp") else ""
    head = f"Content-Type: text/{kind}; charset={charset}{form}\n"
    head += f"Content-Transfer-Encoding: {encoding}\n\n"
    payload = text.encode(charset) if encoding == "base64" else _crlf(text.encode(charset))
    if encoding == "base64":
        payload = _crlf(encodebytes(payload))
    elif encoding == "quoted-printable":
        payload = _crlf(encodestring(text.encode(charset)))
    return _crlf(head.encode()) + payload


def _crlf(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def letter(content: bytes) -> Letter:
    """Return the text that a program built on the standard library would hand on."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Letter(_decoded(message, "plain"), _decoded(message, "html"))


def _decoded(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body((kind,))
    if part is None:
        return None
    payload = part.get_payload(decode=True)
    text = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    text = text.replace("\r\n", "\n")
    if kind == "plain" and str(part.get_param("format", "")).lower() == "flowed":
        return unwrap(text, delsp=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def rendered(page: str) -> str:
    """Return what a reader sees of *page*, quotes and all."""
    return "\n".join(line.text for line in render(page).lines)


def ours(content: bytes, _: Letter) -> str:
    """Return the author's own words as the checks read them."""
    return parse(content).body.own


def everything(_: bytes, given: Letter) -> str:
    """Return the whole letter: what judging without separation would read."""
    return given.text


def _mail_parser_reply() -> Approach:
    library = importlib.import_module("mailparser_reply")
    languages = list(importlib.import_module("mailparser_reply.constants").MAIL_LANGUAGES)
    parser = library.EmailReplyParser(languages=languages)

    def read(_: bytes, given: Letter) -> str:
        replies = parser.read(given.text).replies
        return str(replies[0].body) if replies else ""

    return read


def _email_reply_parser() -> Approach:
    library = importlib.import_module("email_reply_parser")
    return lambda _, given: str(library.EmailReplyParser.parse_reply(given.text))


def _quotequail() -> Approach:
    library = importlib.import_module("quotequail")

    def read(_: bytes, given: Letter) -> str:
        if given.plain is None and given.html is not None:
            pieces = library.quote_html(given.html, limit=1_000_000, quote_intro_line=True)
            return rendered("".join(piece for own, piece in pieces if own))
        pieces = library.quote(given.text, limit=1_000_000, quote_intro_line=True)
        return "\n".join(piece for own, piece in pieces if own)

    return read


def _talon() -> Approach:
    quotations = importlib.import_module("talon.quotations")
    signature = importlib.import_module("talon.signature.bruteforce")

    def read(_: bytes, given: Letter) -> str:
        if given.plain is None and given.html is not None:
            text = rendered(quotations.extract_from_html(given.html))
        else:
            text = quotations.extract_from_plain(given.text)
        return str(signature.extract_signature(text)[0])

    return read


def _email_reply_extractor() -> Approach:
    library = importlib.import_module("email_reply_extractor")

    def read(_: bytes, given: Letter) -> str:
        return str(library.extract_new_text(given.plain, html_body=given.html).text)

    return read


def _email_reply_extractor_cleaned() -> Approach:
    library = importlib.import_module("email_reply_extractor")

    def read(_: bytes, given: Letter) -> str:
        found = library.extract_new_text(given.plain, html_body=given.html).text
        return str(library.clean_for_scoring(found).text)

    return read


LIBRARIES: dict[str, Callable[[], Approach]] = {
    "mail-parser-reply": _mail_parser_reply,
    "email-reply-parser": _email_reply_parser,
    "quotequail": _quotequail,
    "talon": _talon,
    "email-reply-extractor": _email_reply_extractor,
    "email-reply-extractor (cleaned)": _email_reply_extractor_cleaned,
}


def approaches() -> Iterator[tuple[str, Approach]]:
    """Yield every approach that is installed; say of the others that they aren't."""
    yield "everything", everything
    yield "ours", ours
    for name, load in LIBRARIES.items():
        try:
            approach = load()
        except ImportError:
            print(f"{name}: not installed, passed over")
            continue
        package, _, manner = name.partition(" ")
        yield f"{package} {importlib.metadata.version(package)} {manner}".rstrip(), approach


def measure(approach: Approach, *, family: str = "", misses: bool = False) -> Score:
    """Return the score of *approach*; an exception counts as an answer of no words."""
    score = Score()
    for sample in samples():
        if family and sample.family != family:
            continue
        given = letter(sample.content)
        began = time.perf_counter()
        try:
            answer = approach(sample.content, given)
        except Exception:  # noqa: BLE001 - a library may raise anything
            answer = ""
            score.failed += 1
        score.seconds += time.perf_counter() - began
        if not score.add(sample, answer) and misses:
            _show(sample, answer)
    return score


def _show(sample: Sample, answer: str) -> None:
    print(f"--- {sample.family}: {sample.name}")
    wanted, found = sample.own.split("\n"), answer.split("\n")
    for line in difflib.ndiff(wanted, found):
        if line[:2] in ("- ", "+ ") and line[2:].strip():
            print("   ", line)


def main(arguments: list[str]) -> None:
    """Print the table, and on demand the misses of one approach."""
    warnings.simplefilter("ignore")  # the libraries' own
    parser = argparse.ArgumentParser(prog="python -m tests.judgement.separation")
    parser.add_argument("--misses", metavar="NAME", help="show what this approach got wrong")
    chosen = parser.parse_args(arguments).misses
    found = list(approaches())
    families = sorted({sample.family for sample in samples()})
    if chosen:
        for name, approach in found:
            if name.startswith(chosen):
                measure(approach, misses=True)
    print(f"{'approach':40}{'exact':>14}{'precision':>11}{'recall':>9}{'raised':>8}{'seconds':>9}")
    for name, approach in found:
        score = measure(approach)
        exact = f"{score.exact}/{score.count} {score.exact / score.count:.1%}"
        precision = score.right / max(score.found, 1)
        recall = score.right / max(score.wanted, 1)
        print(
            f"{name:40}{exact:>14}{precision:>11.1%}{recall:>9.1%}"
            f"{score.failed:>8}{score.seconds:>9.2f}"
        )
    print()
    print(f"{'exact by family':40}" + "".join(f"{family:>12}" for family in families))
    for name, approach in found:
        scores = [measure(approach, family=family) for family in families]
        shares = "".join(f"{f'{s.exact}/{s.count}':>12}" for s in scores)
        print(f"{name:40}{shares}")


if __name__ == "__main__":
    main(sys.argv[1:])
