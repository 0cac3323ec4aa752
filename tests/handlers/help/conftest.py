"""The theatre, set up."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.theatre import Theatre


@pytest.fixture
async def play(database: Database, clock: StillClock) -> Theatre:
    """A community whose people have done nothing yet."""
    theatre = Theatre(database, clock)
    await theatre.set_up()
    return theatre
