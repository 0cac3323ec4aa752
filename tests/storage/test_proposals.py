"""What storage promises of proposals, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from storage import capsules, communities, drafts, editing, outbox, people, proposal_drafts, proposals
from storage.capsules import Capsule
from storage.communities import Community
from storage.database import Database, Db
from storage.editing import Words
from storage.outbox import SENT, Delivery
from storage.people import Member
from storage.proposals import ACCEPTED, DECLINED, WAITING, Proposal
from tests.conftest import EVERY_DATABASE, StillClock

pytestmark = EVERY_DATABASE

WORDS = Words("A title", "Facts", "text", "Some words", "", 1, "easy", "en")


async def place(db: Db, clock: StillClock) -> tuple[Community, Member]:
    """A community, and somebody who learns there."""
    space = await people.workspace(db, "stub", "W1")
    made = await communities.create(
        db, workspace_id=space.id, name="Here", channel="C1", language="en", zone="Europe/Paris", now=clock.now()
    )
    assert made is not None
    return made, await people.member(db, space.id, "lina")


async def keep(db: Db, where: Community, who: Member, clock: StillClock, **more: Any) -> Proposal | None:
    """A proposal of one of Lina's messages."""
    values: dict[str, Any] = {
        "workspace_id": where.workspace_id,
        "community_id": where.id,
        "channel": "C1",
        "message": "m1",
        "title": "A title",
        "theme": "",
        "words": "Some words",
        "author_id": who.id,
        "proposed_by": who.id,
        "credited": True,
        "state": WAITING,
        "created_at": clock.now(),
        "changed_at": clock.now(),
    }
    return await proposals.keep(db, **values | more)


async def test_a_message_is_proposed_once_even_by_two_at_the_same_moment(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        where, who = await place(db, clock)

    async def one() -> bool:
        async with database.transaction() as db:
            return await keep(db, where, who, clock) is not None

    assert sorted(await asyncio.gather(one(), one(), one())) == [False, False, True]
    async with database.transaction() as db:
        assert await keep(db, where, who, clock, channel=None, message=None) is not None
        assert await keep(db, where, who, clock, channel=None, message=None) is not None
        found = await proposals.of_message(db, where.workspace_id, "C1", "m1")
        assert found is not None
        assert await proposals.count_waiting(db, [where.id]) == 3


async def test_of_two_decisions_at_the_same_moment_one_holds(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        where, who = await place(db, clock)
        made = await keep(db, where, who, clock)
        assert made is not None

    async def decide(state: str) -> bool:
        async with database.transaction() as db:
            one = await proposals.by_id(db, made.id, where.workspace_id)
            assert one is not None
            return await proposals.move(db, one, (WAITING,), state, clock.now())

    assert sorted(await asyncio.gather(decide(ACCEPTED), decide(DECLINED))) == [False, True]


async def test_two_who_add_to_a_queue_wait_for_each_other(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        where, who = await place(db, clock)
    counted = []

    async def arrive(message: str) -> None:
        async with database.transaction() as db:
            await keep(db, where, who, clock, message=message)
            await proposals.alone(db, where.id)
            counted.append(await proposals.count_waiting(db, [where.id]))

    await asyncio.gather(arrive("m1"), arrive("m2"), arrive("m3"))

    assert sorted(counted) == [1, 2, 3]


async def test_an_author_is_told_once_and_only_of_what_is_in_a_channel(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        where, who = await place(db, clock)
        one = await keep(db, where, who, clock, state=ACCEPTED)
        assert one is not None
        written = editing.Words("A title", "A theme", "text", "Some words", "", 1, "easy", "en")
        made = await editing.create(db, written, where.id, who.id, clock.now())
        await proposals.credit(db, one, made)
        assert (await capsules.by_id(db, made.id)).credited
        await outbox.owe(
            db,
            about="capsule:1",
            draw="story:1",
            workspace_id=where.workspace_id,
            due_at=clock.now(),
            language="en",
            channel="C1",
            subject=f"capsule:{made.id}",
        )
        assert list(await proposals.untold(db, 10)) == []
        (owed,) = (await db.scalars(Delivery.__table__.select().with_only_columns(Delivery.id))).all()
        sent = await db.get_one(Delivery, owed)
        sent.state, sent.sent_at = SENT, clock.now()
        await db.flush()
        assert [found.id for found in await proposals.untold(db, 10)] == [one.id]
        assert (await proposals.story(db, one.id)).posted == [(clock.now(), "C1")]
        await proposals.told(db, [one.id], clock.now())
        assert list(await proposals.untold(db, 10)) == []


async def test_words_taken_back_are_nowhere(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        where, who = await place(db, clock)
        one = await keep(db, where, who, clock, state=ACCEPTED)
        assert one is not None
        written = editing.Words("A title", "A theme", "text", "Some words", "", 1, "easy", "en")
        await proposals.credit(db, one, await editing.create(db, written, where.id, who.id, clock.now()))

        assert await proposals.withdraw(db, one, clock.now())
        assert not await proposals.withdraw(db, one, clock.now())

        made = await db.get_one(Capsule, one.capsule_id)
        assert (one.words, made.body) == (None, "")
        assert made.withdrawn_at is not None


async def test_drafts_are_forgotten_oldest_first(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        _where, who = await place(db, clock)
        for hours in (50, 30, 1):
            await proposal_drafts.keep(
                db,
                member=who,
                author="omar",
                channel="C1",
                message="m1",
                words="Some words",
                now=clock.now() - timedelta(hours=hours),
            )
        before = clock.now() - timedelta(days=1)
        assert [await proposal_drafts.forget_before(db, before, 1) for _ in range(3)] == [1, 1, 0]


async def test_who_only_proposed_takes_nothing_back_that_was_decided_meanwhile(
    database: Database, clock: StillClock
) -> None:
    async with database.transaction() as db:
        where, who = await place(db, clock)
        read_before = await keep(db, where, who, clock)
        assert read_before is not None
        assert await proposals.move(db, read_before, (WAITING,), ACCEPTED, clock.now())
        assert not await proposals.withdraw(db, read_before, clock.now(), (WAITING,))
        assert (read_before.state, read_before.words) == (ACCEPTED, "Some words")


async def test_words_taken_back_stay_in_nobodys_unfinished_correction(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        where, who = await place(db, clock)
        one = await keep(db, where, who, clock)
        assert one is not None
        made = await editing.create(db, WORDS, where.id, who.id, clock.now())
        await proposals.credit(db, one, made)
        another = await people.member(db, where.workspace_id, "amina")
        kept = [drafts.Key(another.id, where.id, about) for about in (f"details:{made.id}", "details:99")]
        for key in kept:
            await drafts.keep(db, key, {"key_message": "Some words"}, clock.now())
        assert await proposals.withdraw(db, one, clock.now())
        assert [await drafts.find(db, key) for key in kept] == [None, {"key_message": "Some words"}]
