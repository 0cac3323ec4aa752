"""Lanes and budgets: where a message may leave now, and how many may.

A lane is one channel or one person. It is the unit of order (its messages leave one after the other), of pace (not
before `free_at`) and of lease: claiming a message moves `free_at` to the end of the lease, so that no other process
takes from that lane meanwhile, and any may when the lease is over. A budget is what many lanes share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, ForeignKey, Index, ScalarSelect, String, case, func, literal, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Db, Table, insert_once, inserting
from storage.people import Workspace

Row = TypeVar("Row")

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Lane(Table):
    """One channel or person. `due_at`: when its oldest waiting message is due (None: nothing waits)."""

    __tablename__ = "lanes"
    __table_args__ = (
        Index(
            "ix_lanes_due_at",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    due_at: Mapped[datetime | None]
    free_at: Mapped[datetime]


class Budget(Table):
    """What the lanes of a platform (or of one workspace of it) share: so many messages a second.

    `full_at` is the theoretical arrival time of the generic cell rate algorithm.
    """

    __tablename__ = "budgets"

    key: Mapped[str] = mapped_column(String(90), primary_key=True)
    full_at: Mapped[datetime]


@dataclass(frozen=True)
class Rate:
    """One message every `seconds`, over each workspace or over all of them; `burst` seconds may be taken ahead."""

    seconds: float
    per_workspace: bool
    burst: float = 0.1


async def expect(db: Db, messages: Iterable[tuple[str, int, datetime]]) -> None:
    """Messages will be due: the lane's key, its workspace's id and the instant of each."""
    soonest: dict[str, tuple[int, datetime]] = {}
    for key, workspace_id, due_at in messages:
        if key not in soonest or due_at < soonest[key][1]:
            soonest[key] = workspace_id, due_at
    # Always in the same order, or two processes would wait for each other.
    rows = [
        {"key": key, "workspace_id": workspace_id, "due_at": due_at, "free_at": LONG_AGO}
        for key, (workspace_id, due_at) in sorted(soonest.items())
    ]
    wanted = inserting(db, Lane)
    due = wanted.excluded.due_at
    sooner = case((or_(Lane.due_at.is_(None), Lane.due_at > due), due), else_=Lane.due_at)
    await db.execute(wanted.on_conflict_do_update(index_elements=["key"], set_={"due_at": sooner}), rows)


async def take(
    db: Db, *, now: datetime, real: datetime, rates: Mapping[str, Rate], busy: Collection[str], most: int
) -> Sequence[Lane]:
    """Free lanes with something due, longest waiting first, locked; at most `most`, and within each budget.

    `now` is the bot's clock, by which messages are due; `real` the machine's, by which leases and paces are measured.
    `rates` names the platforms the caller can send to. What another process is taking is left to it.
    """
    budget = budget_of(rates)
    wanted = (
        select(Lane, budget)
        .join(Workspace, Workspace.id == Lane.workspace_id)
        .where(Lane.due_at <= now, Lane.free_at <= real, Lane.key.not_in(busy))
        .where(Workspace.platform.in_(list(rates)), budget.not_in(await spent(db, real, rates)))
        .order_by(Lane.due_at, Lane.key)
        .limit(most)
        .with_for_update(of=Lane, skip_locked=True)
    )
    return await within(db, [(lane, key) for lane, key in await db.execute(wanted)], real, rates)


async def within(db: Db, found: Iterable[tuple[Row, str]], real: datetime, rates: Mapping[str, Rate]) -> Sequence[Row]:
    """Those of the rows found, each with the name of its budget, that their budgets allow now."""
    by_budget: dict[str, list[Row]] = {}
    for row, key in found:
        by_budget.setdefault(key, []).append(row)
    allowed: list[Row] = []
    for key in sorted(by_budget):  # always in the same order, or two processes would wait for each other
        rows = by_budget[key]
        allowed += rows[: await spend(db, key, real, rates[platform_of(key)], len(rows))]
    return allowed


def budget_of(rates: Mapping[str, Rate]) -> ColumnElement[str]:
    """A workspace's budget, as a column: `slack:T1`, or `discord` where all workspaces share one."""
    shared = [name for name, rate in rates.items() if not rate.per_workspace]
    own = Workspace.platform + literal(":") + Workspace.external_id
    return case((Workspace.platform.in_(shared), Workspace.platform), else_=own)


def platform_of(budget: str) -> str:
    """The platform whose budget has this key."""
    return budget.partition(":")[0]


async def spent(db: Db, now: datetime, rates: Mapping[str, Rate]) -> list[str]:
    """Budgets that allow nothing now."""
    rows = await db.execute(select(Budget.key, Budget.full_at).where(Budget.full_at > now))
    ahead = {key: (full_at - now).total_seconds() for key, full_at in rows}
    return [
        key for key, seconds in ahead.items() if platform_of(key) in rates and seconds > rates[platform_of(key)].burst
    ]


async def spend(db: Db, key: str, now: datetime, rate: Rate, most: int) -> int:
    """Spends up to `most` messages of a budget; how many it allows now."""
    wanted = select(Budget).filter_by(key=key).with_for_update()
    budget = (await db.scalars(wanted)).one_or_none()
    if budget is None:
        await insert_once(db, Budget, key=key, full_at=LONG_AGO)
        budget = (await db.scalars(wanted)).one()
    full_at, allowed = max(budget.full_at, now), 0
    while allowed < most and (full_at - now).total_seconds() <= rate.burst:
        full_at += timedelta(seconds=rate.seconds)
        allowed += 1
    budget.full_at = full_at
    await db.flush()
    return allowed


async def lock(db: Db, keys: Collection[str]) -> None:
    """Locks these lanes, in the order in which every process locks them; before their deliveries."""
    await db.execute(select(Lane.key).where(Lane.key.in_(keys)).order_by(Lane.key).with_for_update())


def next_free(now: datetime) -> ScalarSelect[datetime]:
    """When (by the machine's clock) the first lane is free that has a message due `now`."""
    return select(func.min(Lane.free_at)).where(Lane.due_at <= now).scalar_subquery()


def next_due(now: datetime) -> ScalarSelect[datetime | None]:
    """When (by the bot's clock) the next message is due that is not yet."""
    return select(func.min(Lane.due_at)).where(Lane.due_at > now).scalar_subquery()
