"""What time makes happen: a run follows the session it is around, and stops with it.

Looked for here, before what is due is posted, rather than where sessions change: whatever changes one is noticed.
"""

from __future__ import annotations

from datetime import datetime

from handlers.campaigns import acts
from handlers.campaigns.acts import Held
from handlers.chat.routes import to
from storage import outbox, runs
from storage.database import Db
from storage.runs import STOPPED
from storage.sessions import CANCELLED, ENDED
from storage.waiting import Waits

MOST_AT_ONCE = 50

waits: Waits = (runs.AROUND_CHANGED,)


async def due(db: Db, now: datetime) -> int:
    """Moves, stops or lets go of the runs whose session changed; how many. Idle, it asks one question."""
    changed = await runs.around_changed(db, MOST_AT_ONCE)
    for run_id, session in changed:
        held = await acts.hold(db, run_id)
        if held is None or held.run.state == STOPPED:
            continue
        if session.state == ENDED:
            await runs.let_go(db, run_id)
        elif session.state == CANCELLED:
            await _tell(db, held, "stopped", now)
            await acts.stop(db, held, for_good=True)
        elif held.run.session_at != session.starts_at:
            await _tell(db, held, "moved", now)
            await acts.follow(db, held, session.starts_at, now)
    return len(changed)


async def _tell(db: Db, held: Held, news: str, now: datetime) -> None:
    """Owes the news to whoever started it, when there was something left to post."""
    run, community = held.run, held.community
    if run.started_by is None or not held.remaining:
        return
    await outbox.owe(
        db,
        about=f"campaign-{news}:{run.id}:{run.version}",
        draw=str(to("campaigns.news", run.id, news)),
        workspace_id=community.workspace_id,
        due_at=now,
        language=community.language,
        member_id=run.started_by,
        community_id=community.id,
    )
