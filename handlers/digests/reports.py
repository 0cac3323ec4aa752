"""The report of a week: the one already told if there is one, so that everybody reads the same figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers.digests import rules
from storage import digests, figures
from storage.communities import Community
from storage.database import Db
from storage.digests import Digest
from storage.zones import usable_zone

A_WEEK = timedelta(days=7)


async def last_full_week(db: Db, community: Community, member_id: int, now: datetime) -> Digest:
    """What this manager is told of the last week that is over in the community."""
    monday = digests.monday_of(now, usable_zone(community.zone)) - A_WEEK
    return await of_week(db, community, member_id, monday, now)


async def of_week(db: Db, community: Community, member_id: int, monday: date, now: datetime) -> Digest:
    """What this manager is told of the week that began on `monday`; kept the first time anybody asks."""
    already = await digests.told(db, community.id, monday.isoformat())
    kept = already.figures if already else rules.to_json(await _report(db, community, monday))
    return await digests.keep(db, community.id, member_id, monday.isoformat(), kept, now)


async def so_far(db: Db, community: Community, now: datetime) -> rules.Shown:
    """This week until now, without any mark: seen again after one more answer, a mean would tell that answer."""
    zone = usable_zone(community.zone)
    start, end = digests.week_from(digests.monday_of(now, zone), zone)
    return rules.hide(await figures.of_week(db, community, start, end, marks=False))


async def _report(db: Db, community: Community, monday: date) -> rules.Report:
    zone = usable_zone(community.zone)
    week = await figures.of_week(db, community, *digests.week_from(monday, zone))
    told = await digests.told(db, community.id, (monday - A_WEEK).isoformat())
    if told is not None:
        before = rules.from_json(told.figures).now
    else:
        before = rules.hide(await figures.of_week(db, community, *digests.week_from(monday - A_WEEK, zone)))
    return rules.Report(rules.hide(week), before, week.quotes)
