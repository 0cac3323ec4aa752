"""A message whose sender died while an earlier one of its lane was still to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from storage import outbox, people
from storage.database import Database
from storage.outbox import Delivery
from tests import posting
from tests.conftest import EVERY_DATABASE, StillClock

pytestmark = EVERY_DATABASE


class Lane:
    """One channel, in which "first" is owed before "second" but due after its lease would be over."""

    def __init__(self, database: Database, clock: StillClock) -> None:
        self.database, self.clock = database, clock

    async def owe(self, about: str, seconds: int) -> None:
        async with self.database.transaction() as db:
            space = await people.workspace(db, "stub", "W1")
            due_at = self.clock.now() + timedelta(seconds=seconds)
            where = {"workspace_id": space.id, "channel": "C1"}
            await outbox.owe(db, about=about, draw="a:1", language="en", due_at=due_at, **where)  # type: ignore[arg-type]

    async def claim(self) -> Sequence[Delivery]:
        async with self.database.transaction() as db:
            return await posting.claim(db, self.clock)

    async def posted(self, delivery: Delivery) -> bool:
        async with self.database.transaction() as db:
            return await posting.posted(db, self.clock, delivery, "C1", f"m{delivery.id}")


@pytest.fixture
async def lane(database: Database, clock: StillClock) -> Lane:
    lane = Lane(database, clock)
    await lane.owe("first", seconds=60)
    await lane.owe("second", seconds=0)
    return lane


async def test_is_taken_again_after_the_earlier_one_is_posted(lane: Lane) -> None:
    (second,) = await lane.claim()
    lane.clock.move_to(lane.clock.now() + posting.LEASE)
    (first,) = await lane.claim()
    assert await lane.posted(first)
    assert [delivery.id for delivery in await lane.claim()] == [second.id]


async def test_settled_late_it_does_not_free_the_lane_for_a_third(lane: Lane) -> None:
    (second,) = await lane.claim()
    await lane.owe("third", seconds=0)
    lane.clock.move_to(lane.clock.now() + posting.LEASE)
    (first,) = await lane.claim()
    assert await lane.posted(second)
    assert await lane.claim() == [], "the first is still being sent"
    assert await lane.posted(first)
    assert len(await lane.claim()) == 1
