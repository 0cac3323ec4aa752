"""The figures of one week of a community: counted over indexed ranges of that week, never over the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union
from sqlalchemy.orm import aliased

from storage.comments import Comment
from storage.communities import Community
from storage.database import Db
from storage.feedback import HOT, STARS, Participation
from storage.likes import Like
from storage.polls import Ballot
from storage.presence import CAME
from storage.quizzes import QuizAnswer
from storage.schedules import POSTED, Post
from storage.sessions import ENDED, Attendee, Course, Session
from storage.testimonials import PUBLISHED, Testimonial
from storage.told import ToldAnswer
from storage.verbatims import ALERT, TEAM, Verbatim
from storage.zones import usable_zone

ANSWERS_COUNTED = timedelta(days=60)
"""How long after a session who answers, and words, still enter the digest of the week in which they are given."""
MOST_QUOTES = 3


@dataclass(frozen=True)
class Tally:
    """How many, and how many different people are known to be behind them (the erased are not known)."""

    total: int
    people: int


@dataclass(frozen=True)
class Marks:
    """The ratings of a course that were told that week, by rounds of five people at least (`storage.results`).

    `mean` is of 1 to 5 stars, `given` how many there are; `asked` how many attended the sessions concerned.
    """

    course: str
    mean: float
    given: int
    asked: int


@dataclass(frozen=True)
class Figures:
    """One week, before anything is hidden.

    `took_part`: how many people liked, commented, answered about a session or a quiz, or voted; `quotes`: ids of
    verbatims shared with everybody. Ratings are those told that week, as results tell them: whoever reads both, or
    looks before and after, learns of whole rounds only.
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
    # Who answered is kept by the week only, what was told by the day.
    days = [at.astimezone(ZoneInfo(usable_zone(community.zone))).date().isoformat() for at in (start, end)]
    said = (
        select(Participation.member_id)
        .join(answered, answered.id == Participation.session_id)
        .where(Participation.week >= days[0], Participation.week < days[1])
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
        marks=await _marks(db, community, (start, end), (days[0], days[1])) if marks else (),
        published=await _one(
            db, published.where(Testimonial.state == PUBLISHED, *_between(Testimonial.published_at, start, end))
        ),
        quotes=await _quotes(db, answered, (start, end), (days[0], days[1])),
    )


def _between(instant: Any, start: object, end: object) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
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


async def _marks(
    db: Db, community: Community, instants: tuple[datetime, datetime], days: tuple[str, str]
) -> tuple[Marks, ...]:
    """Course by course, for the sessions that ended, or whose ratings were told, that week."""
    told = (
        select(ToldAnswer.session_id, ToldAnswer.value)
        .where(*_between(ToldAnswer.day, *days), ToldAnswer.question == STARS, ToldAnswer.phase == HOT)
        .subquery()
    )
    here = select(Session.id, Session.course_id).where(Session.community_id == community.id, Session.state == ENDED)
    rated = select(Session.course_id, func.avg(told.c.value), func.count()).join(told, told.c.session_id == Session.id)
    rated = rated.where(Session.community_id == community.id).group_by(Session.course_id)
    given = {course: (mean, n) for course, mean, n in await db.execute(rated)}
    concerned = here.where(
        or_(and_(*_between(Session.ends_at, *instants)), Session.id.in_(select(told.c.session_id)))
    ).subquery()
    asked = (
        select(Course.id, Course.title, func.count(Attendee.id))
        .join(concerned, concerned.c.course_id == Course.id)
        .outerjoin(Attendee, and_(Attendee.session_id == concerned.c.id, CAME))
        .group_by(Course.id, Course.title)
        .order_by(Course.title)
    )
    marks = []
    for course, title, attended in await db.execute(asked):
        mean, n = given.get(course, (0, 0))
        marks.append(Marks(title, float(mean), n, max(attended, n)))
    return tuple(marks)


async def _quotes(
    db: Db, answered: type[Session], instants: tuple[datetime, datetime], days: tuple[str, str]
) -> tuple[int, ...]:
    """The newest words their authors shared with everybody; those without a name once their author is in a round.

    As in results (`storage.result_words`): that week is then the later of when they were written and told.
    """
    (start, end), (first, last) = instants, days
    told = select(ToldAnswer.id).where(
        ToldAnswer.session_id == Verbatim.session_id,
        ToldAnswer.respondent == Verbatim.respondent,
        ToldAnswer.question == STARS,
        ToldAnswer.day < last,
    )
    this_week = and_(*_between(Verbatim.created_at, start, end))
    told_now = told.where(ToldAnswer.day >= first).exists()
    readable = or_(
        Verbatim.member_id.is_not(None) & this_week,
        and_(Verbatim.created_at < end, told.exists(), or_(this_week, told_now)),
    )
    wanted = select(Verbatim.id).join(answered, answered.id == Verbatim.session_id).where(readable)
    shared = wanted.where(Verbatim.scope != TEAM, Verbatim.words.is_not(None), Verbatim.calls_for != ALERT)
    return tuple((await db.scalars(shared.order_by(Verbatim.id.desc()).limit(MOST_QUOTES))).all())
