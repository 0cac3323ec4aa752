"""What the calendar finds: for its animators everything; for anybody else what was posted, and the sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.calendar.rules import Entry, Month
from storage import agenda, coming, dates
from storage.communities import Community
from storage.database import Db
from storage.schedules import POSTED

MOST_DATES = coming.MOST_DATES


async def month(db: Db, community: Community, wanted: Month, now: datetime, *, everything: bool) -> list[Entry]:
    """What the calendar of a month holds, in order. `everything`: with what is planned, paused or was missed.

    Drafts of a team are its own until they are posted: who does not animate the community sees no plan.
    """
    start, end = wanted.bounds(community.zone)
    found = [
        Entry(post.planned_at, "posted" if post.state == POSTED else "missed", capsule.title)
        for post, capsule in await agenda.posts(db, community.id, start, end)
        if everything or post.state == POSTED
    ]
    found += [
        Entry(session.starts_at, "session", title, ends_at=session.ends_at)
        for session, title in await agenda.sessions(db, community.id, start, end)
    ]
    if everything:
        found += await _planned(db, community, start, end)
        found += await _paused(db, community, max(start, now), end)
    return sorted(found, key=lambda one: one.at)


async def _planned(db: Db, community: Community, start: datetime, end: datetime) -> Iterable[Entry]:
    last = end - timedelta(microseconds=1)
    return [
        Entry(one.at, "planned", one.capsule.title, one.schedule.rule)
        for one in await coming.between(db, community.id, start, last)
    ]


async def _paused(db: Db, community: Community, after: datetime, end: datetime) -> Iterable[Entry]:
    """The dates that paused schedules would have if they were resumed now."""
    just_before, last = after - timedelta(microseconds=1), end - timedelta(microseconds=1)
    return [
        Entry(at, "paused", capsule.title, schedule.rule)
        for schedule, capsule in await agenda.paused(db, community.id)
        for at in dates.dates_until(schedule, just_before, last, MOST_DATES)
    ]
