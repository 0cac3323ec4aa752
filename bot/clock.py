"""Time: APScheduler wakes the clock, each tick calls every feature's `due`. Rows decide; the scheduler only rings."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from handlers import Due
from storage.database import Conflict, Database
from storage.troubles import Trouble

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
    """Calls every feature's `due` twice a second."""

    def __init__(self, database: Database, clock: Clock, due: Mapping[str, Due], after: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._due = due
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

        What a feature does is kept before the next one is asked. Those with nothing to do, nearly always all of them,
        are asked in one transaction.
        """
        total, left = 0, deque(self._due)
        while left:
            total += await self._do_next(left)
        return total

    async def _do_next(self, left: deque[str]) -> int:
        """A batch of the first feature with something to do; leaves in `left` those that remain to be asked."""
        done = 0
        try:
            async with self._database.transaction() as db:
                while left and not done:
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
