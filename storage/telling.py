"""When what was answered about sessions is told, whether anybody looks or not (see `storage.results`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, update

from storage.communities import Community
from storage.database import Db
from storage.session_times import tell_again
from storage.sessions import ENDED, Session
from storage.waiting import Whenever


def come(now: Whenever) -> Select[Session, int]:
    """The sessions whose answers are to be told now, and when their communities ask what remains of them."""
    due = select(Session, Community.cold_days).join(Community, Community.id == Session.community_id)
    return due.where(Session.tell_at <= now).order_by(Session.tell_at, Session.id)


async def take_due(db: Db, now: datetime, most: int) -> Sequence[Session]:
    """The first that have `come`, in the order of their courses; each by one process at a time.

    When they are told next is noted already.
    """
    held = come(now).limit(most).with_for_update(of=Session, skip_locked=True).execution_options(populate_existing=True)
    taken = []
    for session, cold_days in await db.execute(held):
        ahead = tell_again(session.ends_at, cold_days, now) if session.state == ENDED else None
        moved = update(Session).where(Session.id == session.id, Session.tell_at == session.tell_at)
        if (await db.scalars(moved.values(tell_at=ahead).returning(Session.id))).first() is not None:
            taken.append(session)
    # One order for every process: telling holds the course.
    return sorted(taken, key=lambda one: (one.course_id, one.community_id))
