"""What attendees write about a session, each with the scope its author chose.

Words without a name hold their author's seal (`storage.seals`) in the place of their number: who wrote them is shown
nowhere, and their author can still change them or take them back.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    column,
    delete,
    exists,
    func,
    select,
    table,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once
from storage.feedback import HOT, STARS, Answer, hour_of
from storage.seals import LENGTH, own, seal
from storage.sessions import Course, Session

TEAM, ANONYMOUS, FIRST_NAME, FULL_NAME = "team", "anonymous", "first_name", "full_name"
SCOPES = (TEAM, ANONYMOUS, FIRST_NAME, FULL_NAME)
"""Who may read a verbatim: the animators only, with the name; anyone, without a name; anyone, with that name."""

LIVED = "lived"
"""What a verbatim just after a session is about; see `Verbatim.about`."""

ALERT, FOLLOW_UP = "alert", "follow_up"
"""What words may call for (`Verbatim.calls_for`): a named person at once and nobody else, or somebody of the team."""

_NOT_CONSIDERED = "considered_at IS NULL"
_NOT_FOLLOWED = "calls_for IN ('alert', 'follow_up') AND followed_at IS NULL"


class Verbatim(Table):
    """A member's words about a session: what they lived, later what they `applied` and what `stopped` them (`about`).

    `created_at` is told by the hour when there is no name (`storage.feedback.hour_of`).
    Either `member_id` or `respondent` (the author's seal, when the scope is anonymous) is set, none once the author is
    erased. `words` are None once removed or erased, when a testimonial still refers to them. `calls_for`
    is what they were read to call for (`handlers.sentiment.rules.Outcome`); `considered_at` and `followed_at` are when
    they were looked at as a possible testimonial, and as a possible follow-up.
    """

    __tablename__ = "verbatims"
    __table_args__ = (
        UniqueConstraint("session_id", "about", "member_id"),
        UniqueConstraint("session_id", "about", "respondent"),
        Index("ix_verbatims_member_id", "member_id"),
        Index("ix_verbatims_respondent", "respondent"),
        Index(
            "ix_verbatims_not_considered",
            "id",
            sqlite_where=text(_NOT_CONSIDERED),
            postgresql_where=text(_NOT_CONSIDERED),
        ),
        Index(
            "ix_verbatims_not_followed", "id", sqlite_where=text(_NOT_FOLLOWED), postgresql_where=text(_NOT_FOLLOWED)
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    about: Mapped[str] = mapped_column(String(10))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    words: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(String(20))
    tone: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(5))
    calls_for: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime]
    considered_at: Mapped[datetime | None]
    followed_at: Mapped[datetime | None]


# Named here without their modules, which import this one.
_testimonials = table("testimonials", column("verbatim_id"))
_follow_ups = table(
    "follow_ups", column("session_id"), column("member_id"), column("respondent"), column("look_again", Boolean)
)
_led_somewhere = table("improvement_sources", column("verbatim_id"))


def _kept_by_others() -> ColumnElement[bool]:
    return exists().where(_testimonials.c.verbatim_id == Verbatim.id)


async def _mine(db: Db, member_id: int, session_id: int | None = None) -> ColumnElement[bool]:
    """Whether words are this member's; `session_id`: about this session, elsewhere they have other seals."""
    if session_id is not None:
        mine = (Verbatim.member_id == member_id) | (Verbatim.respondent == await seal(db, member_id, session_id))
        return mine & (Verbatim.session_id == session_id)
    return (Verbatim.member_id == member_id) | Verbatim.respondent.in_(await own(db, member_id))


async def keep(
    db: Db,
    *,
    session_id: int,
    member_id: int,
    words: str,
    scope: str,
    tone: str,
    language: str,
    calls_for: str,
    now: datetime,
    about: str = LIVED,
) -> None:
    """Keeps the member's words, in the place of those they wrote before. `storage.feedback.take_part` comes first.

    Changed words are looked at again, unless they became a testimonial: what its author agreed to stays as it was, and
    so does what stands for them, or the testimonial would lead from their seal to their number.
    """
    named = scope != ANONYMOUS
    said: dict[str, Any] = {
        "member_id": member_id if named else None,
        "respondent": None if named else await seal(db, member_id, session_id),
        "words": words,
        "scope": scope,
        "tone": tone,
        "language": language,
        "calls_for": calls_for,
    }
    mine = select(Verbatim).where(Verbatim.about == about, await _mine(db, member_id, session_id))
    before = (await db.scalars(mine)).one_or_none()
    if before is None:
        said["created_at"] = now if named else hour_of(now)
        await insert_once(db, Verbatim, session_id=session_id, about=about, **said)
        return
    await _tell_follow_ups(db, before.id)
    again = update(Verbatim).where(Verbatim.id == before.id)
    said["created_at"] = before.created_at if named else hour_of(before.created_at)
    who = {name: said.pop(name) for name in ("member_id", "respondent")}
    await db.execute(again.values(**said, followed_at=None))
    await db.execute(again.where(~_kept_by_others()).values(**who, considered_at=None))


async def _tell_follow_ups(db: Db, verbatim_id: int) -> None:
    """Words are about to change or to go: the follow-ups that read them, of the same hand, are to look again."""
    one = (await db.execute(select(Verbatim).where(Verbatim.id == verbatim_id))).scalar_one_or_none()
    if one is not None:
        mine = _follow_ups.c.respondent == one.respondent
        if one.member_id is not None:
            mine = _follow_ups.c.member_id == one.member_id
        theirs = update(_follow_ups).where(_follow_ups.c.session_id == one.session_id, mine)
        await db.execute(theirs.values(look_again=True))


async def of_member(db: Db, session_id: int, member_id: int, about: str = LIVED) -> Verbatim | None:
    """What the member wrote, unless they removed it."""
    wanted = select(Verbatim).filter_by(session_id=session_id, about=about).where(Verbatim.words.is_not(None))
    wanted = wanted.where(await _mine(db, member_id, session_id))
    return (await db.scalars(wanted.execution_options(populate_existing=True))).one_or_none()


async def all_of_member(db: Db, session_id: int, member_id: int) -> Sequence[Verbatim]:
    """All a member wrote about a session, then and weeks later, unless they removed it."""
    wanted = select(Verbatim).where(Verbatim.session_id == session_id, Verbatim.words.is_not(None))
    return (await db.scalars(wanted.where(await _mine(db, member_id, session_id)).order_by(Verbatim.id))).all()


async def call_for(db: Db, verbatim_id: int, calls_for: str) -> None:
    """What the words call for now that their author changed their mark; looked at again if it is something else."""
    changed = update(Verbatim).where(Verbatim.id == verbatim_id, Verbatim.calls_for != calls_for)
    await db.execute(changed.where(~_kept_by_others()).values(considered_at=None))
    await db.execute(changed.values(calls_for=calls_for, followed_at=None))


async def remove(db: Db, verbatim_id: int) -> None:
    """Forgets the words. The row goes too, unless a testimonial or an improvement refers to it.

    It is then to be considered again.
    """
    await _tell_follow_ups(db, verbatim_id)
    led_somewhere = exists().where(_led_somewhere.c.verbatim_id == Verbatim.id)
    await db.execute(delete(Verbatim).where(Verbatim.id == verbatim_id, ~_kept_by_others(), ~led_somewhere))
    await db.execute(update(Verbatim).where(Verbatim.id == verbatim_id).values(words=None, considered_at=None))


async def sign(db: Db, session_id: int, member_id: int, *, alerts: bool) -> None:
    """The author of nameless words about a session gives their name to the team, which alone reads them from then on.

    Of the alerts among them, or of the others.
    """
    unsigned = (Verbatim.session_id == session_id, Verbatim.respondent == await seal(db, member_id, session_id))
    these = (Verbatim.calls_for == ALERT) if alerts else (Verbatim.calls_for != ALERT)
    named = update(Verbatim).where(*unsigned, these)
    await db.execute(named.values(member_id=member_id, respondent=None, scope=TEAM))


TO_FOLLOW = select(Verbatim).where(text(_NOT_FOLLOWED), Verbatim.words.is_not(None)).order_by(Verbatim.id)
"""Words that somebody should come back to and that nobody has looked at, oldest first."""


async def to_follow(db: Db, most: int) -> Sequence[Verbatim]:
    """The first of those TO_FOLLOW; those another process holds are left to it."""
    return (await db.scalars(TO_FOLLOW.limit(most).with_for_update(skip_locked=True))).all()


async def followed(db: Db, verbatim_ids: Collection[int], now: datetime) -> None:
    """Notes that these words were looked at."""
    await db.execute(update(Verbatim).where(Verbatim.id.in_(verbatim_ids)).values(followed_at=now))


async def rated_words(db: Db, language: str, most: int) -> list[tuple[str, int]]:
    """Words still kept whose author also gave stars, with these stars: the last `most` written in a language."""
    wanted = select(Verbatim).where(Verbatim.language == language, Verbatim.about == LIVED, Verbatim.words.is_not(None))
    found = (await db.scalars(wanted.order_by(Verbatim.id.desc()).limit(most))).all()
    marks = select(Answer.session_id, Answer.respondent, Answer.value).where(
        Answer.session_id.in_({one.session_id for one in found}), Answer.question == STARS, Answer.phase == HOT
    )
    stars = {(session_id, respondent): value for session_id, respondent, value in await db.execute(marks)}
    rated = []
    for one in found:
        author = one.respondent or await seal(db, one.member_id or 0, one.session_id)
        rated.append((one.words, stars.get((one.session_id, author))))
    return [(words, mark) for words, mark in rated if words is not None and mark is not None]


@dataclass(frozen=True)
class Written:
    """A member's words about a session."""

    verbatim: Verbatim
    course: str
    starts_at: datetime
    zone: str


async def written_by(db: Db, member_id: int, *, skip: int = 0, most: int | None = None) -> Sequence[Written]:
    """What a member wrote about sessions and did not remove, newest first."""
    wanted = (
        select(Verbatim, Course.title, Session.starts_at, Session.zone)
        .join(Session, Session.id == Verbatim.session_id)
        .join(Course, Course.id == Session.course_id)
        .where(await _mine(db, member_id), Verbatim.words.is_not(None))
        .order_by(Verbatim.id.desc())
        .offset(skip)
        .limit(most)
    )
    return [Written(*row) for row in await db.execute(wanted.execution_options(populate_existing=True))]


async def count_of(db: Db, member_id: int) -> int:
    """How many of a member's verbatims still have their words."""
    wanted = select(func.count(Verbatim.id)).where(await _mine(db, member_id), Verbatim.words.is_not(None))
    return (await db.scalars(wanted)).one()


async def export_of(db: Db, member_id: int) -> list[dict[str, Any]]:
    """A member's words, with the course and day of the session; what they were read to call for too."""
    return [
        {
            "course": one.course,
            "session": one.starts_at.isoformat(),
            "about": one.verbatim.about,
            "words": one.verbatim.words,
            "scope": one.verbatim.scope,
            "tone": one.verbatim.tone,
            "language": one.verbatim.language,
            "calls_for": one.verbatim.calls_for,
            "written_at": one.verbatim.created_at.isoformat(),
        }
        for one in reversed(await written_by(db, member_id))
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets the words and whose they were; the tones stay counted."""
    mine = update(Verbatim).where(await _mine(db, member_id))
    await db.execute(mine.values(member_id=None, respondent=None, words=None))
