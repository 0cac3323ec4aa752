"""What is read of follow-ups: what was said, who may see it, the queue, the promise; and what is kept of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from storage import communities, outbox
from storage.communities import ANIMATOR, Community
from storage.database import Db
from storage.feedback import STARS, Answer
from storage.followups import (
    BY_ERASURE,
    BY_TEAM,
    CLOSED,
    COMPLAINT,
    OPEN,
    REPLY,
    TAKEN,
    WAITING,
    FollowUp,
    FollowUpLine,
    own,
    subject,
)
from storage.people import Member
from storage.sessions import Attendee, Course, Session
from storage.verbatims import ALERT, Verbatim


@dataclass(frozen=True)
class Story:
    """A follow-up with what its cards show. `author`: None when nameless, or nobody any more.

    `said`: the words it is about, as their author left them, oldest first. `stars`: the mark, of the nameless only.
    """

    one: FollowUp
    community: Community
    course: str
    starts_at: datetime | None
    author: Member | None
    owner: Member | None
    said: Sequence[str]
    stars: int


@dataclass(frozen=True)
class Line:
    """Something said, and by whom of the team (None: the author, the bot, or nobody any more)."""

    line: FollowUpLine
    by: Member | None


async def story(db: Db, one: FollowUp) -> Story:
    """Everything the cards of a follow-up show but its lines."""
    course, starts_at = "", None
    if one.session_id is not None:
        wanted = select(Course.title, Session.starts_at).join(Session, Session.course_id == Course.id)
        course, starts_at = (await db.execute(wanted.where(Session.id == one.session_id))).one()
    return Story(
        one,
        await db.get_one(Community, one.community_id),
        course,
        starts_at,
        await db.get(Member, one.member_id) if one.member_id else None,
        await db.get(Member, one.owner_id) if one.owner_id else None,
        await words_of(db, one),
        await _stars_of(db, one),
    )


async def words_of(db: Db, one: FollowUp) -> Sequence[str]:
    """What its author said of the session in the same hand: of an alert what alerts, otherwise all the rest."""
    if one.kind == COMPLAINT:
        return [one.words] if one.words else []
    if one.member_id is None and one.respondent is None:
        return ()
    mine = Verbatim.member_id == one.member_id if one.member_id else Verbatim.respondent == one.respondent
    these = (Verbatim.calls_for == ALERT) if one.urgent else (Verbatim.calls_for != ALERT)
    wanted = select(Verbatim.words).where(Verbatim.session_id == one.session_id, mine, these)
    found = await db.scalars(wanted.where(Verbatim.words.is_not(None)).order_by(Verbatim.id))
    return [words for words in found if words is not None]


async def _stars_of(db: Db, one: FollowUp) -> int:
    if one.respondent is None or one.session_id is None or one.kind == COMPLAINT or one.urgent:
        return 0
    wanted = select(func.min(Answer.value)).where(Answer.session_id == one.session_id, Answer.question == STARS)
    return (await db.scalars(wanted.where(Answer.respondent == one.respondent))).one() or 0


async def lines(db: Db, follow_up_id: int) -> Sequence[Line]:
    """Everything said in it, oldest first."""
    wanted = select(FollowUpLine, Member).outerjoin(Member, Member.id == FollowUpLine.member_id)
    wanted = wanted.where(FollowUpLine.follow_up_id == follow_up_id).order_by(FollowUpLine.id)
    return [Line(*row) for row in await db.execute(wanted.execution_options(populate_existing=True))]


async def line(db: Db, line_id: int) -> FollowUpLine:
    """The line with this number."""
    return await db.get_one(FollowUpLine, line_id, populate_existing=True)


async def of_ticket(db: Db, ticket: str) -> FollowUpLine | None:
    """The line a message brings, by the ticket of its secret."""
    return (await db.scalars(select(FollowUpLine).filter_by(ticket=ticket))).one_or_none()


async def readers(db: Db, one: FollowUp, community: Community) -> Sequence[Member]:
    """Who may see it: the animators; of an alert that was confided, who is trusted with it and nobody else."""
    if not one.confided:
        return await communities.people(db, community.id, ANIMATOR)
    trusted = one.confidant_id or community.confidant_id
    return [await db.get_one(Member, trusted)] if trusted else []


async def responsible(db: Db, one: FollowUp, community: Community) -> Sequence[Member]:
    """Who is to act: its owner as long as they may see it, else all who may."""
    every = await readers(db, one, community)
    return [member for member in every if member.id == one.owner_id] or every


async def _seen_by(db: Db, member_id: int) -> ColumnElement[bool]:
    animated = [one.id for one in await communities.of_member(db, member_id, ANIMATOR)]
    trusting = select(Community.id).where(Community.confidant_id == member_id)
    after_another = and_(FollowUp.confidant_id.is_(None), FollowUp.community_id.in_(trusting))
    confided = FollowUp.confided & ((FollowUp.confidant_id == member_id) | after_another)
    return or_(and_(~FollowUp.confided, FollowUp.community_id.in_(animated)), confided)


async def reads_any(db: Db, member_id: int) -> bool:
    """Whether somebody has a queue: they animate a community, or are trusted with something."""
    if await communities.of_member(db, member_id, ANIMATOR):
        return True
    trusted = select(Community.id).where(Community.confidant_id == member_id)
    held = select(FollowUp.id).where(FollowUp.confidant_id == member_id)
    return (await db.scalars(trusted.union(held))).first() is not None


async def queue(db: Db, member_id: int, *, skip: int = 0, most: int | None = None) -> Sequence[FollowUp]:
    """What is open before somebody of a team: what waits for the team by its day, then what waits for its author."""
    wanted = select(FollowUp).where(await _seen_by(db, member_id), FollowUp.state != CLOSED)
    ordered = wanted.order_by(case((FollowUp.state == WAITING, 1), else_=0), FollowUp.due_on, FollowUp.id)
    return (await db.scalars(ordered.offset(skip).limit(most))).all()


async def count_queue(db: Db, member_id: int, *states: str) -> int:
    """How much is open before somebody (in these states)."""
    wanted = select(func.count(FollowUp.id)).where(await _seen_by(db, member_id), FollowUp.state != CLOSED)
    return (await db.scalars(wanted.where(FollowUp.state.in_(states)) if states else wanted)).one()


async def owed_by(db: Db, member_id: int) -> Sequence[tuple[FollowUp, Community]]:
    """What waits for the team and is theirs or nobody's, the most urgent first."""
    wanted = select(FollowUp, Community).join(Community, Community.id == FollowUp.community_id)
    mine = FollowUp.owner_id.is_(None) | (FollowUp.owner_id == member_id)
    wanted = wanted.where(await _seen_by(db, member_id), FollowUp.state.in_((OPEN, TAKEN)), mine)
    return [(one, community) for one, community in await db.execute(wanted.order_by(FollowUp.due_on, FollowUp.id))]


