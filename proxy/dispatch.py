"""Carries out what was decided, in the one order that is safe.

On disk before the client hears of it; claimed before it is sent; sent before it is closed. The
judgement itself is the policy's, the words are those of ``warning``.
"""

from __future__ import annotations

import asyncio
import logging
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from checks import examine
from proxy import policy, warning
from proxy.carrier import Carrier, Line
from proxy.config import Config, WarningStyle
from proxy.desk import Desk
from proxy.envelope import Submission
from proxy.hold import Closed, HeldMessage, Identity, State
from proxy.policy import Disposition, Verdict
from proxy.relay import RelayError
from proxy.reply import Reply
from proxy.store import StoreError, WrongState
from proxy.store.held import NewHold

log = logging.getLogger("askwell")

REVISION_WINDOW = timedelta(days=7)
"""How far back a hold with the same subject counts as an earlier version of a message."""

NOT_KEPT = Reply.of(451, "4.3.0", "Askwell can't write to its disk: not sent, not kept; try again")


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is on disk of the same sender to the same recipients."""

    same_bytes: HeldMessage | None
    of_parties: tuple[HeldMessage, ...]


class Dispatcher:
    """Sees submissions and releases to their end."""

    def __init__(
        self,
        desk: Desk,
        carrier: Carrier,
        *,
        examine: policy.Examine = examine,
        clock: Callable[[], datetime] = now,
        on_notice_due: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._carrier = carrier
        self._examine = examine
        self._clock = clock
        self._on_notice_due = on_notice_due
        self._turns: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def submit(self, submission: Submission, line: Line, config: Config) -> Reply:
        """Relay, hold or confirm *submission* and return what the client is to hear."""
        try:
            return await self._submit(submission, line, config)
        except RelayError as exc:
            log.info("refused step=%s code=%d", exc.step.replace(" ", "-"), exc.reply.code)
            return exc.reply
        except StoreError as exc:
            log.error("store-failed %s", exc)  # noqa: TRY400 - the message says all there is
            return NOT_KEPT

    async def release(self, held: HeldMessage, line: Line) -> Reply:
        """Send a held message as it was submitted; RelayError or WrongState where it isn't sent."""
        content = await self._desk.run(lambda s: s.held.content(held.id))
        await self._desk.run(lambda s: s.held.claim(held.id, self._clock()))
        return await self._send_claimed(
            held, Submission(held.envelope, content), line, Closed.RELEASED
        )

    async def _submit(self, submission: Submission, line: Line, config: Config) -> Reply:
        mailboxes = submission.envelope.mailboxes
        book = await self._desk.run(lambda s: s.contacts.book_for(mailboxes))
        judged = bool(policy.judged_contacts(book.among(mailboxes), config.tags))
        parties = f"{submission.envelope.sender_key}\n{submission.envelope.recipients_key}"
        known = await self._desk.run(lambda s: s.held.knows_parties(submission.envelope))
        if not judged and not known:
            return await self._carrier.relay(submission, line)
        async with self._turns.setdefault(parties, asyncio.Lock()):
            identity = await asyncio.to_thread(Identity.of, submission.content)
            earlier = await self._look_back(submission, identity, config)
            if earlier.same_bytes and earlier.same_bytes.state is not State.HELD:
                return warning.retried(earlier.same_bytes)
            verdict = await asyncio.to_thread(
                policy.decide,
                submission,
                book,
                config.tags,
                identity=identity,
                confirmable=_confirmable(earlier, config, self._clock()),
                examine=self._examine,
            )
            return await self._carry_out(verdict, submission, identity, earlier, line, config)

    async def _look_back(
        self, submission: Submission, identity: Identity, config: Config
    ) -> Earlier:
        since = self._clock() - max(REVISION_WINDOW, _window(config))
        envelope = submission.envelope
        return Earlier(
            await self._desk.run(lambda s: s.held.with_bytes(envelope, identity)),
            await self._desk.run(lambda s: s.held.of_parties(envelope, since)),
        )

    async def _carry_out(
        self,
        verdict: Verdict,
        submission: Submission,
        identity: Identity,
        earlier: Earlier,
        line: Line,
        config: Config,
    ) -> Reply:
        if verdict.disposition is Disposition.RELAY:
            return await self._pass(submission, identity, earlier, line, config)
        if verdict.confirms is not None:
            return await self._confirm(verdict.confirms, submission, identity, line)
        released = _released_lately(identity, earlier, self._clock() - _window(config))
        if released is not None:
            await self._desk.run(lambda s: s.held.note_bytes(released.id, submission, identity))
            return warning.retried(released)
        if earlier.same_bytes is None and await self._paused():
            return await self._pass_by_pause(submission, identity, earlier, line, config)
        return await self._hold(verdict, submission, identity, earlier, line, config)

    async def _pass(
        self,
        submission: Submission,
        identity: Identity,
        earlier: Earlier,
        line: Line,
        config: Config,
    ) -> Reply:
        """Relay what need not be held, and close the hold that it takes the place of."""
        same = next(
            (h for h in earlier.of_parties if _is_waiting_text(h, identity)), earlier.same_bytes
        )
        if same is not None:
            return await self._confirm(same, submission, identity, line)
        reply = await self._carrier.relay(submission, line)
        superseded = _older_versions(identity, earlier, self._clock() - _window(config))
        if superseded:
            await self._desk.run(lambda s: s.held.supersede(superseded, self._clock()))
            log.info("superseded ids=%s", ",".join(superseded))
        return reply

    async def _pass_by_pause(
        self,
        submission: Submission,
        identity: Identity,
        earlier: Earlier,
        line: Line,
        config: Config,
    ) -> Reply:
        """Let through what would be held; a pause for one message is used up when it is sent."""
        pause = await self._desk.run(lambda s: s.pauses.current(self._clock()))
        one_only = pause is not None and pause.next_only
        if one_only and not await self._desk.run(lambda s: s.pauses.take_next()):
            return NOT_KEPT
        try:
            reply = await self._pass(submission, identity, earlier, line, config)
        except RelayError as exc:
            if one_only and pause is not None and not exc.uncertain:
                await self._desk.run(lambda s: s.pauses.begin(pause))
            raise
        log.info("paused let-through=1")
        return reply

    async def _paused(self) -> bool:
        return await self._desk.run(lambda s: s.pauses.current(self._clock())) is not None

    async def _confirm(
        self, held: HeldMessage, submission: Submission, identity: Identity, line: Line
    ) -> Reply:
        """Send what the person has sent again, and close the hold that it confirms."""
        if held.state is State.UNCERTAIN:
            return warning.retried(held)
        try:
            await self._desk.run(
                lambda s: s.held.claim(held.id, self._clock(), (submission, identity))
            )
        except WrongState as exc:
            return warning.retried(exc.message)
        return await self._send_claimed(held, submission, line, Closed.CONFIRMED)

    async def _hold(
        self,
        verdict: Verdict,
        submission: Submission,
        identity: Identity,
        earlier: Earlier,
        line: Line,
        config: Config,
    ) -> Reply:
        """Answer once the message is on disk; the same bytes find the hold that is there."""
        new = NewHold(
            submission,
            line.account.name,
            identity,
            verdict.findings,
            tuple(contact.label for contact in verdict.contacts),
        )
        older = _older_versions(identity, earlier, self._clock() - _window(config))
        by_mail = line.account.warning is WarningStyle.EMAIL
        held, is_new = await self._desk.run(
            lambda s: s.held.add(new, self._clock(), older, with_notice=by_mail)
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
        if by_mail:
            self._on_notice_due()
            return warning.held_quietly(held)
        return warning.warning(held, config.hold.confirm_window_s)

    async def _send_claimed(
        self, held: HeldMessage, submission: Submission, line: Line, closed: Closed
    ) -> Reply:
        """Relay a claimed message and settle the claim by what came of it."""

        async def mark() -> None:
            await self._desk.run(lambda s: s.held.mark_handed_over(held.id))

        try:
            reply = await self._carrier.relay(submission, line, mark)
        except RelayError as exc:
            said = str(exc.reply)
            if exc.uncertain:
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
        log.info("sent id=%s by=%s", held.short_id, closed)
        return reply


def _window(config: Config) -> timedelta:
    return timedelta(seconds=config.hold.confirm_window_s)


def _confirmable(earlier: Earlier, config: Config, moment: datetime) -> Sequence[HeldMessage]:
    """Return the holds that sending again confirms: warned of lately, and not settled."""
    since = moment - _window(config)
    return [
        held
        for held in earlier.of_parties
        if held.state in {State.HELD, State.RELEASING, State.UNCERTAIN} and held.held_at >= since
    ]


def _is_waiting_text(held: HeldMessage, identity: Identity) -> bool:
    return held.state is State.HELD and identity.same_text(held.identity)


def _released_lately(identity: Identity, earlier: Earlier, since: datetime) -> HeldMessage | None:
    """Return the message with this text that a release sent within the window, if any.

    The person who has released it and then presses Send in the open window wants it sent once.
    """
    return next(
        (
            held
            for held in earlier.of_parties
            if held.closed is Closed.RELEASED
            and held.changed_at >= since
            and identity.same_text(held.identity)
        ),
        None,
    )


def _older_versions(identity: Identity, earlier: Earlier, since: datetime) -> list[str]:
    """Return the ids of the holds that a message takes the place of.

    To the same recipients, and either of late, as the draft is still open, or under the same
    subject. Of several late ones with other subjects, only the newest.
    """
    waiting = [held for held in earlier.of_parties if held.state is State.HELD]
    alike = [h.id for h in waiting if _same_subject(h.identity, identity)]
    if alike:
        return alike
    return [held.id for held in waiting if held.held_at >= since][:1]


def _same_subject(one: Identity, other: Identity) -> bool:
    subjects = {" ".join(identity.subject.split()).casefold() for identity in (one, other)}
    return len(subjects) == 1 and subjects != {""}
