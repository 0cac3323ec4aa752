"""Improvements: what is made better in a course, in which state, and whose words led there.

Those whose words led there are told of each state (`storage.improvement_news`); what changed is put on a card once a
month (`storage.improvement_cards`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    case,
    exists,
    false,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.communities import Community
from storage.database import Db, Table, insert_once
from storage.feedback import STARS
from storage.people import Member
from storage.seals import own
from storage.sessions import Course, Session
from storage.told import ToldAnswer
from storage.verbatims import ALERT, ANONYMOUS, Verbatim
from storage.waiting import Whenever

PLANNED, DOING, DONE, REFUSED, REMOVED = "planned", "doing", "done", "refused", "removed"
STATES = (PLANNED, DOING, DONE, REFUSED)
"""What people are shown; one that was `removed` was a slip, and is shown nowhere."""
OPEN = (PLANNED, DOING)
LONGEST_TITLE = 150

_TO_REVIEW = "review_at IS NOT NULL"


class Improvement(Table):
    """What will be made better in a course. `words`: how far it is, or why it is refused, for everybody to read.

    `changed_in` is the month of the last change of state (`2026-11`). `review_on`: the day by which the team looks at
    it again (`2026-12-31`); `review_at`: the hour at which it is reminded of it, None once it was. `told`: whether the
    last change of state is on a card of the month already. `version` counts changes: who changes an older one is told.
    """

    __tablename__ = "improvements"
    __table_args__ = (
        Index("ix_improvements_community_id", "community_id", "told"),
        Index("ix_improvements_course_id", "course_id"),
        Index(
            "ix_improvements_review_at", "review_at", sqlite_where=text(_TO_REVIEW), postgresql_where=text(_TO_REVIEW)
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    state: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text)
    changed_in: Mapped[str] = mapped_column(String(7))
    review_on: Mapped[str | None] = mapped_column(String(10))
    review_at: Mapped[datetime | None]
    told: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)


class Source(Table):
    """These words led to this improvement; words may lead to several, and several words to one."""

    __tablename__ = "improvement_sources"
    __table_args__ = (
        UniqueConstraint("improvement_id", "verbatim_id"),
        Index("ix_improvement_sources_verbatim_id", "verbatim_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    improvement_id: Mapped[int] = mapped_column(ForeignKey("improvements.id"))
    verbatim_id: Mapped[int] = mapped_column(ForeignKey("verbatims.id"))


@dataclass(frozen=True)
class Shown:
    """An improvement with what is needed to show it. `heard`: whether somebody's words led to it."""

    improvement: Improvement
    course: str
    community: Community
    heard: bool


@dataclass(frozen=True)
class Said:
    """Words with what is needed to show them; `author` is None for words without a name."""

    verbatim: Verbatim
    course: Course
    community: Community
    author: Member | None


async def create(
    db: Db, *, community_id: int, course_id: int, title: str, state: str, words: str, month: str
) -> Improvement:
    """A new improvement of a course, written in a month (`2026-11`)."""
    made = Improvement(
        community_id=community_id, course_id=course_id, title=title, state=state, words=words, changed_in=month
    )
    db.add(made)
    await db.flush()
    return made


async def change(
    db: Db, improvement: Improvement, version: int, *, title: str, state: str, words: str, month: str
) -> bool:
    """Changes it, unless somebody else did since `version` was read; tells whether it was done."""
    is_new = Improvement.state != state
    changed = await db.execute(
        update(Improvement)
        .where(Improvement.id == improvement.id, Improvement.version == version, Improvement.state != REMOVED)
        .values(
            title=title,
            state=state,
            words=words,
            version=version + 1,
            changed_in=case((is_new, month), else_=Improvement.changed_in),
            told=case((is_new, false()), else_=Improvement.told),
        )
        .returning(Improvement.id)
    )
    done = changed.first() is not None
    await db.refresh(improvement)
    return done


async def remind(db: Db, improvement: Improvement, on: str | None, at: datetime | None) -> None:
    """Chooses the day by which the team looks at it again, and the hour at which it is reminded; None: never."""
    improvement.review_on, improvement.review_at = on, at
    await db.flush()


def ripe(now: Whenever) -> Select[int]:
    """The improvements that it is time to look at again."""
    due = select(Improvement.id).where(text(_TO_REVIEW), Improvement.review_at <= now)
    return due.order_by(Improvement.review_at)


async def to_review(db: Db, now: datetime, most: int) -> Sequence[Improvement]:
    """Takes the first that are `ripe`, each once; of these, only those that are not over."""
    due = ripe(now).limit(most)
    taken = update(Improvement).where(
        Improvement.id.in_(due.with_for_update(skip_locked=True).scalar_subquery()), Improvement.review_at <= now
    )
    found = (await db.scalars(taken.values(review_at=None).returning(Improvement))).all()
    return [one for one in found if one.state in OPEN]


async def feed(db: Db, improvement_id: int, verbatim_id: int) -> bool:
    """Notes that these words led to this improvement; tells whether it is new."""
    return await insert_once(db, Source, improvement_id=improvement_id, verbatim_id=verbatim_id)


