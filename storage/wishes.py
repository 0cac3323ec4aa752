"""What attendees would like to learn next: themes they chose, and a few words; each stands beside a seal, never a name.

Nothing here tells when: an hour would lead to who (`storage.seals`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once
from storage.seals import LENGTH, own, seal
from storage.sessions import Course, Session

COMMUNITY, COURSE, WORDS = "community", "course", "words"
"""What a wish is about: `community:3`, `course:7`, or the words of its author."""


class Wish(Table):
    """A theme somebody who came to a session would like too. `respondent` is their seal, None once they are erased.

    `words` are set when it is about no theme of ours, and None again once their author is erased.
    """

    __tablename__ = "wishes"
    __table_args__ = (
        UniqueConstraint("session_id", "respondent", "about"),
        Index("ix_wishes_respondent", "respondent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    about: Mapped[str] = mapped_column(String(30))
    words: Mapped[str | None] = mapped_column(Text)


async def turn(db: Db, session_id: int, member_id: int, about: str) -> None:
    """Notes that a member wishes for a theme, or no longer does."""
    mine = {"session_id": session_id, "respondent": await seal(db, member_id, session_id), "about": about}
    if not await insert_once(db, Wish, **mine):
        await db.execute(delete(Wish).filter_by(**mine))


async def say(db: Db, session_id: int, member_id: int, words: str) -> None:
    """Keeps a member's words in the place of those before; "" forgets them."""
    mine = {"session_id": session_id, "respondent": await seal(db, member_id, session_id), "about": WORDS}
    if not words:
        await db.execute(delete(Wish).filter_by(**mine))
    elif not await insert_once(db, Wish, **mine, words=words):
        await db.execute(update(Wish).filter_by(**mine).values(words=words))


async def of_member(db: Db, session_id: int, member_id: int) -> dict[str, str | None]:
    """What a member wishes for after a session, with their words where there are some."""
    wanted = select(Wish.about, Wish.words).filter_by(session_id=session_id)
    rows = await db.execute(wanted.where(Wish.respondent == await seal(db, member_id, session_id)).order_by(Wish.id))
    return {about: words for about, words in rows}  # noqa: C416 - rows are no tuples to a type checker


async def forget(db: Db, session_id: int, member_id: int) -> None:
    """Forgets what a member wished for after a session."""
    await db.execute(delete(Wish).filter_by(session_id=session_id, respondent=await seal(db, member_id, session_id)))


async def export_of(db: Db, member_id: int) -> list[dict[str, Any]]:
    """What a member wishes for, with the course and day of the session."""
    wanted = (
        select(Wish, Course.title, Session.starts_at)
        .join(Session, Session.id == Wish.session_id)
        .join(Course, Course.id == Session.course_id)
        .where(Wish.respondent.in_(await own(db, member_id)))
        .order_by(Wish.id)
    )
    return [
        {"course": course, "session": day.isoformat(), "wishes_for": one.about, "words": one.words}
        for one, course, day in await db.execute(wanted)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets the words and who wished; the themes stay counted."""
    mine = update(Wish).where(Wish.respondent.in_(await own(db, member_id)))
    await db.execute(mine.values(respondent=None, words=None))
