"""``make speed``: how long judging takes, on one core, with the worker warm.

Not a test: it prints medians and the worst, and what is asked of them. Letters are joined from the
corpus to the size that is measured; the worst cases are made to be slow, for regular expressions
above all.
"""

from __future__ import annotations

import contextlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from checks import examine
from proxy.contacts import ContactBook
from proxy.envelope import Envelope, Recipient, Submission
from proxy.policy import decide
from tests.judgement import corpus

LETTER, PAGE, HUGE = 2_000, 100_000, 1_000_000
"""Octets of a plain letter, of a client's HTML, and of the worst cases."""
MAILBOX = 10_000
"""Messages in the mailbox that ``check`` reads."""
_ROUNDS = 40


def main() -> None:
    """Measure all, and print a line for each."""
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    chance = random.Random(7)
    relays = [m.body for m in corpus.split("train") if not m.holds]
    examine(_mail("warm up: any openings?"))
    _line("a plain letter of 2 KB", [_mail(_text(relays, chance, LETTER)) for _ in range(_ROUNDS)])
    _line("100 KB of a client's HTML", [_page(relays, chance) for _ in range(_ROUNDS // 4)])
    for name, content in _worst_cases():
        _line(f"1 MB of {name}", [content])
    _untagged(_mail(_text(relays, chance, LETTER)))
    _mailbox(relays, chance)


def _line(name: str, messages: list[bytes]) -> None:
    times = []
    for message in messages:
        begun = time.perf_counter()
        examine(message)
        times.append(1000 * (time.perf_counter() - begun))
    _print(f"{name:<44} median {statistics.median(times):8.1f} ms   worst {max(times):8.1f} ms")


def _untagged(content: bytes) -> None:
    envelope = Envelope("sam@example.org", (Recipient("bill@example.com"),))
    submission = Submission(envelope, content)
    begun = time.perf_counter()
    for _ in range(1_000):
        decide(submission, ContactBook())
    took = time.perf_counter() - begun
    _print(f"{'mail to nobody tagged':<44} {1000 * took:8.1f} us a message")


def _mailbox(relays: list[str], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "mailbox")
        with path.open("wb") as file:
            for number in range(MAILBOX):
                body = chance.choice(relays).replace("\nFrom ", "\n>From ")
                lines = _mail(f"{body}\n\n{number}").replace(b"\r\n", b"\n")
                file.write(b"From sam@example.org Thu Jan  1 00:00:00 2026\n" + lines + b"\n\n")
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "proxy", "check", "--tag", "network", "--json", str(path)],
            stdout=subprocess.DEVNULL,
            check=False,
            env={**os.environ, "XDG_CONFIG_HOME": place, "XDG_DATA_HOME": place},
        )
        took = time.perf_counter() - begun
    _print(
        f"{f'check of a mailbox of {MAILBOX} letters':<44} {MAILBOX / took:8.1f} messages a second"
    )


def _worst_cases() -> Iterator[tuple[str, bytes]]:
    units = {
        "one word": "word ",
        "one letter": "a",
        "asks": "Do you know anyone who is hiring? ",
        "half an ask": "if you know anyone who might be able to ",
        "commas": ", ",
        "full stops": ". ",
        "quotation marks": '"a ',
        "empty lines": "\n",
        "quoted lines": "> a\n",
        "attributions": "On Monday Bill wrote:\n",
        "dashes": "-- \n",
        "digits": "2019 - 2021 ",
        "links": "https://drive.google.com/a ",
        "combining marks": "a\u0301\u0302",
        "no letters at all": "🙂",
    }
    for name, unit in units.items():
        yield name, _mail(unit * (HUGE // len(unit.encode())))
    yield "open HTML tags", _mail("<div>" * (HUGE // 5), subtype="html")
    yield "HTML cells", _mail("<table>" + "<tr><td>job</td></tr>" * (HUGE // 21), subtype="html")


def _mail(text: str, subtype: str = "plain") -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "sam@example.org", "bill@example.com", "Hello"
    mail.set_content(text, subtype=subtype, cte="8bit")
    return mail.as_bytes()


def _text(relays: list[str], chance: random.Random, size: int) -> str:
    text = ""
    while len(text) < size:
        text += chance.choice(relays) + "\n\n"
    return text[:size]


def _page(relays: list[str], chance: random.Random) -> bytes:
    words = _text(relays, chance, LETTER)
    style = 'style="margin:0cm;font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif"'
    rows = "".join(
        f'<p class="MsoNormal" {style}><span lang="EN-US">{line}<o:p></o:p></span></p>\n'
        for line in words.splitlines()
    )
    sheet = ".x{mso-style-priority:99;color:#0563C1;text-decoration:underline}\n"
    head = f"<style>{sheet * ((PAGE - len(rows)) // len(sheet))}</style>"
    return _mail(f"<html><head>{head}</head><body>{rows}</body></html>", subtype="html")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
