"""Wins: "I managed to…", told by their author in a community's channel, signed as they wish, theirs to take back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import consents, outbox
from storage.communities import Community
from storage.database import Db, Table
from storage.people import Member
from storage.seals import LENGTH, WINS, seal_in
from storage.verbatims import ANONYMOUS

AUTHOR, ANIMATOR = "author", "animator"
"""Who ended a win."""


class Win(Table):
    """What somebody managed, in their `words` (None once it ended, or its author was erased), which nobody changes.

    `member_id` is its author; when they tell it without a name, `respondent`, their seal, stands in its place; none of
    both once they are erased. `shown_as`: `full_name`, `first_name` or `anonymous`. `ended_at` and `ended_by` (AUTHOR,
    or ANIMATOR, who then gives a `reason` and is `decided_by`) say that it was taken out of the channel.
    """

    __tablename__ = "wins"
    __table_args__ = (
        Index("ix_wins_community_id", "community_id", "posted_at"),
        Index("ix_wins_member_id", "member_id"),
        Index("ix_wins_respondent", "respondent"),
        Index("ix_wins_decided_by", "decided_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    respondent: Mapped[str | None] = mapped_column(String(LENGTH))
    words: Mapped[str | None] = mapped_column(Text)
    shown_as: Mapped[str] = mapped_column(String(20))
    posted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


@dataclass(frozen=True)
class Told:
    """A win with what is needed to show it; `author` is None when they are not to be named, or were erased."""

    win: Win
    community: Community
    author: Member | None


def subject(win_id: int) -> str:
    """What every message about a win is about: touched, they are all drawn again."""
    return f"win:{win_id}"


async def keep(db: Db, community: Community, member: Member, words: str, shown_as: str, now: datetime) -> Win:
    """A new win; under a seal unless its author signs it."""
    nameless = shown_as == ANONYMOUS
    win = Win(
        community_id=community.id,
        member_id=None if nameless else member.id,
        respondent=await seal_in(db, member.id, WINS) if nameless else None,
        words=words,
        shown_as=shown_as,
        posted_at=now,
    )
    db.add(win)
    await db.flush()
    return win


async def theirs(db: Db, member_id: int) -> ColumnElement[bool]:
    """Those a member told, be it without a name."""
    return (Win.member_id == member_id) | (Win.respondent == await seal_in(db, member_id, WINS))


async def is_of(db: Db, win: Win, member_id: int) -> bool:
    """Whether a member told it, be it without a name."""
    return member_id == win.member_id or (
        win.respondent is not None and win.respondent == await seal_in(db, member_id, WINS)
    )


async def count_since(db: Db, member_id: int, since: datetime) -> int:
    """How many wins a member told since then, whatever became of them."""
    wanted = select(func.count(Win.id)).where(await theirs(db, member_id), Win.posted_at > since)
    return (await db.scalars(wanted)).one()


async def by_id(db: Db, win_id: int, workspace_id: int) -> Win | None:
    """The win, only if it belongs to this workspace."""
    wanted = select(Win).join(Community).where(Community.workspace_id == workspace_id, Win.id == win_id)
    return (await db.scalars(wanted)).one_or_none()


async def told(db: Db, win_id: int) -> Told:
    """Everything its messages show."""
    win = await db.get_one(Win, win_id, populate_existing=True)
    author = await db.get(Member, win.member_id) if win.member_id is not None else None
    return Told(win, await db.get_one(Community, win.community_id), author)


async def end(db: Db, win: Win, by: str, now: datetime, *, reason: str | None = None, who: int | None = None) -> bool:
    """Forgets the words and ends the consent; False when that was done before. `reason`: of `who`, an animator."""
    standing = update(Win).where(Win.id == win.id, Win.ended_at.is_(None), Win.words.is_not(None))
    ended = standing.values(words=None, ended_at=now, ended_by=by, reason=reason, decided_by=who).returning(Win.id)
    done = (await db.execute(ended)).first() is not None
    await db.refresh(win)
    if done:
        await consents.withdraw(db, subject(win.id), now)
        await outbox.touch(db, subject(win.id))
    return done


async def of_member(db: Db, member_id: int, *, skip: int = 0, most: int) -> Sequence[int]:
    """The ids of those a member told, newest first."""
    wanted = select(Win.id).where(await theirs(db, member_id)).order_by(Win.id.desc())
    return (await db.scalars(wanted.offset(skip).limit(most))).all()


async def standing(db: Db, community_ids: Collection[int], *, skip: int = 0, most: int) -> Sequence[int]:
    """The ids of those that can be read in these communities, newest first."""
    wanted = select(Win.id).where(Win.community_id.in_(community_ids), Win.words.is_not(None))
    return (await db.scalars(wanted.order_by(Win.posted_at.desc(), Win.id.desc()).offset(skip).limit(most))).all()


async def touch_all(db: Db, member_id: int) -> None:
    """What is said of a member beside their wins has changed."""
    for win_id in (await db.scalars(select(Win.id).where(Win.member_id == member_id, Win.words.is_not(None)))).all():
        await outbox.touch(db, subject(win_id))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member told, oldest first."""
    wanted = select(Win, Community.name).join(Community).where(await theirs(db, member_id)).order_by(Win.id)
    return [
        {
            "community": community,
            "words": win.words,
            "named": win.shown_as,
            "when": win.posted_at.isoformat(),
            "until": win.ended_at.isoformat() if win.ended_at else None,
            "taken_out_by": win.ended_by,
            "reason": win.reason,
        }
        for win, community in await db.execute(wanted)
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets a member's words, and who told them; of who animates, the reasons they gave. Posted copies follow."""
    mine = update(Win).where(await theirs(db, member_id))
    forgotten = mine.values(words=None, member_id=None, respondent=None, reason=None).returning(Win.id)
    for win_id in (await db.scalars(forgotten)).all():
        await outbox.touch(db, subject(win_id))
    decided = update(Win).where(Win.decided_by == member_id).values(decided_by=None, reason=None).returning(Win.id)
    for win_id in (await db.scalars(decided)).all():
        await outbox.touch(db, subject(win_id))
