"""Badges: what ambassadors wear on their platform, a Discord role or a place in a Slack user group.

A row is what the bot wants there, or put there: only that is ever taken away again. It holds the person's id by itself,
since it must still be known when they have stopped, or were erased; the id goes with the badge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, delete, exists, select, text, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage.communities import Community
from storage.database import Db, Table, insert_once
from storage.people import Member, Workspace

WANTED: Final = "wanted"
"""Whether they wear it already has yet to be looked at."""
GIVING: Final = "giving"
"""They did not: from here on, it is the bot that gave it."""
GIVEN: Final = "given"
OTHERS: Final = "others"
"""They wear it, but not from the bot, which leaves it to whoever gave it."""
UNWANTED: Final = "unwanted"
"""To be taken away."""
REFUSED: Final = "refused"
"""The platform does not let the bot; animators have yet to be told."""
TOLD: Final = "told"

NOTICE_DRAW: Final = "pride.not_badged"
"""The message of `handlers/pride` that tells animators."""

_PENDING = "state IN ('wanted', 'giving', 'unwanted')"
_REFUSED = "state = 'refused'"
_OURS = (GIVING, GIVEN, UNWANTED)


class Badge(Table):
    """Somebody's badge in a community. `member_id`: None once it is to be taken away; `person`: their platform's id.

    `name`: the role's or the group's; `next_at`: when it is tried next, while there is something to do; `failure`: the
    platform's word for why it was given up.
    """

    __tablename__ = "badges"
    __table_args__ = (
        UniqueConstraint("community_id", "member_id", "name"),
        Index("ix_badges_member_id", "member_id"),
        Index("ix_badges_person", "person"),
        Index("ix_badges_next_at", "next_at", sqlite_where=text(_PENDING), postgresql_where=text(_PENDING)),
        Index("ix_badges_refused", "id", sqlite_where=text(_REFUSED), postgresql_where=text(_REFUSED)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    person: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10))
    next_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(String(60))


@dataclass(frozen=True)
class Claimed:
    """A badge that one process has taken to see to."""

    id: int
    state: str
    platform: str
    workspace: str
    person: str
    name: str
    tries: int


async def want(db: Db, community: Community, member: Member, now: datetime) -> None:
    """The community's badge, for one of its ambassadors; once."""
    await insert_once(
        db,
        Badge,
        community_id=community.id,
        member_id=member.id,
        person=member.external_id,
        name=community.badge,
        state=WANTED,
        next_at=now,
        tries=0,
    )


async def unwant(db: Db, *whose: ColumnElement[bool]) -> None:
    """What the bot gave of these, or is giving, is to be taken away; the rest is forgotten."""
    await db.execute(delete(Badge).where(*whose, Badge.state.not_in(_OURS)))
    ours = update(Badge).where(*whose, Badge.member_id.is_not(None))
    await db.execute(ours.values(state=UNWANTED, member_id=None, tries=0))


async def unwant_of(db: Db, community_id: int, member_id: int) -> None:
    """They are not ambassador there any more."""
    await unwant(db, Badge.community_id == community_id, Badge.member_id == member_id)


async def rename(db: Db, community: Community, now: datetime) -> None:
    """The community's badge was chosen, perhaps anew: another one goes, what was refused is tried again."""
    theirs = Badge.community_id == community.id
    await unwant(db, theirs, Badge.name != community.badge)
    again = update(Badge).where(theirs, Badge.member_id.is_not(None), Badge.state.in_((REFUSED, TOLD)))
    await db.execute(again.values(state=WANTED, next_at=now, tries=0, failure=None))


