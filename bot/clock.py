"""Time: APScheduler wakes the clock, each tick calls the `due` of features. Rows decide; the scheduler only rings."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from handlers import Due
from storage.database import Conflict, Database
from storage.troubles import Trouble
from storage.waiting import Waiting, Waits

TICK_SECONDS = 0.5

log = structlog.get_logger(__name__)


class Clock:
    """What time it is. The demo moves it forward; everywhere else it is the machine's."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    def real(self) -> datetime:
        """The machine's own instant, whatever the demo did: for what platforms and other processes measure."""
        return datetime.now(UTC)

    def move_to(self, instant: datetime) -> None:
        """Moves time forward; an instant already past changes nothing."""
        self._ahead += max(instant - self.now(), timedelta())


class Ticker:
    """Calls, twice a second, the `due` of every feature that may have something to do.

    `waits`: what features wait for. Nearly always none of it is there, and one question that only reads tells so for
    all of them; those that do not say what they wait for are asked each time. `after` is called when things were done.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        due: Mapping[str, Due],
        waits: Mapping[str, Waits],
        after: Callable[[], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._due = due
        self._waiting = Waiting(waits)
        self._after = after
        self._woken = asyncio.Event()
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._task: asyncio.Task[None] | None = None
        self.ticked_at: float | None = None
        """When it last got through a feature, by `time.monotonic`; None before the first time."""

    def start(self) -> None:
        """Begins to tick. One interval job: a date job that plants itself again dies the first time it is late."""
        self._scheduler.add_job(
            self.wake, "interval", seconds=TICK_SECONDS, max_instances=1, coalesce=True, misfire_grace_time=None
        )
        self._scheduler.start()
        self._task = asyncio.create_task(self._run(), name="ticker")

    async def stop(self) -> None:
        """Stops after the tick under way."""
        if self._task is not None:
            self._scheduler.shutdown(wait=False)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def wake(self) -> None:
        """Something may be due."""
        self._woken.set()

    async def _run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            if await self.tick():
                self._after()

    async def tick(self) -> int:
        """Does everything that is due, feature by feature; tells how many things were done.

        What a feature does is kept before the next one is asked, and may be what one after it waits for.
        """
        total, left = 0, deque(self._due)
        while left:
            idle = await self._idle()
            while left and left[0] in idle:
                left.popleft()
            if left:
                total += await self._do_next(left, idle)
        return total

    async def _idle(self) -> Collection[str]:
        """Who waits for nothing that is there. When the database cannot tell, all: the next tick is the next try."""
        try:
            async with self._database.reading() as db:
                return await self._waiting.in_vain(db, self._clock.now())
        except Trouble:  # the database has said so
            return self._due
        except Exception:  # an error in what one waits for must not stop the others: all are asked
            log.exception("tick.cannot_tell")
            return ()
        finally:
            self.ticked_at = time.monotonic()

    async def _do_next(self, left: deque[str], idle: Collection[str]) -> int:
        """A batch of the first feature with something to do; leaves in `left` those that remain to be asked."""
        done = 0
        try:
            async with self._database.transaction() as db:
                while left and not done:
                    if left[0] not in idle:
                        done = await self._due[left[0]](db, self._clock.now())
                        self.ticked_at = time.monotonic()
                    if not done:
                        left.popleft()
        except Conflict:
            done = 0
            log.info("tick.left_to_another_process", feature=_skipped(left))
        except Trouble:  # the database has said so; the next tick is the next try
            done = 0
            _skipped(left)
        except Exception:  # one feature's error must not stop the others; it is tried again
            done = 0
            log.exception("tick.failed", feature=_skipped(left))
        finally:
            self.ticked_at = time.monotonic()
        if done:
            log.info("tick.done", feature=left[0], count=done)
        return done


def _skipped(left: deque[str]) -> str:
    """The feature that was being asked, left for the next tick; empty when all had answered that they had nothing."""
    return left.popleft() if left else ""
