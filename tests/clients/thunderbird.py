"""A real Thunderbird with a real compose window, on a screen of its own.

Marionette opens the window as ``thunderbird -compose`` does, presses the window's own Send button
and reads the dialogs that a person would see. Nothing of Thunderbird is replaced or patched.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.clients.marionette import Marionette
from tests.clients.screen import Screen
from tests.clients.thunderbird_profile import write_profile
from tests.servers.daemon import Daemon
from tests.servers.programs import requires
from tests.servers.waiting import until

if TYPE_CHECKING:
    from tests.clients.letter import Draft
    from tests.servers.endpoint import Endpoint

SCRIPTS = (Path(__file__).parent / "thunderbird.js").read_text("utf-8")
START_S = 90.0
SEND_S = 60.0


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog that stands open: its title and all of its text."""

    title: str
    text: str


class Thunderbird:
    """A running Thunderbird with one account, whose outgoing server is *endpoint*.

    Use it as a context manager, with a *home* of its own. One compose window at a time.
    """

    def __init__(self, endpoint: Endpoint, home: Path) -> None:
        self._endpoint, self._home = endpoint, home
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        requires("thunderbird", "setpriv")
        with self._stack:
            self._screen = self._stack.enter_context(Screen(self._home))
            self._start()
            self._store_credentials()
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    # What a person does.

    def compose(self, draft: Draft) -> None:
        """Open a compose window with *draft* in it, and wait until it is ready for a person."""
        files = [str(path) for path in draft.attachments]
        self._run("compose", ", ".join(draft.recipients), draft.subject, draft.body, files)
        self._wait("isReady", "a compose window")

    def press_send(self) -> Dialog | None:
        """Press Send; return the dialog that came up, or None once the window has closed."""
        self._wait("isReady", "a Send button to press")
        self._run("send")
        self._wait("isSettled", "the end of sending")
        return self.dialog()

    def dialog(self) -> Dialog | None:
        """Return the dialog that is open, or None."""
        found = self._run("readDialog")
        return None if found is None else Dialog(*found)

    def take_picture(self, picture: Path) -> None:
        """Write what is on the screen as a PNG file."""
        self._screen.take_picture(picture)

    def dismiss_dialog(self) -> None:
        """Press the dialog's OK, and wait until it is gone."""
        self._run("dismissDialog")
        self._wait("isUndisturbed", "the dialog to close")

    def write_anew(self, body: str) -> None:
        """Replace the text in the open compose window, as a person who edits the draft does."""
        self._run("replaceBody", body)

    def is_composing(self) -> bool:
        """Say whether a compose window is open."""
        return bool(self._run("isComposing"))

    def sent_count(self) -> int:
        """Return how many messages lie in the Sent folder."""
        return int(self._run("countSent"))

    # How it is made to.

    def _start(self) -> None:
        profile = self._home / "profile"
        write_profile(profile, self._endpoint)
        command = ["thunderbird", "--profile", str(profile), "--no-remote", "--marionette"]
        command += ["--remote-allow-system-access"]
        temporary = self._home / "tmp"
        temporary.mkdir()
        environment = {
            # Two Thunderbirds that share one take the message away from each other as they send.
            "TMPDIR": str(temporary),
            "HOME": str(self._home),
            "XDG_CONFIG_HOME": str(self._home / "config"),
            "XDG_CACHE_HOME": str(self._home / "cache"),
            "DISPLAY": self._screen.display,
            "GDK_BACKEND": "x11",
            "LANG": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
            "MOZ_CRASHREPORTER_DISABLE": "1",
        }
        daemon = Daemon(command, self._home / "thunderbird.log", environment)
        self._stack.enter_context(daemon)
        port_file = profile / "MarionetteActivePort"
        daemon.until(lambda: port_file.exists() and port_file.read_text() != "", "it ran", START_S)
        self._control = self._stack.enter_context(Marionette(int(port_file.read_text())))
        daemon.until(lambda: bool(self._run("isStarted")), "its main window came", START_S)

    def _store_credentials(self) -> None:
        """Put the password and the authority where a person's own would have been put."""
        endpoint = self._endpoint
        if endpoint.user is not None:
            self._run("storePassword", f"smtp://{endpoint.host}", endpoint.user, endpoint.password)
        if endpoint.tls != "none" and endpoint.ca_file is not None:
            pem = endpoint.ca_file.read_text()
            self._run("trustAuthority", "".join(pem.split("-----")[2].split()))

    def _wait(self, function: str, what: str) -> None:
        try:
            until(lambda: bool(self._run(function)), what, SEND_S)
        except TimeoutError as error:
            picture = self._home / "stuck.png"
            self.take_picture(picture)
            raise TimeoutError(f"{error}; {self._run('describeWindows')}; {picture}") from None

    def _run(self, function: str, *arguments: object) -> Any:
        return self._control.run(f"{SCRIPTS}\nreturn await {function}(...args);", *arguments)
