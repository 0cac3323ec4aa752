"""The stage, set up."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.capsules.stage import Stage


@pytest.fixture
async def stage(database: Database, clock: StillClock) -> Stage:
    """One community in Paris, home channel C1, animated by Amina."""
    stage = Stage(database, clock)
    await stage.set_up()
    return stage
