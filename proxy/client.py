"""What is known of the client at the other end of a session."""

from __future__ import annotations

from dataclasses import dataclass

from proxy.peer import Ends, is_same_user
from proxy.relay import Upstream
from proxy.smarthost import Login


@dataclass(slots=True)
class Client:
    """A connected client: who it has shown itself to be.

    ``account`` names the account that it logged in to; ``login`` is what it used. ``upstream`` is
    the line on which a passthrough login was tried, kept for the message that follows.
    """

    ends: Ends | None
    account: str | None = None
    login: Login | None = None
    upstream: Upstream | None = None

    @property
    def is_logged_in(self) -> bool:
        """Whether a login has succeeded on this line."""
        return self.account is not None

    @property
    def is_same_user(self) -> bool | None:
        """Whether the client runs as the user that Askwell runs as; None if none can tell."""
        return None if self.ends is None else is_same_user(self.ends)

    def take_upstream(self) -> Upstream | None:
        """Hand over the line that was kept, to be used once."""
        upstream, self.upstream = self.upstream, None
        return upstream

    def forget_login(self) -> None:
        """Be nobody again, and hang up the line that was kept."""
        self.account = self.login = None
        if (upstream := self.take_upstream()) is not None:
            upstream.abandon()
