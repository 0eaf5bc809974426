"""The relaying edge: a submission to the smarthost, whole or not at all.

The bytes that go upstream are the bytes that came. One refused recipient refuses all, before
any content is sent. What the smarthost says is handed back as it said it.
"""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable

from proxy.envelope import Submission
from proxy.reply import Reply
from proxy.smarthost import Capabilities, Login, Smarthost, Tls
from proxy.wire import LineError, Wire

OWN_GREETING = "ESMTP Askwell"
"""By this Askwell knows itself, under whatever name: mail to itself would go round for ever."""

READY_FOR_CONTENT = 354
CHUNK = 256 * 1024
"""Octets sent in one step; a slow line needs long for a large message, but not for this."""


class RelayError(Exception):
    """The submission was not relayed, or nobody knows.

    ``reply`` is what the client is to hear; ``step`` the command that failed; ``uncertain`` tells
    that all was handed over and no reply came.
    """

    def __init__(self, reply: Reply, step: str, *, uncertain: bool = False) -> None:
        super().__init__(f"{step}: {reply}")
        self.reply = reply
        self.step = step
        self.uncertain = uncertain


async def do_nothing() -> None:
    """Do nothing before the final dot."""


class Upstream:
    """A line to a smarthost that has been greeted, and logged in to where there is a login."""

    def __init__(
        self,
        smarthost: Smarthost,
        wire: Wire,
        capabilities: Capabilities,
        login_reply: Reply | None = None,
    ) -> None:
        self.smarthost = smarthost
        self.capabilities = capabilities
        self.login_reply = login_reply
        self._wire = wire

    @classmethod
    async def open(cls, smarthost: Smarthost, login: Login | None) -> Upstream:
        """Connect, greet, protect and log in; RelayError says which of these failed."""
        try:
            wire = await Wire.connect(smarthost)
        except LineError as exc:
            raise _unreachable(exc, "connect") from exc
        try:
            capabilities = await _greet(wire, smarthost)
            login_reply = None
            if login is not None:
                login_reply = await _log_in(wire, login, capabilities)
        except LineError as exc:
            wire.abandon()
            raise _unreachable(exc, "greeting") from exc
        except BaseException:
            wire.abandon()
            raise
        return cls(smarthost, wire, capabilities, login_reply)

    async def relay(
        self,
        submission: Submission,
        before_final_dot: Callable[[], Awaitable[None]] = do_nothing,
    ) -> Reply:
        """Hand *submission* over and return the reply that accepted it; else RelayError.

        *before_final_dot* runs when only the final dot is missing: up to there, a failure of any
        kind means that nothing was sent.
        """
        envelope = submission.envelope
        _require_extensions(submission, self.capabilities)
        try:
            size = f" SIZE={len(submission.content)}" if "SIZE" in self.capabilities else ""
            parameters = "".join(f" {word}" for word in self._carried(envelope.parameters))
            await self._step(f"MAIL FROM:<{envelope.reverse_path}>{size}{parameters}", "MAIL")
            for recipient in envelope.recipients:
                words = "".join(f" {word}" for word in recipient.parameters)
                await self._step(f"RCPT TO:<{recipient.mailbox}>{words}", "RCPT")
            await self._step("DATA", "DATA", expected=READY_FOR_CONTENT)
        except LineError as exc:
            self._wire.abandon()
            raise _unreachable(exc, "envelope") from exc
        try:
            await self._send_content(submission.content)
            await before_final_dot()
            return await self._finish()
        except LineError as exc:
            self._wire.abandon()
            raise _unreachable(exc, "content") from exc
        except BaseException:
            # In mid-content a goodbye would be content too.
            self._wire.abandon()
            raise

    async def is_alive(self) -> bool:
        """Whether the line still answers; it is hung up where it doesn't."""
        try:
            alive = (await self._wire.command("RSET")).accepted
        except LineError:
            alive = False
        if not alive:
            self._wire.abandon()
        return alive

    async def close(self) -> None:
        """End the dialogue; nothing that happens here matters to what was relayed."""
        await self._wire.close()

    def abandon(self) -> None:
        """Hang up at once."""
        self._wire.abandon()

    def _carried(self, parameters: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out AUTH=, which means nothing to a smarthost without AUTH (RFC 4954 5)."""
        if "AUTH" in self.capabilities:
            return parameters
        return tuple(word for word in parameters if not word.upper().startswith("AUTH="))

    async def _step(self, line: str, step: str, expected: int | None = None) -> None:
        reply = await self._wire.command(line)
        done = reply.code == expected if expected else reply.accepted
        if not done:
            raise RelayError(_as_refusal(reply), step)

    async def _send_content(self, content: bytes) -> None:
        """Send all but the final dot, dots doubled (RFC 5321 section 4.5.2)."""
        stuffed = content.replace(b"\r\n.", b"\r\n..")
        if stuffed.startswith(b"."):
            stuffed = b"." + stuffed
        if stuffed and not stuffed.endswith(b"\r\n"):
            stuffed += b"\r\n"
        try:
            for start in range(0, len(stuffed), CHUNK):
                await self._wire.send(stuffed[start : start + CHUNK])
        except LineError:
            # A smarthost that gives up in mid-content may have said why.
            reply = await self._wire.reply()
            raise RelayError(_as_refusal(reply), "content") from None

    async def _finish(self) -> Reply:
        """Send the final dot; from here on a lost line leaves the outcome unknown."""
        try:
            await self._wire.send(b".\r\n")
            reply = await self._wire.reply()
        except LineError as exc:
            text = (
                f"The outgoing server took the message and then {_after_the_fact(exc)}.",
                "It may have been sent, or not. Look for it before you send it again.",
            )
            raise RelayError(Reply.of(451, "4.4.2", *text), "final dot", uncertain=True) from exc
        if not reply.accepted:
            raise RelayError(_as_refusal(reply), "final dot")
        return reply


async def _greet(wire: Wire, smarthost: Smarthost) -> Capabilities:
    greeting = await wire.reply()
    if not greeting.accepted:
        raise RelayError(_as_refusal(greeting), "greeting")
    if OWN_GREETING in greeting.text:
        text = f"{smarthost} is Askwell itself: set the account's host to your real outgoing server"
        raise RelayError(Reply.of(554, "5.4.6", text), "greeting")
    capabilities = await _ehlo(wire)
    if smarthost.tls is not Tls.STARTTLS:
        return capabilities
    if "STARTTLS" not in capabilities:
        text = f"{smarthost} no longer offers STARTTLS; nothing is sent over an open line"
        raise RelayError(Reply.of(454, "4.7.0", text), "STARTTLS")
    reply = await wire.command("STARTTLS")
    if not reply.accepted:
        raise RelayError(_as_refusal(reply), "STARTTLS")
    await wire.start_tls()
    return await _ehlo(wire)


async def _log_in(wire: Wire, login: Login, capabilities: Capabilities) -> Reply:
    reply = await wire.authenticate(login, capabilities.mechanisms)
    if not reply.accepted:
        raise RelayError(_as_refusal(reply), "AUTH")
    return reply


async def _ehlo(wire: Wire) -> Capabilities:
    reply = await wire.command(f"EHLO {_own_name()}")
    if reply.accepted:
        return Capabilities.of(reply.lines)
    reply = await wire.command(f"HELO {_own_name()}")
    if not reply.accepted:
        raise RelayError(_as_refusal(reply), "EHLO")
    return Capabilities()


def _own_name() -> str:
    """Return this host's name where it is a full one, else an address literal (RFC 5321 4.1.3)."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


def _require_extensions(submission: Submission, capabilities: Capabilities) -> None:
    """Refuse what the smarthost can't carry, since nothing is ever converted on the way."""
    envelope = submission.envelope
    words = {word.upper().partition("=")[0]: word.upper() for word in envelope.parameters}
    if "SMTPUTF8" in words and "SMTPUTF8" not in capabilities:
        text = "The outgoing server can't carry internationalised addresses (SMTPUTF8)"
        raise RelayError(Reply.of(550, "5.6.7", text), "MAIL")
    if words.get("BODY") == "BODY=8BITMIME" and "8BITMIME" not in capabilities:
        text = "The outgoing server can't carry 8-bit content (8BITMIME)"
        raise RelayError(Reply.of(554, "5.6.3", text), "MAIL")
    wants_dsn = {"RET", "ENVID"} & set(words) or any(r.parameters for r in envelope.recipients)
    if wants_dsn and "DSN" not in capabilities:
        text = "The outgoing server does not report on delivery (DSN)"
        raise RelayError(Reply.of(555, "5.5.4", text), "MAIL")


def _as_refusal(reply: Reply) -> Reply:
    """Return *reply* as one that a client takes for a refusal; an odd code is tried later."""
    if reply.code >= 400:
        return reply
    return Reply.of(451, "4.5.0", f"The outgoing server answered out of turn: {reply}")


def _unreachable(exc: LineError, step: str) -> RelayError:
    return RelayError(Reply.of(451, "4.4.1", f"Not sent, nothing is lost. {exc}."), step)


def _after_the_fact(exc: LineError) -> str:
    return "did not answer" if exc.timed_out else "dropped the line"
