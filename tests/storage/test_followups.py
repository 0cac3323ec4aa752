"""Two processes at once: one follow-up for a hand and a session, one owner, one end."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from storage import communities, feedback, followup_moves, followup_reading, followups, people, sessions, verbatims
from storage.communities import ANIMATOR, Community
from storage.database import Database
from storage.feedback import STARS
from storage.followups import REPLY, FollowUp, Hand, Owing
from tests.conftest import EVERY_DATABASE, StillClock

DAY = date(2026, 11, 24)
ROWS = {"kind": "words", "urgent": False, "confided": False, "scope": "team", "opened_on": DAY.isoformat()}


async def stage(database: Database, clock: StillClock) -> tuple[Community, int, int, int]:
    """A community, its session, an animator and an author who gave one star and said why, without a name."""
    async with database.transaction() as db:
        space = await people.workspace(db, "slack", "T1")
        community = await communities.create(
            db, workspace_id=space.id, name="Feedback", channel="C1", language="en", zone="UTC", now=clock.now()
        )
        assert community is not None
        amina, lina = [await people.member(db, space.id, who) for who in ("amina", "lina")]
        await communities.add_role(db, community.id, amina.id, ANIMATOR)
        held = await sessions.create(
            db,
            community=community,
            title="Un retour",
            starts_at=clock.now(),
            ends_at=clock.now() + timedelta(hours=1),
            created_by=None,
        )
        await sessions.attend(db, held.id, lina.id)
        await feedback.answer(db, session=held, member_id=lina.id, question=STARS, value=1, now=clock.now())
        words = {
            "words": "Boring.",
            "scope": "anonymous",
            "tone": "unhappy",
            "language": "en",
            "calls_for": "follow_up",
        }
        await verbatims.keep(db, session_id=held.id, member_id=lina.id, now=clock.now(), **words)
        return community, held.id, amina.id, lina.id


def owing(clock: StillClock) -> Owing:
    return Owing((DAY + timedelta(days=5)).isoformat(), clock.now() + timedelta(days=6))


@EVERY_DATABASE
async def test_what_two_processes_do_at_once_is_done_once(database: Database, clock: StillClock) -> None:
    community, session_id, amina_id, lina_id = await stage(database, clock)

    async def start() -> bool:
        async with database.transaction() as db:
            hand = await followups.other_hand(db, Hand(lina_id), session_id)
            values = {**ROWS, "community_id": community.id, "session_id": session_id}
            return await followups.start(db, hand, owing(clock), **values) is not None

    async def take(by: int) -> bool:
        async with database.transaction() as db:
            one = await followups.by_id(db, 1)
            assert one is not None
            return await followup_moves.take(db, one, by, 0)

    assert sorted(await asyncio.gather(start(), start())) == [False, True]
    assert sorted(await asyncio.gather(take(amina_id), take(lina_id))) == [False, True]


@EVERY_DATABASE
async def test_what_is_read_is_the_same_on_both(database: Database, clock: StillClock) -> None:
    community, session_id, amina_id, lina_id = await stage(database, clock)
    async with database.transaction() as db:
        nameless = await followups.other_hand(db, Hand(lina_id), session_id)
        assert await followups.other_hand(db, nameless, session_id) == Hand(lina_id)
        values = {**ROWS, "community_id": community.id, "session_id": session_id}
        one = await followups.start(db, nameless, owing(clock), **values)
        assert one is not None
        assert await followups.author_of(db, one) == lina_id
        assert [held.id for held in await followup_reading.queue(db, amina_id, most=9)] == [one.id]
        assert await followup_reading.queue(db, lina_id, most=9) == []
        assert await followup_reading.reads_any(db, amina_id)
        assert not await followup_reading.reads_any(db, lina_id)
        assert [held.id for held in await followup_reading.of_author(db, lina_id, most=9)] == [one.id]
        story = await followup_reading.story(db, one)
        assert (story.course, story.author, list(story.said), story.stars) == ("Un retour", None, ["Boring."], 1)
        assert await followups.late(db, clock.now() + timedelta(days=5), 9) == []
        assert [held.id for held in await followups.late(db, clock.now() + timedelta(days=6), 9)] == [one.id]

        assert await followup_moves.answer(db, one, amina_id, DAY)
        assert await followup_moves.reply(db, one, owing(clock))
        await followups.say(db, one, REPLY, DAY, words="Less theory.")
        assert not await followup_moves.close(db, one, amina_id, DAY, 0), "its author has spoken since"
        assert await followup_moves.close(db, one, amina_id, DAY, 1)
        assert await followup_moves.reopen(db, one, owing(clock))
        assert not await followup_moves.reopen(db, one, owing(clock))
        assert await followup_moves.change_hand(db, one, Hand(lina_id), "team")
        promise = await followup_reading.promise(db, community.id, DAY, DAY + timedelta(days=1))
        assert (promise.received, promise.in_time, promise.late, promise.still_open) == (1, 1, 0, 0)
    async with database.transaction() as db:
        await verbatims.sign(db, session_id, lina_id, alerts=False)
        held = await verbatims.of_member(db, session_id, lina_id)
        assert held is not None
        assert (held.member_id, held.scope) == (lina_id, "team")
        await verbatims.remove(db, held.id)
        assert [each.id for each in await followups.doubtful(db, 9)] == [one.id]
        await followup_reading.erase_of(db, lina_id)
    async with database.reading() as db:
        left = await db.get_one(FollowUp, one.id)
        assert (left.state, left.closed_by, left.member_id, left.owner_id) == ("closed", "erased", None, amina_id)
