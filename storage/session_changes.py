"""Changes to a session that is there: its day, its place, what follows its end."""

from __future__ import annotations

from datetime import datetime

from storage import session_times
from storage.communities import Community
from storage.database import Db
from storage.sessions import PLANNED, Session, course


async def move(db: Db, session: Session, *, starts_at: datetime, ends_at: datetime, zone: str, now: datetime) -> bool:
    """Changes when a session takes place; whether it starts at another instant, or is told in another zone.

    Then its reminder and the opening of its doors are moved too, as if it had been set up so.
    """
    moved = (session.starts_at, session.zone) != (starts_at, zone)
    later = session.starts_at != starts_at
    session.starts_at, session.ends_at, session.zone = starts_at, ends_at, zone
    if later:
        session.opens_at = starts_at - session_times.OPENS_BEFORE
    if moved and session.state == PLANNED:
        session.remind_at = session_times.remind_at(starts_at, zone, now)
    await db.flush()
    return moved


async def rename(db: Db, session: Session, community: Community, title: str) -> None:
    """Makes it a session of the course called `title`, whose watchers are told that it opens."""
    session.course_id = (await course(db, community.workspace_id, title)).id
    session.heralded = False
    await db.flush()


async def settle(db: Db, session: Session, *, place: str, trainer: str, trainer_id: int | None) -> bool:
    """Changes where a session takes place and who leads it; whether it moved away from a place people were told of."""
    moved = session.place not in ("", place)
    session.place, session.trainer, session.trainer_id = place, trainer, trainer_id
    await db.flush()
    return moved


async def weigh(db: Db, session: Session, *, cost: str, hours: float | None) -> None:
    """Changes what it costs, and how many hours of work it is."""
    session.cost, session.hours = cost, hours
    await db.flush()


async def follow(db: Db, session: Session, community: Community, now: datetime) -> None:
    """Notes when those who came to a session that has just ended are asked once more, and what remains of it.

    And when what they answer is told.
    """
    session.nudge_at = session_times.nudge_at(now) if session_times.is_fresh(session.ends_at, now) else None
    session.tell_at = session_times.tell_at(session.ends_at)
    session.cold_at = session_times.cold_at(session.ends_at, community.cold_days)
    await db.flush()
