"""Who came to sessions, as told apart from who was expected.

Whoever presses "I'm here" or types the code of the day is checked in. At the end, if at least one person checked in,
those who did are the ones who came, and the only ones who are asked what they think; if nobody did, nobody took
attendance, and the list stands for it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, text, update
from sqlalchemy.orm import aliased

from storage.database import Db
from storage.people import Member
from storage.sessions import OUTLINES, PLANNED, Attendee, Session, attend
from storage.waiting import Whenever

_other = aliased(Attendee)
_taken = select(_other.id).where(_other.session_id == Attendee.session_id, _other.checked_in_at.is_not(None)).exists()

CAME: ColumnElement[bool] = Attendee.checked_in_at.is_not(None) | ~_taken
"""Whether an attendee came to their session, for every question asked of attendees."""


async def check_in(db: Db, session_id: int, member_id: int, now: datetime) -> bool:
    """Notes that a member is there, on the list or not; False when it was noted before."""
    await attend(db, session_id, member_id)
    mine = update(Attendee).filter_by(session_id=session_id, member_id=member_id, checked_in_at=None)
    return (await db.execute(mine.values(checked_in_at=now).returning(Attendee.id))).first() is not None


async def checked_in_by(db: Db, member_id: int, session_ids: Collection[int]) -> set[int]:
    """At which of these sessions the member checked in."""
    wanted = select(Attendee.session_id).where(Attendee.member_id == member_id, Attendee.checked_in_at.is_not(None))
    return set((await db.scalars(wanted.where(Attendee.session_id.in_(session_ids)))).all())


async def came(db: Db, session_id: int) -> Sequence[Member]:
    """Who came, by name: those who checked in, if anybody did, else everybody on the list."""
    wanted = select(Member).join(Attendee, Attendee.member_id == Member.id)
    wanted = wanted.where(Attendee.session_id == session_id, CAME)
    return (await db.scalars(wanted.order_by(Member.name, Member.id))).all()


def beginning(now: Whenever) -> Select[int]:
    """The ids of the sessions that are about to begin, whose doors are closed."""
    return select(Session.id).where(Session.opens_at <= now, Session.state == PLANNED).order_by(Session.opens_at)


def near(now: Whenever) -> Select[int]:
    """The ids of the sessions of which it is time to remind those expected."""
    return select(Session.id).where(Session.remind_at <= now, Session.state == PLANNED).order_by(Session.remind_at)


_PLANNED = text("sessions.state = 'planned'")
"""Literal: a bound state would miss the partial index."""


def ending(now: Whenever) -> Select[int]:
    """The ids of planned sessions whose end has come, the oldest first."""
    return select(Session.id).where(_PLANNED, Session.ends_at <= now).order_by(Session.ends_at, Session.id)


async def over(db: Db, now: datetime, most: int) -> Sequence[int]:
    """The first sessions `ending`."""
    return (await db.scalars(ending(now).limit(most))).all()


async def open_doors(db: Db, now: datetime, most: int) -> Sequence[int]:
    """Notes that people may check in at the first sessions `beginning`; their ids."""
    ids = (await db.scalars(beginning(now).limit(most))).all()
    if not ids:
        return ()
    opened = update(Session).where(Session.id.in_(ids), Session.opens_at <= now, Session.state == PLANNED)
    return (await db.scalars(opened.values(opens_at=None).returning(Session.id))).all()


async def to_remind(db: Db, now: datetime, most: int) -> Sequence[int]:
    """Notes that those expected at the first sessions that are `near` are being reminded; the sessions' ids."""
    ids = (await db.scalars(near(now).limit(most))).all()
    if not ids:
        return ()
    told = update(Session).where(Session.id.in_(ids), Session.remind_at <= now, Session.state == PLANNED)
    return (await db.scalars(told.values(remind_at=None).returning(Session.id))).all()


async def export_of(db: Db, member_id: int) -> list[dict[str, Any]]:
    """The sessions a member came to, or set up."""
    wanted = OUTLINES.where(
        Session.id.in_(select(Attendee.session_id).where(Attendee.member_id == member_id))
        | (Session.created_by == member_id)
    )
    mine = select(Attendee.session_id, Attendee.checked_in_at).where(Attendee.member_id == member_id)
    attended = {session_id: checked_in_at for session_id, checked_in_at in await db.execute(mine)}  # noqa: C416 - as rows are no tuples
    return [
        {
            "course": title,
            "community": community.name,
            "starts_at": session.starts_at.isoformat(),
            "ends_at": session.ends_at.isoformat(),
            "place": session.place,
            "state": session.state,
            "attended": session.id in attended,
            "checked_in_at": at.isoformat() if (at := attended.get(session.id)) else None,
            "set_up": session.created_by == member_id,
        }
        for session, title, community, *_counts in await db.execute(wanted.order_by(Session.starts_at, Session.id))
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Takes the member's name off the sessions; how many attended stays true."""
    await db.execute(update(Attendee).where(Attendee.member_id == member_id).values(member_id=None))
    await db.execute(update(Session).where(Session.created_by == member_id).values(created_by=None))
    await db.execute(update(Session).where(Session.trainer_id == member_id).values(trainer_id=None))
