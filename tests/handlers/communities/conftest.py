"""The theatre, set up."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.theatre import Theatre


@pytest.fixture
async def theatre(database: Database, clock: StillClock) -> Theatre:
    theatre = Theatre(database, clock)
    await theatre.set_up()
    return theatre
