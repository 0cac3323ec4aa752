"""The community and its members, set up."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.receiving.letters import Letters


@pytest.fixture
async def stage(database: Database, clock: StillClock) -> Letters:
    """Tuesday, eight in the morning in Lisbon, nine in Paris; nobody receives anything yet."""
    stage = Letters(database, clock)
    await stage.set_up()
    return stage
