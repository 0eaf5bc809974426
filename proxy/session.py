"""One client's ESMTP dialogue: each command, its order, its reply.

What a command means for mail is decided by the ``Front`` that the session is given.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Protocol, TypeVar

from proxy.client import Client
from proxy.envelope import Envelope, Recipient, Submission
from proxy.incoming import TOO_LARGE, ContentError, read_content
from proxy.line import Line, RefusedError
from proxy.parameters import ParameterError, parse_mail, parse_rcpt
from proxy.relay import OWN_GREETING
from proxy.reply import Reply
from proxy.sasl import LoginDialogue, SaslError
from proxy.smarthost import Capabilities

RECIPIENTS_LIMIT = 1000
LOGIN_FAILURES_LIMIT = 3

OK = Reply.of(250, "2.0.0", "OK")
SENDER_FIRST = Reply.of(503, "5.5.1", "Say MAIL FROM first")
LOG_IN_SAFELY = Reply.of(538, "5.7.11", "Set your mail client to STARTTLS: no login without it")

T = TypeVar("T")


class Front(Protocol):
    """What a session asks of the program around it."""

    @property
    def size_limit(self) -> int:
        """Octets of content that are taken at most."""

    @property
    def timeout_s(self) -> float:
        """Seconds that a silent client is kept."""

    @property
    def tls_context(self) -> ssl.SSLContext | None:
        """The context for STARTTLS, or None where it is not on offer."""

    @property
    def stopping(self) -> bool:
        """Whether sessions are to end after the command that they are at."""

    def enter(self, session: Session) -> Reply | None:
        """Take note of a new session, or say why it can't be served."""

    def leave(self, session: Session) -> None:
        """Forget a session that has ended."""

    def meet(self, transport: asyncio.Transport) -> Client:
        """Return what is known of the client at the other end."""

    async def announced(self, client: Client) -> Capabilities:
        """Return what is carried for *client*: what the smarthost and Askwell both do."""

    def may_log_in(self, *, protected: bool) -> bool:
        """Whether AUTH is on offer on a line that is, or isn't, protected by TLS."""

    async def log_in(self, client: Client, username: str, password: str) -> Reply:
        """Try a login; *client* remembers one that succeeded."""

    def admit(self, client: Client, reverse_path: str, size: int) -> Reply | None:
        """Say why *client* may not send *size* octets in this name, or None."""

    async def submit(self, client: Client, submission: Submission) -> Reply:
        """See *submission* to its end, whatever becomes of the line, and return the reply."""


