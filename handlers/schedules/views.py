"""What the actions on schedules find and show together."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.routes import Role
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.schedules import cards, gaps
from handlers.schedules.cards import Clash
from storage import capsules, coming, dates, failures, schedules
from storage.capsules import Capsule
from storage.communities import Community
from storage.dates import Planned
from storage.schedules import Schedule

REFUSED_LATELY = timedelta(days=14)
"""How long a channel's refusal is recalled to whoever plans there, unless something was posted since."""


async def both(desk: Desk, community_id: int, capsule_id: int, *, alone: bool = False) -> tuple[Community, Capsule]:
    """A community the asker animates, and a capsule offered to it. Raises Mistake."""
    community = await desk.community(community_id, Role.ANIMATOR)
    capsule = await capsules.offered_one(desk.db, capsule_id, community.id, alone=alone)
    if capsule is None:
        raise Mistake(Say("help.outdated"))
    return community, capsule


async def one(desk: Desk, schedule_id: int) -> tuple[Schedule, Capsule]:
    """A schedule of a community the asker animates, and its capsule. Raises Mistake, also once it was withdrawn."""
    found = await schedules.by_id(desk.db, schedule_id)
    if found is None:
        raise Mistake(Say("help.outdated"))
    await desk.community(found.community_id, Role.ANIMATOR)
    capsule = await capsules.by_id(desk.db, found.capsule_id)
    if capsule.withdrawn_at is not None:
        raise Mistake(Say("help.outdated"))
    return found, capsule


async def again(desk: Desk, schedule: Schedule) -> Schedule:
    """The same schedule, as it has just been changed."""
    return await schedules.read_again(desk.db, schedule)


def over(capsule: Capsule) -> Mistake:
    """What was asked is not possible any more: posted, or changed by somebody else meanwhile."""
    return Mistake(Say("schedules.mistake.over", title=capsule.title))


def shown_start(schedule: Schedule, now: datetime) -> datetime:
    """The wall time a form begins with: that of its next date, or its first one when it has none."""
    following = dates.following(schedule, now)
    return datetime.fromisoformat(schedule.local_start) if following is None else dates.wall(following, schedule.zone)


async def to_confirm(desk: Desk, drafted: Schedule) -> Card:
    """A draft with its next three dates, and what stands in its way."""
    capsule = await capsules.by_id(desk.db, drafted.capsule_id)
    community = await desk.community(drafted.community_id, Role.ANIMATOR)
    refused = await failures.is_refused(desk.db, community.id, community.channel, desk.now - REFUSED_LATELY)
    return cards.confirm(
        capsule.title,
        drafted,
        dates.next_dates(drafted, desk.now),
        await clash(desk, drafted),
        community.channel if refused else None,
    )


async def clash(desk: Desk, schedule: Schedule, planned: Planned | None = None) -> Clash | None:
    """The first of its coming dates that is too near another schedule's, but for the one it replaces.

    `planned`: its dates as they are about to be, when they are not those of the schedule.
    """
    planned = planned or schedule
    community = await desk.community(schedule.community_id, Role.ANIMATOR)
    wanted, apart = gaps.compared(planned, desk.now), gaps.room(community.gap_minutes)
    if not wanted:
        return None
    around = await coming.between(desk.db, community.id, wanted[0] - apart, wanted[0] + gaps.AHEAD + apart)
    others = [other for other in around if other.schedule.id not in (schedule.id, schedule.replaces)]
    taken = [other.at for other in others]
    for at in wanted:
        if (index := gaps.nearest(at, taken, apart)) is not None:
            shift = gaps.free_shift(planned, desk.now, taken, apart)
            free = None if shift is None else gaps.later(at, planned.zone, shift)
            other = others[index]
            return Clash(at, other.capsule.title, other.at, community.gap_minutes, shift or 0, free)
    return None
