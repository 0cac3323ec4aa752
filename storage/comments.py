"""Comments: what people answer to a post, in its thread or through its button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import outbox
from storage.database import Db, Table, insert_once
from storage.people import Member


class Comment(Table):
    """One comment. `message` is the platform's id of the reply, `thread` that of the post it answers; both are None
    when it was written through the button.

    `words` is None once they are deleted or their author is erased; `member_id` is None once the author is erased. An
    erased comment still counts, a deleted one does not. The row of a deleted reply stays without its words, so that a
    late retelling of it does not bring them back.
    """

    __tablename__ = "comments"
    __table_args__ = (
        UniqueConstraint("channel", "message"),
        Index("ix_comments_subject", "subject"),
        Index("ix_comments_thread", "channel", "thread"),
        Index("ix_comments_member_id", "member_id"),
        Index("ix_comments_community_id", "community_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(60))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    words: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(String(64))
    message: Mapped[str | None] = mapped_column(String(64))
    thread: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


def subject_of(comment_id: int) -> str:
    """The subject of the message that shows a comment written through the button."""
    return f"comment:{comment_id}"


async def count(db: Db, subject: str, community_id: int | None = None) -> int:
    """How many comments it has, in one community or (None) in all of them."""
    wanted = select(func.count(Comment.id)).where(Comment.subject == subject, Comment.deleted_at.is_(None))
    if community_id is not None:
        wanted = wanted.where(Comment.community_id == community_id)
    return (await db.scalars(wanted)).one()


async def add_reply(
    db: Db,
    *,
    subject: str,
    community_id: int,
    member_id: int,
    words: str,
    channel: str,
    thread: str,
    message: str,
    now: datetime,
) -> bool:
    """Keeps a reply written in the thread of a post; False when it was kept before."""
    return await insert_once(
        db,
        Comment,
        subject=subject,
        community_id=community_id,
        member_id=member_id,
        words=words,
        channel=channel,
        thread=thread,
        message=message,
        created_at=now,
    )


async def add_deleted(
    db: Db, *, subject: str, community_id: int, channel: str, thread: str, message: str, now: datetime
) -> bool:
    """Notes that a reply was deleted before it was kept, so that it never will be; False when it was kept before."""
    return await insert_once(
        db,
        Comment,
        subject=subject,
        community_id=community_id,
        member_id=None,
        words=None,
        channel=channel,
        thread=thread,
        message=message,
        created_at=now,
        deleted_at=now,
    )


async def add(
    db: Db, *, subject: str, community_id: int, member_id: int, words: str, channel: str, now: datetime
) -> Comment:
    """Keeps a comment written through the button."""
    comment = Comment(
        subject=subject,
        community_id=community_id,
        member_id=member_id,
        words=words,
        channel=channel,
        created_at=now,
    )
    db.add(comment)
    await db.flush()
    return comment


async def by_id(db: Db, comment_id: int) -> Comment | None:
    """The comment with this id."""
    return await db.get(Comment, comment_id)


async def of_message(db: Db, channel: str, message: str) -> Comment | None:
    """The comment that this reply is."""
    return (await db.scalars(select(Comment).filter_by(channel=channel, message=message))).one_or_none()


@dataclass(frozen=True)
class KeptReply:
    """A reply as it is kept. `who`: its author, in the platform's own id; `words` is None once they are forgotten."""

    message: str
    who: str | None
    words: str | None
    created_at: datetime


async def replies_to(db: Db, channel: str, thread: str) -> Sequence[KeptReply]:
    """Every reply ever kept of the thread of a post, deleted and erased ones included."""
    wanted = select(Comment.message, Member.external_id, Comment.words, Comment.created_at)
    wanted = wanted.outerjoin(Member, Member.id == Comment.member_id)
    rows = await db.execute(wanted.where(Comment.channel == channel, Comment.thread == thread).order_by(Comment.id))
    return [KeptReply(message or "", who, words, created_at) for message, who, words, created_at in rows]


async def edit(db: Db, comment: Comment, words: str, now: datetime) -> None:
    """Its author changed the words."""
    await db.execute(update(Comment).where(Comment.id == comment.id).values(words=words, edited_at=now))


async def remove(db: Db, comment: Comment, now: datetime) -> bool:
    """The comment was deleted: its words are forgotten; False when they already were."""
    gone = update(Comment).where(Comment.id == comment.id, Comment.deleted_at.is_(None))
    return (await db.execute(gone.values(words=None, deleted_at=now).returning(Comment.id))).first() is not None


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """A member's comments that still have their words, oldest first."""
    wanted = select(Comment).where(Comment.member_id == member_id, Comment.words.is_not(None)).order_by(Comment.id)
    return [
        {"about": comment.subject, "words": comment.words, "when": comment.created_at.isoformat()}
        for comment in (await db.scalars(wanted)).all()
    ]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets a member's words and name; the comments still count, and the ones the bot posted are drawn again."""
    for comment in (await db.scalars(select(Comment).filter_by(member_id=member_id))).all():
        comment.member_id = None
        comment.words = None
        await outbox.touch(db, subject_of(comment.id))
    await db.flush()
