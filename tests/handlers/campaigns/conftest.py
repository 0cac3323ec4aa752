"""The troupe, set up."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.campaigns.troupe import Troupe


@pytest.fixture
async def play(database: Database, clock: StillClock) -> Troupe:
    """A community with four capsules and a campaign of them."""
    troupe = Troupe(database, clock)
    await troupe.set_up()
    return troupe