class Session(Line):
    """The server's side of one SMTP session."""

    def __init__(self, front: Front, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop, timeout_s=front.timeout_s, tls_context=front.tls_context)
        self._front = front
        self._client = Client(None)
        self._capabilities = Capabilities()
        self._login_failures = 0
        self.reset_transaction()

    def reset_transaction(self) -> None:
        """Forget the mail transaction; a refusal of a recipient goes with it."""
        self._reverse_path: str | None = None
        self._mail_parameters: tuple[str, ...] = ()
        self._recipients: list[Recipient] = []
        self._refusal: Reply | None = None

    async def begin(self) -> bool:
        """Greet the client, or say why it can't be served."""
        refusal = self._front.enter(self)
        if refusal is not None:
            await self.say(refusal)
            return False
        assert isinstance(self.transport, asyncio.Transport)  # noqa: S101 - narrows for mypy
        self._client = self._front.meet(self.transport)
        await self.push(f"220 localhost {OWN_GREETING}")
        return True

    def is_stopping(self) -> bool:
        """Whether the service is stopping."""
        return self._front.stopping

    def connection_lost(self, error: Exception | None) -> None:
        """Forget the line and its login; a submission under way goes on in a task of its own."""
        self._front.leave(self)
        self._client.forget_login()
        super().connection_lost(error)

    # -- commands ------------------------------------------------------------------------------

    async def smtp_HELO(self, hostname: str) -> None:
        """RFC 5321 section 4.1.1.1, the old form: no extensions."""
        self._require_argument(hostname, "HELO hostname")
        self._greeted(hostname, extended=False)
        await self.push("250 localhost")

    async def smtp_EHLO(self, hostname: str) -> None:
        """Announce what is carried all the way, and AUTH and STARTTLS where they can be had."""
        self._require_argument(hostname, "EHLO hostname")
        self._capabilities = await self._front.announced(self._client)
        self._greeted(hostname, extended=True)
        words = [f"{word} {rest}".strip() for word, rest in self._capabilities.keywords]
        if self.tls_context and not self.protected:
            words.append("STARTTLS")
        if self._front.may_log_in(protected=self.protected):
            words.append("AUTH PLAIN LOGIN")
        await self.say(Reply(250, ("localhost", *words)))

    async def smtp_STARTTLS(self, argument: str) -> None:
        """Protect the line; nothing said before it counts any more (RFC 3207 section 4.2)."""
        if self.tls_context is None or self.protected:
            raise RefusedError(Reply.of(503, "5.5.1", "STARTTLS is not on offer here"))
        if argument:
            raise RefusedError(_syntax("STARTTLS"))
        self.reset_transaction()
        self._client.forget_login()
        await super().smtp_STARTTLS("")

    async def smtp_AUTH(self, argument: str) -> None:
        """RFC 4954, with PLAIN and LOGIN; our own, since prompts and case matter to clients."""
        self._require_greeting()
        if not self._front.may_log_in(protected=self.protected):
            if self._front.may_log_in(protected=True):
                raise RefusedError(LOG_IN_SAFELY)
            raise RefusedError(Reply.of(503, "5.5.1", "No account here takes a login"))
        if self._client.is_logged_in or self._reverse_path is not None:
            raise RefusedError(Reply.of(503, "5.5.1", "Log in once, and before MAIL FROM"))
        try:
            username, password = await self._ask_login(argument)
        except SaslError as exc:
            raise RefusedError(exc.reply) from exc
        self.pause_timer()
        reply = await self._front.log_in(self._client, username, password)
        self.restart_timer()
        await self.say(reply)
        if not reply.accepted:
            self._count_login_failure()

    async def smtp_MAIL(self, argument: str) -> None:
        """Take the reverse-path as it is spelled (RFC 5321 section 4.1.1.2)."""
        self._require_greeting()
        if self._reverse_path is not None:
            raise RefusedError(Reply.of(503, "5.5.1", "MAIL FROM was said already; RSET undoes it"))
        mail = _parse(parse_mail, argument, self._announced())
        refusal = self._front.admit(self._client, mail.reverse_path, mail.size)
        if refusal is not None:
            raise RefusedError(refusal)
        self._reverse_path, self._mail_parameters = mail.reverse_path, mail.parameters
        await self.say(Reply.of(250, "2.1.0", "Sender OK"))

    async def smtp_RCPT(self, argument: str) -> None:
        """Take a recipient as it is spelled; one that is refused here refuses the message."""
        self._require_greeting()
        if self._reverse_path is None:
            raise RefusedError(SENDER_FIRST)
        try:
            recipient = _parse(parse_rcpt, argument, self._announced())
            if len(self._recipients) >= RECIPIENTS_LIMIT:
                text = f"Too many recipients: at most {RECIPIENTS_LIMIT} in one message"
                raise RefusedError(Reply.of(452, "4.5.3", text))
        except RefusedError as refused:
            self._refusal = self._refusal or refused.reply
            await self.say(refused.reply)
            return
        self._recipients.append(recipient)
        await self.say(Reply.of(250, "2.1.5", "Recipient OK"))

    async def smtp_DATA(self, argument: str) -> None:
        """Read the content to its end, then hand the submission over and pass on the reply."""
        self._require_greeting()
        if argument:
            raise RefusedError(_syntax("DATA"))
        if self._reverse_path is None:
            raise RefusedError(SENDER_FIRST)
        if self._refusal is not None:
            nothing = f"{str(self._refusal.code)[0]}.5.1 Nothing was sent to anyone"
            raise RefusedError(Reply(self._refusal.code, (*self._refusal.lines, nothing)))
        if not self._recipients:
            raise RefusedError(Reply.of(503, "5.5.1", "Say RCPT TO first"))
        await self.push("354 End the message with a line that holds a dot only")
        reply = await self._take_content()
        self.reset_transaction()
        await self.say(reply)

    async def smtp_RSET(self, argument: str) -> None:
        """Forget the transaction (RFC 5321 section 4.1.1.5)."""
        if argument:
            raise RefusedError(_syntax("RSET"))
        self.reset_transaction()
        await self.say(OK)

    async def smtp_NOOP(self, argument: str) -> None:  # noqa: ARG002 - RFC 5321: ignored
        """Do nothing, politely."""
        await self.say(OK)

    async def smtp_QUIT(self, argument: str) -> None:
        """End the session."""
        if argument:
            raise RefusedError(_syntax("QUIT"))
        await self.say(Reply.of(221, "2.0.0", "Goodbye"))
        self.hang_up()

    async def smtp_VRFY(self, argument: str) -> None:
        """Neither confirm nor deny (RFC 5321 section 3.5.3)."""
        self._require_argument(argument, "VRFY mailbox")
        await self.say(Reply.of(252, "2.5.2", "Send the mail and see"))

    async def smtp_EXPN(self, argument: str) -> None:  # noqa: ARG002 - whatever is asked
        """Expand no list."""
        raise RefusedError(Reply.of(502, "5.5.1", "Lists are not expanded here"))

    async def smtp_HELP(self, argument: str) -> None:  # noqa: ARG002 - one answer serves for all
        """Say what this is."""
        await self.say(Reply.of(214, "2.0.0", "Askwell relays mail: see askwell --help"))

    # -- the state of the dialogue -------------------------------------------------------------

    def _announced(self) -> Capabilities:
        """Return what the client may use: nothing after HELO."""
        assert self.session is not None  # noqa: S101 - narrows for mypy
        return self._capabilities if self.session.extended_smtp else Capabilities()

    def _greeted(self, hostname: str, *, extended: bool) -> None:
        assert self.session is not None  # noqa: S101 - narrows for mypy
        self.reset_transaction()
        self.session.host_name = hostname
        self.session.extended_smtp = extended

    def _require_greeting(self) -> None:
        if self.session is None or not self.session.host_name:
            raise RefusedError(Reply.of(503, "5.5.1", "Say EHLO first"))

    def _require_argument(self, argument: str, form: str) -> None:
        if not argument:
            raise RefusedError(_syntax(form))

    async def _ask_login(self, argument: str) -> tuple[str, str]:
        dialogue = LoginDialogue(argument)
        while (challenge := dialogue.challenge) is not None:
            await self.push(f"334 {challenge}")
            dialogue.answer(await self.read_line())
        return dialogue.result

    def _count_login_failure(self) -> None:
        self._login_failures += 1
        if self._login_failures >= LOGIN_FAILURES_LIMIT:
            self.hang_up()

    async def _take_content(self) -> Reply:
        assert self._reverse_path is not None  # noqa: S101 - narrows for mypy
        limit = self._front.size_limit
        try:
            content = await read_content(self._reader, limit, self.restart_timer)
        except ContentError as exc:
            return _content_refusal(exc.kind, limit)
        envelope = Envelope(self._reverse_path, tuple(self._recipients), self._mail_parameters)
        self.pause_timer()
        reply = await self._front.submit(self._client, Submission(envelope, content))
        self.restart_timer()
        return reply


def _syntax(form: str) -> Reply:
    return Reply.of(501, "5.5.4", f"The syntax is: {form}")


def _parse(parser: Callable[[str, Capabilities], T], argument: str, announced: Capabilities) -> T:
    try:
        return parser(argument, announced)
    except ParameterError as exc:
        raise RefusedError(exc.reply) from exc


def _content_refusal(kind: str, limit: int) -> Reply:
    if kind == TOO_LARGE:
        return Reply.of(552, "5.3.4", f"The message is larger than {limit} octets; not sent")
    return Reply.of(
        554,
        "5.6.0",
        "The message has a line that ends with a CR or LF alone; not sent",
        "Its lines must end with CR LF, or the next server might read it otherwise.",
    )
