"""What the sender does with messages owed: claim them, settle them, draw again those that changed.

A settlement holds only while its claim does (same state, same attempt): a sender that comes back from the dead changes
nothing. Lanes are locked before deliveries, here and everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import bindparam, case, func, or_, select, text, update

from storage import lanes
from storage.database import Db
from storage.lanes import LONG_AGO, Lane, Rate
from storage.outbox import DROPPED, DUE, FAILED, SENDING, SENT, UNCERTAIN, Delivery
from storage.people import Workspace

_WAITING = "deliveries.state IN ('due', 'uncertain')"
_OPEN = "deliveries.state IN ('due', 'uncertain', 'sending')"
_STALE = (
    "deliveries.state = 'sent' AND (deliveries.revision > deliveries.shown OR deliveries.pin IN ('wanted', 'unwanted'))"
)

_rows, _lanes = Delivery.metadata.tables["deliveries"], Lane.metadata.tables["lanes"]
"""Plain tables: for what is done to every message, the ORM's own bookkeeping would cost more than the database."""

_MARK_SENT = (
    update(_rows)
    .where(_rows.c.id == bindparam("delivery_id"))
    .values(
        state=SENT,
        lease_until=None,
        failure=None,
        posted_channel=bindparam("posted_channel"),
        posted_id=bindparam("posted_id"),
        shown=bindparam("shown"),
        sent_at=bindparam("sent_at"),
    )
)
_due = select(func.min(_rows.c.due_at)).where(text(_OPEN), _rows.c.lane == _lanes.c.key).scalar_subquery()
_held = select(func.max(_rows.c.lease_until)).where(text(_OPEN), _rows.c.lane == _lanes.c.key).scalar_subquery()
_free = bindparam("free", type_=_lanes.c.free_at.type)
_FREE = (
    update(_lanes)
    .where(_lanes.c.key == bindparam("lane_key"))
    .values(free_at=case((_held > _free, _held), else_=_free), due_at=_due)
)
"""A lane waits for its next message, if it has one, and for its pace.

Another of its messages may be held: one whose sender died or is late, when an earlier one was due only after its lease.
It is waited for too, and nothing leaves before its lease is over.
"""


async def claim(
    db: Db,
    *,
    now: datetime,
    real: datetime,
    lease: timedelta,
    rates: Mapping[str, Rate],
    busy: Collection[str] = (),
    most: int,
) -> Sequence[Delivery]:
    """Takes the oldest message due of each free lane, for the caller alone until `lease` is over (see `lanes.take`).

    A message whose sender died is taken like the others once its lease is over: its `attempts` then says that it may
    already be posted.
    """
    free = await lanes.take(db, now=now, real=real, rates=rates, busy=busy, most=most)
    if not free:
        return []
    # Literal states: a bound value would miss the partial index.
    heads = (
        select(func.min(Delivery.id))
        .where(text(_OPEN), Delivery.lane.in_([lane.key for lane in free]))
        .where(or_(Delivery.lease_until <= real, Delivery.lease_until.is_(None) & (Delivery.due_at <= now)))
        .group_by(Delivery.lane)
    )
    claimed = (await db.scalars(select(Delivery).where(Delivery.id.in_(heads)).order_by(Delivery.id))).all()
    for delivery in claimed:
        delivery.state = SENDING
        delivery.attempts += 1
        delivery.lease_until = real + lease
        delivery.first_try_at = delivery.first_try_at or now
    await db.flush()
    taken = [delivery.lane for delivery in claimed]
    await db.execute(update(_lanes).where(_lanes.c.key.in_(taken)).values(free_at=real + lease))
    for lane in free:
        if lane.key not in taken:  # what it waited for is gone
            await _wait_for_next(db, lane.key, lane.free_at)
    return claimed


async def _wait_for_next(db: Db, lane: str, free_at: datetime) -> None:
    await db.execute(_FREE, {"lane_key": lane, "free": free_at})


async def _settle(db: Db, delivery: Delivery, free_at: datetime, **values: object) -> bool:
    """Moves a claimed message on and frees its lane at `free_at`, unless somebody else has claimed it since."""
    held = (Delivery.id == delivery.id, Delivery.state == SENDING, Delivery.attempts == delivery.attempts)
    changed = await db.execute(update(Delivery).where(*held).values(lease_until=None, **values).returning(Delivery.id))
    if changed.first() is None:
        return False
    await _wait_for_next(db, delivery.lane, free_at)
    return True


@dataclass(frozen=True)
class Sent:
    """A claimed message known to be posted, showing this revision; its lane is free again at `free_at`."""

    delivery: Delivery
    channel: str
    message: str
    revision: int
    now: datetime
    free_at: datetime


async def sent(db: Db, posted: Sequence[Sent]) -> Collection[int]:
    """Records posted messages, many in a few statements: the ids of those whose claim still held.

    Their lanes are locked by the caller, their rows here: what holds when it is read holds until it is written.
    """
    if not posted:
        return ()
    claims = select(_rows.c.id, _rows.c.attempts).where(_rows.c.id.in_([one.delivery.id for one in posted]))
    claims = claims.where(_rows.c.state == SENDING).order_by(_rows.c.id).with_for_update()
    still = {(row.id, row.attempts) for row in await db.execute(claims)}
    held = [one for one in posted if (one.delivery.id, one.delivery.attempts) in still]
    if held:
        await db.execute(_MARK_SENT, [_as_sent(one) for one in held])
        await db.execute(_FREE, [{"lane_key": one.delivery.lane, "free": one.free_at} for one in held])
    return {one.delivery.id for one in held}


