"""Carries out what was decided, in the one order that is safe.

On disk before the client hears of it; claimed before it is sent; sent before it is closed. The
judgement itself is the policy's, the words are those of ``warning``.
"""

from __future__ import annotations

import asyncio
import logging
import math
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from checks import examine
from checks.registry import CHECKS, UNEXAMINED, Check
from proxy import policy, warning
from proxy.allowance import NOTHING, Allowed, allowed
from proxy.carrier import Carrier, Route
from proxy.config import Config, WarningStyle
from proxy.contacts import ContactBook, newest_notes
from proxy.conversation import NOT_BEGUN, Conversation
from proxy.desk import Desk
from proxy.earlier import VERSION_WINDOW, Earlier, is_newer_version, own_words
from proxy.envelope import Submission
from proxy.hold import Closed, HeldMessage, Identity, State
from proxy.policy import Disposition, Verdict
from proxy.relay import RelayError
from proxy.reply import Reply
from proxy.store import Store, StoreError, WrongState
from proxy.store.held import NewHold
from proxy.store.pauses import Pause

log = logging.getLogger("askwell")

NOT_KEPT = Reply.of(451, "4.3.0", "Askwell can't write to its disk: not sent, not kept; try again")


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """A submission to a contact, with all that its judgement rests on."""

    submission: Submission
    identity: Identity
    earlier: Earlier
    route: Route
    config: Config
    since: datetime
    """When the confirm window began that ends now."""

    def confirmable_for_s(self, held: HeldMessage) -> float:
        """Return how long sending again confirms *held*, in seconds.

        In whole minutes, rounded up: a retry that comes at once hears the very same warning.
        """
        left_s = (held.held_at - self.since).total_seconds()
        return min(math.ceil(left_s / 60) * 60, self.config.hold.confirm_window_s)

    def confirmable(self) -> tuple[HeldMessage, ...]:
        """Return what sending again confirms: nothing where the client was told that it was sent.

        A script that sends the same text twice has not read any warning.
        """
        return () if self.by_mail else self.earlier.confirmable(self.since)

    @property
    def by_mail(self) -> bool:
        """Whether the client is told that a held message was sent, and the person by a notice."""
        # The null reverse-path has no mailbox that a notice could go to.
        wants_mail = self.route.account.warning is WarningStyle.EMAIL
        return wants_mail and bool(self.submission.envelope.reverse_path)


