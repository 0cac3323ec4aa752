"""Campaigns: ordered capsules, each so many days before or after a day that is chosen when one is started."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.capsules import Capsule
from storage.database import Db, Table, insert_once
from storage.words import fold

MOST_STEPS = 20
"""Capsules of a campaign: with their dates, what one message holds everywhere."""

LONGEST_NAME = 100
FURTHEST_DAYS = 365
"""How far a step may be from the day of the campaign."""


class Campaign(Table):
    """A name, and an hour (`09:00`) for the steps that have none of their own.

    `community_id` None: it came from the operator's file and is offered to every community. `origin` says which file
    (unique: imported again, it is changed, not doubled), None for one made in chat. `removed_at`: taken off the list;
    what it started goes on.
    """

    __tablename__ = "campaigns"
    __table_args__ = (
        Index("ix_campaigns_community_id", "community_id"),
        Index("ix_campaigns_created_by", "created_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    origin: Mapped[str | None] = mapped_column(String(300), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    hour: Mapped[str] = mapped_column(String(5))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    removed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]


class CampaignStep(Table):
    """A capsule, `days` before (negative) or after the campaign's day, at its own `hour`, or at the campaign's ("")."""

    __tablename__ = "campaign_steps"
    __table_args__ = (UniqueConstraint("campaign_id", "capsule_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    capsule_id: Mapped[int] = mapped_column(ForeignKey("capsules.id"))
    days: Mapped[int]
    hour: Mapped[str] = mapped_column(String(5), default="", server_default="")


@dataclass(frozen=True)
class Step:
    """A step with the title of its capsule."""

    id: int
    capsule_id: int
    title: str
    days: int
    hour: str

    def slot(self, hour: str) -> tuple[int, str]:
        """When it is posted, where the campaign's hour is this one: what orders steps."""
        return self.days, self.hour or hour


@dataclass(frozen=True)
class Outline:
    """A campaign as its file says it: `steps` are capsules (by id), days and hours, in their order."""

    origin: str
    community_id: int | None
    name: str
    hour: str
    steps: tuple[tuple[int, int, str], ...]


async def keep(db: Db, outline: Outline, now: datetime) -> str:
    """Keeps a file's campaign: `added`, `updated` or `unchanged`. What was started from it is not changed."""
    said = {"community_id": outline.community_id, "name": outline.name, "hour": outline.hour}
    added = await insert_once(db, Campaign, origin=outline.origin, **said, changed_at=now)
    wanted = select(Campaign).filter_by(origin=outline.origin).with_for_update()
    campaign = (await db.scalars(wanted.execution_options(populate_existing=True))).one()
    kept = tuple((step.capsule_id, step.days, step.hour) for step in await steps(db, campaign))
    before = {"community_id": campaign.community_id, "name": campaign.name, "hour": campaign.hour}
    if not added and (before, kept, campaign.removed_at) == (said, outline.steps, None):
        return "unchanged"
    campaign.community_id, campaign.name, campaign.hour = outline.community_id, outline.name, outline.hour
    campaign.changed_at, campaign.removed_at = now, None
    await db.execute(delete(CampaignStep).filter_by(campaign_id=campaign.id))
    db.add_all(
        CampaignStep(campaign_id=campaign.id, capsule_id=capsule_id, days=days, hour=hour)
        for capsule_id, days, hour in outline.steps
    )
    await db.flush()
    return "added" if added else "updated"


async def create(db: Db, community_id: int, name: str, hour: str, created_by: int, now: datetime) -> Campaign:
    """A campaign of one community, without steps yet."""
    made = Campaign(community_id=community_id, name=name, hour=hour, created_by=created_by, changed_at=now)
    db.add(made)
    await db.flush()
    return made


async def offered(db: Db, community_id: int, *, skip: int = 0, most: int) -> Sequence[tuple[Campaign, int]]:
    """The campaigns a community may start, by name, each with how many steps it has."""
    count = select(func.count(CampaignStep.id)).where(CampaignStep.campaign_id == Campaign.id).scalar_subquery()
    wanted = _offered(select(Campaign, count), community_id).order_by(Campaign.name, Campaign.id)
    return [(campaign, number) for campaign, number in await db.execute(wanted.offset(skip).limit(most))]


async def count_offered(db: Db, community_id: int) -> int:
    """How many campaigns `offered` gives."""
    count: int = (await db.scalars(_offered(select(func.count(Campaign.id)), community_id))).one()
    return count


async def find(db: Db, campaign_id: int, community_id: int, *, alone: bool = False) -> Campaign | None:
    """The campaign, if this community may start it. `alone`: others who ask the same wait for this transaction."""
    wanted = _offered(select(Campaign), community_id).where(Campaign.id == campaign_id)
    if alone:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return (await db.scalars(wanted)).one_or_none()


