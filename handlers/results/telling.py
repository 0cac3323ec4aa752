"""Telling: the rounds that are due enter the figures, when somebody looks and when time has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.results import rules
from storage import communities, feedback, results, told
from storage.database import Db
from storage.sessions import Session
from storage.zones import usable_zone

Came = Mapping[int, int]
"""How many came to each session."""


async def tell(db: Db, now: datetime, session: Session) -> tuple[Sequence[Session], Came]:
    """Adds the rounds that are due to what was told before; the sessions of the course in the community, and who came.

    The rounds of all those sessions are looked at, whichever is meant: none can be told about one of them only.
    """
    every = await results.siblings(db, session)
    ids = [one.id for one in every]
    came = await results.came(db, ids)
    rated = await results.rated(db, ids)
    begun = {
        one.id for one in every if rules.may_begin(rated[one.id], came[one.id], now - one.ends_at)
    } | await told.first_told(db, ids)
    waiting = await results.waiting(db, ids)
    alone = rules.rounds_alone(waiting, begun)
    community = await communities.by_id(db, session.community_id)
    day = now.astimezone(ZoneInfo(usable_zone(community.zone if community else None))).date()
    await results.tell(db, alone, day, alone=True)
    over = {one.id for one in every if now - one.ends_at >= rules.POOLED_AFTER}
    new = set(alone)
    left = [one for one in waiting if one not in new]
    together = rules.rounds_together(left, over, await feedback.authors(db, over))
    await results.tell(db, together, day, alone=False)
    await results.tell(db, rules.rounds_alone(await results.waiting_pairs(db, ids), begun), day, alone=True)
    return every, came
