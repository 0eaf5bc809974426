"""What a sink does instead of its duty, and at which step of the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal[
    "connect", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "transfer", "content", "rset",
    "quit",
]  # fmt: skip
"""``data`` is the command, before its 354; ``transfer`` is after the 354, with the first bytes of
the content come and the rest on its way; ``content`` is after the last dot, before its reply."""


@dataclass(frozen=True, slots=True)
class Fault:
    """At *step*: wait *delay_s*, then drop the line, or answer *reply* in place of the duty.

    With neither it is only slow. *recipient* narrows a fault at ``rcpt`` to one address;
    *times* is how often it happens, None for always.
    """

    step: Step
    reply: str | None = None
    drop: bool = False
    delay_s: float = 0.0
    recipient: str | None = None
    times: int | None = None

    def __post_init__(self) -> None:
        if self.drop and self.reply is not None:
            raise ValueError("a fault drops the line or replies, not both")
        if self.step == "transfer" and not self.drop:
            raise ValueError("in the middle of the content a server can only drop the line")
        if self.recipient is not None and self.step != "rcpt":
            raise ValueError("only a fault at rcpt can be narrowed to a recipient")

    def concerns(self, step: Step, line: str) -> bool:
        """Say whether the command *line* of this *step* meets the fault."""
        if step != self.step:
            return False
        return self.recipient is None or f"<{self.recipient}>" in line
