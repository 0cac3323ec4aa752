"""What a calendar shows of a community: what is planned or paused, what was posted, its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.capsules import Capsule
from storage.database import Db
from storage.schedules import ACTIVE, PAUSED, Post, Schedule
from storage.sessions import CANCELLED, Course, Session

MOST = 500
"""Rows of each kind, the nearest first: more than a person reads, little enough to be told at once."""


async def planned(db: Db, community_id: int) -> Sequence[tuple[Schedule, Capsule]]:
    """The active schedules, those that post next first."""
    wanted = select(Schedule, Capsule).join(Capsule, Capsule.id == Schedule.capsule_id)
    wanted = wanted.where(Schedule.community_id == community_id, Schedule.next_at.is_not(None))
    wanted = wanted.where(Schedule.state == ACTIVE, Capsule.withdrawn_at.is_(None))
    rows = await db.execute(wanted.order_by(Schedule.next_at, Schedule.id).limit(MOST))
    return [(schedule, capsule) for schedule, capsule in rows]


async def paused(db: Db, community_id: int) -> Sequence[tuple[Schedule, Capsule]]:
    """The paused schedules, the oldest first."""
    wanted = select(Schedule, Capsule).join(Capsule, Capsule.id == Schedule.capsule_id)
    wanted = wanted.where(Schedule.community_id == community_id, Schedule.state == PAUSED)
    rows = await db.execute(wanted.where(Capsule.withdrawn_at.is_(None)).order_by(Schedule.id).limit(MOST))
    return [(schedule, capsule) for schedule, capsule in rows]


async def posts(db: Db, community_id: int, start: datetime, end: datetime) -> Sequence[tuple[Post, Capsule]]:
    """What was posted or missed from `start` to before `end`, oldest first; of MOST, the latest."""
    wanted = select(Post, Capsule).join(Capsule, Capsule.id == Post.capsule_id)
    wanted = wanted.where(Post.community_id == community_id, Post.planned_at >= start, Post.planned_at < end)
    wanted = wanted.where(Capsule.withdrawn_at.is_(None))
    rows = await db.execute(wanted.order_by(Post.planned_at.desc(), Post.id.desc()).limit(MOST))
    return [(post, capsule) for post, capsule in rows][::-1]


async def sessions(db: Db, community_id: int, start: datetime, end: datetime) -> Sequence[tuple[Session, str]]:
    """The sessions that begin from `start` to before `end`, with the titles of their courses; not cancelled ones."""
    wanted = select(Session, Course.title).join(Course, Course.id == Session.course_id)
    wanted = wanted.where(Session.community_id == community_id, Session.state != CANCELLED)
    wanted = wanted.where(Session.starts_at >= start, Session.starts_at < end)
    rows = await db.execute(wanted.order_by(Session.starts_at, Session.id).limit(MOST))
    return [(session, title) for session, title in rows]
