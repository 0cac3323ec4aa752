"""The figures of one week of a community: counted over indexed ranges of that week, never over the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import aliased

from storage.comments import Comment
from storage.communities import Community
from storage.database import Db
from storage.feedback import HOT, STARS, Answer, Participation
from storage.likes import Like
from storage.polls import Ballot
from storage.presence import CAME
from storage.quizzes import QuizAnswer
from storage.schedules import POSTED, Post
from storage.sessions import ENDED, Attendee, Course, Session
from storage.testimonials import PUBLISHED, Testimonial
from storage.verbatims import ALERT, TEAM, Verbatim
from storage.zones import usable_zone

ANSWERS_COUNTED = timedelta(days=60)
"""How long after a session its ratings and words still enter the digest of the week in which they are given."""
MOST_QUOTES = 3


@dataclass(frozen=True)
class Tally:
    """How many, and how many different people are known to be behind them (the erased are not known)."""

    total: int
    people: int


@dataclass(frozen=True)
class Marks:
    """The ratings a course received. `mean` is of 1 to 5 stars; `asked` how many attended the sessions concerned."""

    course: str
    mean: float
    given: Tally
    asked: int


@dataclass(frozen=True)
class Figures:
    """One week, before anything is hidden.

    `took_part`: how many people liked, commented, answered about a session or a quiz, or voted; `quotes`: ids of
    verbatims shared with everybody.
    """

    posted: int
    took_part: int
    audience: int | None
    likes: Tally
    comments: Tally
    marks: tuple[Marks, ...]
    published: int
    quotes: tuple[int, ...]


async def of_week(db: Db, community: Community, start: datetime, end: datetime, *, marks: bool = True) -> Figures:
    """What happened in a community from `start` and before `end`; with or without the marks of its courses."""
    posted = select(func.count(Post.id)).where(Post.community_id == community.id, Post.state == POSTED)
    published = select(func.count(Testimonial.id)).where(Testimonial.community_id == community.id)
    likes = select(Like.member_id).where(Like.community_id == community.id, *_between(Like.created_at, start, end))
    comments = select(Comment.member_id).where(Comment.community_id == community.id, Comment.deleted_at.is_(None))
    comments = comments.where(*_between(Comment.created_at, start, end))
    answered = _answerable(community, start, end)
    # Who answered is kept by the day only.
    days = [at.astimezone(ZoneInfo(usable_zone(community.zone))).date().isoformat() for at in (start, end)]
    said = (
        select(Participation.member_id)
        .join(answered, answered.id == Participation.session_id)
        .where(Participation.day >= days[0], Participation.day < days[1])
    )
    here, tried, voted = community.id, QuizAnswer.last_at, Ballot.voted_at
    answered_quiz = select(QuizAnswer.member_id).where(QuizAnswer.community_id == here, *_between(tried, start, end))
    voted_in_poll = select(Ballot.member_id).where(Ballot.community_id == here, *_between(voted, start, end))
    anybody = union(likes, comments, said, answered_quiz, voted_in_poll).subquery()
    # One like a person and subject, whether they used the button, emojis or both; the erased are each their own.
    once = likes.group_by(Like.subject, func.coalesce(Like.member_id, -Like.id))
    return Figures(
        posted=await _one(db, posted.where(*_between(Post.planned_at, start, end))),
        took_part=await _one(db, select(func.count(anybody.c.member_id))),
        audience=community.audience,
        likes=await _tally(db, once),
        comments=await _tally(db, comments),
        marks=await _marks(db, answered, start, end) if marks else (),
        published=await _one(
            db, published.where(Testimonial.state == PUBLISHED, *_between(Testimonial.published_at, start, end))
        ),
        quotes=await _quotes(db, answered, start, end),
    )


def _between(instant: Any, start: datetime, end: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return instant >= start, instant < end


def _answerable(community: Community, start: datetime, end: datetime) -> type[Session]:
    """The sessions whose answers count that week: few, and found by their index."""
    wanted = select(Session).where(Session.community_id == community.id, Session.state == ENDED)
    recent = wanted.where(*_between(Session.ends_at, start - ANSWERS_COUNTED, end))
    return aliased(Session, recent.subquery())


async def _one(db: Db, wanted: Select[int]) -> int:
    return (await db.scalars(wanted)).one()


async def _tally(db: Db, rows: Select[Any]) -> Tally:
    each = rows.subquery()
    counted = select(func.count(), func.count(each.c.member_id.distinct())).select_from(each)
    return Tally(*(await db.execute(counted)).one())


async def _marks(db: Db, answered: type[Session], start: datetime, end: datetime) -> tuple[Marks, ...]:
    """Course by course, for the sessions that ended or were rated that week."""
    in_week = (Answer.phase == HOT, Answer.question == STARS, *_between(Answer.created_at, start, end))
    rated = (
        select(
            answered.course_id,
            func.avg(Answer.value),
            func.count(Answer.id),
            func.count(Answer.respondent.distinct()),
        )
        .join(answered, answered.id == Answer.session_id)
        .where(*in_week)
        .group_by(answered.course_id)
    )
    given = {course: (mean, n, people) for course, mean, n, people in await db.execute(rated)}
    asked = (
        select(Course.id, Course.title, func.count(Attendee.id))
        .join(answered, answered.course_id == Course.id)
        .outerjoin(Attendee, and_(Attendee.session_id == answered.id, CAME))
        .where(
            or_(
                and_(*_between(answered.ends_at, start, end)),
                exists().where(Answer.session_id == answered.id, *in_week),
            )
        )
        .group_by(Course.id, Course.title)
        .order_by(Course.title)
    )
    marks = []
    for course, title, attended in await db.execute(asked):
        mean, n, people = given.get(course, (0, 0, 0))
        marks.append(Marks(title, float(mean), Tally(n, people), max(attended, n)))
    return tuple(marks)


async def _quotes(db: Db, answered: type[Session], start: datetime, end: datetime) -> tuple[int, ...]:
    """The newest words their authors shared with everybody."""
    wanted = select(Verbatim.id).join(answered, answered.id == Verbatim.session_id)
    wanted = wanted.where(*_between(Verbatim.created_at, start, end))
    shared = wanted.where(Verbatim.scope != TEAM, Verbatim.words.is_not(None), Verbatim.calls_for != ALERT)
    return tuple((await db.scalars(shared.order_by(Verbatim.id.desc()).limit(MOST_QUOTES))).all())
