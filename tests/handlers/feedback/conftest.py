"""The cast, set up."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.sessions.cast import Cast


@pytest.fixture
async def cast(database: Database, clock: StillClock) -> Cast:
    """Two workspaces with a community each; nobody has done anything yet."""
    cast = Cast(database, clock)
    await cast.set_up()
    return cast
