"""Changes of runs: each a compare-and-set, and of all their schedules at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from storage.communities import Community
from storage.database import Db
from storage.runs import STOPPED, Run, RunPost
from storage.schedules import ACTIVE, CANCELLED, Post, Schedule


async def act(
    db: Db, run: Run, state: str, before: Mapping[str, object] | None, session_at: datetime | None = None
) -> bool:
    """Gives the run its next state and what undoes it; False, and nothing done, when it changed since it was read."""
    kept = "" if before is None else json.dumps(before)
    changed = update(Run).where(Run.id == run.id, Run.version == run.version)
    changed = changed.values(state=state, version=run.version + 1, before=kept, session_at=session_at or run.session_at)
    found = await db.execute(changed.returning(Run.id), execution_options={"synchronize_session": False})
    return found.first() is not None


_rows = Schedule.metadata.tables["schedules"]
_SET = (
    update(_rows)
    .where(_rows.c.id == bindparam("schedule_id"))
    .values(local_start=bindparam("local"), next_at=bindparam("at"), state=bindparam("becomes"))
)


@dataclass(frozen=True)
class Set:
    """What a schedule of a run is to be: its wall time, its instant (None unless active) and its state."""

    schedule_id: int
    local_start: str
    at: datetime | None
    state: str


async def set_all(db: Db, changes: Sequence[Set]) -> None:
    """Changes schedules that this transaction holds (see `posts`)."""
    rows = [{"schedule_id": c.schedule_id, "local": c.local_start, "at": c.at, "becomes": c.state} for c in changes]
    if rows:
        await db.execute(_SET, rows)


async def unstart(db: Db, bunch: int) -> Sequence[int]:
    """Stops the runs that were started together and of which nothing was done or posted since: their ids."""
    happened = select(Post.id).join(RunPost, RunPost.schedule_id == Post.schedule_id).where(RunPost.run_id == Run.id)
    mine = (Run.bunch == bunch, Run.version == 0, Run.state == ACTIVE, ~happened.exists())
    ids = (await db.scalars(select(Run.id).where(*mine).with_for_update())).all()
    theirs = select(RunPost.schedule_id).where(RunPost.run_id.in_(ids))
    gone = update(Schedule).where(Schedule.id.in_(theirs), Schedule.state == ACTIVE)
    await db.execute(gone.values(state=CANCELLED, next_at=None), execution_options={"synchronize_session": False})
    await db.execute(update(Run).where(Run.id.in_(ids)).values(state=STOPPED, version=1, before=""))
    return ids


async def bunch_of(db: Db, bunch: int, workspace_id: int) -> bool:
    """Whether runs were started together under this number in the workspace."""
    wanted = select(Run.id).join(Community, Community.id == Run.community_id)
    found = await db.scalars(wanted.where(Run.bunch == bunch, Community.workspace_id == workspace_id).limit(1))
    return found.first() is not None
