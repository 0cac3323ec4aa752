"""Repetition: a key message in several forms, and what a member asked to see again until it is known.

What comes back to somebody is between them and the bot: nothing here is counted or shown to anybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import solicitations
from storage.capsules import Capsule
from storage.database import Db, Table, insert_once
from storage.quizzes import Try, wrong_of
from storage.schedules import POSTED, Post
from storage.waiting import Whenever
from storage.words import fold

QUIZ = "quiz"

QUESTION = "review"
"""What `storage.solicitations` calls a quiz brought back."""


class ReviewChoice(Table):
    """A member who wants what they missed brought back, and since when."""

    __tablename__ = "review_choices"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True, autoincrement=False)
    since: Mapped[datetime]


class Review(Table):
    """One key message (`topic`, see `topic_of`) that a member missed in a community.

    `capsule_id`: the quiz that last asked it. `kept`: what the scheduler knows of this memory (JSON), "" before the
    first answer is reckoned. `wake_at`: when there is something to do: reckon the answer heard at `heard_at`, or ask
    again; None while an answer is awaited (`asked_at`) or when it is known (`known_at`). `turns`: how often it was
    brought back, `brought_at` the last time.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("member_id", "community_id", "topic", name="uq_reviews_once"),
        Index("ix_reviews_wake_at", "wake_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    topic: Mapped[str] = mapped_column(String(32))
    capsule_id: Mapped[int] = mapped_column(ForeignKey("capsules.id"))
    kept: Mapped[str] = mapped_column(Text, default="", server_default="")
    wake_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    heard_right: Mapped[bool | None]
    asked_at: Mapped[datetime | None]
    brought_at: Mapped[datetime | None]
    known_at: Mapped[datetime | None]
    turns: Mapped[int] = mapped_column(default=0, server_default="0")


@dataclass(frozen=True)
class Variant:
    """A capsule that says a key message in its own form."""

    id: int
    title: str
    format: str
    key_message: str


def topic_of(capsule_id: int, key_message: str) -> str:
    """The same for capsules that say the same thing: by their key message, capitals and accents aside.

    Without one, by the capsule alone: `capsule_id` is then the one of the shelf for a community's copy of it.
    """
    said = fold(key_message) or f"capsule:{capsule_id}"
    return blake2s(said.encode(), digest_size=16).hexdigest()


async def variants(db: Db, community_id: int) -> Sequence[Variant]:
    """Every capsule offered to a community that has a key message, in the order of their ids."""
    wanted = _offered(community_id).where(Capsule.key_message != "").order_by(Capsule.id)
    return [Variant(*row) for row in await db.execute(wanted)]


async def quizzes_on(db: Db, community_id: int, capsule_id: int) -> Sequence[int]:
    """The quizzes posted in a community with the same key message as this one, itself among them if it still is there.

    Only those posted: one that its animators are still preparing is not theirs to be asked by the bot.
    """
    topic = await _topic_of_one(db, capsule_id)
    posted = select(Post.capsule_id).where(Post.community_id == community_id, Post.state == POSTED)
    wanted = _offered(community_id).where(Capsule.format == QUIZ, Capsule.id.in_(posted)).order_by(Capsule.id)
    rows = await db.execute(wanted.add_columns(_ROOT))
    return [id_ for id_, _, _, key_message, root in rows if topic_of(root, key_message) == topic]


_ROOT = func.coalesce(Capsule.copy_of_id, Capsule.id)


async def _topic_of_one(db: Db, capsule_id: int) -> str:
    root, key_message = (await db.execute(select(_ROOT, Capsule.key_message).where(Capsule.id == capsule_id))).one()
    return topic_of(root, key_message)


def _offered(community_id: int) -> Select[int, str, str, str]:
    replaced = select(Capsule.copy_of_id).where(Capsule.community_id == community_id, Capsule.copy_of_id.is_not(None))
    return select(Capsule.id, Capsule.title, Capsule.format, Capsule.key_message).where(
        or_(Capsule.community_id == community_id, Capsule.community_id.is_(None) & Capsule.id.not_in(replaced)),
        Capsule.withdrawn_at.is_(None),
    )


async def wants(db: Db, member_id: int) -> bool:
    """Whether this member wants what they missed brought back."""
    wanted = select(ReviewChoice.member_id).where(ReviewChoice.member_id == member_id)
    return (await db.scalars(wanted)).first() is not None


async def choose(db: Db, member_id: int, now: datetime) -> bool:
    """Brings back what this member misses from now on, and what they have missed so far; False when it was so."""
    if not await insert_once(db, ReviewChoice, member_id=member_id, since=now):
        return False
    for wrong in await wrong_of(db, member_id):
        await _hear(db, member_id, wrong.community_id, wrong.capsule_id, wrong.last_at, now, is_right=False)
    return True


async def give_up(db: Db, member_id: int) -> None:
    """Brings nothing back any more, and forgets what was to be."""
    await solicitations.take_back(db, member_id, QUESTION)
    await db.execute(delete(Review).where(Review.member_id == member_id))
    await db.execute(delete(ReviewChoice).where(ReviewChoice.member_id == member_id))


async def heard(db: Db, made: Try, now: datetime) -> None:
    """Notes somebody's answer to a quiz, if they want what they miss brought back.

    A wrong one always counts, a right one only when the question was brought back: the answer had just been read.
    """
    if await wants(db, made.member_id):
        who = (made.member_id, made.community_id, made.capsule_id)
        await _hear(db, *who, now, now, is_right=made.is_right)


async def _hear(
    db: Db, member_id: int, community_id: int, capsule_id: int, at: datetime, now: datetime, *, is_right: bool
) -> None:
    whose = {"member_id": member_id, "community_id": community_id, "topic": await _topic_of_one(db, capsule_id)}
    said = {"capsule_id": capsule_id, "wake_at": now, "heard_at": at, "heard_right": is_right}
    if not is_right and await insert_once(db, Review, **whose, **said):
        return
    counts = Review.asked_at.is_not(None) if is_right else Review.heard_at.is_(None)
    # By the quiz that asked it too: its key message may have been corrected while its answer was awaited.
    same = or_(Review.topic == whose["topic"], Review.asked_at.is_not(None) & (Review.capsule_id == capsule_id))
    changed = update(Review).where(Review.member_id == member_id, Review.community_id == community_id, same, counts)
    changed = changed.values(**said, known_at=None)
    await db.execute(changed, execution_options={"synchronize_session": False})


def waking(now: Whenever) -> Select[Review]:
    """Those with something to do, the oldest first."""
    return select(Review).where(Review.wake_at <= now).order_by(Review.wake_at, Review.id)


async def awake(db: Db, now: datetime, most: int) -> Sequence[Review]:
    """The first of those that are `waking`, held by this transaction."""
    held = waking(now).limit(most).with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return (await db.scalars(held)).all()


async def reckoned(db: Db, review: Review, kept: str, wake_at: datetime | None, known_at: datetime | None) -> None:
    """Keeps what an answer changed in a review that this transaction holds; `wake_at`: when to ask again."""
    review.kept, review.wake_at, review.known_at = kept, wake_at, known_at
    review.heard_at, review.heard_right, review.asked_at = None, None, None
    await db.flush()


async def wait(db: Db, review: Review, until: datetime | None) -> None:
    """Does nothing about it until then, or (None) until it is answered elsewhere."""
    review.wake_at = until
    await db.flush()


async def asked(db: Db, review: Review, capsule_id: int, now: datetime) -> None:
    """Notes that it is brought back by this quiz: nothing more is asked before it is answered."""
    review.capsule_id, review.wake_at, review.asked_at, review.brought_at = capsule_id, None, now, now
    review.turns += 1
    await db.flush()


async def last_brought(db: Db, member_id: int) -> datetime | None:
    """When something was last brought back to this member."""
    return (await db.scalars(select(func.max(Review.brought_at)).where(Review.member_id == member_id))).one()


@dataclass(frozen=True)
class Mine:
    """What comes back to a member: how many, the next date, how many are known by now."""

    coming: int
    next_at: datetime | None
    known: int


async def mine(db: Db, member_id: int) -> Mine:
    """What comes back to a member."""
    counts = (
        func.count(Review.id).filter(Review.known_at.is_(None)),
        func.min(Review.wake_at),
        func.count(Review.known_at),
    )
    return Mine(*(await db.execute(select(*counts).where(Review.member_id == member_id))).one())


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What comes back to a member, and what they know."""
    wanted = select(Review, Capsule.title).join(Capsule, Capsule.id == Review.capsule_id)
    rows = await db.execute(wanted.where(Review.member_id == member_id).order_by(Review.id))
    return [
        {
            "quiz": title,
            "brought_back": one.turns,
            "next": one.wake_at.isoformat() if one.wake_at else None,
            "known_since": one.known_at.isoformat() if one.known_at else None,
            "memory": one.kept,
        }
        for one, title in rows
    ]


async def export_choice(db: Db, member_id: int) -> list[dict[str, object]]:
    """Whether they want what they missed brought back."""
    wanted = select(ReviewChoice.since).where(ReviewChoice.member_id == member_id)
    return [{"brought_back_since": since.isoformat()} for since in await db.scalars(wanted)]
