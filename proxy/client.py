"""What is known of the client at the other end of a session."""

from __future__ import annotations

from dataclasses import dataclass, field

from proxy.peer import Ends, is_same_user
from proxy.relay import Upstream
from proxy.smarthost import Login, Smarthost


@dataclass(slots=True)
class Client:
    """A connected client: who it has shown itself to be.

    ``account`` names the account that it logged in to; ``login`` is what it used. ``upstream`` is
    the line on which a passthrough login was tried, kept for the message that follows.
    """

    ends: Ends | None
    account: str | None = None
    smarthost: Smarthost | None = None
    login: Login | None = None
    upstream: Upstream | None = None
    _is_same_user: bool | None = field(default=None, init=False, repr=False)

    @property
    def is_logged_in(self) -> bool:
        """Whether a login has succeeded on this line."""
        return self.account is not None

    @property
    def is_same_user(self) -> bool | None:
        """Whether the client runs as the user that Askwell runs as; None if none can tell.

        The kernel is asked once: of a client that has hung up it no longer knows.
        """
        if self._is_same_user is None and self.ends is not None:
            self._is_same_user = is_same_user(self.ends)
        return self._is_same_user

    def take_upstream(self) -> Upstream | None:
        """Hand over the line that was kept, to be used once."""
        upstream, self.upstream = self.upstream, None
        return upstream

    def forget_login(self) -> None:
        """Be nobody again, and hang up the line that was kept."""
        self.account = self.smarthost = self.login = None
        if (upstream := self.take_upstream()) is not None:
            upstream.abandon()
