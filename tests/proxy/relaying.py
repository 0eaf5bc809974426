"""Relaying over a line of its own, as a test wants it: the replies, or the refusal."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from proxy.envelope import Submission
from proxy.relay import RelayError, Upstream
from proxy.reply import Reply
from proxy.smarthost import Login, Smarthost
from tests.proxy.making import Letter, submission

CONTENT = Letter().content


async def relay_all(
    there: Smarthost,
    *mail: Submission,
    login: Login | None = None,
    before_final_dot: Callable[[], Awaitable[None]] | None = None,
) -> list[Reply]:
    upstream = await Upstream.open(there, login)
    try:
        marks = () if before_final_dot is None else (before_final_dot,)
        return [await upstream.relay(one, *marks) for one in mail]
    finally:
        await upstream.close()


def relay(there: Smarthost, *mail: Submission) -> Reply:
    return asyncio.run(relay_all(there, *mail or (submission(CONTENT),)))[-1]


def refusal(there: Smarthost, *mail: Submission) -> RelayError:
    with pytest.raises(RelayError) as caught:
        relay(there, *mail)
    return caught.value
