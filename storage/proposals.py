"""Proposals: words of members that may become capsules, from the question to their author to the withdrawal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage import consents, drafts, editing, outbox
from storage.capsules import Capsule
from storage.communities import Community
from storage.database import Db, Table, inserting
from storage.outbox import SENT, Delivery
from storage.people import Member

ASKED, REFUSED, WAITING, ACCEPTED, DECLINED, WITHDRAWN = (
    "asked",
    "refused",
    "waiting",
    "accepted",
    "declined",
    "withdrawn",
)
HELD = (ASKED, WAITING, ACCEPTED, DECLINED)
"""States in which the words are kept."""

_UNTOLD = "state = 'accepted' AND told_at IS NULL"


class Proposal(Table):
    """Life: asked -> refused, or waiting -> accepted or declined; withdrawn from any state that still holds the words.

    `author_id` wrote the `words` (nobody changes them; None once refused, withdrawn or erased), `proposed_by`
    offered them; `asked` means that the author, who is somebody else, has not answered. `credited`: whether the author
    wants to be named, None until they have said. `decided_by` and `theme` are there from the start when it is an
    animator who makes a capsule: then nothing is left to decide once the author agrees. `channel` and `message` are the
    platform's ids of the message, which is proposed once. `told_at`: when the author learned that it was posted.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel", "message", name="uq_proposals_message"),
        Index("ix_proposals_community_id", "community_id", "state"),
        Index("ix_proposals_author_id", "author_id"),
        Index("ix_proposals_proposed_by", "proposed_by"),
        Index("ix_proposals_decided_by", "decided_by"),
        Index("ix_proposals_capsule_id", "capsule_id"),
        Index("ix_proposals_untold", "id", sqlite_where=text(_UNTOLD), postgresql_where=text(_UNTOLD)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    channel: Mapped[str | None] = mapped_column(String(64))
    message: Mapped[str | None] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(100))
    words: Mapped[str | None] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    credited: Mapped[bool | None]
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    capsule_id: Mapped[int | None] = mapped_column(ForeignKey("capsules.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Story:
    """A proposal with what is needed to show it. `posted`: when and in which channels its capsule was, latest first."""

    proposal: Proposal
    community: Community
    author: Member | None
    proposer: Member | None
    posted: Sequence[tuple[datetime, str]]


def subject(proposal_id: int) -> str:
    """What every message about a proposal is about: touched, they are all drawn again."""
    return f"proposal:{proposal_id}"


async def keep(db: Db, **values: Any) -> Proposal | None:
    """A new proposal; None when its message was already proposed."""
    wanted = inserting(db, Proposal).values(**values).on_conflict_do_nothing().returning(Proposal.id)
    made = (await db.execute(wanted)).first()
    return await db.get_one(Proposal, made[0]) if made else None


async def of_message(db: Db, workspace_id: int, channel: str, message: str) -> Proposal | None:
    """What this message was proposed as."""
    wanted = select(Proposal).filter_by(workspace_id=workspace_id, channel=channel, message=message)
    return (await db.scalars(wanted)).one_or_none()


async def by_id(db: Db, proposal_id: int, workspace_id: int) -> Proposal | None:
    """The proposal, only if it belongs to this workspace."""
    return (await db.scalars(select(Proposal).filter_by(id=proposal_id, workspace_id=workspace_id))).one_or_none()


async def move(db: Db, one: Proposal, states: Collection[str], state: str, now: datetime, **values: object) -> bool:
    """Moves it on from one of these states, unless somebody else just moved it; tells whether it was done."""
    moved = await db.execute(
        update(Proposal)
        .where(Proposal.id == one.id, Proposal.state.in_(states))
        .values(state=state, changed_at=now, **values)
        .returning(Proposal.id)
    )
    done = moved.first() is not None
    await db.refresh(one)
    return done


async def credit(db: Db, one: Proposal, capsule: Capsule) -> None:
    """The capsule that the words became: its author is named on it if they wish."""
    one.capsule_id = capsule.id
    capsule.credited = bool(one.credited)
    await db.flush()


async def withdraw(db: Db, one: Proposal, now: datetime, states: Collection[str] = HELD) -> bool:
    """Ends the consent and forgets the words, in the capsule too; False when it is in none of these states by now."""
    if not await move(db, one, states, WITHDRAWN, now, words=None):
        return False
    await consents.withdraw(db, subject(one.id), now)
    await _withdraw_capsule(db, one, now)
    return True


async def _withdraw_capsule(db: Db, one: Proposal, now: datetime, **more: str) -> None:
    if one.capsule_id is not None:
        capsule = await db.get_one(Capsule, one.capsule_id)
        await editing.change(db, capsule, one.community_id, {"body": "", "key_message": "", **more}, now)
        await editing.withdraw(db, capsule, one.community_id, now)
        await drafts.forget_corrections(db, capsule.id)


async def author_of(db: Db, capsule_id: int) -> int | None:
    """The member whose proposed words became this capsule; None when it was not proposed, or they were erased."""
    return (await db.scalars(select(Proposal.author_id).where(Proposal.capsule_id == capsule_id))).first()


async def story(db: Db, proposal_id: int) -> Story:
    """Everything its messages show, read at once."""
    one = await db.get_one(Proposal, proposal_id, populate_existing=True)
    posts = select(Delivery.sent_at, Delivery.channel).where(
        Delivery.subject == f"capsule:{one.capsule_id}",
        Delivery.state == SENT,
        Delivery.channel.is_not(None),
        Delivery.parent_id.is_(None),
    )
    rows = await db.execute(posts.order_by(Delivery.sent_at.desc())) if one.capsule_id else ()
    return Story(
        proposal=one,
        community=await db.get_one(Community, one.community_id),
        author=await db.get(Member, one.author_id) if one.author_id else None,
        proposer=await db.get(Member, one.proposed_by) if one.proposed_by else None,
        posted=[(sent_at, channel) for sent_at, channel in rows if sent_at and channel],
    )


async def alone(db: Db, community_id: int) -> None:
    """Others who add to this community's queue wait for this transaction."""
    await db.execute(select(Community.id).filter_by(id=community_id).with_for_update(key_share=True))


async def waiting(db: Db, community_ids: Collection[int], *, skip: int = 0, most: int) -> Sequence[int]:
    """The ids of those that wait for an animator of these communities, oldest first."""
    wanted = select(Proposal.id).where(Proposal.community_id.in_(community_ids), Proposal.state == WAITING)
    return (await db.scalars(wanted.order_by(Proposal.id).offset(skip).limit(most))).all()


async def count_waiting(db: Db, community_ids: Collection[int]) -> int:
    """How many wait for an animator of these communities."""
    wanted = select(func.count(Proposal.id)).where(Proposal.community_id.in_(community_ids))
    return (await db.scalars(wanted.where(Proposal.state == WAITING))).one()


def _of(member_id: int) -> Any:
    return or_(Proposal.author_id == member_id, Proposal.proposed_by == member_id)


async def of_member(db: Db, member_id: int, *, skip: int = 0, most: int) -> Sequence[int]:
    """The ids of those a member wrote or proposed, newest first."""
    wanted = select(Proposal.id).where(_of(member_id)).order_by(Proposal.id.desc())
    return (await db.scalars(wanted.offset(skip).limit(most))).all()


async def count_of_member(db: Db, member_id: int) -> int:
    """How many a member wrote or proposed."""
    return (await db.scalars(select(func.count(Proposal.id)).where(_of(member_id)))).one()


_CAPSULE = literal("capsule:") + cast(Proposal.capsule_id, String)
_THERE = exists().where(Delivery.subject == _CAPSULE, Delivery.state == SENT, Delivery.channel.is_not(None))
ALL_UNTOLD = select(Proposal).where(text(_UNTOLD), Proposal.author_id.is_not(None), _THERE).order_by(Proposal.id)
"""Accepted ones whose capsule is in a channel by now, which their author has not been told."""


async def untold(db: Db, most: int) -> Sequence[Proposal]:
    """The first of ALL_UNTOLD; those another process holds are left to it."""
    return (await db.scalars(ALL_UNTOLD.limit(most).with_for_update(of=Proposal, skip_locked=True))).all()


async def told(db: Db, proposal_ids: Collection[int], now: datetime) -> None:
    """Their authors have learned that they were posted."""
    await db.execute(update(Proposal).where(Proposal.id.in_(proposal_ids)).values(told_at=now))


async def touch_all(db: Db, member_id: int) -> None:
    """What is said of a member beside their words has changed."""
    for proposal_id in (await db.scalars(select(Proposal.id).filter_by(author_id=member_id, state=ACCEPTED))).all():
        await outbox.touch(db, subject(proposal_id))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member wrote or proposed, oldest first; of others' words, only that they were proposed."""
    return [
        {
            "title": one.title,
            "words": one.words if one.author_id == member_id else None,
            "mine": one.author_id == member_id,
            "named": one.credited if one.author_id == member_id else None,
            "state": one.state,
            "reason": one.reason,
            "when": one.created_at.isoformat(),
        }
        for one in await db.scalars(select(Proposal).where(_of(member_id)).order_by(Proposal.id))
    ]


async def withdraw_all(db: Db, member_id: int, now: datetime) -> None:
    """Takes back everything a member wrote, wherever it was shown, with the title that was given to it."""
    mine = select(Proposal).filter_by(author_id=member_id).execution_options(populate_existing=True)
    for one in (await db.scalars(mine)).all():
        await withdraw(db, one, now)
        await _withdraw_capsule(db, one, now, title="–")
        one.title, one.reason, one.channel, one.message = "–", None, None, None
    await db.flush()


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets a member, as author, as proposer and as animator: the reasons they gave go too."""
    for column in (Proposal.author_id, Proposal.proposed_by, Proposal.decided_by):
        gone: dict[str, object] = {column.key: None}
        if column is Proposal.decided_by:
            gone["reason"] = None
        forgotten = update(Proposal).where(column == member_id).values(gone).returning(Proposal.id)
        for proposal_id in (await db.scalars(forgotten)).all():
            await outbox.touch(db, subject(proposal_id))