def _as_sent(one: Sent) -> dict[str, object]:
    place = {"posted_channel": one.channel, "posted_id": one.message}
    return {"delivery_id": one.delivery.id, **place, "shown": one.revision, "sent_at": one.now}


async def later(
    db: Db,
    delivery: Delivery,
    *,
    due_at: datetime,
    why: str,
    uncertain: bool = False,
    counted: bool = True,
    free_at: datetime,
) -> bool:
    """Will be tried again at `due_at`; `uncertain` when the platform may already have kept it.

    Not `counted`: it is as if it had not been tried.
    """
    values: dict[str, object] = {"state": UNCERTAIN if uncertain else DUE, "due_at": due_at, "failure": why[:200]}
    if not counted:
        values["attempts"] = delivery.attempts - 1
        values["first_try_at"] = delivery.first_try_at if delivery.attempts > 1 else None
    return await _settle(db, delivery, free_at, **values)


async def give_up(db: Db, delivery: Delivery, why: str, free_at: datetime) -> bool:
    """Will not be tried again; `why` is a short code such as `channel_not_found`."""
    return await _settle(db, delivery, free_at, state=FAILED, failure=why[:200])


async def drop(db: Db, delivery: Delivery, free_at: datetime) -> bool:
    """There is nothing left to say."""
    return await _settle(db, delivery, free_at, state=DROPPED, failure=None)


async def take_back(db: Db) -> int:
    """What was under way may be taken again at once; only for who knows that no other process sends. How many."""
    sending = (await db.scalars(select(Delivery.lane).where(text("deliveries.state = 'sending'")))).all()
    await lanes.lock(db, sending)
    await db.execute(
        update(Delivery).where(text("deliveries.state = 'sending'")).values(state=UNCERTAIN, lease_until=None)
    )
    await db.execute(update(Lane).where(Lane.key.in_(sending)).values(free_at=LONG_AGO))
    return len(sending)


async def stale(
    db: Db, *, real: datetime, lease: timedelta, rates: Mapping[str, Rate], most: int
) -> Sequence[Delivery]:
    """Takes posted messages that show less than what is known, for this caller alone until the lease ends.

    So are those that show all of it and are to be pinned, or pinned no more (`storage.pins`).
    As many as their budgets allow: edits have their own, of these `rates`. The others wait, behind those that come.
    """
    budget = lanes.budget_of(rates) + ":edits"
    wanted = (
        select(Delivery, budget)
        .join(Workspace, Workspace.id == Delivery.workspace_id)
        .where(text(_STALE), or_(Delivery.edit_at.is_(None), Delivery.edit_at <= real))
        .where(Workspace.platform.in_(list(rates)))
        .order_by(Delivery.edit_at)  # the partial index's own order: by any other, all that was ever sent is read
        .limit(most)
        .with_for_update(of=Delivery, skip_locked=True)
    )
    found = [(delivery, key) for delivery, key in await db.execute(wanted)]
    allowed = await lanes.within(db, found, real, rates)
    taken, waiting = {delivery.id for delivery in allowed}, Counter[str]()
    for delivery, key in found:
        if delivery.id in taken:
            delivery.edit_at = real + lease
        else:
            waiting[key] += 1
            delivery.edit_at = real + waiting[key] * timedelta(seconds=rates[lanes.platform_of(key)].seconds)
    await db.flush()
    return allowed


async def shown(db: Db, delivery: Delivery, revision: int, again_at: datetime, failure: str | None = None) -> None:
    """The posted message shows this revision now; what changes next is drawn at `again_at` at the soonest.

    `failure`: the platform's word for why it still shows an older one, and will. What people are told in DM about the
    same subject is then drawn again: it may say so.
    """
    values = {"shown": revision, "edit_at": again_at, "edit_tries": 0, "failure": failure}
    await db.execute(update(Delivery).where(Delivery.id == delivery.id).values(values))
    if failure is not None and delivery.channel is not None and delivery.subject is not None:
        told = update(Delivery).where(Delivery.subject == delivery.subject, Delivery.member_id.is_not(None))
        await db.execute(told.where(Delivery.state == SENT).values(revision=Delivery.revision + 1))


async def edit_later(db: Db, delivery: Delivery, edit_at: datetime) -> None:
    """The posted message could not be drawn again, or pinned, now: to be tried at `edit_at`."""
    await db.execute(
        update(Delivery).where(Delivery.id == delivery.id).values(edit_at=edit_at, edit_tries=Delivery.edit_tries + 1)
    )


async def is_settled(db: Db, now: datetime) -> bool:
    """Whether nothing is being sent, owed now or waiting to be drawn again."""
    waiting = select(Delivery.id).where(text(_WAITING), Delivery.due_at <= now)
    sending = select(Delivery.id).where(text("deliveries.state = 'sending'"))
    changed = select(Delivery.id).where(text(_STALE))
    return not (await db.scalars(select(or_(waiting.exists(), sending.exists(), changed.exists())))).one()


async def next_ready(db: Db, now: datetime, real: datetime) -> datetime | None:
    """When (by the machine's clock) something may be sent or drawn again next; None when nothing waits."""
    edit = select(func.min(func.coalesce(Delivery.edit_at, LONG_AGO))).where(text(_STALE)).scalar_subquery()
    rows = await db.execute(select(edit, lanes.next_free(now), lanes.next_due(now)))
    edit_at, free_at, due_at = cast("tuple[datetime | None, ...]", rows.one())  # each is None where nothing waits
    instants = (edit_at, free_at, due_at and real + (due_at - now))
    return min((instant for instant in instants if instant is not None), default=None)
