"""What was given up: the list animators see, what they decide about it, and what they have yet to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select, text, update

from storage import lanes, quiet
from storage.database import Db, notify
from storage.outbox import DROPPED, DUE, FAILED, SENT, Delivery

NOTICE_DRAW = "deliveries.failed"
"""The message of `handlers/deliveries` that tells animators; when it fails itself, nobody is told."""

_CANNOT_LOOK = "cannot_look:"

_FAILED = "state = 'failed'"
_UNTOLD = "state = 'failed' AND failure_told_at IS NULL"
"""Literal: a bound value would miss the partial indexes."""


def unlooked(code: str) -> str:
    """What is kept of a message that may be there: it could not be looked for (`code` says why), nor sent again."""
    return _CANNOT_LOOK + code


def may_be_there(failure: str | None) -> bool:
    """Whether a message given up with this failure may have been posted all the same."""
    return (failure or "").startswith(_CANNOT_LOOK)


def code_of(failure: str | None) -> str:
    """The platform's own word for what went wrong."""
    return (failure or "").removeprefix(_CANNOT_LOOK)


def _listed(community_ids: Collection[int]) -> ColumnElement[bool]:
    theirs = Delivery.community_id.in_(community_ids)
    return and_(text(_FAILED), theirs, Delivery.draw.not_like(f"{NOTICE_DRAW}%"))


async def page(db: Db, community_ids: Collection[int], *, skip: int, most: int) -> Sequence[Delivery]:
    """What was given up in these communities, newest first."""
    wanted = select(Delivery).where(_listed(community_ids)).order_by(Delivery.id.desc())
    return (await db.scalars(wanted.offset(skip).limit(most))).all()


async def count(db: Db, community_ids: Collection[int]) -> int:
    """How much was given up in these communities."""
    return (await db.scalars(select(func.count(Delivery.id)).where(_listed(community_ids)))).one()


async def is_refused(db: Db, community_id: int, channel: str, since: datetime) -> bool:
    """Whether a message owed to this channel since then was given up, and none was posted there after it."""
    there = and_(Delivery.community_id == community_id, Delivery.channel == channel)
    failed = select(Delivery.id).where(text(_FAILED), there, Delivery.due_at >= since)
    failed_id = (await db.scalars(failed.order_by(Delivery.id.desc()).limit(1))).first()
    if failed_id is None:
        return False
    later = select(Delivery.id).where(Delivery.id > failed_id, there, Delivery.state == SENT)
    return (await db.scalars(later.limit(1))).first() is None


async def try_again(db: Db, delivery: Delivery, now: datetime) -> bool:
    """Owes it anew, to a person within their hours; False when somebody decided before.

    Where nobody could look for it, a person has looked; refused at its only try, it is not there: the next try sends.
    Otherwise an earlier try may have left it there: the next one looks first, as do all that follow.
    """
    seen = 0 if may_be_there(delivery.failure) or delivery.attempts <= 1 else 1
    due_at = await quiet.soonest(db, now, delivery.member_id, delivery.community_id)
    await lanes.expect(db, [(delivery.lane, delivery.workspace_id, due_at)])
    await notify(db)
    return await _move(db, delivery, state=DUE, due_at=due_at, attempts=seen, failure=None, failure_told_at=None)


async def drop(db: Db, delivery: Delivery) -> bool:
    """It will never be posted; False when somebody decided before."""
    return await _move(db, delivery, state=DROPPED)


async def _move(db: Db, delivery: Delivery, **values: object) -> bool:
    held = update(Delivery).where(Delivery.id == delivery.id, Delivery.state == FAILED)
    return (await db.execute(held.values(**values).returning(Delivery.id))).first() is not None


ALL_UNTOLD = select(Delivery).where(text(_UNTOLD)).order_by(Delivery.id)
"""What was given up and has yet to be told to animators."""


async def untold(db: Db, most: int) -> Sequence[Delivery]:
    """The first of ALL_UNTOLD; what another process is telling is left to it."""
    return (await db.scalars(ALL_UNTOLD.limit(most).with_for_update(skip_locked=True))).all()


async def told(db: Db, delivery_ids: Collection[int], now: datetime) -> None:
    """Notes that animators were told of these."""
    await db.execute(update(Delivery).where(Delivery.id.in_(delivery_ids)).values(failure_told_at=now))


async def is_waiting(db: Db, about: str) -> bool:
    """Whether the message owed for this fact has yet to be drawn, and so will show what is known by then."""
    waiting = select(Delivery.id).where(Delivery.about == about, Delivery.state == DUE, Delivery.attempts == 0)
    return (await db.scalars(waiting)).first() is not None
