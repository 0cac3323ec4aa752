"""Capsules that members were sent in direct messages, each once, and what they want less of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ScalarSelect,
    String,
    UniqueConstraint,
    and_,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.capsules import Capsule
from storage.communities import Community
from storage.database import Db, Table, insert_once, inserting
from storage.outbox import FAILED, Delivery
from storage.people import Member
from storage.receiving import Subscription
from storage.schedules import POSTED, Post

THEME, FORMAT = "theme", "format"
"""What somebody may want less of."""


class Receipt(Table):
    """A member is sent a capsule in a direct message, never twice.

    `post_id`: the post it was taken from. `capsule_id`: its capsule, or the one of the shelf which that is a copy of.
    """

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("member_id", "capsule_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    capsule_id: Mapped[int] = mapped_column(ForeignKey("capsules.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    received_at: Mapped[datetime]


class Mute(Table):
    """A member wants no capsule of this theme or format (`kind`: THEME or FORMAT) in their direct messages."""

    __tablename__ = "mutes"
    __table_args__ = (UniqueConstraint("member_id", "kind", "what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[str] = mapped_column(String(10))
    what: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]


@dataclass(frozen=True)
class Given:
    """A capsule that a member is to be sent for the first time, and the community whose post it is."""

    receipt_id: int
    subscription_id: int
    member_id: int
    capsule_id: int
    community: Community


async def give(db: Db, subscriptions: Sequence[Subscription], now: datetime) -> Sequence[Given]:
    """Notes for each of these subscriptions, in a few statements, the next capsule it brings; none where none is left.

    That is the oldest posted since it began that its member has not received, and wants; without one, an older one if
    they want these too.
    """
    given: list[Given] = []
    left = {one.id: one for one in subscriptions}
    while left:
        noted = await _note(db, await _next_rows(db, left.values()), now)
        given += [made for made in noted.values() if made]
        # Two subscriptions of one person may bring the same capsule: the second one looks for another.
        left = {id_: one for id_, one in left.items() if id_ in noted and noted[id_] is None}
    return given


NOTHING = 0
"""No post has this id."""

_ROOT = func.coalesce(Capsule.copy_of_id, Capsule.id)


async def _next_posts(db: Db, subscriptions: Collection[Subscription]) -> dict[int, int]:
    """For each subscription that still brings something, by its id: the post to take."""
    here = Post.community_id == Subscription.community_id
    anywhere = Post.community_id.in_(
        select(Community.id).where(Community.workspace_id == Member.workspace_id).correlate(Member)
    )
    found: dict[int, int] = {}
    # Apart, so that each finds its posts in their index.
    for ids, there in (
        ([one.id for one in subscriptions if one.community_id is not None], here),
        ([one.id for one in subscriptions if one.community_id is None], anywhere),
    ):
        if ids:
            new = _oldest(there, Post.planned_at > Subscription.since)
            older = _oldest(there, Subscription.earlier.is_(True))
            post_id = func.coalesce(new, older, NOTHING)
            wanted = select(Subscription.id, post_id).join(Member, Member.id == Subscription.member_id)
            rows = await db.execute(wanted.where(Subscription.id.in_(ids)))
            found.update((id_, post) for id_, post in rows if post != NOTHING)
    return found


def _oldest(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """The oldest post under these conditions whose capsule the member has not received, and wants."""
    received = select(Receipt.id).where(Receipt.member_id == Member.id, Receipt.capsule_id == _ROOT)
    unwanted = or_(
        and_(Mute.kind == THEME, Mute.what == Capsule.theme), and_(Mute.kind == FORMAT, Mute.what == Capsule.format)
    )
    muted = select(Mute.id).where(Mute.member_id == Member.id, unwanted)
    wanted = select(Post.id).join(Capsule, Capsule.id == Post.capsule_id)
    wanted = wanted.where(*conditions, Post.state == POSTED, Capsule.withdrawn_at.is_(None))
    wanted = wanted.where(~received.correlate(Member, Capsule).exists(), ~muted.correlate(Member, Capsule).exists())
    oldest = wanted.order_by(Post.planned_at, Post.id).limit(1)
    return oldest.correlate(Subscription, Member).scalar_subquery()


@dataclass(frozen=True)
class _Row:
    subscription_id: int
    member_id: int
    post_id: int
    capsule: Capsule
    community: Community


async def _next_rows(db: Db, subscriptions: Collection[Subscription]) -> Sequence[_Row]:
    posts = await _next_posts(db, subscriptions)
    wanted = select(Post.id, Capsule, Community).join(Capsule, Capsule.id == Post.capsule_id)
    wanted = wanted.join(Community, Community.id == Post.community_id).where(Post.id.in_(set(posts.values())))
    read = {post_id: (capsule, community) for post_id, capsule, community in await db.execute(wanted)}
    return [
        _Row(one.id, one.member_id, posts[one.id], *read[posts[one.id]]) for one in subscriptions if one.id in posts
    ]


async def _note(db: Db, found: Sequence[_Row], now: datetime) -> Mapping[int, Given | None]:
    """By subscription: what was noted, None where its member had received that capsule meanwhile."""
    noted: dict[int, Given | None] = {one.subscription_id: None for one in found}
    first = {(one.member_id, one.capsule.copy_of_id or one.capsule.id): one for one in reversed(found)}
    if not first:
        return noted
    rows = [
        {"member_id": member_id, "capsule_id": root, "post_id": one.post_id, "received_at": now}
        for (member_id, root), one in sorted(first.items())  # always in the same order: nobody waits for each other
    ]
    new = inserting(db, Receipt).on_conflict_do_nothing().returning(Receipt.id, Receipt.member_id, Receipt.capsule_id)
    for receipt_id, member_id, root in await db.execute(new, rows):
        one = first[member_id, root]
        noted[one.subscription_id] = Given(receipt_id, one.subscription_id, member_id, one.capsule.id, one.community)
    return noted


async def unreached(db: Db, subscription_ids: Collection[int]) -> set[int]:
    """Those of these subscriptions whose last capsule did not reach its member, who did not ask for more since."""
    last = select(func.max(Receipt.id)).where(Receipt.member_id == Subscription.member_id).scalar_subquery()
    wanted = select(Subscription.id).join(Delivery, Delivery.about == literal(_FACT) + cast(last, String))
    failed = wanted.where(Delivery.state == FAILED, Delivery.due_at >= Subscription.resumed_at)
    return set((await db.scalars(failed.where(Subscription.id.in_(subscription_ids)))).all())


_FACT = "received:"


def fact_of(receipt_id: int) -> str:
    """The fact for which the message is owed (`Delivery.about`)."""
    return f"{_FACT}{receipt_id}"


async def receipt(db: Db, receipt_id: int) -> tuple[Receipt, Capsule, Post] | None:
    """What was sent to a member: the capsule as it is now, by the post it was taken from. None once they are erased."""
    wanted = select(Receipt, Capsule, Post).join(Post, Post.id == Receipt.post_id)
    wanted = wanted.join(Capsule, Capsule.id == Post.capsule_id).where(Receipt.id == receipt_id)
    found = (await db.execute(wanted)).one_or_none()
    return None if found is None else (found[0], found[1], found[2])


async def mute(db: Db, member_id: int, kind: str, what: str, now: datetime) -> Mute:
    """Notes that a member wants no more of this (see `Mute`)."""
    await insert_once(db, Mute, member_id=member_id, kind=kind, what=what, created_at=now)
    return (await db.scalars(select(Mute).filter_by(member_id=member_id, kind=kind, what=what))).one()


async def unmute(db: Db, mute_id: int, member_id: int) -> bool:
    """A member wants it again; False when it was not theirs, or not there any more."""
    gone = delete(Mute).where(Mute.id == mute_id, Mute.member_id == member_id).returning(Mute.id)
    return (await db.execute(gone)).first() is not None


async def mutes(db: Db, member_id: int) -> Sequence[Mute]:
    """What a member wants less of, latest first."""
    return (await db.scalars(select(Mute).filter_by(member_id=member_id).order_by(Mute.id.desc()))).all()


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member was sent."""
    wanted = select(Capsule.title, Receipt.received_at).join(Post, Post.capsule_id == Capsule.id)
    rows = await db.execute(
        wanted.join(Receipt, Receipt.post_id == Post.id).where(Receipt.member_id == member_id).order_by(Receipt.id)
    )
    return [{"capsule": title, "when": at.isoformat()} for title, at in rows]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets what a member was sent."""
    await db.execute(delete(Receipt).where(Receipt.member_id == member_id))


async def export_mutes_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member wants less of."""
    return [{"kind": one.kind, "less_of": one.what} for one in await mutes(db, member_id)]


async def erase_mutes_of(db: Db, member_id: int) -> None:
    """Forgets what a member wants less of."""
    await db.execute(delete(Mute).where(Mute.member_id == member_id))
