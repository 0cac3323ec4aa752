"""Recording what became of messages: many at once, in one transaction, because each commit waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from storage import lanes, sending
from storage.database import Conflict, Database, Db
from storage.sending import Sent

GROUP_SECONDS = 0.01
"""How long the first change waits for company."""
MOST_TRIES = 5

Change = Callable[[Db], Awaitable[object]]


@dataclass(frozen=True)
class _Waiting:
    lane: str
    change: Change | None
    sent: Sent | None
    done: asyncio.Future[None]


class Recorder:
    """Keeps changes in groups; who asked knows that its own is on disk when `record` returns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Waiting] = []
        self._flushing: asyncio.Task[None] | None = None

    async def record(self, lane: str, change: Change) -> None:
        """Does `change` in a transaction shared with others; raises what went wrong with it."""
        await self._keep_soon(lane, change, None)

    async def sent(self, sent: Sent, then: Change | None = None) -> None:
        """Keeps that a message was posted, all of a group at once, and does `then` if its claim still held."""
        await self._keep_soon(sent.delivery.lane, then, sent)

    async def _keep_soon(self, lane: str, change: Change | None, sent: Sent | None) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(lane, change, sent, done))
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush())
        await done

    async def _flush(self) -> None:
        while self._waiting:
            await asyncio.sleep(GROUP_SECONDS)
            group, self._waiting = sorted(self._waiting, key=lambda one: one.lane), []
            try:
                await self._keep(group)
            except Exception as error:  # noqa: BLE001 - who asked is told; one bad change must not lose the others
                await self._keep_one_by_one(group, error)
        self._flushing = None

    async def _keep(self, group: list[_Waiting]) -> None:
        for tried in range(1, MOST_TRIES + 1):
            try:
                async with self._database.transaction() as db:
                    await lanes.lock(db, [one.lane for one in group])
                    held = await sending.sent(db, [one.sent for one in group if one.sent])
                    for one in group:
                        if one.change and (one.sent is None or one.sent.delivery.id in held):
                            await one.change(db)
            except Conflict:
                if tried == MOST_TRIES:
                    raise
            else:
                break
        for one in group:
            if not one.done.done():
                one.done.set_result(None)

    async def _keep_one_by_one(self, group: list[_Waiting], error: Exception) -> None:
        for one in group:
            if len(group) == 1:
                self._fail(one, error)
                continue
            try:
                await self._keep([one])
            except Exception as its_own:  # noqa: BLE001 - as above
                self._fail(one, its_own)

    def _fail(self, one: _Waiting, error: Exception) -> None:
        if not one.done.done():
            one.done.set_exception(error)
