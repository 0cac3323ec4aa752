"""Whether people would take a course, beside a seal, never a name; animators are told by rounds of five people.

As for what is answered about sessions (`storage.results`): a choice enters the figure with those of four others at
least, and stays in it as it was told. Nothing here tells when: an hour would lead to who (`storage.seals`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once
from storage.seals import INTENTIONS, LENGTH, seal_in
from storage.sessions import Course

TAKE, LATER, NO = "take", "later", "no"
CHOICES = (TAKE, LATER, NO)


class Intention(Table):
    """Somebody's choice about a course, with a few `words` to the animators when it is NO.

    `respondent` is their seal, None once they are erased. `choice` is None when they took it back, `told_choice` until
    it is told: from then on that is what counts, whatever becomes of the choice.
    """

    __tablename__ = "intentions"
    __table_args__ = (UniqueConstraint("course_id", "respondent"), Index("ix_intentions_respondent", "respondent"))

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    choice: Mapped[str | None] = mapped_column(String(5))
    words: Mapped[str | None] = mapped_column(Text)
    told_choice: Mapped[str | None] = mapped_column(String(5))


@dataclass(frozen=True)
class Mine:
    """What somebody chose, and wrote; both may be ""."""

    choice: str
    words: str


async def of_member(db: Db, course_id: int, member_id: int) -> Mine:
    """What a member chose."""
    wanted = select(Intention).filter_by(course_id=course_id, respondent=await seal_in(db, member_id, INTENTIONS))
    found = (await db.scalars(wanted.execution_options(populate_existing=True))).one_or_none()
    return Mine(found.choice or "", found.words or "") if found else Mine("", "")


async def choose(db: Db, course_id: int, member_id: int, choice: str, words: str = "") -> None:
    """Keeps a member's choice in the place of the one before."""
    mine = {"course_id": course_id, "respondent": await seal_in(db, member_id, INTENTIONS)}
    values = {"choice": choice, "words": words or None}
    if not await insert_once(db, Intention, **mine, **values):
        await db.execute(update(Intention).filter_by(**mine).values(**values))


async def take_back(db: Db, course_id: int, member_id: int) -> None:
    """Forgets a member's choice and words; what was told of it still counts."""
    await _forget(db, course_id=course_id, respondent=await seal_in(db, member_id, INTENTIONS))


async def _forget(db: Db, **whose: object) -> None:
    await db.execute(delete(Intention).filter_by(**whose, told_choice=None))
    await db.execute(update(Intention).filter_by(**whose).values(choice=None, words=None))


async def waiting(db: Db, course_id: int) -> Sequence[int]:
    """The choices about a course that are not told yet; nobody else tells any until the transaction ends."""
    await db.execute(select(Course.id).where(Course.id == course_id).with_for_update())
    wanted = select(Intention.id).filter_by(course_id=course_id, told_choice=None).where(Intention.choice.is_not(None))
    return (await db.scalars(wanted.where(Intention.respondent.is_not(None)))).all()


async def tell(db: Db, ids: Collection[int]) -> None:
    """Notes that these are told from now on, as they are (`waiting` comes first, in the same transaction)."""
    await db.execute(update(Intention).where(Intention.id.in_(ids)).values(told_choice=Intention.choice))


async def told(db: Db, course_id: int) -> Mapping[str, int]:
    """How many people chose what, as it was told."""
    wanted = select(Intention.told_choice, func.count(Intention.id)).where(Intention.course_id == course_id)
    rows = await db.execute(wanted.where(Intention.told_choice.is_not(None)).group_by(Intention.told_choice))
    return {choice: n for choice, n in rows if choice}


async def reasons(db: Db, course_id: int, *, skip: int, most: int) -> Sequence[str]:
    """Why not, by those whose choice was told; in the order of the letters, which tells nothing of who or when."""
    wanted = select(Intention.words).filter_by(course_id=course_id, choice=NO)
    wanted = wanted.where(Intention.words.is_not(None), Intention.told_choice.is_not(None))
    found = await db.scalars(wanted.order_by(Intention.words, Intention.id).offset(skip).limit(most))
    return [words for words in found if words]


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member chose and wrote, and what counts in figures."""
    wanted = select(Intention, Course.title).join(Course, Course.id == Intention.course_id)
    mine = wanted.where(Intention.respondent == await seal_in(db, member_id, INTENTIONS)).order_by(Intention.id)
    return [
        {"course": title, "choice": one.choice, "words": one.words, "counted_as": one.told_choice}
        for one, title in await db.execute(mine.execution_options(populate_existing=True))
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets what they chose, and whose what was told is: figures stay."""
    mine = await seal_in(db, member_id, INTENTIONS)
    await _forget(db, respondent=mine)
    await db.execute(update(Intention).where(Intention.respondent == mine).values(respondent=None))
