"""What attendees think of a session: ratings and verbatims."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    column,
    delete,
    exists,
    select,
    table,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once
from storage.sessions import Course, Session

TEAM, ANONYMOUS, FIRST_NAME, FULL_NAME = "team", "anonymous", "first_name", "full_name"
SCOPES = (TEAM, ANONYMOUS, FIRST_NAME, FULL_NAME)
"""Who may read a verbatim: the animators only; anyone, without a name; anyone, with that name."""

_NOT_CONSIDERED = "considered_at IS NULL"


class Rating(Table):
    """A member's 1 to 5 stars for a session; erasing the member leaves the stars without a name."""

    __tablename__ = "ratings"
    __table_args__ = (UniqueConstraint("session_id", "member_id"), Index("ix_ratings_member_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    stars: Mapped[int]
    created_at: Mapped[datetime]


class Verbatim(Table):
    """A member's words about a session, with the scope they chose.

    `words` are None once removed or erased, when a testimonial still refers to them. `considered_at` is when they were
    looked at as a possible testimonial.
    """

    __tablename__ = "verbatims"
    __table_args__ = (
        UniqueConstraint("session_id", "member_id"),
        Index("ix_verbatims_member_id", "member_id"),
        Index(
            "ix_verbatims_not_considered",
            "id",
            sqlite_where=text(_NOT_CONSIDERED),
            postgresql_where=text(_NOT_CONSIDERED),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    words: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(String(20))
    tone: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(5))
    created_at: Mapped[datetime]
    considered_at: Mapped[datetime | None]


# Named here without its module, which imports this one.
_testimonials = table("testimonials", column("verbatim_id"))


def _became_testimonial() -> ColumnElement[bool]:
    return exists().where(_testimonials.c.verbatim_id == Verbatim.id)


async def rate(db: Db, *, session_id: int, member_id: int, stars: int, now: datetime) -> None:
    """Keeps the member's stars; rating again changes them."""
    if await insert_once(db, Rating, session_id=session_id, member_id=member_id, stars=stars, created_at=now):
        return
    await db.execute(
        update(Rating).where(Rating.session_id == session_id, Rating.member_id == member_id).values(stars=stars)
    )


async def stars(db: Db, session_id: int, member_id: int) -> int | None:
    """The stars the member gave."""
    wanted = select(Rating.stars).filter_by(session_id=session_id, member_id=member_id)
    return (await db.scalars(wanted)).one_or_none()


async def keep_words(
    db: Db, *, session_id: int, member_id: int, words: str, scope: str, tone: str, language: str, now: datetime
) -> None:
    """Keeps the member's words, in the place of those they wrote before.

    Changed words are considered again, unless they became a testimonial: what its author agreed to stays as it was.
    """
    said: dict[str, Any] = {"words": words, "scope": scope, "tone": tone, "language": language}
    if await insert_once(db, Verbatim, session_id=session_id, member_id=member_id, created_at=now, **said):
        return
    mine = (Verbatim.session_id == session_id, Verbatim.member_id == member_id)
    await db.execute(update(Verbatim).where(*mine).values(**said))
    await db.execute(update(Verbatim).where(*mine, ~_became_testimonial()).values(considered_at=None))


async def verbatim(db: Db, session_id: int, member_id: int) -> Verbatim | None:
    """What the member wrote, unless they removed it."""
    wanted = select(Verbatim).filter_by(session_id=session_id, member_id=member_id).where(Verbatim.words.is_not(None))
    return (await db.scalars(wanted.execution_options(populate_existing=True))).one_or_none()


async def rated_words(db: Db, language: str, most: int) -> list[tuple[str, int]]:
    """Words still kept whose author also gave stars, with these stars: the last `most` written in a language."""
    wanted = (
        select(Verbatim.words, Rating.stars)
        .join(Rating, (Rating.session_id == Verbatim.session_id) & (Rating.member_id == Verbatim.member_id))
        .where(Verbatim.language == language, Verbatim.words.is_not(None))
        .order_by(Verbatim.id.desc())
        .limit(most)
    )
    return [(words, stars) for words, stars in await db.execute(wanted) if words is not None]


async def remove_words(db: Db, verbatim_id: int) -> None:
    """Forgets the words. The row goes too, unless a testimonial refers to it: it is then to be considered again."""
    await db.execute(delete(Verbatim).where(Verbatim.id == verbatim_id, ~_became_testimonial()))
    await db.execute(update(Verbatim).where(Verbatim.id == verbatim_id).values(words=None, considered_at=None))


async def export_of(db: Db, member_id: int) -> list[dict[str, Any]]:
    """A member's stars and words, with the course and day of the session."""
    named = select(Rating.stars, Rating.created_at, Course.title, Session.starts_at).join(
        Session, Session.id == Rating.session_id
    )
    rated = await db.execute(
        named.join(Course, Course.id == Session.course_id).where(Rating.member_id == member_id).order_by(Rating.id)
    )
    said = await db.execute(
        select(Verbatim, Course.title, Session.starts_at)
        .join(Session, Session.id == Verbatim.session_id)
        .join(Course, Course.id == Session.course_id)
        .where(Verbatim.member_id == member_id)
        .order_by(Verbatim.id)
    )
    return [
        {"course": course, "session": day.isoformat(), "stars": count, "given_at": given_at.isoformat()}
        for count, given_at, course, day in rated
    ] + [
        {
            "course": course,
            "session": day.isoformat(),
            "words": one.words,
            "scope": one.scope,
            "tone": one.tone,
            "language": one.language,
            "written_at": one.created_at.isoformat(),
        }
        for one, course, day in said
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets the member and their words; the stars and tones stay counted, without a name."""
    await db.execute(update(Rating).where(Rating.member_id == member_id).values(member_id=None))
    await db.execute(update(Verbatim).where(Verbatim.member_id == member_id).values(member_id=None, words=None))