async def claim(db: Db, now: datetime, lease: timedelta) -> Claimed | None:
    """The next badge to see to, kept from other processes for a while.

    One at a time in a community: a user group is changed by sending all its people, so two at once would undo each
    other. One that is to be tried later makes the others of its community wait, as its platform asked.
    """
    other = aliased(Badge)
    waits = exists().where(
        other.community_id == Badge.community_id,
        other.state.in_((WANTED, GIVING, UNWANTED)),
        other.next_at > now,
    )
    wanted = (
        select(Badge, Workspace)
        .join(Community, Community.id == Badge.community_id)
        .join(Workspace, Workspace.id == Community.workspace_id)
        .where(text("badges." + _PENDING), Badge.next_at <= now, ~waits)
        .order_by(Badge.next_at, Badge.id)
        .limit(1)
        .with_for_update(of=Badge, skip_locked=True)
    )
    found = (await db.execute(wanted)).first()
    if found is None:
        return None
    badge, space = found
    badge.next_at = now + lease
    await db.flush()
    return Claimed(badge.id, badge.state, space.platform, space.external_id, badge.person, badge.name, badge.tries)


async def move(db: Db, one: Claimed, state: str, next_at: datetime, *, failure: str | None = None) -> bool:
    """What became of it, unless something else is wanted meanwhile: then False, and that is done next."""
    same = update(Badge).where(Badge.id == one.id, Badge.state == one.state).returning(Badge.id)
    values = {"state": state, "next_at": next_at, "tries": 0, "failure": failure and failure[:60]}
    return (await db.execute(same.values(**values))).first() is not None


async def postpone(db: Db, one: Claimed, next_at: datetime) -> None:
    """To be tried again then."""
    await db.execute(update(Badge).where(Badge.id == one.id).values(next_at=next_at, tries=one.tries + 1))


async def taken_away(db: Db, one: Claimed) -> None:
    """Nothing of it stays."""
    await db.execute(delete(Badge).where(Badge.id == one.id, Badge.state == UNWANTED))


async def hand_over(db: Db, one: Claimed) -> bool:
    """Whether the same badge is wanted for the same person elsewhere: it then stays, and is taken away from there."""
    theirs = (
        select(Badge.id)
        .join(Community, Community.id == Badge.community_id)
        .join(Workspace, Workspace.id == Community.workspace_id)
        .where(Badge.person == one.person, Badge.name == one.name, Badge.state.in_((WANTED, OTHERS)))
        .where(Workspace.external_id == one.workspace, Workspace.platform == one.platform)
        .order_by(Badge.id)
        .limit(1)
    )
    number = (await db.scalars(theirs)).first()
    if number is None:
        return False
    heir = update(Badge).where(Badge.id == number, Badge.state.in_((WANTED, OTHERS))).values(state=GIVEN)
    if (await db.execute(heir.returning(Badge.id))).first() is None:
        return False
    await taken_away(db, one)
    return True


async def by_id(db: Db, badge_id: int) -> Badge | None:
    """The badge, None once nothing of it stays."""
    return (await db.scalars(select(Badge).filter_by(id=badge_id))).one_or_none()


ALL_UNTOLD = select(Badge, Community).join(Community).where(text("badges." + _REFUSED)).order_by(Badge.id)
"""Those the platform refused, of which animators have yet to be told."""


async def untold(db: Db, most: int) -> Sequence[tuple[Badge, Community]]:
    """The first of ALL_UNTOLD; those being told of are left to whoever tells."""
    rows = await db.execute(ALL_UNTOLD.limit(most).with_for_update(of=Badge, skip_locked=True))
    return [(badge, community) for badge, community in rows]


async def tell(db: Db, badge: Badge) -> bool:
    """Notes that animators know of it; False when they were already told the same of another one."""
    same = select(Badge.id).filter_by(community_id=badge.community_id, name=badge.name, state=TOLD)
    known = (await db.scalars(same.filter_by(failure=badge.failure).limit(1))).first() is not None
    badge.state = TOLD
    if badge.member_id is None:
        badge.person = ""
    await db.flush()
    return not known


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """The badges wanted for a member, and what became of them."""
    wanted = select(Badge, Community.name).join(Community).where(Badge.member_id == member_id).order_by(Badge.id)
    return [{"community": name, "badge": badge.name, "state": badge.state} for badge, name in await db.execute(wanted)]


async def erase_of(db: Db, member_id: int) -> None:
    """Whatever the bot gave is taken away, then nothing stays."""
    await unwant(db, Badge.member_id == member_id)