class Dispatcher:
    """Sees submissions and releases to their end."""

    def __init__(
        self,
        desk: Desk,
        carrier: Carrier,
        *,
        checks: tuple[Check, ...] = CHECKS,
        clock: Callable[[], datetime] = now,
        on_notice_due: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._carrier = carrier
        self._checks = checks
        self._clock = clock
        self._on_notice_due = on_notice_due
        self._turns: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def submit(self, submission: Submission, route: Route, config: Config) -> Reply:
        """Relay, hold or confirm *submission* and return what the client is to hear."""
        try:
            return await self._submit(submission, route, config)
        except RelayError as exc:
            log.info("refused step=%s code=%d", exc.step.replace(" ", "-"), exc.reply.code)
            return exc.reply
        except StoreError as exc:
            log.error("store-failed %s", exc)  # noqa: TRY400 - the message says all there is
            return NOT_KEPT

    async def release(self, held: HeldMessage, route: Route) -> Reply:
        """Send a held message as it was submitted; RelayError or WrongState where it isn't sent."""
        content = await self._desk.run(lambda s: s.held.content(held.id))
        await self._desk.run(lambda s: s.held.claim(held.id, self._clock(), seen=held.state))
        return await self._send_claimed(
            held, Submission(held.envelope, content), route, Closed.RELEASED
        )

    async def _submit(self, submission: Submission, route: Route, config: Config) -> Reply:
        mailboxes = submission.envelope.mailboxes
        book = await self._desk.run(lambda s: s.contacts.book_for(mailboxes))
        judged = bool(policy.judged_contacts(book.among(mailboxes), config.tags))
        known = await self._desk.run(lambda s: s.held.knows_parties(submission.envelope))
        if not judged and not known:
            return await self._carrier.relay(submission, route)
        parties = f"{submission.envelope.sender_key}\n{submission.envelope.recipients_key}"
        async with self._turns.setdefault(parties, asyncio.Lock()):
            case = await self._case(submission, route, config)
            same = case.earlier.same_bytes
            if same is not None and same.state is not State.HELD:
                return warning.retried(same)
            # A retry by an outbox is no word of the person, whatever was allowed since.
            free = NOTHING if same is not None else await self._allowed(submission)
            verdict = await asyncio.to_thread(
                policy.decide,
                submission,
                book,
                config.tags,
                identity=case.identity,
                confirmable=case.confirmable(),
                allowed=free,
                conversation=await self._conversation(case, book, free),
                unfolded_after=config.unfolded_after,
                examine=partial(examine, checks=self._checks, preferences=config.rules),
            )
            return await self._carry_out(verdict, case)

    async def _allowed(self, submission: Submission) -> Allowed:
        today = self._clock().astimezone().date()
        allowances = await self._desk.run(lambda s: s.allowances.current(today))
        return await asyncio.to_thread(allowed, allowances, submission)

    async def _case(self, submission: Submission, route: Route, config: Config) -> Case:
        identity = await asyncio.to_thread(Identity.of, submission.content)
        envelope = submission.envelope
        window = timedelta(seconds=config.hold.confirm_window_s)
        looked_at = self._clock() - max(VERSION_WINDOW, window)
        earlier = Earlier(
            await self._desk.run(lambda s: s.held.with_bytes(envelope, identity, self._clock())),
            await self._desk.run(lambda s: s.held.of_parties(envelope, looked_at)),
        )
        return Case(submission, identity, earlier, route, config, self._clock() - window)

    async def _conversation(self, case: Case, book: ContactBook, free: Allowed) -> Conversation:
        """Return how far it has come; where that can't be read, as if it had not begun.

        The bytes of a held message are judged as before, whatever was answered since: a retry by
        an outbox is no word of the person.
        """
        submission = case.submission
        mailboxes = policy.guarded(submission.envelope.mailboxes, book, case.config.tags, free)
        if case.earlier.same_bytes is not None:
            return NOT_BEGUN
        try:
            return await self._desk.run(lambda s: s.conversations.of(submission, mailboxes))
        except StoreError as exc:
            log.error("conversation-unknown %s", exc)  # noqa: TRY400 - the message says it all
            return NOT_BEGUN

    def _note_sent(self, submission: Submission) -> None:
        """Keep what the conversation gains by *submission*, which was sent; nobody waits for it."""
        moment = self._clock()
        self._desk.note(lambda s: s.conversations.note(submission, moment))

    async def _carry_out(self, verdict: Verdict, case: Case) -> Reply:
        for finding in verdict.findings:
            if finding.rule == UNEXAMINED:
                log.error("unexamined check=%s", finding.check)
        if verdict.disposition is Disposition.RELAY:
            return await self._pass(case)
        if verdict.confirms is not None:
            return await self._confirm(verdict.confirms, case)
        released = None if case.by_mail else case.earlier.released(case.identity, case.since)
        if released is not None:
            return warning.released_already(released)
        pause = await self._desk.run(lambda s: s.pauses.current(self._clock()))
        if pause is not None and case.earlier.same_bytes is None:
            return await self._pass_by_pause(pause, case)
        return await self._hold(verdict, case)

    async def _pass(self, case: Case) -> Reply:
        """Relay what need not be held, and close the hold that it takes the place of."""
        same = case.earlier.with_text(case.identity) or case.earlier.same_bytes
        if same is not None:
            return await self._confirm(same, case)
        reply = await self._carrier.relay(case.submission, case.route)
        self._note_sent(case.submission)
        superseded = await self._older_versions(case)
        if superseded:
            await self._desk.settle(lambda s: s.held.supersede(superseded, self._clock()))
            log.info("superseded ids=%s", ",".join(superseded))
        return reply

    async def _pass_by_pause(self, pause: Pause, case: Case) -> Reply:
        """Let through what would be held; a pause for one message is used up when it is sent."""
        if pause.next_only and not await self._desk.run(lambda s: s.pauses.take_next()):
            return NOT_KEPT
        try:
            reply = await self._pass(case)
        except RelayError as exc:
            if pause.next_only and not exc.uncertain:
                await self._desk.run(lambda s: s.pauses.begin(pause))
            raise
        log.info("paused let-through=1")
        return reply

    async def _confirm(self, held: HeldMessage, case: Case) -> Reply:
        """Send what the person has sent again, and close the hold that it confirms."""
        if held.state is State.UNCERTAIN:
            return warning.retried(held)
        confirmation = (case.submission, case.identity)
        try:
            await self._desk.run(
                lambda s: s.held.claim(held.id, self._clock(), confirmation, seen=State.HELD)
            )
        except WrongState as exc:
            return warning.retried(exc.message)
        return await self._send_claimed(held, case.submission, case.route, Closed.CONFIRMED)

    async def _hold(self, verdict: Verdict, case: Case) -> Reply:
        """Answer once the message is on disk; the same bytes find the hold that is there."""
        new = NewHold(
            case.submission,
            case.route.account.name,
            case.identity,
            verdict.findings,
            tuple(contact.label for contact in verdict.contacts),
            login=case.route.login.username if case.route.login else "",
        )
        older = await self._older_versions(case)
        held, is_new = await self._desk.run(
            lambda s: s.held.add(new, self._clock(), older, with_notice=case.by_mail)
        )
        if held.state is not State.HELD:
            return warning.retried(held)
        log.info(
            "%s id=%s contacts=%d checks=%s",
            "held" if is_new else "held-again",
            held.short_id,
            len(held.contacts),
            ",".join(sorted({finding.check for finding in held.findings})),
        )
        if case.by_mail:
            self._on_notice_due()
            return warning.held_quietly(held)
        notes = newest_notes(verdict.contacts)
        return warning.warning(held, case.confirmable_for_s(held), notes)

    async def _older_versions(self, case: Case) -> list[str]:
        """Return the ids of the holds whose newer version *case* is.

        The draft that is still open, under the same subject; or a letter with the same words.
        Where the warning comes by mail no draft is open, and the notice promised to wait.
        """
        if case.by_mail:
            return []
        versions = {held.id: held for held in case.earlier.drafts(case.identity, case.since)}
        words = await asyncio.to_thread(own_words, case.submission.content)
        for held in case.earlier.candidates():
            if held.id not in versions:
                content = await self._desk.run(partial(_content, held.id))
                if is_newer_version(words, await asyncio.to_thread(own_words, content)):
                    versions[held.id] = held
        return list(versions)

    async def _send_claimed(
        self, held: HeldMessage, submission: Submission, route: Route, closed: Closed
    ) -> Reply:
        """Relay a claimed message and settle the claim by what came of it."""

        async def mark() -> None:
            await self._desk.run(lambda s: s.held.mark_handed_over(held.id))

        try:
            reply = await self._carrier.relay(submission, route, mark)
        except RelayError as exc:
            said = str(exc.reply)
            if exc.uncertain or held.state is State.UNCERTAIN:
                await self._desk.settle(
                    lambda s: s.held.settle_uncertain(held.id, said, self._clock())
                )
                log.warning("uncertain id=%s", held.short_id)
            else:
                await self._desk.settle(lambda s: s.held.settle_back(held.id, said, self._clock()))
                log.info("release-refused id=%s code=%d", held.short_id, exc.reply.code)
            raise
        except BaseException:
            # The final dot may be out, or not; recovery reads it off the mark.
            await self._desk.settle(lambda s: s.held.abandon(held.id, self._clock()))
            raise
        await self._desk.settle(
            lambda s: s.held.settle_sent(held.id, closed, str(reply), self._clock())
        )
        self._note_sent(submission)
        log.info("sent id=%s by=%s", held.short_id, closed)
        return reply


def _content(held_id: str, store: Store) -> bytes:
    return store.held.content(held_id)
