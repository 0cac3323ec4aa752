"""The cast, set up."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.sessions.cast import Cast
from tests.handlers.theatre import Theatre


@pytest.fixture
async def cast(database: Database, clock: StillClock) -> Cast:
    """Two workspaces with a community each; nobody has done anything yet."""
    cast = Cast(database, clock)
    await cast.set_up()
    return cast


@pytest.fixture
async def play(database: Database, clock: StillClock) -> Theatre:
    """A community whose people have done nothing yet, and a wall on which what is owed is posted."""
    theatre = Theatre(database, clock)
    await theatre.set_up()
    return theatre
