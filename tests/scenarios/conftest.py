"""A story is lived on a platform and in a language: `slack-en`, `discord-fr`."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from bot.texts import Texts
from handlers.chat.routes import registry
from tests.conftest import SHARED, StillClock
from tests.platforms.bench import Bench
from tests.platforms.discord_bench import DiscordBench
from tests.platforms.slack_bench import SlackBench
from tests.scenarios.story import MakeBench, Story
from tests.scenarios.turns import EVERYWHERE

CONTRACTS = SHARED / "contracts"


def on_slack(texts: Texts, clock: StillClock) -> Bench:
    return cast("Bench", SlackBench(texts, registry, lambda: clock.now().timestamp(), patience=10.0))


def on_discord(texts: Texts, clock: StillClock) -> Bench:
    return cast("Bench", DiscordBench(texts, registry, lambda: clock.now().timestamp()))


BENCHES: dict[str, MakeBench] = {"slack": on_slack, "discord": on_discord}


@pytest.fixture(params=EVERYWHERE)
async def story(
    request: pytest.FixtureRequest, clock: StillClock, tmp_path: Path, empty_file: Path
) -> AsyncIterator[Story]:
    """A workspace with the bot in it, whose every request must please the platform's published contracts."""
    platform, language = request.param.split("-")
    shutil.copy(empty_file, tmp_path / "story.db")
    story = Story(BENCHES[platform], clock, tmp_path / "story.db", language)
    await story.the_bot_starts()
    yield story
    await story.ends()
    assert story.bench.sent_bodies()
    if not CONTRACTS.is_dir():
        pytest.skip(f"lived through, but {CONTRACTS} is missing: the requests were not checked")
    assert story.bench.complaints() == []
