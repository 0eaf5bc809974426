"""Mozilla's remote control, spoken over its socket: scripts with the program's own privileges.

Each packet is ``length:json``. Only the few commands that a Thunderbird test needs are here.
"""

from __future__ import annotations

import json
import socket
from typing import Any, Self


class ScriptError(Exception):
    """A script failed inside the program; the text is the program's own."""


class Marionette:
    """A session with a running program that listens on *port*; use it as a context manager."""

    def __init__(self, port: int, timeout_s: float = 60.0) -> None:
        self._line = socket.create_connection(("127.0.0.1", port), timeout_s)
        self._reader = self._line.makefile("rb")
        self._number = 0
        self._receive()  # its greeting
        # A script has to run while a dialog is open, rather than have the dialog dismissed.
        self._command("WebDriver:NewSession", unhandledPromptBehavior="ignore")
        self._command("Marionette:SetContext", value="chrome")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()
        self._line.close()

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the program; return what it returns, awaited."""
        return self._command(
            "WebDriver:ExecuteScript",
            script=f"return (async (...args) => {{ {script} }})(...arguments)",
            args=list(arguments),
        )

    def quit(self) -> None:
        """Ask the program to end, whatever is unsaved."""
        self._command("Marionette:Quit", flags=["eForceQuit"])

    def _command(self, name: str, **parameters: Any) -> Any:
        self._number += 1
        packet = json.dumps([0, self._number, name, parameters]).encode()
        self._line.sendall(b"%d:%s" % (len(packet), packet))
        _, number, error, result = self._receive()
        assert number == self._number
        if error is not None:
            raise ScriptError(f"{name}: {error['error']}: {error['message']}")
        return result.get("value") if isinstance(result, dict) else result

    def _receive(self) -> Any:
        length = bytearray()
        while (octet := self._reader.read(1)) != b":":
            if not octet:
                raise ScriptError("the program closed the connection")
            length += octet
        return json.loads(self._reader.read(int(length)))
