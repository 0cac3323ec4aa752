"""The disk becomes read-only, the database goes away: said once, nothing lost, nothing claimed to be done."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping, Sequence
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.config import Config, StorageSection
from storage.database import Database
from tests.postgresql import Server
from tests.scenarios.story import Story
from tests.scenarios.test_capsules import a_post
from tests.scenarios.turns import crossed

on_slack = pytest.mark.parametrize("story", ["slack-en"], indirect=True)


async def tell_sqlite(database: Database, pragma: str) -> None:
    """Outside any transaction: one that may not write cannot even begin."""
    async with database.engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.execute(pragma)


def events(logs: Sequence[MutableMapping[str, Any]], name: str) -> list[MutableMapping[str, Any]]:
    return [line for line in logs if line["event"] == name]


@crossed
async def test_when_nothing_can_be_written_people_are_told_so_and_what_was_kept_stays(story: Story) -> None:
    cast, post = await a_post(story)
    await cast.hugo.presses(post, "capsules.like")
    await tell_sqlite(story.running.database, "PRAGMA query_only = ON")
    with capture_logs() as logs:
        await cast.lina.presses(story.again(post), "capsules.like")
        for _ in range(3):
            await story.running.ticker.tick()
    assert cast.lina.reads(cast.lina.told, "help.trouble")
    assert story.shows(story.again(post), "capsules.likes", n=1)
    assert [line["trouble"] for line in events(logs, "database.trouble")] == ["database_read_only"]
    assert events(logs, "tick.failed") == []

    await tell_sqlite(story.running.database, "PRAGMA query_only = OFF")
    await cast.lina.presses(story.again(post), "capsules.like")
    assert story.shows(story.again(post), "capsules.likes", n=2)


@on_slack
async def test_the_database_goes_away_under_the_bot_and_comes_back(
    story: Story, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    await story.the_bot_stops()
    address = postgresql.new_database()
    monkeypatch.setattr(story, "the_bot_starts", lambda: starts_on(story, address))
    await story.the_bot_starts()
    cast, post = await a_post(story)
    await cast.hugo.presses(post, "capsules.like")
    assert story.shows(story.again(post), "capsules.likes", n=1)

    postgresql.stop()
    with capture_logs() as logs:
        app, story.app = story.running, None  # nothing settles while the database is away
        await cast.lina.presses(story.again(post), "capsules.like")
        await app.ticker.tick()
        await asyncio.sleep(2)
        await story.bench.settle()
    assert cast.lina.reads(cast.lina.told, "help.trouble")
    assert [line["trouble"] for line in events(logs, "database.trouble")] == ["database_lost"]
    assert events(logs, "tick.failed") == events(logs, "delivery.claim_failed") == []

    await asyncio.to_thread(postgresql.start_again)
    story.app = app
    await cast.lina.presses(story.again(post), "capsules.like")
    await story.until(lambda: story.shows(story.again(post), "capsules.likes", n=2))


async def starts_on(story: Story, address: str) -> None:
    story.app = App(Config(storage=StorageSection(address=address)), story.clock, {story.bench.name: story._platform})
    await story.app.start()
    await story.settle()
