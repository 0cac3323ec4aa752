"""Surveys weeks after a session: which are due, and whom they may ask. What is answered is in `storage.feedback`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, true, update

from storage.database import Db
from storage.people import Member
from storage.presence import CAME
from storage.session_times import tell_at
from storage.sessions import Attendee, Session
from storage.solicitations import Solicitation
from storage.waiting import Whenever

WHAT_WAS_APPLIED, WHAT_STOPPED = "applied", "stopped"
"""What verbatims weeks after a session are about (`storage.verbatims.Verbatim.about`)."""


def subject(session_id: int, member_id: int) -> str:
    """The fact for which somebody is asked weeks after a session, and what that message is about."""
    return f"cold:{session_id}:{member_id}"


def come(now: Whenever) -> Select[int]:
    """The sessions of which it is time to ask what remains."""
    return select(Session.id).where(Session.cold_at <= now).order_by(Session.cold_at, Session.id)


async def take_due(db: Db, now: datetime, most: int) -> Sequence[int]:
    """The first that have `come`; each is taken by one process, once."""
    due = come(now).limit(most)
    taken = update(Session).where(
        Session.id.in_(due.with_for_update(skip_locked=True).scalar_subquery()), Session.cold_at <= now
    )
    # Answers come back: they are told from tomorrow on.
    values = taken.values(cold_at=None, tell_at=tell_at(now))
    return (await db.scalars(values.returning(Session.id))).all()


async def to_ask(db: Db, session_id: int, *, beforehand: bool = False) -> Sequence[int]:
    """The numbers of those who came (see `storage.presence`) and accept to be asked about sessions.

    `beforehand`: of everybody on the list, be some there already.
    """
    wanted = select(Member.id).join(Attendee, Attendee.member_id == Member.id)
    wanted = wanted.where(Attendee.session_id == session_id, Member.surveys == true())
    if not beforehand:
        wanted = wanted.where(CAME)
    return (await db.scalars(wanted.order_by(Member.id))).all()


async def accepts(db: Db, member_id: int) -> bool:
    """Whether the member still accepts to be asked about sessions."""
    wanted = select(Member.id).where(Member.id == member_id, Member.surveys == true())
    return (await db.scalars(wanted)).first() is not None


async def was_asked(db: Db, session_id: int, member_id: int) -> bool:
    """Whether the time has come for this member to say what remains of this session."""
    wanted = select(Solicitation.id).where(Solicitation.about == subject(session_id, member_id))
    return (await db.scalars(wanted)).first() is not None
