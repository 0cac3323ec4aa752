"""A community's own copy of a capsule of the shelf, on both databases: one, with all that was there before it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select

from storage import capsules, comments, communities, editing, likes, outbox, people, polls, quizzes, reports, schedules
from storage.capsules import Capsule, Source
from storage.communities import Community
from storage.database import Database
from storage.likes import Way
from storage.quizzes import Try
from storage.schedules import ACTIVE, CANCELLED, Schedule
from tests.conftest import EVERY_DATABASE, StillClock


async def a_shelf(database: Database, clock: StillClock) -> tuple[Capsule, list[Community]]:
    """One capsule, and two communities that may post it."""
    source = Source("shelf/one", None, "One", "Facts", "text", "Look.", "", 1, "easy", "en", "1")
    async with database.transaction() as db:
        home = await people.workspace(db, "stage", "W1")
        made = [
            await communities.create(
                db, workspace_id=home.id, name=name, channel="C1", language="en", zone="UTC", now=clock.now()
            )
            for name in ("Here", "There")
        ]
        number, _ = (await capsules.keep(db, [source], clock.now()))["shelf/one"]
        return await capsules.by_id(db, number), [one for one in made if one is not None]


async def is_lived(database: Database, clock: StillClock, capsule: Capsule, community: Community) -> None:
    """Somebody likes it, comments it, answers and votes; it is owed to the channel, and planned again."""
    now, subject = clock.now(), f"capsule:{capsule.id}"
    async with database.transaction() as db:
        who = (await people.member(db, community.workspace_id, "U1")).id
        await likes.add(db, Way(subject, community.id, likes.BUTTON), who, now)
        await comments.add(
            db, subject=subject, community_id=community.id, member_id=who, words="Yes", channel="C1", now=now
        )
        await quizzes.first(db, Try(capsule.id, community.id, who, "a", is_right=True), now)
        await polls.mine(db, capsule.id, community.id, who, now)
        await outbox.owe(
            db,
            about=f"{community.name}/1",
            draw="capsules.post:1",
            workspace_id=community.workspace_id,
            due_at=now,
            language="en",
            channel="C1",
            community_id=community.id,
            subject=subject,
        )
        await schedules.plan(
            db,
            community_id=community.id,
            capsule_id=capsule.id,
            rule="",
            local_start="2026-12-01T09:00",
            zone="UTC",
            next_at=now,
            created_by=who,
        )


async def counts(database: Database, capsule_id: int, community_id: int) -> tuple[int, ...]:
    subject = f"capsule:{capsule_id}"
    async with database.reading() as db:
        planned = select(Schedule.id).filter_by(capsule_id=capsule_id, community_id=community_id)
        ballots = select(polls.Ballot.id).filter_by(capsule_id=capsule_id, community_id=community_id)
        owed = select(outbox.Delivery.id).filter_by(subject=subject, community_id=community_id)
        return (
            await likes.count(db, subject, community_id),
            await comments.count(db, subject, community_id),
            await quizzes.count(db, capsule_id, community_id),
            *[len((await db.scalars(wanted)).all()) for wanted in (planned, ballots, owed)],
        )


@EVERY_DATABASE
async def test_a_copy_takes_its_place_in_its_community_and_nowhere_else(database: Database, clock: StillClock) -> None:
    shelf, (here, there) = await a_shelf(database, clock)
    for community in (here, there):
        await is_lived(database, clock, shelf, community)
    async with database.transaction() as db:
        copy = await editing.change(db, shelf, here.id, {"body": "Look first."}, clock.now())
        assert (copy.copy_of_id, copy.body, copy.edited_at) == (shelf.id, "Look first.", None)
        assert (await editing.own(db, shelf, here.id, clock.now())).id == copy.id
        assert (await editing.own(db, copy, here.id, clock.now())).id == copy.id
    assert await counts(database, copy.id, here.id) == (1, 1, 1, 1, 1, 1)
    assert await counts(database, shelf.id, here.id) == (0, 0, 0, 0, 0, 0)
    assert await counts(database, shelf.id, there.id) == (1, 1, 1, 1, 1, 1)
    async with database.reading() as db:
        assert (await capsules.by_id(db, shelf.id)).body == "Look."
        assert [one.id for one in await capsules.offered(db, here.id, "", most=9)] == [copy.id]
        assert (await reports.capsule_of(db, shelf.id, here.id) or shelf).id == copy.id
        assert (await reports.capsule_of(db, shelf.id, there.id) or copy).id == shelf.id


@EVERY_DATABASE
async def test_two_animators_at_once_make_one_copy(database: Database, clock: StillClock) -> None:
    shelf, (here, _) = await a_shelf(database, clock)

    async def correct(title: str) -> int:
        async with database.transaction() as db:
            return (await editing.change(db, shelf, here.id, {"title": title}, clock.now())).id

    first, second = await asyncio.gather(correct("This"), correct("That"))
    assert first == second


@EVERY_DATABASE
async def test_what_is_withdrawn_is_offered_to_nobody_there_until_it_is_given_back(
    database: Database, clock: StillClock
) -> None:
    shelf, (here, there) = await a_shelf(database, clock)
    await is_lived(database, clock, shelf, here)
    async with database.transaction() as db:
        mine = await editing.withdraw(db, shelf, here.id, clock.now())
        assert mine is not None
        assert await editing.withdraw(db, mine, here.id, clock.now()) is None
        assert await editing.withdrawn(db, mine.id, there.id) is None
    async with database.transaction() as db:
        assert await capsules.offered(db, here.id, "", most=9) == []
        assert [one.id for one in await capsules.offered(db, there.id, "", most=9)] == [shelf.id]
        assert await capsules.is_withdrawn(db, f"capsule:{mine.id}")
        assert not await capsules.is_withdrawn(db, f"capsule:{shelf.id}")
        assert not await capsules.is_withdrawn(db, f"testimonial:{mine.id}")
        (planned,) = (await db.scalars(select(Schedule).filter_by(capsule_id=mine.id))).all()
        assert (planned.state, planned.next_at) == (CANCELLED, None)
        assert not await editing.restore(db, mine, clock.now() + timedelta(seconds=1))
        assert await editing.restore(db, mine, clock.now())
    async with database.reading() as db:
        assert [one.id for one in await capsules.offered(db, here.id, "", most=9)] == [mine.id]
        assert ACTIVE not in (await db.scalars(select(Schedule.state).filter_by(capsule_id=mine.id))).all()
