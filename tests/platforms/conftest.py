"""The benches, one for each platform: any new platform folder adds its own here and passes the whole suite."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import cast

import pytest

from bot.clock import Clock
from bot.dispatch import Dispatch
from bot.texts import Texts
from handlers.chat.asks import Ask, Profile
from handlers.chat.routes import Registry
from storage.database import Database
from tests.platforms.bench import Bench
from tests.platforms.discord_bench import DiscordBench
from tests.platforms.slack_bench import SlackBench
from tests.platforms.slack_http_bench import SlackHttpBench
from tests.platforms.trial import Trial, texts

BENCHES: dict[str, Callable[[Texts, Registry], object]] = {
    "slack": SlackBench,
    "slack-http": SlackHttpBench,
    "discord": DiscordBench,
}


@pytest.fixture
def trial() -> Trial:
    """The routes of a tiny bot, and what they were asked."""
    return Trial()


def door_of(bench: Bench, trial: Trial, database: Database) -> Dispatch:
    """The real door, open on the trial's routes."""

    async def find_profile(ask: Ask) -> Profile | None:
        return await bench.platform.profile(ask.workspace.external_id, ask.who)

    return Dispatch(database, trial.registry, Clock(), find_profile, wake=lambda: None)


@pytest.fixture(params=list(BENCHES))
async def bench(request: pytest.FixtureRequest, trial: Trial, database: Database) -> AsyncIterator[Bench]:
    """A platform with the trial connected; whatever the bot sent there must please the platform's contracts."""
    bench = cast("Bench", BENCHES[request.param](texts(), trial.registry))
    await bench.start(door_of(bench, trial, database))
    yield bench
    await bench.stop()
    assert bench.complaints() == []


@pytest.fixture
async def slack(trial: Trial, database: Database) -> AsyncIterator[SlackBench]:
    """Slack alone, for what only Slack does."""
    bench = SlackBench(texts(), trial.registry)
    await bench.start(door_of(cast("Bench", bench), trial, database))
    yield bench
    await bench.stop()
    assert bench.complaints() == []


@pytest.fixture
async def slack_http(trial: Trial, database: Database) -> AsyncIterator[SlackHttpBench]:
    """Slack over HTTP alone."""
    bench = SlackHttpBench(texts(), trial.registry)
    await bench.start(door_of(cast("Bench", bench), trial, database))
    yield bench
    await bench.stop()
    assert bench.complaints() == []
