"""Features are asked what is due, and what they say they wait for is seen to be true."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from handlers import load
from storage.database import Database, Db
from storage.waiting import Waiting


@cache
def waiting(*features: str) -> Waiting:
    """What these features wait for; without names, all that say so."""
    waits = load().waits
    return Waiting({name: waits[name] for name in features or waits if name in waits})


async def ask(db: Db, feature: str, now: datetime) -> int:
    """How many things a feature did: none unless what it waits for is there, some as long as it is."""
    idle = await waiting(feature).in_vain(db, now)
    done = await load().due[feature](db, now)
    assert not (done and idle), f"{feature} had something to do, and would not have been asked"
    # Elsewhere, what is left may be in the hands of another transaction.
    if not done and feature in load().waits and db.get_bind().dialect.name == "sqlite":
        assert await waiting(feature).in_vain(db, now), f"{feature} is asked in vain, for ever"
    return done


async def nothing_is_overlooked(database: Database, now: datetime) -> None:
    """Asks the features that wait for nothing that is there: none of them has anything to do."""
    async with database.transaction() as db:
        idle = await waiting().in_vain(db, now)
        overlooked = [feature for feature in sorted(idle) if await load().due[feature](db, now)]
        assert not overlooked, f"{overlooked} would never have been asked"
