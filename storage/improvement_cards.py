"""Cards of the month: "you said, we did", drafted for the animators, posted once one of them approves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import outbox
from storage.communities import Community
from storage.database import Db, Table, insert_once
from storage.feedback import COLD, HOT, Participation
from storage.improvements import DOING, DONE, PLANNED, REFUSED, REMOVED, Improvement, Shown, Source, shown
from storage.people import Member
from storage.verbatims import ALERT, ANONYMOUS, LIVED, TEAM, Verbatim

DRAFTED, POSTED, DROPPED = "drafted", "posted", "dropped"
FEWEST = 5
"""People who answered about a session before words without a name are quoted from it."""
MOST_LINES = 4
"""Improvements on a card, with a quote and a button each: what a message holds everywhere. Others wait for the next."""
_FIRST = (DONE, DOING, REFUSED, PLANNED)


class Card(Table):
    """What changed in a community until a month (`2026-11`). Life: drafted -> posted or dropped, by `decided_by`."""

    __tablename__ = "improvement_cards"
    __table_args__ = (
        UniqueConstraint("community_id", "month"),
        Index("ix_improvement_cards_decided_by", "decided_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    month: Mapped[str] = mapped_column(String(7))
    state: Mapped[str] = mapped_column(String(10), default=DRAFTED)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


class Line(Table):
    """An improvement on a card, unless an animator left it out."""

    __tablename__ = "improvement_lines"
    __table_args__ = (
        UniqueConstraint("card_id", "improvement_id"),
        Index("ix_improvement_lines_improvement_id", "improvement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("improvement_cards.id"))
    improvement_id: Mapped[int] = mapped_column(ForeignKey("improvements.id"))
    left_out: Mapped[bool] = mapped_column(default=False, server_default=false())


@dataclass(frozen=True)
class Quotable:
    """Words that led to an improvement and that anyone may read now; `author` is None when they chose no name."""

    words: str
    scope: str
    author: Member | None


@dataclass(frozen=True)
class Written:
    """One line: the improvement as it is now, whether it is left out, and words that led there, if any may be shown."""

    shown: Shown
    left_out: bool
    quote: Quotable | None


@dataclass(frozen=True)
class Sheet:
    """A card with everything it shows; no removed improvement is in it. `waiting`: changes for the next one."""

    card: Card
    community: Community
    decider: Member | None
    lines: Sequence[Written]
    waiting: int


def improvement_subject(improvement_id: int) -> str:
    """What a message to the team about an improvement is about."""
    return f"improvement:{improvement_id}"


def card_subject(card_id: int) -> str:
    """What every message about a card is about, and what is liked."""
    return f"improvement_card:{card_id}"


async def draft(db: Db, community_id: int, month: str) -> Card | None:
    """A card of what changed since the last one; None when nothing did, or the month has its card already."""
    wanted = select(Improvement).filter_by(community_id=community_id, told=False)
    found = (await db.scalars(wanted.where(Improvement.state != REMOVED).order_by(Improvement.id))).all()
    first = sorted(found, key=lambda one: _FIRST.index(one.state))[:MOST_LINES]
    if not first or not await insert_once(db, Card, community_id=community_id, month=month, state=DRAFTED):
        return None
    made = (await db.scalars(select(Card).filter_by(community_id=community_id, month=month))).one()
    db.add_all(Line(card_id=made.id, improvement_id=one.id) for one in first)
    ids = [one.id for one in first]
    await db.execute(update(Improvement).where(Improvement.id.in_(ids)).values(told=True))
    await db.flush()
    return made


async def by_id(db: Db, card_id: int, workspace_id: int) -> Card | None:
    """The card, only if it belongs to this workspace."""
    wanted = select(Card).join(Community).where(Community.workspace_id == workspace_id, Card.id == card_id)
    return (await db.scalars(wanted.execution_options(populate_existing=True))).one_or_none()


async def leave_out(db: Db, card_id: int, improvement_id: int, *, left_out: bool) -> bool:
    """Leaves an improvement out of a card, or puts it back; False when the card does not have it."""
    changed = update(Line).filter_by(card_id=card_id, improvement_id=improvement_id).values(left_out=left_out)
    return (await db.execute(changed.returning(Line.id))).first() is not None


async def decide(db: Db, card: Card, state: str, member_id: int) -> bool:
    """Drafted -> posted or dropped, unless somebody decided before; tells whether it was done."""
    moved = update(Card).where(Card.id == card.id, Card.state == DRAFTED).values(state=state, decided_by=member_id)
    done = (await db.execute(moved.returning(Card.id))).first() is not None
    await db.refresh(card)
    return done


async def sheet(db: Db, card_id: int) -> Sheet:
    """Everything the messages of a card show, as it is at this moment."""
    card = await db.get_one(Card, card_id, populate_existing=True)
    lines = (await db.scalars(select(Line).filter_by(card_id=card_id).order_by(Line.id))).all()
    ids = [line.improvement_id for line in lines]
    now, quotes = await shown(db, ids), await quotable(db, ids)
    untold = select(func.count(Improvement.id)).filter_by(community_id=card.community_id, told=False)
    return Sheet(
        card=card,
        community=await db.get_one(Community, card.community_id),
        decider=await db.get(Member, card.decided_by) if card.decided_by else None,
        lines=[
            Written(now[line.improvement_id], line.left_out, quotes.get(line.improvement_id))
            for line in lines
            if now[line.improvement_id].improvement.state != REMOVED
        ],
        waiting=(await db.scalars(untold.where(Improvement.state != REMOVED))).one(),
    )


async def quotable(db: Db, improvement_ids: Collection[int]) -> dict[int, Quotable]:
    """For each improvement, the first words that led there and that anyone may read at this moment.

    Words without a name are among them where FEWEST people answered when they were written: with fewer, their author
    could be guessed.
    """
    rows = (
        select(Source.improvement_id, Verbatim, Member)
        .join(Verbatim, Verbatim.id == Source.verbatim_id)
        .outerjoin(Member, Member.id == Verbatim.member_id)
        .where(Source.improvement_id.in_(improvement_ids), Verbatim.scope != TEAM, Verbatim.words.is_not(None))
        .where(Verbatim.calls_for != ALERT)
        .order_by(Source.id)
        .execution_options(populate_existing=True)
    )
    found = (await db.execute(rows)).all()
    answered = await _answered(db, {one.session_id for _id, one, _author in found if one.scope == ANONYMOUS})
    first: dict[int, Quotable] = {}
    for improvement_id, one, author in found:
        phase = HOT if one.about == LIVED else COLD
        if one.scope != ANONYMOUS or answered.get((one.session_id, phase), 0) >= FEWEST:
            first.setdefault(improvement_id, Quotable(one.words or "", one.scope, author))
    return first


async def _answered(db: Db, session_ids: Collection[int]) -> dict[tuple[int, str], int]:
    """How many people answered about each session, each time they were asked; those erased since too."""
    people = select(Participation.session_id, Participation.phase, func.count(Participation.id))
    people = people.where(Participation.session_id.in_(session_ids))
    rows = await db.execute(people.group_by(Participation.session_id, Participation.phase))
    return {(session_id, phase): number for session_id, phase, number in rows}


async def redraw(db: Db, improvement_id: int) -> None:
    """The messages that show this improvement to many are drawn again."""
    await outbox.touch(db, improvement_subject(improvement_id))
    for card_id in (await db.scalars(select(Line.card_id).filter_by(improvement_id=improvement_id))).all():
        await outbox.touch(db, card_subject(card_id))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """The cards a member decided on."""
    wanted = select(Card.month, Card.state, Community.name).join(Community).where(Card.decided_by == member_id)
    rows = await db.execute(wanted.order_by(Card.id))
    return [{"month": month, "community": name, "decided": state} for month, state, name in rows]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who decided."""
    forgotten = update(Card).where(Card.decided_by == member_id).values(decided_by=None).returning(Card.id)
    for card_id in (await db.scalars(forgotten)).all():
        await outbox.touch(db, card_subject(card_id))
