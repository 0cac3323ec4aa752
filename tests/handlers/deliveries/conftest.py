"""The office, set up."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.deliveries.office import Office


@pytest.fixture
async def office(database: Database, clock: StillClock) -> Office:
    """Amina and Bruno animate a community whose home channel is C1; nothing was sent yet."""
    office = Office(database, clock)
    await office.set_up()
    return office
