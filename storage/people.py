"""Workspaces and the people in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, select, true
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once

QUESTIONS_A_WEEK = 3
"""How many things people are asked in a week unless they choose otherwise (`storage.solicitations`)."""


class Workspace(Table):
    """One Slack team or one Discord server: everything else belongs to exactly one."""

    __tablename__ = "workspaces"
    __table_args__ = (UniqueConstraint("platform", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200), default="")


class Member(Table):
    """A person in a workspace. Language and zone come from the platform; `language_chosen`: the person chose theirs.

    `may_write_…`: the hours (on their clocks) and days at which they may be written to, see `storage.quiet`.
    `questions_a_week`: how many things they may be asked unasked, see `storage.solicitations`. `surveys`: whether they
    are asked what they think of sessions. `news`: whether they are told what their words changed.
    """

    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("workspace_id", "external_id"), Index("ix_members_refreshed_at", "refreshed_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    external_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str | None] = mapped_column(String(5))
    language_chosen: Mapped[bool] = mapped_column(default=False, server_default=false())
    zone: Mapped[str | None] = mapped_column(String(64))
    is_admin: Mapped[bool] = mapped_column(default=False)
    may_write_from: Mapped[int] = mapped_column(default=8, server_default="8")
    may_write_until: Mapped[int] = mapped_column(default=20, server_default="20")
    may_write_at_weekends: Mapped[bool] = mapped_column(default=False, server_default=false())
    questions_a_week: Mapped[int] = mapped_column(default=QUESTIONS_A_WEEK, server_default=str(QUESTIONS_A_WEEK))
    surveys: Mapped[bool] = mapped_column(default=True, server_default=true())
    news: Mapped[bool] = mapped_column(default=True, server_default=true())
    refreshed_at: Mapped[datetime | None]

    @property
    def first_name(self) -> str:
        """The first word of the name, as people call each other."""
        return self.name.split()[0] if self.name.split() else self.name


@dataclass(frozen=True)
class Known:
    """What a platform says of a person (see `handlers.chat.asks.Profile`)."""

    external_id: str
    name: str
    language: str | None
    zone: str | None
    is_admin: bool


async def workspace(db: Db, platform: str, external_id: str, name: str = "") -> Workspace:
    """The workspace, noted the first time it is met."""
    wanted = select(Workspace).filter_by(platform=platform, external_id=external_id)
    found = (await db.scalars(wanted)).one_or_none()
    if found is None:
        await insert_once(db, Workspace, platform=platform, external_id=external_id, name=name)
        found = (await db.scalars(wanted)).one()
    if name and found.name != name:
        found.name = name
    return found


async def find_workspace(db: Db, platform: str, external_id: str) -> Workspace | None:
    """The workspace, if already met."""
    return (await db.scalars(select(Workspace).filter_by(platform=platform, external_id=external_id))).one_or_none()


async def workspace_by_id(db: Db, workspace_id: int) -> Workspace:
    """The workspace with this id."""
    return await db.get_one(Workspace, workspace_id)


async def member(db: Db, workspace_id: int, external_id: str) -> Member:
    """The member, noted the first time they are met."""
    wanted = select(Member).filter_by(workspace_id=workspace_id, external_id=external_id)
    found = (await db.scalars(wanted)).one_or_none()
    if found is None:
        await insert_once(db, Member, workspace_id=workspace_id, external_id=external_id, name="", is_admin=False)
        found = (await db.scalars(wanted)).one()
    return found


async def met(db: Db, platform: str, workspace_id: str, who: str, name: str = "") -> tuple[Workspace, Member]:
    """The workspace called `name` and the member, by the platform's own ids, both noted the first time they are met."""
    wanted = (
        select(Workspace, Member)
        .join(Member, Member.workspace_id == Workspace.id)
        .where(Workspace.platform == platform, Workspace.external_id == workspace_id, Member.external_id == who)
    )
    found = (await db.execute(wanted)).one_or_none()
    if found is not None:
        space, member_ = found
        if name in ("", space.name):
            return space, member_
    space = await workspace(db, platform, workspace_id, name)
    return space, await member(db, space.id, who)


def nobody(workspace_: Workspace) -> Member:
    """Stands for somebody the platform does not tell: kept nowhere, may do nothing."""
    return Member(workspace_id=workspace_.id, external_id="", name="", is_admin=False)


async def find_member(db: Db, platform: str, workspace: str, external_id: str) -> Member | None:
    """The member by the platform's own ids, if already met."""
    wanted = (
        select(Member)
        .join(Workspace)
        .where(Workspace.platform == platform, Workspace.external_id == workspace, Member.external_id == external_id)
    )
    return (await db.scalars(wanted)).one_or_none()


async def member_by_id(db: Db, member_id: int) -> Member:
    """The member with this id."""
    return await db.get_one(Member, member_id)


async def credited(db: Db, member_id: int | None) -> str:
    """The name under which a member is shown as an author; "" for nobody, or for who has none."""
    found = None if member_id is None else await db.get(Member, member_id)
    return found.name if found else ""


async def refresh(db: Db, who: Member, known: Known, now: datetime) -> None:
    """Notes what the platform says of a member; what the platform does not say stays as it was."""
    who.name = known.name or who.name
    if not who.language_chosen:
        who.language = known.language or who.language
    who.zone = known.zone or who.zone
    who.is_admin = known.is_admin
    who.refreshed_at = now
    await db.flush()


def heard_speaking(who: Member, language: str) -> None:
    """Notes the language told beside what a member did, when nothing better is known: some platforms tell no other."""
    who.language = who.language or language


async def choose_news(db: Db, member: Member, wanted: bool) -> None:
    """Notes whether they are told what their words changed."""
    member.news = wanted
    await db.flush()


async def choose_language(db: Db, who: Member, language: str) -> None:
    """Notes the language a member asked for, which the platform's own setting no longer changes."""
    who.language, who.language_chosen = language, True
    await db.flush()


async def never_met(db: Db, workspace_id: int, most: int) -> Sequence[Member]:
    """Members whom others named in a form and of whom the platform has said nothing yet, the latest named first."""
    wanted = select(Member).filter_by(workspace_id=workspace_id, refreshed_at=None)
    wanted = wanted.where(Member.external_id.not_like("erased:%")).order_by(Member.id.desc())
    return (await db.scalars(wanted.limit(most))).all()


async def workspaces(db: Db, ids: Collection[int] | None = None) -> Sequence[Workspace]:
    """Every workspace met so far, or those with these ids."""
    wanted = select(Workspace).order_by(Workspace.id)
    return (await db.scalars(wanted if ids is None else wanted.where(Workspace.id.in_(ids)))).all()