async def by_id(db: Db, improvement_id: int, workspace_id: int) -> Improvement | None:
    """The improvement, only if it belongs to this workspace and was not removed."""
    wanted = select(Improvement).join(Community).where(Community.workspace_id == workspace_id)
    wanted = wanted.where(Improvement.id == improvement_id, Improvement.state != REMOVED)
    return (await db.scalars(wanted.execution_options(populate_existing=True))).one_or_none()


_HEARD = exists().where(Source.improvement_id == Improvement.id)
_SHOWN = (
    select(Improvement, Course.title, Community, _HEARD)
    .join(Course, Course.id == Improvement.course_id)
    .join(Community, Community.id == Improvement.community_id)
    .execution_options(populate_existing=True)
)
_ORDER = case({state: place for place, state in enumerate((DOING, PLANNED, DONE, REFUSED))}, value=Improvement.state)


async def listed(db: Db, workspace_id: int, course_id: int | None, *, skip: int = 0, most: int) -> Sequence[Shown]:
    """The workspace's improvements course by course, those under way first; `course_id`: of this one only."""
    wanted = _SHOWN.where(Community.workspace_id == workspace_id, Improvement.state != REMOVED)
    if course_id is not None:
        wanted = wanted.where(Course.id == course_id)
    ordered = wanted.order_by(Course.title, Course.id, _ORDER, Improvement.id.desc()).offset(skip).limit(most)
    return [Shown(*row) for row in await db.execute(ordered)]


async def shown(db: Db, improvement_ids: Collection[int]) -> dict[int, Shown]:
    """These improvements, removed ones too, by their ids."""
    rows = await db.execute(_SHOWN.where(Improvement.id.in_(improvement_ids)))
    return {one.id: Shown(one, course, community, heard) for one, course, community, heard in rows}


async def of_course(db: Db, community_id: int, course_id: int, most: int) -> Sequence[Improvement]:
    """What is planned or under way in a course, the newest first."""
    wanted = select(Improvement).filter_by(community_id=community_id, course_id=course_id)
    wanted = wanted.where(Improvement.state.in_(OPEN)).order_by(Improvement.id.desc())
    return (await db.scalars(wanted.limit(most))).all()


async def course_named(db: Db, workspace_id: int, words: str) -> Course | None:
    """The first course, by title, whose title holds these words and that has improvements."""
    mine = exists().where(Improvement.course_id == Course.id, Improvement.state != REMOVED)
    wanted = select(Course).where(Course.workspace_id == workspace_id, mine).order_by(Course.title, Course.id)
    found = (await db.scalars(wanted)).all()
    return next((one for one in found if words.casefold() in one.title.casefold()), None)


async def courses(db: Db, community_id: int, most: int) -> Sequence[Course]:
    """The courses of a community, those with the latest session first."""
    wanted = select(Course).join(Session, Session.course_id == Course.id).where(Session.community_id == community_id)
    return (await db.scalars(wanted.group_by(Course.id).order_by(func.max(Session.id).desc()).limit(most))).all()


_SAID = (
    select(Verbatim, Course, Community, Member)
    .join(Session, Session.id == Verbatim.session_id)
    .join(Course, Course.id == Session.course_id)
    .join(Community, Community.id == Session.community_id)
    .outerjoin(Member, Member.id == Verbatim.member_id)
    .where(Verbatim.words.is_not(None), Verbatim.calls_for != ALERT)
    .execution_options(populate_existing=True)
)
"""Words that the team may read: what cannot wait is for somebody else."""


async def said(db: Db, verbatim_id: int, workspace_id: int) -> Said | None:
    """These words, only if they belong to this workspace and are still there."""
    wanted = _SAID.where(Verbatim.id == verbatim_id, Community.workspace_id == workspace_id)
    found = (await db.execute(wanted)).one_or_none()
    return Said(*found) if found else None


async def not_heard(db: Db, community_id: int, *, skip: int = 0, most: int) -> Sequence[Said]:
    """Words about a community's sessions that led to nothing yet: signed words newest first, then the others.

    Those without a name once their author is in a round that is told, as `storage.results` has it, by their first
    letters: neither their coming nor their place says whose they are.
    """
    fed = exists().where(Source.verbatim_id == Verbatim.id)
    rated = (ToldAnswer.session_id == Verbatim.session_id) & (ToldAnswer.respondent == Verbatim.respondent)
    told = exists().where(ToldAnswer.question == STARS, rated)
    nameless = Verbatim.member_id.is_(None) | (Verbatim.scope == ANONYMOUS)
    wanted = _SAID.where(Session.community_id == community_id, ~fed, ~nameless | told)
    newest = case((nameless, 0), else_=-Verbatim.id)
    rows = await db.execute(wanted.order_by(newest, Verbatim.words, Verbatim.id).offset(skip).limit(most))
    return [Said(*row) for row in rows]


async def written_by(db: Db, member_id: int) -> ColumnElement[bool]:
    """Whether words are this member's, with or without their name."""
    return (Verbatim.member_id == member_id) | (Verbatim.respondent.in_(await own(db, member_id)))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member's words led to."""
    mine = select(Source.improvement_id).join(Verbatim).where(await written_by(db, member_id))
    rows = await db.execute(_SHOWN.where(Improvement.id.in_(mine)).order_by(Improvement.id))
    return [{"course": course, "better": one.title, "state": one.state} for one, course, _community, _heard in rows]
