"""The outbox, whatever happens in whatever order: posted once, in order, one at a time in a lane, and never lost.

Two senders and a chat that remembers are played by the machine; they keep the three promises that senders make: what
may already be there is looked for first, nothing is sent when the lease is nearly over, and what cannot be known is
settled as uncertain.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage import failures, lanes, outbox, people, sending
from storage.database import Database, Db
from storage.lanes import Rate
from storage.outbox import DROPPED, DUE, FAILED, SENDING, SENT, UNCERTAIN, Delivery
from storage.sending import Sent
from storage.tables import Table

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
LEASE = timedelta(seconds=60)
TIME_TO_SEND = timedelta(seconds=25)
RATES = {"stub": Rate(0, per_workspace=True)}
LANES = ("C1", "C2")
ACTS = {"owe": 3, "claim": 5, "send": 6, "settle": 5, "crash": 1, "time": 3, "decide": 1}
"""What may happen, and how often."""
STEPS = 40
T = TypeVar("T")


@dataclass(eq=False)
class Claim:
    """A delivery as one sender holds it. `posted`: it knows the message is there; `unsure`: it had no answer."""

    delivery: Delivery
    sender: int
    until: datetime
    posted: str | None = None
    unsure: bool = False
    is_over: bool = False


@dataclass
class Chat:
    """Every message it was sent, with its key, channel by channel."""

    kept: list[tuple[str, str]] = field(default_factory=list)

    def find(self, key: str) -> str | None:
        return next((f"m{number}" for number, (_, kept) in enumerate(self.kept) if kept == key), None)

    def keep(self, channel: str, key: str) -> str:
        self.kept.append((channel, key))
        return f"m{len(self.kept) - 1}"


class Outbox:
    """`claims` are all those ever made; the ones that are not over may still be acted upon by who holds them."""

    def __init__(self, empty: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="portevoix-outbox-"))
        shutil.copy(empty, self.folder / "test.db")
        self.database = Database(f"sqlite+aiosqlite:///{self.folder / 'test.db'}")
        self.now, self.chat = START, Chat()
        self.claims: list[Claim] = []
        self.owed = self.workspace_id = 0

    def do(self, work: Callable[[Db], Awaitable[T]]) -> T:
        async def in_transaction() -> T:
            async with self.database.transaction() as db:
                return await work(db)

        return self.loop.run_until_complete(in_transaction())

    def everything(self) -> Sequence[Delivery]:
        async def read(db: Db) -> Sequence[Delivery]:
            return (await db.scalars(select(Delivery).order_by(Delivery.id))).all()

        return self.do(read)

    def held(self) -> list[Claim]:
        return [claim for claim in self.claims if not claim.is_over]

    def meet(self) -> None:
        async def work(db: Db) -> int:
            return (await people.workspace(db, "stub", "W1")).id

        self.workspace_id = self.do(work)

    def step(self, chance: Random) -> None:
        """One thing that happens, any."""
        sender, which = chance.randrange(2), chance.randrange(12)
        act = chance.choices(list(ACTS), list(ACTS.values()))[0]
        if act == "owe":
            self.owe(chance.choice(LANES), chance.choice([0, 0, 5, 90]), again=chance.random() < 0.2)
        elif act == "claim":
            self.claim(sender, chance.randint(1, 2))
        elif act == "send" and self.held():
            self.send(which, kept=chance.random() < 0.7, answered=chance.random() < 0.5)
        elif act == "settle" and self.held():
            self.settle(which, chance.choice([0, 2, 70]), given_up=chance.random() < 0.3)
        elif act == "crash":
            self.crash(chance.choice(["one", "other", "both"]))
        elif act == "time":
            self.now += timedelta(seconds=chance.choice([1, 5, 30, 61]))
        elif act == "decide":
            self.decide(which, drop=chance.random() < 0.3)
        self.nothing_is_there_twice()

    def owe(self, channel: str, delay: int, again: bool) -> None:
        about = f"fact {self.owed}"

        async def work(db: Db) -> bool:
            due_at = self.now + timedelta(seconds=delay)
            where = {"workspace_id": self.workspace_id, "channel": channel}
            return await outbox.owe(db, about=about, draw="a:1", language="en", due_at=due_at, **where)  # type: ignore[arg-type]

        assert self.do(work)
        if again:
            assert not self.do(work), "the same fact owes once"
        self.owed += 1

    def claim(self, sender: int, most: int) -> None:
        before = {delivery.id: delivery for delivery in self.everything()}
        busy = [claim.delivery.lane for claim in self.held() if claim.sender == sender]

        async def work(db: Db) -> Sequence[Delivery]:
            return await sending.claim(db, now=self.now, real=self.now, lease=LEASE, rates=RATES, busy=busy, most=most)

        for delivery in self.do(work):
            self._check_turn(delivery, before)
            self.claims.append(Claim(delivery, sender, self.now + LEASE))

    def _check_turn(self, delivery: Delivery, before: dict[int, Delivery]) -> None:
        """It was due, nobody has the lane, and nothing that is due came before it there."""
        same_lane = [other for other in before.values() if other.lane == delivery.lane]
        assert before[delivery.id].due_at <= self.now
        assert not any(
            other.state == SENDING and other.lease_until > self.now for other in same_lane if other.lease_until
        )
        waiting = [
            other.id for other in same_lane if other.state in (DUE, UNCERTAIN, SENDING) and other.due_at <= self.now
        ]
        assert delivery.id == min(waiting)

    def send(self, which: int, kept: bool, answered: bool) -> None:
        """`kept` and `answered`: what the chat does with it, and whether the sender hears of it."""
        claim = self.held()[which % len(self.held())]
        if claim.posted or claim.unsure:
            return
        if self.now > claim.until - TIME_TO_SEND:
            self._settle(claim, later_in=0)
            return
        if claim.delivery.attempts > 1:
            claim.posted = self.chat.find(claim.delivery.key)
        if claim.posted is None:
            message = self.chat.keep(claim.delivery.lane, claim.delivery.key) if kept else None
            claim.posted, claim.unsure = (message, False) if answered else (None, True)

    def settle(self, which: int, wait: int, given_up: bool) -> None:
        """Records what became of a message, perhaps long after."""
        claim = self.held()[which % len(self.held())]
        if given_up and not (claim.posted or claim.unsure or claim.delivery.attempts > 1):
            self._do_settle(claim, lambda db: sending.give_up(db, claim.delivery, "refused", self.now))
        else:
            self._settle(claim, later_in=wait)

    def _settle(self, claim: Claim, later_in: int) -> None:
        wait = self.now + timedelta(seconds=later_in)
        if claim.posted is not None:
            place = {"channel": claim.delivery.lane, "message": claim.posted}
            sent = Sent(claim.delivery, **place, revision=0, now=self.now, free_at=wait)

            async def record(db: Db) -> bool:
                return bool(await sending.sent(db, [sent]))

            self._do_settle(claim, record)
        else:
            values: dict[str, Any] = {"due_at": wait, "why": "x", "uncertain": claim.unsure, "free_at": wait}
            self._do_settle(claim, lambda db: sending.later(db, claim.delivery, **values))

    def _do_settle(self, claim: Claim, change: Callable[[Db], Awaitable[bool]]) -> None:
        """It holds unless the delivery was claimed again, or taken back, since."""
        (now,) = [delivery for delivery in self.everything() if delivery.id == claim.delivery.id]
        still = now.state == SENDING and now.attempts == claim.delivery.attempts

        async def work(db: Db) -> bool:
            await lanes.lock(db, [claim.delivery.lane])
            return await change(db)

        assert self.do(work) == still
        claim.is_over = True

    def crash(self, who: str) -> None:
        """After both have died, a single process starts that knows itself alone."""
        for claim in self.held():
            claim.is_over = who == "both" or claim.sender == ("one", "other").index(who)
        if who == "both":
            self.do(sending.take_back)

    def decide(self, which: int, drop: bool) -> None:
        """An animator has a message that was given up tried again, or not."""
        given_up = [delivery for delivery in self.everything() if delivery.state == FAILED]
        if given_up:
            delivery = given_up[which % len(given_up)]
            if drop:
                assert self.do(lambda db: failures.drop(db, delivery))
            else:
                assert self.do(lambda db: failures.try_again(db, delivery, self.now))

    def nothing_is_there_twice(self) -> None:
        assert all(times == 1 for times in Counter(self.chat.kept).values())

    def finish(self) -> None:
        """One dies, the other too; then a sender to whom nothing happens does the work that is left."""
        self.crash("one")
        self.crash("other")
        for _ in range(self.owed + 2):
            self.now += timedelta(seconds=61)
            self.claim(0, len(LANES))
            while self.held():
                self.send(0, kept=True, answered=True)
                if self.held():
                    self.settle(0, wait=0, given_up=False)
        self.nothing_is_there_twice()
        self.nothing_is_lost()

    def close(self) -> None:
        self.loop.run_until_complete(self.database.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    def nothing_is_lost(self) -> None:
        there = {key for _, key in self.chat.kept}
        kept = self.everything()
        assert len(kept) == self.owed
        for delivery in kept:
            assert delivery.state in (SENT, FAILED, DROPPED)
            assert (delivery.state == SENT) == (delivery.key in there)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, to be copied: making them takes longer than a whole life of the outbox."""
    file = tmp_path_factory.mktemp("outbox") / "empty.db"

    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{file}")
        async with database.engine.begin() as connection:
            await connection.run_sync(Table.metadata.create_all)
        await database.close()

    asyncio.run(make())
    return file


@settings(max_examples=40, deadline=None, derandomize=True, phases=[Phase.generate])
@given(chance=st.randoms(use_true_random=True))
def test_in_any_order_of_events_nothing_is_lost_or_posted_twice(empty: Path, chance: Random) -> None:
    machine = Outbox(empty)
    try:
        machine.meet()
        for _ in range(STEPS):
            machine.step(chance)
        machine.finish()
    finally:
        machine.close()
