"""Communities and who runs or follows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, delete, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once
from storage.people import Member, Workspace
from storage.zones import country_of as country_of_zone

ANIMATOR = "animator"
MANAGER = "manager"
A_MANAGER = "role = 'manager'"
"""A literal role: a bound value would miss the partial index of the managers' next digests."""


class Community(Table):
    """A theme with its home channel.

    `late_hours`: how late a missed capsule may still be posted. `gap_minutes`: how far apart two capsules are planned
    at least. `holidays`: the country (ISO 3166: `FR`) whose holidays may be left out, or "". `audience`: people in the
    channel, when known. `answer_days`: working days within which the team promises to answer. `cold_days`: days after a
    session when its attendees are asked what remains of it. `confidant_id`: who is told at once of words that cannot
    wait (None: every animator). `badge`: the Discord role or Slack user group that its ambassadors wear, or "".
    `month_at`: when the answers of the month are next prepared, None until it is known.
    """

    __tablename__ = "communities"
    __table_args__ = (
        UniqueConstraint("workspace_id", "name"),
        Index("ix_communities_channel", "workspace_id", "channel"),
        Index("ix_communities_month_at", "month_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str] = mapped_column(String(100))
    channel: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(5))
    zone: Mapped[str] = mapped_column(String(64))
    late_hours: Mapped[int] = mapped_column(default=24)
    gap_minutes: Mapped[int] = mapped_column(default=60, server_default="60")
    holidays: Mapped[str] = mapped_column(String(10), default="", server_default="")
    audience: Mapped[int | None]
    answer_days: Mapped[int] = mapped_column(default=5, server_default="5")
    cold_days: Mapped[int] = mapped_column(default=60, server_default="60")
    confidant_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    badge: Mapped[str] = mapped_column(String(100), default="", server_default="")
    month_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class CommunityRole(Table):
    """A member who animates a community or follows it as a manager; `next_digest_at`: a manager's next digest."""

    __tablename__ = "community_roles"
    __table_args__ = (
        UniqueConstraint("community_id", "member_id", "role"),
        Index("ix_community_roles_member_id", "member_id"),
        Index(
            "ix_community_roles_next_digest_at",
            "next_digest_at",
            sqlite_where=text(A_MANAGER),
            postgresql_where=text(A_MANAGER),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    role: Mapped[str] = mapped_column(String(20))
    next_digest_at: Mapped[datetime | None]


async def create(
    db: Db, *, workspace_id: int, name: str, channel: str, language: str, zone: str, now: datetime
) -> Community | None:
    """A new community, or None when the workspace already has one of that name."""
    made = await insert_once(
        db,
        Community,
        workspace_id=workspace_id,
        name=name,
        channel=channel,
        language=language,
        zone=zone,
        late_hours=24,
        created_at=now,
    )
    return await by_name(db, workspace_id, name) if made else None


async def by_name(db: Db, workspace_id: int, name: str) -> Community | None:
    """The workspace's community of that name."""
    return (await db.scalars(select(Community).filter_by(workspace_id=workspace_id, name=name))).one_or_none()


async def by_id(db: Db, community_id: int, workspace_id: int | None = None) -> Community | None:
    """The community, only if it belongs to the workspace when one is given."""
    wanted = select(Community).filter_by(id=community_id)
    if workspace_id is not None:
        wanted = wanted.filter_by(workspace_id=workspace_id)
    return (await db.scalars(wanted)).one_or_none()


async def every(db: Db, workspace_id: int | None = None) -> Sequence[Community]:
    """All communities by name, of one workspace or of the installation."""
    wanted = select(Community).order_by(Community.name, Community.id)
    if workspace_id is not None:
        wanted = wanted.filter_by(workspace_id=workspace_id)
    return (await db.scalars(wanted)).all()


async def of_member(db: Db, member_id: int, role: str) -> Sequence[Community]:
    """The communities in which a member has this role, by name."""
    wanted = (
        select(Community).join(CommunityRole).where(CommunityRole.member_id == member_id, CommunityRole.role == role)
    )
    return (await db.scalars(wanted.order_by(Community.name))).all()


async def people(db: Db, community_id: int, role: str) -> Sequence[Member]:
    """The members who have this role, by name."""
    wanted = (
        select(Member).join(CommunityRole).where(CommunityRole.community_id == community_id, CommunityRole.role == role)
    )
    return (await db.scalars(wanted.order_by(Member.name))).all()


async def has_role(db: Db, community_id: int, member_id: int, role: str) -> bool:
    """Whether the member has this role in this community."""
    wanted = select(CommunityRole.id).filter_by(community_id=community_id, member_id=member_id, role=role)
    return (await db.scalars(wanted)).first() is not None


async def add_role(
    db: Db, community_id: int, member_id: int, role: str, next_digest_at: datetime | None = None
) -> bool:
    """Gives a role; tells whether it is new."""
    return await insert_once(
        db, CommunityRole, community_id=community_id, member_id=member_id, role=role, next_digest_at=next_digest_at
    )


async def remove_role(db: Db, community_id: int, member_id: int, role: str) -> None:
    """Takes a role back."""
    await db.execute(delete(CommunityRole).filter_by(community_id=community_id, member_id=member_id, role=role))


async def workspace_of(db: Db, community: Community) -> Workspace:
    """The workspace a community belongs to."""
    return await db.get_one(Workspace, community.workspace_id)


async def by_channel(db: Db, workspace_id: int, channel: str) -> Community | None:
    """The community whose home is this channel."""
    return (await db.scalars(select(Community).filter_by(workspace_id=workspace_id, channel=channel))).first()


async def change(db: Db, community: Community, *, name: str, zone: str, language: str) -> None:
    """Changes what an animator may change."""
    community.name, community.zone, community.language = name, zone, language
    await db.flush()


def country_of(community: Community) -> str:
    """The country whose holidays may be left out there: the one that was chosen, else that of its zone; "" for none."""
    return community.holidays or country_of_zone(community.zone)


async def set_rhythm(db: Db, community: Community, *, gap_minutes: int, late_hours: int, holidays: str) -> None:
    """Changes how capsules are posted there; `holidays` "": those of its zone's country may be left out."""
    community.gap_minutes, community.late_hours, community.holidays = gap_minutes, late_hours, holidays
    await db.flush()


async def set_promise(db: Db, community: Community, answer_days: int, cold_days: int, confidant_id: int | None) -> None:
    """Changes what the team promises: see `Community`."""
    community.answer_days, community.cold_days, community.confidant_id = answer_days, cold_days, confidant_id
    await db.flush()


async def set_audience(db: Db, community_id: int, audience: int) -> None:
    """How many people are in the home channel."""
    await db.execute(update(Community).where(Community.id == community_id).values(audience=audience))


async def export_trust(db: Db, member_id: int) -> list[dict[str, object]]:
    """The communities whose urgent words a member receives."""
    names = await db.scalars(select(Community.name).filter_by(confidant_id=member_id).order_by(Community.id))
    return [{"community": name, "receives": "words that cannot wait"} for name in names]


async def erase_trust(db: Db, member_id: int) -> None:
    """Somebody else will have to be named: until then every animator is told."""
    await db.execute(update(Community).where(Community.confidant_id == member_id).values(confidant_id=None))
