"""Messages brought by a shortcut, kept while the form they opened is filled: no form can carry a long message."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, Text, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table
from storage.people import Member
from storage.waiting import Whenever


class ProposalDraft(Table):
    """A message on which `member_id` used a shortcut. `author`, `channel` and `message` are the platform's own ids.

    It is forgotten when its form is sent, and a day later if it never is: nobody has agreed to anything yet.
    """

    __tablename__ = "proposal_drafts"
    __table_args__ = (
        Index("ix_proposal_drafts_created_at", "created_at"),
        Index("ix_proposal_drafts_member_id", "member_id"),
        Index("ix_proposal_drafts_author", "workspace_id", "author"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    author: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(64))
    message: Mapped[str] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


async def keep(
    db: Db, *, member: Member, author: str, channel: str, message: str, words: str, now: datetime
) -> ProposalDraft:
    """A message, kept for as long as its form may be sent."""
    draft = ProposalDraft(
        workspace_id=member.workspace_id,
        member_id=member.id,
        author=author,
        channel=channel,
        message=message,
        words=words,
        created_at=now,
    )
    db.add(draft)
    await db.flush()
    return draft


async def of_member(db: Db, draft_id: int, member_id: int) -> ProposalDraft | None:
    """The draft with this id, if this member made it and it is still kept."""
    return (await db.scalars(select(ProposalDraft).filter_by(id=draft_id, member_id=member_id))).one_or_none()


async def forget(db: Db, draft: ProposalDraft) -> None:
    """Forgets a draft whose form was sent."""
    await db.execute(delete(ProposalDraft).where(ProposalDraft.id == draft.id))


def left(before: Whenever) -> Select[int]:
    """Drafts made before an instant, whose form was never sent."""
    old = select(ProposalDraft.id).where(ProposalDraft.created_at < before)
    return old.order_by(ProposalDraft.created_at)


async def forget_before(db: Db, instant: datetime, most: int) -> int:
    """Forgets the first drafts that were `left`, at most so many; how many there were."""
    gone = delete(ProposalDraft).where(ProposalDraft.id.in_(left(instant).limit(most)))
    return len((await db.scalars(gone.returning(ProposalDraft.id))).all())


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """A member's words that somebody is about to propose."""
    member = await db.get_one(Member, member_id)
    wanted = (
        select(ProposalDraft)
        .filter_by(workspace_id=member.workspace_id, author=member.external_id)
        .order_by(ProposalDraft.id)
    )
    return [{"words": draft.words, "when": draft.created_at.isoformat()} for draft in await db.scalars(wanted)]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets what a member was proposing, and their words that others were."""
    member = await db.get_one(Member, member_id)
    theirs = (ProposalDraft.workspace_id == member.workspace_id) & (ProposalDraft.author == member.external_id)
    await db.execute(delete(ProposalDraft).where(or_(ProposalDraft.member_id == member_id, theirs)))
