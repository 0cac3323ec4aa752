"""What changes a follow-up, each by compare-and-set: two people at once cannot undo each other."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, exists, false, func, update
from sqlalchemy.orm import aliased

from storage.database import Db
from storage.followups import (
    BY_TEAM,
    CLOSED,
    COMPLAINT,
    LOW_MARK,
    OPEN,
    TAKEN,
    WAITING,
    WORDS,
    FollowUp,
    Hand,
    Owing,
    hand_of,
)


async def move(db: Db, one: FollowUp, *where: ColumnElement[bool], **values: object) -> bool:
    """Changes it where these conditions hold at this very moment; tells whether they did."""
    moved = update(FollowUp).where(FollowUp.id == one.id, *where).values(**values).returning(FollowUp.id)
    done = (await db.execute(moved)).first() is not None
    await db.refresh(one)
    return done


def _nobodys_or(member_id: int) -> ColumnElement[bool]:
    return FollowUp.owner_id.is_(None) | (FollowUp.owner_id == member_id)


_NEXT = case((FollowUp.owner_id.is_(None), OPEN), else_=TAKEN)


async def take(db: Db, one: FollowUp, member_id: int, seen: int) -> bool:
    """Makes a member its owner in the place of `seen` (0: nobody); False when it changed hands or closed meanwhile."""
    as_seen = FollowUp.owner_id == seen if seen else FollowUp.owner_id.is_(None)
    state = case((FollowUp.state == OPEN, TAKEN), else_=FollowUp.state)
    return await move(db, one, as_seen, FollowUp.state != CLOSED, owner_id=member_id, state=state)


async def answer(db: Db, one: FollowUp, member_id: int, today: date) -> bool:
    """The team answers, by its owner or by who becomes it; False when it is somebody else's, or closed."""
    held = (_nobodys_or(member_id), FollowUp.state != CLOSED)
    first = func.coalesce(FollowUp.answered_on, today.isoformat())
    return await move(db, one, *held, owner_id=member_id, state=WAITING, answered_on=first, remind_at=None)


async def close(db: Db, one: FollowUp, member_id: int, today: date, turns: int) -> bool:
    """The team closes it; False also when its author has spoken since they had done so `turns` times."""
    held = (_nobodys_or(member_id), FollowUp.state != CLOSED, FollowUp.turns == turns)
    first = func.coalesce(FollowUp.answered_on, today.isoformat())
    done = {"state": CLOSED, "closed_by": BY_TEAM, "closed_on": today.isoformat(), "remind_at": None}
    return await move(db, one, *held, owner_id=member_id, answered_on=first, **done)


async def end(db: Db, one: FollowUp, closed_by: str, today: date) -> bool:
    """It closes by itself, or by its author; False when it was closed."""
    done = {"state": CLOSED, "closed_by": closed_by, "closed_on": today.isoformat(), "remind_at": None}
    return await move(db, one, FollowUp.state != CLOSED, **done)


async def reply(db: Db, one: FollowUp, owing: Owing) -> bool:
    """Its author speaks: who had answered owes an answer again; False when it is closed."""
    waited = FollowUp.state == WAITING
    values = {
        "due_on": case((waited, owing.due_on), else_=FollowUp.due_on),
        "remind_at": case((waited, owing.remind_at), else_=FollowUp.remind_at),
        "reminded": case((waited, 0), else_=FollowUp.reminded),
    }
    return await move(db, one, FollowUp.state != CLOSED, state=_NEXT, turns=FollowUp.turns + 1, **values)


def _to_be_judged() -> ColumnElement[bool]:
    return and_(FollowUp.state == CLOSED, FollowUp.closed_by == BY_TEAM, FollowUp.helped.is_(None))


def may_judge(one: FollowUp) -> bool:
    """Whether its author may still say if it helped."""
    return one.state == CLOSED and one.closed_by == BY_TEAM and one.helped is None and bool(hand_of(one))


async def helped(db: Db, one: FollowUp) -> bool:
    """Its author says that it helped; False when they cannot any more."""
    return await move(db, one, _to_be_judged(), helped=True)


async def reopen(db: Db, one: FollowUp, owing: Owing) -> bool:
    """Its author says that it did not really help, which they may once; False also when another is open for this."""
    return await move(
        db,
        one,
        _to_be_judged(),
        ~_twin(hand_of(one), one),
        state=_NEXT,
        helped=False,
        reopened=True,
        closed_by=None,
        closed_on=None,
        turns=FollowUp.turns + 1,
        due_on=owing.due_on,
        remind_at=owing.remind_at,
        reminded=0,
    )


async def change_hand(db: Db, one: FollowUp, hand: Hand, scope: str) -> bool:
    """Signs it otherwise, as its author wishes; False when another is open for this in that hand.

    A mark that gets a name is no longer told: what was answered stays apart from who answered.
    """
    kind = WORDS if one.kind == LOW_MARK and hand.member_id is not None else one.kind
    owned = {"member_id": hand.member_id, "respondent": hand.respondent, "scope": scope, "kind": kind}
    return await move(db, one, ~_twin(hand, one), **owned)


def _twin(hand: Hand, one: FollowUp) -> ColumnElement[bool]:
    """Another that is open for the same session in this hand."""
    twin = aliased(FollowUp)
    if one.kind == COMPLAINT:
        return false()
    same = twin.member_id == hand.member_id if hand.member_id is not None else twin.respondent == hand.respondent
    alike = (twin.session_id == one.session_id, twin.urgent == one.urgent, twin.kind != COMPLAINT)
    return exists().where(twin.id != one.id, twin.state != CLOSED, same, *alike)


async def remind(db: Db, one: FollowUp, next_at: datetime | None) -> None:
    """Notes that the team was told once more, and when it will be again."""
    await move(db, one, remind_at=next_at, reminded=FollowUp.reminded + 1)
