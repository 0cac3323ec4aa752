"""Runs: a campaign (or a repetition) started in a community. Each of its posts is an ordinary schedule, once.

What a run is to post and when stands in `storage.schedules` alone: ticks, skips and single cancellations know no runs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage import schedules
from storage.capsules import Capsule
from storage.communities import Community
from storage.database import Db, Table, inserting
from storage.dates import written
from storage.schedules import ACTIVE, CANCELLED, PAUSED, Post, Schedule
from storage.sessions import PLANNED, Session

STOPPED = "stopped"
_GOES_ON = "state IN ('active', 'paused')"
_FOLLOWS = "session_at IS NOT NULL AND state IN ('active', 'paused')"
"""Literal states: a bound value would miss the partial indexes."""


class Run(Table):
    """A campaign under way in a community: active, paused or stopped; over when nothing is left to post.

    `about` says what was started and from when (`campaign:4@2026-12-01`): the same is never under way twice in a
    community. `session_at` is the start of the session it is around, as the dates were last reckoned; None when
    it has none, or follows it no more because it took place. `country`: whose
    holidays are left out, or "". `bunch`: the first of the runs started together. `version` grows with every act;
    `before` (JSON, "" for nothing) is what the last act changed, for it to be undone.
    """

    __tablename__ = "campaign_runs"
    __table_args__ = (
        Index(
            "uq_campaign_runs_once",
            "community_id",
            "about",
            unique=True,
            sqlite_where=text(_GOES_ON),
            postgresql_where=text(_GOES_ON),
        ),
        Index("ix_campaign_runs_follows", "id", sqlite_where=text(_FOLLOWS), postgresql_where=text(_FOLLOWS)),
        Index("ix_campaign_runs_bunch", "bunch"),
        Index("ix_campaign_runs_started_by", "started_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    about: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(500))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"))
    session_at: Mapped[datetime | None]
    country: Mapped[str] = mapped_column(String(10), default="", server_default="")
    bunch: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=0)
    before: Mapped[str] = mapped_column(Text, default="", server_default="")
    started_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    started_at: Mapped[datetime]


class RunPost(Table):
    """A schedule that belongs to a run."""

    __tablename__ = "campaign_run_posts"
    __table_args__ = (Index("ix_campaign_run_posts_run_id", "run_id"),)

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id"), primary_key=True, autoincrement=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("campaign_runs.id"))


@dataclass(frozen=True)
class Start:
    """A run to start: `posts` are capsules with their wall times and instants."""

    community_id: int
    zone: str
    about: str
    name: str
    posts: Sequence[tuple[int, datetime, datetime]]
    country: str = ""
    session_id: int | None = None
    session_at: datetime | None = None


async def start(db: Db, starts: Sequence[Start], started_by: int, now: datetime) -> Mapping[int, int]:
    """Plans all the posts of new runs: the run of each community in which it was not under way already.

    A few statements for any number of communities.
    """
    rows = [_row(one, started_by, now) for one in starts]
    wanted = inserting(db, Run).on_conflict_do_nothing().returning(Run.id, Run.community_id)
    made = {community_id: id_ for id_, community_id in await db.execute(wanted, rows)}
    if len(made) > 1:
        await db.execute(update(Run).where(Run.id.in_(made.values())).values(bunch=min(made.values())))
    posts = [(made[one.community_id], one, post) for one in starts if one.community_id in made for post in one.posts]
    planned = [
        {
            "community_id": one.community_id,
            "capsule_id": capsule_id,
            "rule": "",
            "local_start": written(local),
            "zone": one.zone,
            "next_at": at,
            "state": ACTIVE,
            "created_by": started_by,
        }
        for _, one, (capsule_id, local, at) in posts
    ]
    if planned:
        ids = await db.scalars(insert(Schedule).returning(Schedule.id, sort_by_parameter_order=True), planned)
        links = [{"schedule_id": id_, "run_id": run_id} for id_, (run_id, _, _) in zip(ids, posts, strict=True)]
        await db.execute(insert(RunPost), links)
    return made


def _row(one: Start, started_by: int, now: datetime) -> dict[str, object]:
    """A run that has done nothing yet: undone, its start is."""
    return {
        "community_id": one.community_id,
        "about": one.about,
        "name": one.name,
        "session_id": one.session_id,
        "session_at": one.session_at,
        "country": one.country,
        "state": ACTIVE,
        "version": 0,
        "before": json.dumps({"state": STOPPED, "happened": 0, "rows": []}),
        "started_by": started_by,
        "started_at": now,
    }


@dataclass(frozen=True)
class Planned:
    """A post of a run: the schedule that holds for it now, its capsule, and the state of its Post, "" without one.

    `is_withdrawn`: its capsule was, and is posted no more.
    """

    schedule: Schedule
    title: str
    format: str
    became: str
    is_withdrawn: bool

    @property
    def remains(self) -> bool:
        """Whether it is still to be posted."""
        return self.schedule.state in (ACTIVE, PAUSED)


async def find(db: Db, run_id: int) -> Run | None:
    """The run with this id, as it is kept now."""
    return await db.get(Run, run_id, populate_existing=True)


async def found(db: Db, community_id: int, about: str) -> int | None:
    """The run under way there about this (see `Run.about`)."""
    wanted = select(Run.id).where(Run.community_id == community_id, Run.about == about)
    return (await db.scalars(wanted.where(text(f"campaign_runs.{_GOES_ON}")))).first()


async def posts(db: Db, run_id: int, *, alone: bool = False) -> Sequence[Planned]:
    """Everything a run posts, posted or not, soonest first. `alone`: ticks and others wait for this transaction.

    Of a schedule that an animator changed, the one that took its place; it belongs to the run from then on.
    """
    await _adopt(db, Run.id == run_id)
    capsule = (Capsule.title, Capsule.format, func.coalesce(Post.state, ""), Capsule.withdrawn_at.is_not(None))
    wanted = select(Schedule, *capsule)
    wanted = wanted.join(RunPost, RunPost.schedule_id == Schedule.id).join(Capsule, Capsule.id == Schedule.capsule_id)
    wanted = wanted.outerjoin(Post, Post.schedule_id == Schedule.id).where(RunPost.run_id == run_id)
    if alone:
        wanted = wanted.with_for_update(of=Schedule)
    ordered = wanted.order_by(Schedule.local_start, Schedule.id).execution_options(populate_existing=True)
    return [Planned(*row) for row in await db.execute(ordered)]


async def _adopt(db: Db, which: ColumnElement[bool]) -> None:
    """Gives these runs the schedules that took the place of theirs."""
    new = aliased(Schedule)
    held = (ACTIVE, PAUSED, schedules.DONE)
    wanted = select(RunPost.schedule_id, func.max(new.id)).join(new, new.replaces == RunPost.schedule_id)
    wanted = wanted.join(Schedule, Schedule.id == RunPost.schedule_id).join(Run, Run.id == RunPost.run_id)
    wanted = wanted.where(which, new.state.in_(held), new.rule == "", Schedule.state == CANCELLED)
    for old, replacing in (await db.execute(wanted.group_by(RunPost.schedule_id))).all():
        await db.execute(update(RunPost).where(RunPost.schedule_id == old).values(schedule_id=replacing))


@dataclass(frozen=True)
class Listed:
    """A run in a list: how many posts it has, how many were posted, how many remain, and the next one."""

    run: Run
    total: int
    posted: int
    remaining: int
    next_at: datetime | None


async def under_way(db: Db, community_id: int, most: int) -> Sequence[Listed]:
    """The runs of a community that still have something to post, those that post next first."""
    await _adopt(db, and_(Run.community_id == community_id, text(f"campaign_runs.{_GOES_ON}")))
    remains = Schedule.state.in_((ACTIVE, PAUSED))
    counts = (
        func.count(Schedule.id),
        func.count(Post.id).filter(Post.state == schedules.POSTED),
        func.count(Schedule.id).filter(remains),
        func.min(Schedule.next_at),
    )
    wanted = select(Run, *counts).join(RunPost, RunPost.run_id == Run.id)
    wanted = wanted.join(Schedule, Schedule.id == RunPost.schedule_id)
    wanted = wanted.outerjoin(Post, Post.schedule_id == Schedule.id)
    mine = wanted.where(Run.community_id == community_id, text(f"campaign_runs.{_GOES_ON}")).group_by(Run.id)
    soonest = mine.having(counts[2] > 0).order_by(counts[3].is_(None), counts[3], Run.id)
    return [Listed(*row) for row in await db.execute(soonest.limit(most))]


AROUND_CHANGED = (
    select(Run.id, Session)
    .join(Session, Session.id == Run.session_id)
    .where(text(_FOLLOWS.replace("state", "campaign_runs.state")))
    .where((Session.state != PLANNED) | (Session.starts_at != Run.session_at))
    .order_by(Run.id)
)
"""Runs under way (their ids) whose session took place, was cancelled, or moved since their dates were reckoned."""


async def around_changed(db: Db, most: int) -> Sequence[tuple[int, Session]]:
    """The first of AROUND_CHANGED."""
    return [(id_, session) for id_, session in await db.execute(AROUND_CHANGED.limit(most))]


async def let_go(db: Db, run_id: int) -> None:
    """It follows its session no more: that took place, and stays when it was."""
    await db.execute(update(Run).where(Run.id == run_id).values(session_at=None))


async def hold(db: Db, community_ids: Collection[int]) -> None:
    """Makes others who would plan in these communities wait for this transaction (as `coming.hold`, in one order)."""
    wanted = select(Community.id).where(Community.id.in_(community_ids)).order_by(Community.id)
    await db.execute(wanted.with_for_update(key_share=True))


async def export_of(db: Db, member_id: int) -> list[dict[str, object]]:
    """What a member started."""
    wanted = select(Run).where(Run.started_by == member_id).order_by(Run.id)
    return [{"started": run.name, "at": run.started_at.isoformat()} for run in await db.scalars(wanted)]


async def erase_of(db: Db, member_id: int) -> None:
    """Forgets who started them; what is planned stays."""
    await db.execute(update(Run).where(Run.started_by == member_id).values(started_by=None))
