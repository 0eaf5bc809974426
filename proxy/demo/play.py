"""The order of events: set up, submit three letters, look at the hold, release it, compare."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from proxy.demo import letters
from proxy.demo.letters import Letter
from proxy.demo.smarthost import MaildirSmarthost

START_WITHIN_S = 15.0
STEP_WITHIN_S = 20.0

CONFIGURATION = """\
[listen]
port = {listen_port}
ipv6_loopback = false

[[account]]
name = "demo"
senders = ["{sender}"]
host = "127.0.0.1"
port = {smarthost_port}
tls = "none"          # the demonstration's own smarthost, on this machine
"""


class DemoError(Exception):
    """Something did not go as it should; the message says what."""


@dataclass(slots=True)
class Stage:
    """What the play needs at hand: where it speaks, and what it runs on."""

    say: Callable[[str], None]
    directory: Path
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    port: int = 0
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12), repr=False)

    def askwell(self, *arguments: str, shown: bool = True) -> str:
        """Run the command line as a person would, and return what it printed."""
        if shown:
            self.say(f"\n$ askwell {' '.join(arguments)}")
        try:
            done = subprocess.run(
                self.command(*arguments),
                capture_output=True,
                text=True,
                timeout=STEP_WITHIN_S,
                env={**self.environ},
                check=False,
            )
        except subprocess.TimeoutExpired as exc:
            raise DemoError(f"askwell {arguments[0]} took over {STEP_WITHIN_S:g} s") from exc
        if shown:
            self.say((done.stdout + done.stderr).rstrip())
        if done.returncode != 0:
            raise DemoError(f"askwell {arguments[0]} failed: {done.stderr.strip()}")
        return done.stdout

    def command(self, *arguments: str) -> list[str]:
        """Return the argument vector of an ``askwell`` that works on this stage only."""
        place = ["--config", str(self.directory / "config.toml")]
        place += ["--state", str(self.directory / "state")]
        return [sys.executable, "-m", "proxy", *place, *arguments]


def perform(say: Callable[[str], None]) -> None:
    """Perform the play; DemoError where any of it did not hold."""
    with tempfile.TemporaryDirectory(prefix="askwell-demo-") as name:
        stage = Stage(say, Path(name))
        smarthost = MaildirSmarthost(stage.directory / "Maildir", letters.SENDER, stage.password)
        smarthost_port = smarthost.start()
        try:
            _set_up(stage, smarthost_port)
            with _serving(stage):
                _play(stage, smarthost)
        finally:
            smarthost.stop()


def _set_up(stage: Stage, smarthost_port: int) -> None:
    stage.port = _free_port()
    configuration = CONFIGURATION.format(
        listen_port=stage.port, smarthost_port=smarthost_port, sender=letters.SENDER
    )
    (stage.directory / "config.toml").write_text(configuration, encoding="utf-8")
    stage.say(f"A smarthost that files mail in a Maildir listens on 127.0.0.1:{smarthost_port}.")
    stage.askwell("contacts", "add", letters.BILL, "--name", "Bill", "--tag", "network")


@contextmanager
def _serving(stage: Stage) -> Iterator[None]:
    """Run the service while the play goes on, and end it whatever befalls."""
    log = stage.directory / "service.log"
    with log.open("wb") as file:
        service = subprocess.Popen(
            stage.command("serve"), stdout=subprocess.DEVNULL, stderr=file, env={**stage.environ}
        )
    try:
        _await_service(stage, service, log)
        stage.say(f"\nAskwell serves on 127.0.0.1:{stage.port}, in front of it.")
        yield
    finally:
        service.terminate()
        try:
            service.wait(timeout=STEP_WITHIN_S)
        except subprocess.TimeoutExpired:
            service.kill()
            service.wait()


def _play(stage: Stage, smarthost: MaildirSmarthost) -> None:
    blunder, better, application = letters.blunder(), letters.better(), letters.application()
    _submit(stage, blunder, expected=550)
    _require_arrivals(smarthost, [])
    stage.askwell("held")
    held_id = listed_id(stage.askwell("held", "--json", shown=False))
    stage.askwell("show", held_id)
    _submit(stage, better, expected=250)
    _require_arrivals(smarthost, [better])
    _submit(stage, application, expected=250)
    _require_arrivals(smarthost, [better, application])
    stage.say("\nThe better letter took the place of the first one, which is set aside, not gone:")
    stage.askwell("held", "--all")
    stage.say("\nSuppose that Dana wants the first letter sent all the same:")
    stage.askwell("restore", held_id)
    stage.askwell("release", held_id)
    _require_arrivals(smarthost, [better, application, blunder])
    _compare(stage, smarthost, [blunder, better, application])


def listed_id(json_lines: str) -> str:
    """Return the id of the only message in the output of ``askwell held --json``."""
    found = [json.loads(line) for line in json_lines.splitlines()]
    if len(found) != 1:
        raise DemoError(f"{len(found)} messages are listed where one should be")
    return str(found[0]["id"])


def _submit(stage: Stage, letter: Letter, expected: int) -> None:
    stage.say(f"\n--- {letter.title}\n    to {letter.recipient}, {len(letter.content)} octets")
    with smtplib.SMTP("127.0.0.1", stage.port, timeout=STEP_WITHIN_S) as client:
        client.ehlo("[127.0.0.1]")
        client.login(letters.SENDER, stage.password)
        for command in (f"MAIL FROM:<{letters.SENDER}>", f"RCPT TO:<{letter.recipient}>"):
            code, text = client.docmd(command)
            stage.say(f"    C: {command}\n    S: {code} {text.decode()}")
        code, text = client.data(letter.content)
    stage.say("    C: DATA ... .")
    lines = text.decode().splitlines()
    for number, line in enumerate(lines, 1):
        stage.say(f"    S: {code}{' ' if number == len(lines) else '-'}{line}")
    if code != expected:
        raise DemoError(f"{letter.title}: the reply was {code}, not {expected}")


def _require_arrivals(smarthost: MaildirSmarthost, expected: list[Letter]) -> None:
    arrived = sorted(smarthost.arrived())
    if arrived != sorted(letter.content for letter in expected):
        raise DemoError(f"{len(arrived)} messages arrived as they should not have")


def _compare(stage: Stage, smarthost: MaildirSmarthost, submitted: list[Letter]) -> None:
    stage.say("\nSubmitted, and arrived at the smarthost (SHA-256):")
    arrived = {hashlib.sha256(content).hexdigest() for content in smarthost.arrived()}
    for letter in submitted:
        digest = hashlib.sha256(letter.content).hexdigest()
        if digest not in arrived:
            raise DemoError(f"{letter.title} did not arrive as it was submitted")
        stage.say(f"    {digest[:32]}...  the same, byte for byte: {letter.title}")


def _await_service(stage: Stage, service: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        if service.poll() is not None:
            said = log.read_text(encoding="utf-8", errors="replace").strip()
            raise DemoError(f"the service did not start: {said}")
        try:
            with socket.create_connection(("127.0.0.1", stage.port), timeout=1.0) as line:
                if line.recv(3) == b"220":
                    return
        except OSError:
            time.sleep(0.05)
    raise DemoError(f"the service did not answer within {START_WITHIN_S:g} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
