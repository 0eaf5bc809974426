"""A release by the command line: in this process where it can log in itself, else by the service.

A ``passthrough`` password is in the service's memory only, so there the service is asked; where
it has none either, the release waits for the mail client's next login.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from proxy.carrier import Carrier, Route
from proxy.config import Auth, Config
from proxy.desk import Desk
from proxy.dispatch import Dispatcher, now
from proxy.hold import HeldMessage, State
from proxy.logins import Logins
from proxy.offering import Offering
from proxy.relay import RelayError
from proxy.service_lock import knock
from proxy.store import Store, WrongState

SERVICE_ANSWERS_WITHIN_S = 3.0
SERVICE_SENDS_WITHIN_S = 300.0
LOOK_EVERY_S = 0.05


class ReleaseError(Exception):
    """The message was not sent, or nobody knows; the message says what is the case."""


@dataclass(frozen=True, slots=True)
class Released:
    """What became of a release: the message as it stands, and whether it waits for a login."""

    message: HeldMessage
    waits_for_login: bool = False


def release(store: Store, directory: Path, config: Config, held: HeldMessage) -> Released:
    """Send *held* as it was submitted.

    WrongState where it is past sending, ReleaseError where the smarthost did not take it; it is
    held as before then.
    """
    if held.state not in {State.HELD, State.UNCERTAIN}:
        raise WrongState(held, "sent")
    account = config.account_named(held.account)
    if account is None:
        raise ReleaseError(
            f'{held.short_id} came in for the account "{held.account}", which is no longer in '
            f"{config.path}: put it back there to send the message"
        )
    if account.auth is Auth.PASSTHROUGH:
        return _ask_service(store, directory, held)
    return asyncio.run(_send_here(store, held, Route(account)))


async def _send_here(store: Store, held: HeldMessage, route: Route) -> Released:
    desk = Desk(store)
    carrier = Carrier(Logins(), Offering())
    try:
        await Dispatcher(desk, carrier).release(held, route)
    except RelayError as exc:
        raise ReleaseError(_not_sent(store.held.find(held.id), str(exc.reply))) from exc
    finally:
        await carrier.close()
        await desk.settle_rest()
        desk.close()
    return Released(store.held.find(held.id))


def _ask_service(store: Store, directory: Path, held: HeldMessage) -> Released:
    store.held.want_release(held.id, now())
    if not knock(directory):
        return Released(store.held.find(held.id), waits_for_login=True)
    started = time.monotonic()
    while True:
        found = store.held.find(held.id)
        waited_s = time.monotonic() - started
        if found.state is State.SENT:
            return Released(found)
        if found.state in {State.HELD, State.UNCERTAIN}:
            if not found.release_wanted:
                raise ReleaseError(_not_sent(found, found.reply))
            if waited_s > SERVICE_ANSWERS_WITHIN_S:
                return Released(found, waits_for_login=True)
        if waited_s > SERVICE_SENDS_WITHIN_S:
            raise ReleaseError(f"{found.short_id} is still being sent: see askwell held")
        time.sleep(LOOK_EVERY_S)


def _not_sent(held: HeldMessage, reply: str) -> str:
    if held.state is State.UNCERTAIN:
        return f"{held.short_id} may have been sent, or not: {reply}"
    return f"{held.short_id} was not sent and is still held. The outgoing server said: {reply}"