async def unread_by_anybody(db: Db, member_id: int) -> int:
    """How many alerts of the communities somebody animates were confided to who has gone, and wait for another."""
    animated = [one.id for one in await communities.of_member(db, member_id, ANIMATOR) if one.confidant_id is None]
    wanted = select(func.count(FollowUp.id)).where(FollowUp.community_id.in_(animated), FollowUp.state != CLOSED)
    return (await db.scalars(wanted.where(FollowUp.confided, FollowUp.confidant_id.is_(None)))).one()


async def of_author(db: Db, member_id: int, *, skip: int = 0, most: int) -> Sequence[FollowUp]:
    """Somebody's own, signed or not, newest first."""
    wanted = select(FollowUp).where(await own(db, member_id)).order_by(FollowUp.id.desc())
    return (await db.scalars(wanted.offset(skip).limit(most))).all()


async def count_of_author(db: Db, member_id: int) -> int:
    """How many are somebody's own."""
    return (await db.scalars(select(func.count(FollowUp.id)).where(await own(db, member_id)))).one()


async def attended(db: Db, member_id: int, most: int) -> Sequence[tuple[int, str, datetime, str]]:
    """The sessions somebody came to, latest first: number, course, start and zone."""
    wanted = (
        select(Session.id, Course.title, Session.starts_at, Session.zone)
        .join(Course, Course.id == Session.course_id)
        .join(Attendee, Attendee.session_id == Session.id)
        .where(Attendee.member_id == member_id)
        .order_by(Session.starts_at.desc(), Session.id.desc())
    )
    return [(number, title, at, zone) for number, title, at, zone in await db.execute(wanted.limit(most))]


