"""The outbox's sender: claim, draw, send, record; after a crash or a time-out, look before sending again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import structlog

from bot.clock import Clock
from bot.pace import Pace
from bot.platforms import CannotLook, Platform, Posted, Refused, Target, TryLater, Unsure
from handlers.chat.cards import Card
from handlers.chat.routes import Registry, read_link
from storage import outbox, people
from storage.database import Database, Db
from storage.outbox import Delivery

LEASE = timedelta(seconds=60)
MOST_AT_ONCE = 20
MOST_TRIES = 8
MOST_EDIT_TRIES = 6
FIRST_BACKOFF_SECONDS = 2.0
LONGEST_BACKOFF_SECONDS = 600.0
LOOK_BACK = timedelta(seconds=5)
"""How much earlier than the first try a message is looked for: clocks differ."""
IDLE_SECONDS = 1.0

log = structlog.get_logger(__name__)


class Sender:
    """Sends what is owed, one message at a time per lane, several lanes at once."""

    def __init__(self, database: Database, registry: Registry, platforms: Mapping[str, Platform], clock: Clock) -> None:
        self._database = database
        self._registry = registry
        self._platforms = platforms
        self._clock = clock
        self._pace = Pace()
        # Platforms let a message be changed about as often as posted: what comes in between is shown together.
        self._redrawn = Pace()
        self._busy: set[str] = set()
        self._editing: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._look_for_dead_at = 0.0

    async def start(self) -> None:
        """Begins to send. Messages that were under way when a process died are first looked for."""
        async with self._database.transaction() as db:
            interrupted = await outbox.take_back(db, None)
        if interrupted:
            log.warning("delivery.interrupted", count=interrupted)
        self._loop = asyncio.create_task(self._run(), name="sender")

    async def stop(self) -> None:
        """Claims nothing more, and waits for what is being sent."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def wake(self) -> None:
        """Something may be owed."""
        self._woken.set()

    async def is_idle(self) -> bool:
        """Whether nothing is being sent, owed now or waiting to be drawn again."""
        if self._tasks:
            return False
        async with self._database.reading() as db:
            return await outbox.is_settled(db, self._clock.now())

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                await self._claim_all()
            except Exception:  # a database away for a moment must not end the sender; leases give the rows back
                log.exception("delivery.claim_failed")
            wait = min(pace.next_free() or IDLE_SECONDS for pace in (self._pace, self._redrawn))
            try:
                await asyncio.wait_for(self._woken.wait(), timeout=min(max(wait, 0.01), IDLE_SECONDS))
            except TimeoutError:
                continue

    async def _claim_all(self) -> None:
        room = MOST_AT_ONCE - len(self._tasks)
        if room <= 0:
            return
        now = self._clock.now()
        await self._take_back_the_dead()
        async with self._database.reading() as db:
            due = await outbox.next_due(db)
            shown_lately = {int(delivery) for delivery in self._redrawn.waiting()}
            stale = await outbox.stale(db, now=now, busy=self._editing | shown_lately, most=room)
        for delivery in stale:
            self._editing.add(delivery.id)
            self._spawn(self._redraw(delivery), partial(self._editing.discard, delivery.id))
        if due is None or due > now:
            return
        async with self._database.transaction() as db:
            claimed = await outbox.claim(
                db, now=now, lease_until=now + LEASE, busy=self._busy | self._pace.waiting(), most=room
            )
        for delivery in claimed:
            self._busy.add(delivery.lane)
            self._spawn(self._deliver(delivery), partial(self._busy.discard, delivery.lane))

    async def _take_back_the_dead(self) -> None:
        """Now and then, messages whose sender died elsewhere, or could not record what became of them."""
        if time.monotonic() < self._look_for_dead_at:
            return
        self._look_for_dead_at = time.monotonic() + LEASE.total_seconds() / 4
        async with self._database.transaction() as db:
            await outbox.take_back(db, self._clock.now())

    def _spawn(self, work: Coroutine[Any, Any, None], finished: Callable[[], None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)

        def ended(done: asyncio.Task[None]) -> None:
            self._tasks.discard(done)
            finished()
            self._woken.set()
            if not done.cancelled() and (error := done.exception()):
                log.error("delivery.crashed", exc_info=error)

        task.add_done_callback(ended)

    async def _deliver(self, delivery: Delivery) -> None:
        """One claimed message, from drawing to the record of what became of it."""
        try:
            async with self._database.reading() as db:
                platform, target, drawn, revision = await self._prepare(db, delivery)
        except Exception:  # a fault in a drawing must neither lose its message nor stop the others
            log.exception("delivery.not_drawn", delivery=delivery.id)
            await self._try_again(delivery, "not_drawn", None, uncertain=False)
            return
        if drawn is None:
            await self._record(lambda db: outbox.drop(db, delivery))
            return
        try:
            posted, found = await self._post(platform, target, delivery, drawn)
        except TryLater as later:
            await self._try_again(delivery, later.code, later.seconds, uncertain=False)
        except Unsure as unsure:
            await self._try_again(delivery, unsure.code, None, uncertain=True)
        except (Refused, CannotLook) as refused:
            code = refused.code
            log.warning("delivery.failed", delivery=delivery.id, code=code)
            await self._record(lambda db: outbox.give_up(db, delivery, code))
        else:
            self._pace.hold(delivery.lane, platform.seconds_between_posts)
            # One that was found was drawn at an earlier try: if anything has changed by now, it is drawn again.
            shown = revision - 1 if found and revision else revision
            await self._record(lambda db: self._sent(db, delivery, posted, shown, len(drawn)))
            log.info("delivery.sent", delivery=delivery.id, platform=platform.name, attempts=delivery.attempts)

    async def _post(
        self, platform: Platform, target: Target, delivery: Delivery, drawn: Sequence[object]
    ) -> tuple[Posted, bool]:
        """The message, sent now or found where an earlier try left it (True)."""
        if delivery.attempts > 1 and delivery.first_try_at is not None:
            found = await platform.find(target, delivery.key, delivery.first_try_at - LOOK_BACK)
            if found is not None:
                return found, True
        return await platform.send(target, drawn[min(delivery.part, len(drawn) - 1)], delivery.key), False

    async def _prepare(self, db: Db, delivery: Delivery) -> tuple[Platform, Target, Sequence[object] | None, int]:
        """Where it goes and what it shows now, in the reader's language."""
        delivery = await outbox.by_id(db, delivery.id)
        workspace = await people.workspace_by_id(db, delivery.workspace_id)
        platform = self._platforms[workspace.platform]
        person, language = None, delivery.language
        if delivery.member_id is not None:
            member = await people.member_by_id(db, delivery.member_id)
            person, language = member.external_id, member.language or delivery.language
        thread = (await outbox.by_id(db, delivery.parent_id)).posted_id if delivery.parent_id else None
        target = Target(workspace.external_id, delivery.channel, person, thread)
        link = read_link(delivery.draw)
        message = self._registry.messages[link.route]
        card: Card | None = await message.draw(db, **message.values_from(link))
        drawn = None if card is None else platform.draw(card, language)
        return platform, target, drawn, delivery.revision

    async def _sent(self, db: Db, delivery: Delivery, posted: Posted, revision: int, parts: int) -> None:
        """Records a posted message, and owes its continuation in the thread in the same transaction."""
        held = await outbox.sent(
            db, delivery, channel=posted.channel, message=posted.message, revision=revision, now=self._clock.now()
        )
        if held and delivery.part + 1 < parts:
            await outbox.owe(
                db,
                about=f"{delivery.parent_id or delivery.id}#{delivery.part + 1}",
                draw=delivery.draw,
                workspace_id=delivery.workspace_id,
                due_at=self._clock.now(),
                language=delivery.language,
                channel=delivery.channel,
                member_id=delivery.member_id,
                community_id=delivery.community_id,
                parent_id=delivery.parent_id or delivery.id,
                part=delivery.part + 1,
                subject=delivery.subject,
            )

    async def _try_again(self, delivery: Delivery, code: str, seconds: float | None, *, uncertain: bool) -> None:
        wait = backoff(delivery.attempts) if seconds is None else seconds
        log.warning("delivery.later", delivery=delivery.id, code=code, seconds=wait, uncertain=uncertain)
        if delivery.attempts >= MOST_TRIES and not uncertain:
            await self._record(lambda db: outbox.give_up(db, delivery, code))
            return
        due_at = self._clock.now() + timedelta(seconds=wait)
        self._pace.hold(delivery.lane, wait)
        await self._record(lambda db: outbox.later(db, delivery, due_at=due_at, why=code, uncertain=uncertain))

    async def _redraw(self, delivery: Delivery) -> None:
        """Draws a posted message again; doing it twice shows the same thing, so nothing needs to be looked for."""
        async with self._database.reading() as db:
            platform, _target, drawn, revision = await self._prepare(db, delivery)
        posted = Posted(delivery.posted_channel or "", delivery.posted_id or "")
        try:
            if drawn is not None:
                await platform.edit(posted, drawn[min(delivery.part, len(drawn) - 1)])
                self._redrawn.hold(str(delivery.id), platform.seconds_between_posts)
        except TryLater as later:
            if delivery.edit_tries < MOST_EDIT_TRIES:
                edit_at = self._clock.now() + timedelta(seconds=later.seconds or backoff(delivery.edit_tries + 1))
                await self._record(lambda db: outbox.edit_later(db, delivery, edit_at))
                return
            log.warning("delivery.not_redrawn", delivery=delivery.id, code=later.code)
        except Refused as refused:
            log.warning("delivery.not_redrawn", delivery=delivery.id, code=refused.code)
        await self._record(lambda db: outbox.shown(db, delivery, revision))

    async def _record(self, change: Callable[[Db], Coroutine[Any, Any, object]]) -> None:
        async with self._database.transaction() as db:
            await change(db)


def backoff(attempts: int) -> float:
    """Seconds before the next try: 2, 4, 8… up to ten minutes."""
    return min(FIRST_BACKOFF_SECONDS * 2.0 ** (attempts - 1), LONGEST_BACKOFF_SECONDS)
