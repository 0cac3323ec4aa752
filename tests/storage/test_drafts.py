"""Drafts are their author's alone: one a form, exported with what they wrote, erased with them."""

from __future__ import annotations

from datetime import timedelta

from storage import communities, drafts, people, personal
from storage.database import Database, Db
from storage.drafts import Draft, Key
from tests.conftest import EVERY_DATABASE, StillClock


async def two_people(db: Db, clock: StillClock) -> tuple[int, int, int]:
    home = await people.workspace(db, "stage", "W1")
    made = await communities.create(
        db, workspace_id=home.id, name="Home", channel="C1", language="en", zone="UTC", now=clock.now()
    )
    assert made is not None
    return made.id, (await people.member(db, home.id, "U1")).id, (await people.member(db, home.id, "U2")).id


@EVERY_DATABASE
async def test_a_draft_is_replaced_by_the_next_one_of_the_same_form(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        home, mine, theirs = await two_people(db, clock)
        for words in ("First", "Sécond “one”"):
            await drafts.keep(db, Key(mine, home, "new:text"), {"title": words}, clock.now())
        clock.move_to(clock.now() + timedelta(minutes=1))
        await drafts.keep(db, Key(mine, home, "new:quiz"), {"title": "Quiz"}, clock.now())
        await drafts.keep(db, Key(mine, home, "words:42"), {"title": "Not new"}, clock.now())
        await drafts.keep(db, Key(theirs, home, "new:text"), {"title": "Theirs"}, clock.now())
    async with database.reading() as db:
        assert await drafts.find(db, Key(mine, home, "new:text")) == {"title": "Sécond “one”"}
        assert await drafts.find(db, Key(theirs, home, "new:quiz")) is None
        assert [about for about, _ in await drafts.begun(db, mine, home, 9)] == ["new:quiz", "new:text"]
        assert [about for about, _ in await drafts.begun(db, mine, home, 1)] == ["new:quiz"]


async def test_drafts_leave_with_their_author_and_with_time(database: Database, clock: StillClock) -> None:
    async with database.transaction() as db:
        home, mine, theirs = await two_people(db, clock)
        for member in (mine, theirs):
            await drafts.keep(db, Key(member, home, "new:text"), {"title": f"By {member}"}, clock.now())
    async with database.transaction() as db:
        exported = (await personal.export(db, mine))["drafts"]
        assert [one["typed"] for one in exported] == [{"title": f"By {mine}"}]
        await personal.erase(db, mine, clock.now())
    async with database.transaction() as db:
        assert await drafts.find(db, Key(mine, home, "new:text")) is None
        assert await drafts.sweep(db, clock.now(), 9) == 0
        assert await drafts.sweep(db, clock.now() + timedelta(seconds=1), 9) == 1
        assert not (await db.scalars(Draft.__table__.select())).all()