@dataclass(frozen=True)
class Promise:
    """Of what was received over some time: answered within the promise, answered later, not answered yet."""

    received: int
    in_time: int
    late: int
    still_open: int


async def promise(db: Db, community_id: int, start: date, end: date) -> Promise:
    """What became of the follow-ups opened from `start` and before `end`, days of the community's zone.

    Alerts are never counted; nor is what its author took back or settled before any answer.
    """
    wanted = select(FollowUp).where(FollowUp.community_id == community_id, ~FollowUp.urgent)
    opened = wanted.where(FollowUp.opened_on >= start.isoformat(), FollowUp.opened_on < end.isoformat())
    answered = FollowUp.answered_on.is_not(None)
    each = opened.where(answered | (FollowUp.state != CLOSED) | (FollowUp.closed_by == BY_TEAM)).subquery()
    in_time = func.count(case((each.c.answered_on <= each.c.promised_on, 1)))
    counted = select(func.count(), in_time, func.count(each.c.answered_on)).select_from(each)
    received, kept, replied = (await db.execute(counted)).one()
    return Promise(received, kept, replied - kept, received - replied)


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What somebody said that was followed up, with the answers; and what they said themselves for a team."""
    mine = (await db.scalars(select(FollowUp).where(await own(db, member_id)).order_by(FollowUp.id))).all()
    told: list[dict[str, object]] = []
    for one in mine:
        told.append(
            {
                "kind": one.kind,
                "opened_on": one.opened_on,
                "state": one.state,
                "signed": one.member_id is not None,
                "words": one.words,
                "what_would_help": one.wish,
                "said": [[each.line.said, each.line.words] for each in await lines(db, one.id)],
            }
        )
    written = select(FollowUpLine).filter_by(member_id=member_id).order_by(FollowUpLine.id)
    told += [{"answered_on": one.day, "words": one.words} for one in await db.scalars(written)]
    owned = select(FollowUp).filter_by(owner_id=member_id).order_by(FollowUp.id)
    return told + [{"looked_after": one.kind, "since": one.opened_on} for one in await db.scalars(owned)]


async def erase_of(db: Db, member_id: int) -> None:
    """Their words go and what they had said closes by itself; of what they did for a team, only their name goes."""
    mine = (await db.scalars(select(FollowUp.id).where(await own(db, member_id)))).all()
    theirs = update(FollowUpLine).where(FollowUpLine.follow_up_id.in_(mine), FollowUpLine.said == REPLY)
    await db.execute(theirs.values(words=None))
    closed = {"state": CLOSED, "closed_by": case((FollowUp.state == CLOSED, FollowUp.closed_by), else_=BY_ERASURE)}
    forgotten = {"member_id": None, "respondent": None, "words": None, "wish": None, "remind_at": None}
    await db.execute(update(FollowUp).where(FollowUp.id.in_(mine)).values(**closed, **forgotten))
    owned = update(FollowUp).where(FollowUp.owner_id == member_id).returning(FollowUp.id)
    state = case((FollowUp.state == TAKEN, OPEN), else_=FollowUp.state)
    given_back = (await db.scalars(owned.values(owner_id=None, state=state))).all()
    by_them = update(FollowUpLine).where(FollowUpLine.member_id == member_id).returning(FollowUpLine.follow_up_id)
    said_in = (await db.scalars(by_them.values(member_id=None))).all()
    await db.execute(update(FollowUp).where(FollowUp.confidant_id == member_id).values(confidant_id=None))
    for follow_up_id in sorted({*mine, *given_back, *said_in}):
        await outbox.touch(db, subject(follow_up_id))
