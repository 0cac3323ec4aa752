"""Quiet hours: a direct message that its reader did not just ask for waits until they may be written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage.communities import Community
from storage.database import Db
from storage.people import Member
from storage.zones import usable_zone

FIRST_HOUR, LAST_HOUR = 8, 20
"""When people may be written to unless they chose otherwise, on their own clocks, Monday to Friday."""

SATURDAY = 5
QUARTER = timedelta(minutes=15)
"""Hours begin and clocks change at whole quarters of UTC, everywhere: between two of them nothing opens."""


@dataclass(frozen=True)
class Hours:
    """When somebody may be written to: from `start` o'clock (0 to 23) until `end` (1 to 24), on their own clocks."""

    start: int = FIRST_HOUR
    end: int = LAST_HOUR
    weekends: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= 24:
            raise ValueError(f"from {self.start} until {self.end} is no part of a day")

    def hold(self, at: datetime, zone: str) -> bool:
        """Whether the clocks of `zone` are within these hours at the instant `at`."""
        local = at.astimezone(ZoneInfo(zone))
        return self.start <= local.hour < self.end and (self.weekends or local.weekday() < SATURDAY)


@lru_cache(maxsize=1024)
def next_allowed(at: datetime, zone: str, hours: Hours) -> datetime:
    """The first minute from `at` on within these hours, in UTC, whatever clocks do meanwhile."""
    open_at = at.astimezone(UTC)
    if hours.hold(open_at, zone):
        return open_at
    open_at = open_at.replace(minute=open_at.minute // 15 * 15, second=0, microsecond=0)
    while open_at < at or not hours.hold(open_at, zone):
        open_at += QUARTER
    return open_at


def hours_of(member: Member) -> Hours:
    """When this member may be written to."""
    return Hours(member.may_write_from, member.may_write_until, member.may_write_at_weekends)


async def choose(db: Db, member: Member, hours: Hours) -> None:
    """Notes when a member wants to be written to; what already waits for them keeps its hour."""
    member.may_write_from, member.may_write_until = hours.start, hours.end
    member.may_write_at_weekends = hours.weekends
    await db.flush()


async def soonest(db: Db, at: datetime, member_id: int | None, community_id: int | None) -> datetime:
    """When a message due at `at` may leave: within the hours of its reader, in their zone or else the community's.

    Without a reader of its own (a channel's message): at once.
    """
    if member_id is None:
        return at
    wanted = select(Member, Community.zone).outerjoin(Community, Community.id == community_id)
    member, zone = (await db.execute(wanted.where(Member.id == member_id))).one()
    return next_allowed(at, usable_zone(member.zone, zone), hours_of(member))
