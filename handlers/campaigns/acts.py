"""What is done with a run: paused, taken up again, shifted, stopped, taken back.

Every act is a compare-and-set on the run's version, after its schedules are held: ticks and other animators wait, then
see what was done. Each keeps what it changed, so that it can be undone until something more is posted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.campaigns import rules
from storage import coming, communities, dates, run_acts, runs, taken
from storage.communities import Community
from storage.database import Db
from storage.placing import MOST_DAYS, Channel, Placed, Wish, place
from storage.run_acts import Set
from storage.runs import STOPPED, Planned, Run
from storage.schedules import ACTIVE, CANCELLED, PAUSED, Schedule

WEEK = 7


@dataclass(frozen=True)
class Held:
    """A run, its community and its posts, held by this transaction."""

    run: Run
    community: Community
    posts: Sequence[Planned]

    @property
    def remaining(self) -> list[Schedule]:
        """What is still to be posted, in order."""
        return [one.schedule for one in self.posts if one.remains]

    @property
    def happened(self) -> int:
        """How many of its dates were posted or missed."""
        return sum(bool(one.became) for one in self.posts)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.run.state == STOPPED or not self.remaining


async def hold(db: Db, run_id: int) -> Held | None:
    """The run as it is now, which nobody else changes before this transaction ends; None when there is none."""
    run = await runs.find(db, run_id)
    if run is None:
        return None
    await coming.hold(db, run.community_id)
    run = await runs.find(db, run_id)
    community = None if run is None else await communities.by_id(db, run.community_id)
    if run is None or community is None:
        return None
    return Held(run, community, await runs.posts(db, run_id, alone=True))


async def pause(db: Db, held: Held) -> bool:
    """Posts nothing more until it is taken up again; False when it changed meanwhile, here and below."""
    changes = [Set(one.id, one.local_start, None, PAUSED) for one in held.remaining]
    return await _do(db, held, PAUSED, changes)


async def stop(db: Db, held: Held, *, for_good: bool = False) -> bool:
    """Posts nothing more of it. `for_good`: that cannot be undone."""
    changes = [Set(one.id, one.local_start, None, CANCELLED) for one in held.remaining]
    return await _do(db, held, STOPPED, changes, for_good=for_good)


async def resume(db: Db, held: Held, now: datetime) -> bool:
    """Takes it up again: by whole weeks later when its next date has passed; around a session, without what passed."""
    remaining = held.remaining
    weeks = 0
    if held.run.session_id is None and remaining:
        first, zone = datetime.fromisoformat(remaining[0].local_start), remaining[0].zone
        weeks = rules.weeks_to_catch_up(first, dates.wall(now, zone))
    placed = await _placed(db, held, weeks * WEEK, now)
    return await _do(db, held, ACTIVE, _sets(placed, remaining))


async def shift(db: Db, held: Held, days: int, now: datetime, session_at: datetime | None = None) -> bool:
    """All its remaining dates so many days later, where there is room. While it is paused, room is found later.

    `session_at`: when the session it is around starts now, if that is why.
    """
    waiting = [one for one in held.remaining if one.state == PAUSED]
    changes = [Set(one.id, rules.moved(one.local_start, days), None, PAUSED) for one in waiting]
    if held.run.state == ACTIVE:
        changes += _sets(await _placed(db, held, days, now), held.remaining)
    return await _do(db, held, held.run.state, changes, session_at=session_at)


async def follow(db: Db, held: Held, session_at: datetime, now: datetime) -> bool:
    """Moves it with the session it is around, which starts at another moment now."""
    zone = held.community.zone
    before = dates.wall(held.run.session_at or session_at, zone)
    return await shift(db, held, rules.days_between(before, dates.wall(session_at, zone)), now, session_at)


async def undo(db: Db, held: Held, now: datetime) -> bool:
    """Takes the last act back; False when it cannot be: something was posted since, or its dates are gone or taken."""
    kept: dict[str, Any] | None = json.loads(held.run.before or "null")
    if kept is None or kept["happened"] != held.happened:
        return False
    changes = _back(held, kept["rows"])
    if not kept["rows"]:  # the start itself is taken back
        changes = [Set(one.id, one.local_start, None, CANCELLED) for one in held.remaining]
    wished = [Wish(one.schedule_id, datetime.fromisoformat(one.local_start)) for one in changes if one.at]
    if any(one.why for one in await _room(db, held, wished, "", now)):
        return False
    if not await run_acts.act(db, held.run, kept["state"], None):
        return False
    await run_acts.set_all(db, changes)
    return True


def _back(held: Held, rows: Sequence[tuple[int, str, str, str, str]]) -> list[Set]:
    """Schedules as they were before the last act; one that somebody changed or withdrew since stays as it is."""
    own = {one.schedule.id: one.schedule for one in held.posts if not one.is_withdrawn}
    changes = []
    for id_, local, state, local_after, state_after in rows:
        one = own.get(id_)
        if one is not None and (one.local_start, one.state) == (local_after, state_after):
            at = dates.instant(datetime.fromisoformat(local), one.zone) if state == ACTIVE else None
            changes.append(Set(id_, local, at, state))
    return changes


async def _do(
    db: Db,
    held: Held,
    state: str,
    changes: Sequence[Set],
    *,
    session_at: datetime | None = None,
    for_good: bool = False,
) -> bool:
    after = {one.schedule_id: (one.local_start, one.state) for one in changes}
    kept: dict[str, object] = {
        "state": held.run.state,
        "happened": held.happened,
        "rows": [[one.id, one.local_start, one.state, *after[one.id]] for one in held.remaining if one.id in after],
    }
    if not await run_acts.act(db, held.run, state, None if for_good else kept, session_at or held.run.session_at):
        return False
    await run_acts.set_all(db, changes)
    return True


async def _placed(db: Db, held: Held, days: int, now: datetime) -> list[Placed]:
    """Where what remains goes, so many days later."""
    wished = [
        Wish(one.id, datetime.fromisoformat(rules.moved(one.local_start, days)))
        for one in held.remaining
        if one.state == ACTIVE or held.run.state == PAUSED
    ]
    return await _room(db, held, wished, held.run.country, now)


async def _room(db: Db, held: Held, wished: Sequence[Wish], country: str, now: datetime) -> list[Placed]:
    if not wished:
        return []
    community = held.community
    zone = held.posts[0].schedule.zone
    last = dates.instant(max(one.local for one in wished), zone) + timedelta(days=MOST_DAYS)
    own = {one.schedule.id for one in held.posts}
    busy = await taken.between(db, [community.id], now - timedelta(days=2), last, but=own)
    return place(wished, Channel(zone, community.gap_minutes, country), busy[community.id], now)


def _sets(placed: Sequence[Placed], remaining: Sequence[Schedule]) -> list[Set]:
    """What the schedules become: active on their dates, cancelled where there is none."""
    by_id = {one.id: one for one in remaining}
    found = []
    for one in placed:
        schedule = by_id[one.wish.number]
        if one.local is None:
            found.append(Set(schedule.id, schedule.local_start, None, CANCELLED))
        else:
            found.append(Set(schedule.id, dates.written(one.local), one.at, ACTIVE))
    return found
