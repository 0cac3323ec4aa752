"""What is waited for: things that may be there, at the present of whenever it is asked, or before or after it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from storage import people
from storage.database import Database
from storage.people import Member
from storage.waiting import Query, Waiting, Waits, Whenever
from tests.conftest import EVERY_DATABASE, StillClock

HOUR = timedelta(hours=1)


def known(now: Whenever) -> Query:
    """Members who were known by then."""
    return select(Member).where(Member.refreshed_at <= now).order_by(Member.id)


WAITS: dict[str, Waits] = {
    "now": (known,),
    "an hour ago": (lambda now: known(now - HOUR),),
    "in two hours": (lambda now: known(now + HOUR + HOUR),),
    "any": (lambda now: known(now - HOUR), select(Member).order_by(Member.id)),
}


@EVERY_DATABASE
async def test_it_is_told_by_name_what_is_there(database: Database, clock: StillClock) -> None:
    waiting, now = Waiting(WAITS), clock.now()
    async with database.transaction() as db:
        assert await waiting.in_vain(db, now) == WAITS.keys()
        space = await people.workspace(db, "stub", "W1")
        member = await people.member(db, space.id, "lina")
        await people.refresh(db, member, people.Known("lina", "Lina", "en", "UTC", is_admin=False), now)
    async with database.reading() as db:
        found = {later: await waiting.in_vain(db, now + later) for later in (-3 * HOUR, -HOUR, 0 * HOUR, HOUR)}
    assert list(found.values()) == [
        {"now", "an hour ago", "in two hours"},
        {"now", "an hour ago"},
        {"an hour ago"},
        set(),
    ]


async def test_nobody_waits(database: Database, clock: StillClock) -> None:
    async with database.reading() as db:
        assert await Waiting({}).in_vain(db, clock.now()) == set()
