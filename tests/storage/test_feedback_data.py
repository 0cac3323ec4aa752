"""What is kept of sessions and feedback about one person: exported in full, erased without changing the counts."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from storage import communities, feedback, people, presence, sessions, verbatims
from storage.database import Database
from storage.feedback import STARS, Answer, Participation
from storage.sessions import Attendee, Session
from storage.verbatims import Verbatim
from tests.conftest import StillClock

WORDS = "Merci pour cette journée."


async def lived(database: Database, clock: StillClock) -> int:
    """A member who set up a session, came, rated it and wrote about it; another came too. Returns the member's id."""
    async with database.transaction() as db:
        workspace = await people.workspace(db, "slack", "T1")
        community = await communities.create(
            db,
            workspace_id=workspace.id,
            name="Giving feedback",
            channel="C1",
            language="fr",
            zone="Europe/Paris",
            now=clock.now(),
        )
        assert community is not None
        lina, omar = [await people.member(db, workspace.id, who) for who in ("lina", "omar")]
        session = await sessions.create(
            db,
            community=community,
            title="Donner un retour",
            starts_at=clock.now(),
            ends_at=clock.now() + timedelta(hours=1),
            created_by=lina.id,
        )
        for member in (lina, omar):
            await sessions.attend(db, session.id, member.id)
            await feedback.answer(db, session=session, member_id=member.id, question=STARS, value=4, now=clock.now())
        await verbatims.keep(
            db,
            session_id=session.id,
            member_id=lina.id,
            words=WORDS,
            scope="team",
            tone="happy",
            language="fr",
            calls_for="nothing",
            now=clock.now(),
        )
        return lina.id


async def test_everything_is_exported(database: Database, clock: StillClock) -> None:
    member_id = await lived(database, clock)
    async with database.reading() as db:
        (came,) = await presence.export_of(db, member_id)
        (stars,) = await feedback.export_of(db, member_id)
        (words,) = await verbatims.export_of(db, member_id)
    assert (came["course"], came["attended"], came["set_up"]) == ("Donner un retour", True, True)
    assert (stars["course"], stars["question"], stars["answer"]) == ("Donner un retour", "stars", 4)
    assert (words["words"], words["scope"], words["tone"]) == (WORDS, "team", "happy")


async def test_erasing_keeps_the_counts_and_nothing_else(database: Database, clock: StillClock) -> None:
    member_id = await lived(database, clock)
    async with database.transaction() as db:
        await presence.erase_of(db, member_id)
        await feedback.erase_of(db, member_id)
        await verbatims.erase_of(db, member_id)
    async with database.reading() as db:
        assert await presence.export_of(db, member_id) == []
        assert await feedback.export_of(db, member_id) == []
        assert await verbatims.export_of(db, member_id) == []
        outline = await sessions.outline(db, 1)
        assert outline is not None
        assert outline.attendees == 2
        assert list((await db.scalars(select(Answer.value))).all()) == [4, 4]
        assert [(one.words, one.member_id) for one in await db.scalars(select(Verbatim))] == [(None, None)]
        for column in (Attendee.member_id, Participation.member_id, Session.created_by):
            assert member_id not in (await db.scalars(select(column))).all()


async def test_a_session_ends_at_its_hour_or_sooner(database: Database, clock: StillClock) -> None:
    await lived(database, clock)
    end = clock.now() + timedelta(hours=1)
    async with database.transaction() as db:
        assert await presence.over(db, end - timedelta(seconds=1), 10) == []
        assert await presence.over(db, end, 10) == [1]
        assert await sessions.next_end(db, 1) == end
        assert await sessions.end(db, 1, end + timedelta(days=3))
        assert not await sessions.end(db, 1, end)
        assert not await sessions.cancel(db, 1)
        assert await sessions.next_end(db, 1) is None
    async with database.reading() as db:
        assert (await db.get_one(Session, 1)).ends_at == end