async def is_named(db: Db, community_id: int, name: str) -> bool:
    """Whether a campaign offered there has this name, capitals and accents aside."""
    names = await db.scalars(_offered(select(Campaign.name), community_id))
    return fold(name) in {fold(one) for one in names}


def _offered(wanted: Select[Any], community_id: int) -> Select[Any]:
    mine = or_(Campaign.community_id == community_id, Campaign.community_id.is_(None))
    return wanted.where(mine, Campaign.removed_at.is_(None))


async def steps(db: Db, campaign: Campaign) -> Sequence[Step]:
    """The steps of a campaign, in the order in which they are posted."""
    columns = (CampaignStep.id, CampaignStep.capsule_id, Capsule.title, CampaignStep.days, CampaignStep.hour)
    wanted = select(*columns).join(Capsule, Capsule.id == CampaignStep.capsule_id)
    rows = await db.execute(wanted.where(CampaignStep.campaign_id == campaign.id))
    return sorted((Step(*row) for row in rows), key=lambda step: (step.slot(campaign.hour), step.id))


async def add_step(db: Db, campaign: Campaign, capsule_id: int, days: int, hour: str, now: datetime) -> bool:
    """One more capsule; False, and nothing done, when it is there already."""
    campaign.changed_at = now
    return await insert_once(db, CampaignStep, campaign_id=campaign.id, capsule_id=capsule_id, days=days, hour=hour)


async def move_step(db: Db, campaign: Campaign, step: Step, days: int, hour: str, now: datetime) -> None:
    """Gives a step another day and hour."""
    campaign.changed_at = now
    await db.execute(update(CampaignStep).where(CampaignStep.id == step.id).values(days=days, hour=hour))


async def remove_step(db: Db, campaign: Campaign, step_id: int, now: datetime) -> None:
    """Takes a capsule out of the campaign."""
    campaign.changed_at = now
    await db.execute(delete(CampaignStep).filter_by(id=step_id, campaign_id=campaign.id))


async def remove(db: Db, campaign_id: int, now: datetime | None) -> None:
    """Takes a campaign off the list, or (None) puts it back."""
    await db.execute(update(Campaign).where(Campaign.id == campaign_id).values(removed_at=now))


async def removed(db: Db, campaign_id: int, community_id: int) -> bool:
    """Whether this community's own campaign was taken off the list."""
    wanted = select(Campaign.id).filter_by(id=campaign_id, community_id=community_id)
    return (await db.scalars(wanted.where(Campaign.removed_at.is_not(None)))).first() is not None


@dataclass(frozen=True)
class Named:
    """A capsule by what a file may call it."""

    id: int
    origin: str
    title: str


async def nameable(db: Db, community_id: int | None) -> Sequence[Named]:
    """The capsules that a campaign of a community, or (None) of every community, may hold."""
    shelf = Capsule.community_id.is_(None)
    whose = shelf if community_id is None else or_(shelf, Capsule.community_id == community_id)
    wanted = select(Capsule.id, Capsule.origin, Capsule.title)
    wanted = wanted.where(whose, Capsule.withdrawn_at.is_(None), Capsule.copy_of_id.is_(None))
    return [Named(*row) for row in await db.execute(wanted.order_by(Capsule.title, Capsule.id))]


async def postable(
    db: Db, capsule_ids: Collection[int], community_ids: Collection[int]
) -> Mapping[tuple[int, int], int]:
    """Which capsule each community posts for each of these: itself, or the community's own copy; withdrawn ones: none.

    By (community, capsule); a few statements for any number of communities.
    """
    rows = await db.execute(
        select(Capsule.id, Capsule.community_id, Capsule.copy_of_id, Capsule.withdrawn_at).where(
            or_(Capsule.id.in_(capsule_ids), Capsule.copy_of_id.in_(capsule_ids))
        )
    )
    found: dict[tuple[int, int], int | None] = {}
    copies: dict[tuple[int, int], int | None] = {}
    for id_, community_id, copy_of_id, withdrawn_at in rows:
        gives = None if withdrawn_at else id_
        if copy_of_id is not None and copy_of_id in capsule_ids and community_id is not None:
            copies[community_id, copy_of_id] = gives
        if id_ in capsule_ids:
            whose = community_ids if community_id is None else {community_id} & set(community_ids)
            found |= {(one, id_): gives for one in whose}
    return {key: id_ for key, id_ in (found | copies).items() if id_ is not None}


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """The campaigns a member made."""
    wanted = select(Campaign).where(Campaign.created_by == member_id).order_by(Campaign.id)
    return [{"campaign": one.name, "changed": one.changed_at.isoformat()} for one in await db.scalars(wanted)]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who made them; campaigns stay."""
    await db.execute(update(Campaign).where(Campaign.created_by == member_id).values(created_by=None))
