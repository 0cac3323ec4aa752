"""Rounds: on the first working day of a month, what a community is to be told; and the balance of a quarter."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select, update

from storage import feedback
from storage.communities import Community, country_of
from storage.database import Db
from storage.dates import SATURDAY, is_working_day, next_working_day
from storage.figures import Tally
from storage.followups import FollowUp
from storage.improvement_news import SAME_WORDS
from storage.improvements import DOING, DONE, REMOVED, Improvement, Source
from storage.sessions import Session
from storage.verbatims import Verbatim
from storage.waiting import Whenever
from storage.zones import usable_zone

AT = time(9)
"""When it comes, on the community's clocks."""
QUARTERS, QUARTER = 4, 3
"""Quarters in a year, and months in a quarter."""


def round_after(now: datetime, zone: str) -> datetime:
    """09:00 on the first weekday of a month, on the clocks of `zone`: the next one after `now`, in UTC."""
    today = now.astimezone(ZoneInfo(zone)).date()
    first = _at(_workday(today.replace(day=1)), zone)
    return first if first > now else _at(_workday(_next_month(today)), zone)


async def put_off(community: Community, now: datetime) -> datetime | None:
    """The next working day at 09:00 when today is none in a community; None when it is one."""
    # In a thread: the first time, a library is imported that takes its time.
    return await asyncio.to_thread(_put_off, now, zone_of(community), country_of(community))


def _put_off(now: datetime, zone: str, country: str) -> datetime | None:
    today = now.astimezone(ZoneInfo(zone)).date()
    return None if is_working_day(today, country) else _at(next_working_day(today, country), zone)


def _workday(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _at(day: date, zone: str) -> datetime:
    return datetime.combine(day, AT, ZoneInfo(zone)).astimezone(UTC)


def zone_of(community: Community) -> str:
    """The clocks by which a community's months are told."""
    return usable_zone(community.zone)


def month_of(community: Community, now: datetime) -> str:
    """The month it is in a community: `2026-11`."""
    return f"{now.astimezone(ZoneInfo(zone_of(community))):%Y-%m}"


def quarter_of(community: Community, now: datetime) -> int:
    """The quarter it is in a community, counted from the year 0: the one before has the number before."""
    today = now.astimezone(ZoneInfo(zone_of(community)))
    return today.year * QUARTERS + (today.month - 1) // QUARTER


def span(community: Community, quarter: int) -> tuple[datetime, datetime]:
    """From when and until when a quarter goes in a community, in UTC."""
    zone = ZoneInfo(zone_of(community))
    first = [date(number // QUARTERS, number % QUARTERS * QUARTER + 1, 1) for number in (quarter, quarter + 1)]
    start, end = [datetime.combine(day, time(), zone).astimezone(UTC) for day in first]
    return start, end


def come(now: Whenever) -> Select[Community]:
    """The communities whose round has come, or has no date yet."""
    return select(Community).where(Community.month_at.is_(None) | (Community.month_at <= now)).order_by(Community.id)


async def due(db: Db, now: datetime, most: int) -> Sequence[Community]:
    """The first whose round has `come`; those another process holds are left to it."""
    ordered = come(now).limit(most).execution_options(populate_existing=True)
    return (await db.scalars(ordered.with_for_update(skip_locked=True))).all()


async def move(db: Db, community: Community, at: datetime) -> bool:
    """Gives a community the date of its next round, unless it was moved since; tells whether it was done."""
    held = (Community.id == community.id, Community.month_at.is_not_distinct_from(community.month_at))
    moved = await db.execute(update(Community).where(*held).values(month_at=at).returning(Community.id))
    return moved.first() is not None


@dataclass(frozen=True)
class Balance:
    """What became of the words received over some time.

    Answered: the team came back to their author, or they led to an improvement. Acted on: it is under way or done.
    """

    received: Tally
    answered: Tally
    acted: Tally


async def balance(db: Db, community: Community, quarter: int) -> Balance:
    """The balance of the words written in a quarter about a community's sessions."""
    start, end = span(community, quarter)
    wanted = select(Verbatim.id, Verbatim.member_id, Verbatim.respondent, Verbatim.session_id).join(Session)
    wanted = wanted.where(Session.community_id == community.id, Verbatim.created_at >= start, Verbatim.created_at < end)
    rows = (await db.execute(wanted)).all()
    known = await feedback.authors(db, {session_id for *_who, respondent, session_id in rows if respondent})
    # One person is counted once, whether they signed or not.
    people = {number: member_id or known.get(respondent or "") for number, member_id, respondent, _session in rows}
    led = select(Source.verbatim_id, Improvement.state).join(Improvement).where(Improvement.state != REMOVED)
    states = (await db.execute(led.where(Source.verbatim_id.in_(people)))).all()
    came_back = select(Verbatim.id).join(FollowUp, SAME_WORDS)
    came_back = came_back.where(Verbatim.id.in_(people), FollowUp.answered_on.is_not(None))
    answered = {number for number, _state in states} | set((await db.scalars(came_back)).all())
    acted = {number for number, state in states if state in (DOING, DONE)}
    return Balance(*(_tally(people, some) for some in (people.keys(), answered, acted)))


def _tally(people: dict[int, int | None], some: Collection[int]) -> Tally:
    """How many words, and how many people are known to have written them."""
    return Tally(len(some), len({people[number] for number in some} - {None}))
