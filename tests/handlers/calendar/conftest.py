"""The stage, set up, with a bot that can be reached from outside."""

from __future__ import annotations

import pytest

from bot.dispatch import Dispatch
from handlers.chat.routes import registry
from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.capsules.stage import Stage

PUBLIC = "https://portevoix.example.org"


@pytest.fixture
async def stage(database: Database, clock: StillClock) -> Stage:
    """One community in Paris, home channel C1, animated by Amina."""
    stage = Stage(database, clock)
    stage.door = Dispatch(database, registry, clock, stage._profile, lambda: None, PUBLIC)
    await stage.set_up()
    return stage
