"""The outbox's sender: claim, draw, send, record; after a crash or a time-out, look before sending again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import structlog

from bot.clock import Clock
from bot.drawing import Drawing, Drawn
from bot.platforms import CannotLook, Platform, Posted, Refused, Shut, TryLater, Unsure
from bot.recorder import Change, Recorder
from handlers.chat.routes import Registry
from storage import failures, outbox, pins, sending
from storage.database import Database, Db
from storage.lanes import Rate
from storage.outbox import Delivery
from storage.sending import Sent
from storage.troubles import Trouble

LEASE = timedelta(seconds=60)
EDIT_LEASE = timedelta(seconds=20)
SECONDS_TO_SEND = 25.0
"""What looking for a message and sending it may take: with less of its lease left, it is given back and not sent."""
SECONDS_TO_RECORD = 5.0
"""What is left of a lease when a message is waited for no longer: somebody else may send it once the lease is over."""
MOST_AT_ONCE = 100
MOST_TRIES = 8
MOST_EDIT_TRIES = 6
FIRST_BACKOFF_SECONDS = 2.0
LONGEST_BACKOFF_SECONDS = 600.0
LOOK_BACK = timedelta(seconds=5)
"""How much earlier than the first try a message is looked for: clocks differ."""
IDLE_SECONDS = 1.0
SECONDS_TO_ASK_AGAIN = 0.05
SECONDS_TO_GATHER = 0.02
"""While messages are under way: those that end meanwhile make room for as many new ones, claimed in one transaction."""
EDITS_AHEAD_SECONDS = 6.0
"""How much of their budget edits may take at once: the few posts that people are liking now change without waiting."""

log = structlog.get_logger(__name__)


class Sender:
    """Sends what is owed, one message at a time per lane, several lanes at once; as many processes as you like."""

    def __init__(self, database: Database, registry: Registry, platforms: Mapping[str, Platform], clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._drawing = Drawing(database, registry, platforms)
        self._recorder = Recorder(database)
        self._rates = {
            name: Rate(platform.seconds_between_all_posts, platform.paced_by_workspace)
            for name, platform in platforms.items()
        }
        self._edit_rates = {
            name: Rate(platform.seconds_between_all_edits, platform.paced_by_workspace, EDITS_AHEAD_SECONDS)
            for name, platform in platforms.items()
        }
        self.on_found: Callable[[str], Awaitable[None]] | None = None
        """Awaited with the platform's name once a message is found: what people did on it before was not ours yet."""
        self._busy: set[str] = set()
        self._shut: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._stopping = False

    async def start(self) -> None:
        """Begins to send. On SQLite this is the only process: what was under way when it died is looked for at once."""
        if self._database.is_sqlite:
            async with self._database.transaction() as db:
                interrupted = await sending.take_back(db)
            if interrupted:
                log.warning("delivery.interrupted", count=interrupted)
        self._stopping = False
        self._loop = asyncio.create_task(self._run(), name="sender")

    async def stop(self) -> None:
        """Claims nothing more, and waits for what is being sent."""
        self._stopping = True
        self._woken.set()
        if self._loop is not None:  # not cancelled: a claim just kept would wait for the end of its lease
            await self._loop
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def wake(self) -> None:
        """Something may be owed."""
        self._woken.set()

    async def is_idle(self) -> bool:
        """Whether nothing is being sent, owed now or waiting to be drawn again."""
        if self._tasks:
            return False
        async with self._database.reading() as db:
            return await sending.is_settled(db, self._clock.now())

    async def _run(self) -> None:
        while not self._stopping:
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=SECONDS_TO_GATHER)
            self._woken.clear()
            wait = IDLE_SECONDS
            try:
                wait = await self._claim_all()
            except Trouble:  # it has said so; leases give the rows back
                pass
            except Exception:  # whatever goes wrong once must not end the sender
                log.exception("delivery.claim_failed")
            try:
                await asyncio.wait_for(self._woken.wait(), timeout=wait)
            except TimeoutError:
                continue

    async def _claim_all(self) -> float:
        """Takes what may be sent or drawn again now; seconds until there may be more."""
        room = MOST_AT_ONCE - len(self._tasks)
        now, real = self._clock.now(), self._clock.real()
        async with self._database.reading() as db:
            ready = await sending.next_ready(db, now, real)
        if ready is None or room <= 0:
            return IDLE_SECONDS
        if ready > real:
            return min((ready - real).total_seconds(), IDLE_SECONDS)
        async with self._database.transaction() as db:
            changed = await sending.stale(db, real=real, lease=EDIT_LEASE, rates=self._edit_rates, most=room)
            claimed = await sending.claim(
                db, now=now, real=real, lease=LEASE, rates=self._rates, busy=self._busy, most=room - len(changed)
            )
        if not claimed and not changed:  # a budget is spent, or another process is at it
            return SECONDS_TO_ASK_AGAIN
        claimed_at = time.monotonic()
        for delivery, drawn in await self._drawing.draw(changed):
            self._spawn(self._redraw(delivery, drawn))
        for delivery, drawn in await self._drawing.draw(claimed):
            self._busy.add(delivery.lane)
            self._spawn(self._deliver(delivery, drawn, claimed_at), partial(self._busy.discard, delivery.lane))
        return 0.0

    def _spawn(self, work: Coroutine[Any, Any, None], finished: Callable[[], None] = lambda: None) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)

        def ended(done: asyncio.Task[None]) -> None:
            self._tasks.discard(done)
            finished()
            self._woken.set()
            if not done.cancelled() and (error := done.exception()):
                log.error("delivery.crashed", exc_info=error)

        task.add_done_callback(ended)

    async def _deliver(self, delivery: Delivery, drawn: Drawn | None, claimed_at: float) -> None:
        """One claimed message, from its drawing to the record of what became of it."""
        if drawn is None:
            await self._try_again(delivery, "not_drawn", None, uncertain=False)
            return
        if not drawn.bodies:
            await self._record(delivery, lambda db: sending.drop(db, delivery, self._clock.real()))
            return
        try:
            posted, found = await self._post(drawn, delivery, claimed_at)
        except Shut as shut:
            self._met_shut(drawn.platform.name, shut)
            await self._wait_outside(delivery, shut)
        except TryLater as later:
            await self._try_again(delivery, later.code, later.seconds, uncertain=False)
        except Unsure as unsure:
            await self._try_again(delivery, unsure.code, None, uncertain=True)
        except (Refused, CannotLook) as refused:
            code = failures.unlooked(refused.code) if isinstance(refused, CannotLook) else refused.code
            log.warning("delivery.failed", delivery=delivery.id, code=code)
            await self._record(delivery, lambda db: sending.give_up(db, delivery, code, self._clock.real()))
        else:
            # One that was found was drawn at an earlier try: if anything has changed by now, it is drawn again.
            behind = not posted.whole or (found and drawn.revision > 0)
            shown = drawn.revision - 1 if behind else drawn.revision
            free_at = self._clock.real() + timedelta(seconds=drawn.platform.seconds_between_posts)
            self._met_open(drawn.platform.name)
            place = {"channel": posted.channel, "message": posted.message}
            sent = Sent(delivery, **place, revision=shown, now=self._clock.now(), free_at=free_at)
            continues = delivery.part + 1 < len(drawn.bodies)
            await self._recorder.sent(sent, partial(self._owe_continuation, delivery) if continues else None)
            log.info("delivery.sent", delivery=delivery.id, platform=drawn.platform.name, attempts=delivery.attempts)
            if found and self.on_found is not None:
                await self.on_found(drawn.platform.name)

    async def _post(self, drawn: Drawn, delivery: Delivery, claimed_at: float) -> tuple[Posted, bool]:
        """As `_look_and_send`, within the lease: a platform may make its callers wait for longer than that."""
        left = LEASE.total_seconds() - (time.monotonic() - claimed_at)
        if left < SECONDS_TO_SEND:
            raise TryLater("lease_too_short", 0)
        try:
            async with asyncio.timeout(left - SECONDS_TO_RECORD):
                return await self._look_and_send(drawn, delivery)
        except TimeoutError:
            raise Unsure("lease_over") from None

    async def _look_and_send(self, drawn: Drawn, delivery: Delivery) -> tuple[Posted, bool]:
        """The message, sent now or found where an earlier try left it (True)."""
        if delivery.attempts > 1 and delivery.first_try_at is not None:
            found = await drawn.platform.find(drawn.target, delivery.key, delivery.first_try_at - LOOK_BACK)
            if found is not None:
                return found, True
        return await drawn.platform.send(drawn.target, drawn.body(delivery.part), delivery.key), False

    async def _owe_continuation(self, delivery: Delivery, db: Db) -> None:
        await outbox.owe_continuation(db, delivery, self._clock.now())

    async def _try_again(self, delivery: Delivery, code: str, seconds: float | None, *, uncertain: bool) -> None:
        wait = timedelta(seconds=backoff(delivery.attempts) if seconds is None else seconds)
        log.warning("delivery.later", delivery=delivery.id, code=code, wait=wait.total_seconds(), uncertain=uncertain)
        # In this order: free an instant before this message is due, the lane would let the next one pass.
        due_at, free_at = self._clock.now() + wait, self._clock.real() + wait
        if delivery.attempts >= MOST_TRIES and not uncertain:
            await self._record(delivery, lambda db: sending.give_up(db, delivery, code, free_at))
            return
        await self._record(
            delivery,
            lambda db: sending.later(db, delivery, due_at=due_at, why=code, uncertain=uncertain, free_at=free_at),
        )

    async def _wait_outside(self, delivery: Delivery, shut: Shut) -> None:
        wait = timedelta(seconds=shut.seconds or LONGEST_BACKOFF_SECONDS)
        due_at, free_at = self._clock.now() + wait, self._clock.real() + wait
        await self._record(
            delivery,
            lambda db: sending.later(db, delivery, due_at=due_at, why=shut.code, counted=False, free_at=free_at),
        )

    def _met_shut(self, platform: str, shut: Shut) -> None:
        """Says it once, however many messages wait outside."""
        if self._shut.get(platform) != shut.code:
            self._shut[platform] = shut.code
            log.error("platform.shut", platform=platform, code=shut.code, what=shut.what)

    def _met_open(self, platform: str) -> None:
        if self._shut.pop(platform, None):
            log.info("platform.open_again", platform=platform)

    async def _redraw(self, delivery: Delivery, drawn: Drawn | None) -> None:
        """Shows a posted message as it is now, or pins one that already shows it.

        Either, done twice, is as if done once: nothing needs to be looked for. One at a time, as each spends an edit.
        """
        if drawn is None:  # its lease ends, and it is drawn again
            return
        posted = Posted(delivery.posted_channel or "", delivery.posted_id or "")
        # Platforms let a message be changed about as often as posted: what comes in between is shown together.
        again_at = self._clock.real() + timedelta(seconds=drawn.platform.seconds_between_posts)
        failure, is_shown = None, delivery.revision <= delivery.shown
        try:
            if is_shown:
                await drawn.platform.pin(posted, on=delivery.pin == pins.WANTED)
            elif drawn.bodies:
                await drawn.platform.edit(posted, drawn.body(delivery.part))
        except TryLater as later:
            if isinstance(later, Shut):
                self._met_shut(drawn.platform.name, later)
            if isinstance(later, Shut) or delivery.edit_tries < MOST_EDIT_TRIES:
                wait = timedelta(seconds=later.seconds or backoff(delivery.edit_tries + 1))
                await self._record(delivery, lambda db: sending.edit_later(db, delivery, self._clock.real() + wait))
                return
            failure = later.code
        except Refused as refused:
            failure = refused.code
        if failure is not None:
            event = "delivery.not_pinned" if is_shown else "delivery.not_redrawn"
            log.warning(event, delivery=delivery.id, code=failure)
        if is_shown:
            await self._record(delivery, lambda db: pins.settle(db, delivery, again_at, failure))
        else:
            await self._record(delivery, lambda db: sending.shown(db, delivery, drawn.revision, again_at, failure))

    async def _record(self, delivery: Delivery, change: Change) -> None:
        await self._recorder.record(delivery.lane, change)


def backoff(attempts: int) -> float:
    """Seconds before the next try: 2, 4, 8… up to ten minutes."""
    return min(FIRST_BACKOFF_SECONDS * 2.0 ** (attempts - 1), LONGEST_BACKOFF_SECONDS)
