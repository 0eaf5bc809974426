"""Askwell as it runs for a person: a process of its own, with a configuration and a state.

Nothing in here reaches into the process: it is spoken to by SMTP, signals, the command line and
the database on disk. However a test ends, the service must not have failed on the way.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

from proxy.contacts import Contact
from proxy.hold import HeldMessage, State
from proxy.store import Store
from tests.proxy.dialogue import Dialogue
from tests.servers.ports import free_port
from tests.servers.waiting import until

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from tests.servers.endpoint import Endpoint

Table = dict[str, object]
"""The keys of one TOML table."""

STRICT = {"PYTHONWARNINGS": "error", "PYTHONFAULTHANDLER": "1"}
PROJECT = Path(__file__).parents[2]
BILL = Contact("bill@example.com", "Bill", frozenset({"network"}))


def account(endpoint: Endpoint, **keys: object) -> Table:
    """Return an account that sends through *endpoint* for anybody, but for what *keys* say."""
    table: Table = {
        "name": "main",
        "senders": ["*"],
        "host": endpoint.host,
        "port": endpoint.port,
        "tls": endpoint.tls,
        "auth": "none",
        "timeout_s": 20,
    }
    if endpoint.ca_file is not None:
        table["ca_file"] = str(endpoint.ca_file)
    return table | keys


class Askwell:
    """A running ``askwell serve``; use it as a context manager."""

    def __init__(
        self,
        place: Path,
        *accounts: Table,
        listen: Table | None = None,
        hold: Table | None = None,
        contacts: Sequence[Contact] = (BILL,),
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.place = place
        self.port = free_port()
        self.config, self.state, self._log = place / "config.toml", place / "state", place / "log"
        self._environ = {**os.environ, **STRICT, **(environ or {})}
        self.configure(*accounts, listen=listen, hold=hold)
        with self.store() as store:
            for contact in contacts:
                store.contacts.add(contact)

    def configure(
        self, *accounts: Table, listen: Table | None = None, hold: Table | None = None
    ) -> None:
        """Write the configuration anew."""
        parts = [_toml("[listen]", {"port": self.port, **(listen or {})}), _toml("[hold]", hold)]
        self.config.write_text("\n".join(parts + [_toml("[[account]]", a) for a in accounts]))

    # -- the process ---------------------------------------------------------------------------

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self.stop()
        if kind is None:
            self.require_no_failure()

    def start(self) -> Self:
        """Run the service; return when it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command(), "serve"], cwd=PROJECT, env=self._environ, stderr=log
            )
        until(self._answers_or_ended, "the service to answer")
        if self._process.poll() is not None:
            raise AssertionError(f"the service did not start:\n{self.log}")
        return self

    def _answers_or_ended(self) -> bool:
        return " listening at=" in self.log or self._process.poll() is not None

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()
        self._log.write_text("")

    def terminate(self) -> None:
        """Ask it to stop."""
        self._process.terminate()

    def ended(self) -> int:
        """Return its exit status once it has ended."""
        try:
            return self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGABRT)  # faulthandler says what it was at
            self._process.wait()
            raise AssertionError(f"the service did not end:\n{self.log}") from None

    def stop(self) -> int:
        """Ask it to stop, and return its exit status."""
        self.terminate()
        return self.ended()

    def restart(self) -> None:
        """Start it again, on the same state; whatever was running must have ended."""
        if self._process.poll() is None:
            self.stop()
        self.require_no_failure()
        self._log.write_text("")
        self.start()

    def hup(self) -> str:
        """Have it read its configuration again; return what it logs of that."""
        before = len(self.log)
        self._process.send_signal(signal.SIGHUP)
        until(lambda: "reload" in self.log[before:], "the reload")
        return self.log[before:]

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def wait_for_log(self, text: str) -> None:
        """Return once the log has *text*."""
        until(lambda: text in self.log, f"{text!r} in the log")

    def require_no_failure(self) -> None:
        """See that nothing went wrong inside, whatever went wrong outside."""
        for sign in (
            "Traceback",
            "failed kind=",
            "submission-failed",
            "Warning",
            "never retrieved",
        ):
            assert sign not in self.log, self.log

    # -- what a person and a mail client do ----------------------------------------------------

    def cli(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the command line to its end."""
        return subprocess.run(
            [*self._command(), *words],
            cwd=PROJECT,
            env=self._environ,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def _command(self) -> list[str]:
        place = ["--config", str(self.config), "--state", str(self.state)]
        return [sys.executable, "-m", "proxy", *place]

    def dialogue(self) -> Dialogue:
        """Connect as a client, and be greeted."""
        return Dialogue(self.port)

    def store(self) -> AbstractContextManager[Store]:
        """Open the state on disk, as a command would."""
        return Store.open(self.state)

    def held(self, *states: State) -> tuple[HeldMessage, ...]:
        """Return the messages on disk, in *states* or in any, the oldest first."""
        with self.store() as store:
            return store.held.listed(states or State)

    def states(self) -> list[str]:
        """Return the states of the messages on disk, the oldest first."""
        return [str(held.state) for held in self.held()]


def _toml(head: str, table: Table | None) -> str:
    # JSON's strings, numbers, booleans and lists of those are TOML's too.
    lines = [f"{key} = {json.dumps(value)}" for key, value in (table or {}).items()]
    return "\n".join([head, *lines, ""])
