"""The dates a campaign has in communities: each on its own clocks, apart from what is planned there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.campaigns import rules
from storage import campaigns, communities, dates, taken
from storage.campaigns import Campaign, Step
from storage.communities import Community
from storage.database import Db
from storage.placing import MOST_DAYS, Channel, Placed, place
from storage.sessions import Outline


@dataclass(frozen=True)
class Wanted:
    """What the form of a start says. `session`: the one it is around, on whose day `day` is."""

    day: date
    hour: str
    leave_out: bool
    session: Outline | None = None


@dataclass(frozen=True)
class InOne:
    """A campaign's dates in a community, wished by the number of a capsule as it is posted there.

    `titles` are of these; `gone`: the titles of those that were withdrawn. `country`: whose holidays are left out.
    """

    community: Community
    country: str
    placed: Sequence[Placed]
    titles: Mapping[int, str]
    gone: Sequence[str]

    @property
    def posts(self) -> list[tuple[int, datetime, datetime]]:
        """What can be posted: capsules, with their wall times and instants."""
        return [(one.wish.number, one.local, one.at) for one in self.placed if one.local and one.at]


async def reckon(db: Db, campaign: Campaign, homes: Sequence[Community], wanted: Wanted, now: datetime) -> list[InOne]:
    """The dates in each of these communities; a few statements for any number of them."""
    steps = await campaigns.steps(db, campaign)
    ids = [one.id for one in homes]
    which = await campaigns.postable(db, [step.capsule_id for step in steps], ids)
    furthest = timedelta(days=max((step.days for step in steps), default=0) + MOST_DAYS + 2)
    end = dates.instant(datetime.combine(wanted.day, datetime.min.time()), "UTC") + furthest
    busy = await taken.between(db, ids, now - timedelta(days=2), end)
    return [_in_one(one, steps, which, busy[one.id], wanted, now) for one in homes]


def _in_one(
    home: Community,
    steps: Sequence[Step],
    which: Mapping[tuple[int, int], int],
    busy: Sequence[datetime],
    wanted: Wanted,
    now: datetime,
) -> InOne:
    country = communities.country_of(home) if wanted.leave_out else ""
    country = country if not country or country in dates.countries() else ""
    there = [replace(step, capsule_id=which.get((home.id, step.capsule_id), 0)) for step in steps]
    posted = [step for step in there if step.capsule_id]
    placed = place(
        rules.wishes(posted, wanted.day, wanted.hour), Channel(home.zone, home.gap_minutes, country), busy, now
    )
    titles = {step.capsule_id: step.title for step in posted}
    return InOne(home, country, placed, titles, [step.title for step in there if not step.capsule_id])
