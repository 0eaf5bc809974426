"""Notices out, answers in: the warning by mail, and what the person says to it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from proxy import notice, warning
from proxy.carrier import Carrier, Route
from proxy.config import Config
from proxy.contacts import newest_notes
from proxy.desk import Desk
from proxy.dispatch import Dispatcher
from proxy.envelope import Envelope, Submission
from proxy.hold import HeldMessage, State, new_token
from proxy.notice import Tokens
from proxy.relay import RelayError
from proxy.reply import Reply
from proxy.store import Store, StoreError, WrongState
from proxy.store.notices import Action, NoticeState

log = logging.getLogger("askwell")

NO_SUCH_ANSWER = Reply.of(
    550,
    "5.7.1",
    "Askwell does not know this answer: the message has been decided already,",
    "or the notice went to another mailbox. See askwell held --all.",
)
ONE_AT_A_TIME = Reply.of(550, "5.1.1", "An answer to Askwell goes to one address, and to no other")
NOT_BY_MACHINE = Reply.of(550, "5.7.1", "An automatic answer decides nothing")

RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""When a notice that could not be delivered is tried again; the last one from then on."""


class Answers:
    """Sends the notices that are due and carries out the answers."""

    def __init__(
        self,
        desk: Desk,
        carrier: Carrier,
        dispatcher: Dispatcher,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._carrier = carrier
        self._dispatcher = dispatcher
        self._clock = clock

    def concerns(self, envelope: Envelope) -> bool:
        """Whether a submission is for Askwell itself, in whole or in part."""
        return any(notice.is_reserved(mailbox) for mailbox in envelope.mailboxes)

    async def take(self, submission: Submission, route: Route) -> Reply:
        """Carry out the answer that *submission* is; it is never relayed."""
        try:
            return await self._take(submission, route)
        except RelayError as exc:
            return exc.reply
        except WrongState as exc:
            return Reply.of(550, "5.7.1", f"{exc}.")
        except StoreError as exc:
            log.error("store-failed %s", exc)  # noqa: TRY400 - the message says all there is
            return Reply.of(451, "4.3.0", "Askwell can't read its disk; try again")

    async def send_due(self, config: Config) -> None:
        """Send every notice that is due; one that can't be delivered costs no message."""
        for held_id in await self._desk.run(lambda s: s.notices.due(self._clock())):
            held = await self._desk.run(partial(_held, held_id))
            account = config.account_named(held.account)
            if account is not None:
                await self._send(held, Route(account, username=held.login))
            else:
                await self._put_off(held, f'there is no account "{held.account}" any more')

    async def _take(self, submission: Submission, route: Route) -> Reply:
        mailboxes = submission.envelope.mailboxes
        if len(mailboxes) > 1:
            return ONE_AT_A_TIME
        if notice.is_automatic(submission.content):
            return NOT_BY_MACHINE
        asked = notice.read_answer(mailboxes[0])
        sender_key = submission.envelope.sender_key
        if asked is None:
            return NO_SUCH_ANSWER
        action, token = asked
        answer = await self._desk.run(lambda s: s.notices.answer(token, sender_key))
        if answer is None or answer.action is not action:
            return NO_SUCH_ANSWER
        held = await self._desk.run(lambda s: s.held.find(answer.held_id))
        return await self._carry_out(action, held, route)

    async def _carry_out(self, action: Action, held: HeldMessage, route: Route) -> Reply:
        if action is Action.DISCARD:
            await self._desk.run(lambda s: s.held.discard(held.id, self._clock()))
            await self._desk.settle(lambda s: s.notices.spend(held.id))
            log.info("discarded id=%s by=answer", held.short_id)
            return Reply.of(250, "2.0.0", f"{held.short_id} is discarded, not sent")
        username = route.login.username if route.login else ""
        if (held.account, held.login) != (route.account.name, username):
            return NO_SUCH_ANSWER
        if held.state is State.UNCERTAIN:
            # This may be an outbox that repeats its answer; only the command line is a person.
            return warning.retried(held)
        await self._dispatcher.release(held, route)
        await self._desk.settle(lambda s: s.notices.spend(held.id))
        return Reply.of(250, "2.0.0", f"{held.short_id} is sent")

    async def _send(self, held: HeldMessage, route: Route) -> None:
        if held.state is not State.HELD:
            return
        moment = self._clock()
        tokens = Tokens(new_token(), new_token())
        attempt = await self._desk.run(
            lambda s: s.notices.begin(
                held.id,
                held.envelope.sender_key,
                {Action.SEND: tokens.send, Action.DISCARD: tokens.discard},
            )
        )
        if attempt is None:
            return
        book = await self._desk.run(lambda s: s.contacts.book_for(held.envelope.mailboxes))
        composed = notice.compose_notice(held, tokens, moment, newest_notes(book.contacts))
        state, said = await self._try(composed, route)
        retry_at = moment + RETRY_AFTER[min(attempt, len(RETRY_AFTER)) - 1]
        await self._desk.settle(lambda s: s.notices.settle(held.id, state, said, retry_at))
        log.info("notice id=%s state=%s attempt=%d", held.short_id, state, attempt)

    async def _put_off(self, held: HeldMessage, why: str) -> None:
        retry_at = self._clock() + RETRY_AFTER[-1]
        await self._desk.run(lambda s: s.notices.settle(held.id, NoticeState.DUE, why, retry_at))

    async def _try(self, submission: Submission, route: Route) -> tuple[NoticeState, str]:
        """Return what became of a notice: due once more only if it surely has not gone out."""
        try:
            reply = await self._carrier.relay(submission, route)
        except RelayError as exc:
            state = NoticeState.UNKNOWN if exc.uncertain else NoticeState.DUE
            return state, str(exc.reply)
        return NoticeState.SENT, str(reply)


def _held(held_id: str, store: Store) -> HeldMessage:
    return store.held.find(held_id)
