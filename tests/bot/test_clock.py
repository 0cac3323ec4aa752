"""The tick: whoever may have something to do is asked, whatever happens to others; what is done is kept at once."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import literal_column, select

from bot.clock import Ticker
from handlers import Due
from storage import people
from storage.database import Conflict, Database, Db
from storage.people import Workspace
from storage.waiting import Waits
from tests.conftest import EVERY_DATABASE, StillClock


class Features:
    """Features with so many things to do each, one a batch; they note who is asked, and in which transaction."""

    def __init__(self, **to_do: int) -> None:
        self.to_do = to_do
        self.asked: list[tuple[str, Db]] = []
        self.fails: dict[str, Exception] = {}

    def due(self) -> dict[str, Due]:
        return {name: self._of(name) for name in self.to_do}

    def _of(self, name: str) -> Due:
        async def due(db: Db, now: datetime) -> int:
            self.asked.append((name, db))
            if not self.to_do[name]:
                return 0
            await people.workspace(db, "stage", f"{name}-{self.to_do[name]}")
            if name in self.fails:
                raise self.fails[name]
            self.to_do[name] -= 1
            return 1

        return due

    @property
    def order(self) -> str:
        return " ".join(name for name, _ in self.asked)


async def kept(database: Database) -> set[str]:
    async with database.reading() as db:
        return {one.external_id for one in await people.workspaces(db)}


@EVERY_DATABASE
async def test_batches_are_done_to_the_last_and_kept(database: Database, clock: StillClock) -> None:
    features = Features(first=0, second=3, third=1)
    ticker = Ticker(database, clock, features.due(), {}, lambda: None)

    assert await ticker.tick() == 4

    assert await kept(database) == {"second-3", "second-2", "second-1", "third-1"}
    assert features.order == "first second second second second third third"
    assert ticker.ticked_at is not None


async def test_those_with_nothing_to_do_share_a_transaction_which_ends_with_whoever_does_something(
    database: Database, clock: StillClock
) -> None:
    features = Features(first=0, second=0, third=1, fourth=0)
    await Ticker(database, clock, features.due(), {}, lambda: None).tick()
    (_, first), (_, second), (_, third), (_, third_again), (_, fourth) = features.asked
    assert first is second is third
    assert third is not third_again
    assert third_again is fourth


@pytest.mark.parametrize("failure", [RuntimeError("a fault"), Conflict()], ids=["fault", "conflict"])
@EVERY_DATABASE
async def test_one_that_fails_keeps_nothing_and_stops_nobody(
    database: Database, clock: StillClock, failure: Exception
) -> None:
    features = Features(first=1, second=1, third=1)
    features.fails["second"] = failure
    ticker = Ticker(database, clock, features.due(), {}, lambda: None)

    assert await ticker.tick() == 2
    assert await kept(database) == {"first-1", "third-1"}

    features.fails.clear()
    assert await ticker.tick() == 1
    assert await kept(database) == {"first-1", "second-1", "third-1"}


def met(name: str) -> Waits:
    """Waits for a workspace of this name."""
    return (select(Workspace).where(Workspace.external_id == name).order_by(Workspace.id),)


@EVERY_DATABASE
async def test_only_those_who_wait_for_what_is_there_are_asked_even_when_it_is_another_who_just_brought_it(
    database: Database, clock: StillClock
) -> None:
    features = Features(first=1, second=1, third=1, fourth=0)
    waits = {"first": met("third-1"), "second": met("fourth-1"), "third": met("second-1")}
    ticker = Ticker(database, clock, features.due(), waits, lambda: None)
    assert (await ticker.tick(), features.order) == (0, "fourth")

    async with database.transaction() as db:
        await people.workspace(db, "stage", "fourth-1")
    features.asked.clear()
    assert (await ticker.tick(), features.order) == (2, "second second third third fourth")

    features.asked.clear()
    assert (await ticker.tick(), features.order) == (1, "first first second third fourth")
    assert await kept(database) == {"first-1", "second-1", "third-1", "fourth-1"}


async def test_an_idle_tick_waits_for_nobody_who_writes(database: Database, clock: StillClock) -> None:
    features = Features(first=0)
    ticker = Ticker(database, clock, features.due(), {"first": met("nobody")}, lambda: None)
    async with database.transaction() as db, asyncio.timeout(5):
        await people.workspace(db, "stage", "being written")
        assert await ticker.tick() == 0
    assert features.order == ""
    assert ticker.ticked_at is not None


async def test_an_error_in_what_one_waits_for_has_everybody_asked(database: Database, clock: StillClock) -> None:
    features = Features(first=1, second=1)
    wrong = select(Workspace).where(literal_column("no_such_column") == 1)
    waits: dict[str, Waits] = {"first": met("nobody"), "second": (wrong,)}
    assert await Ticker(database, clock, features.due(), waits, lambda: None).tick() == 2


async def test_while_the_database_is_in_trouble_nobody_is_asked(clock: StillClock) -> None:
    nowhere = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    features = Features(first=1, second=1)
    ticker = Ticker(nowhere, clock, features.due(), {"first": met("nobody")}, lambda: None)
    assert (await ticker.tick(), features.order) == (0, "")
    assert ticker.ticked_at is not None
    await nowhere.close()
