"""A short run of `make chaos`: a dozen kills, on both databases, with the playground failing meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos import trial
from tests.chaos.size import Size

SIZE = {1: Size(6, channels=6, posts=4, dms=12, likes=40), 2: Size(6, 6, 4, 12, 40, processes=2)}


@pytest.mark.parametrize("processes", [1, 2], ids=["sqlite", "postgresql, two processes"])
async def test_nothing_is_lost_and_nothing_is_there_twice(
    processes: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    if processes > 1:
        address = request.getfixturevalue("postgresql").new_database()
    tally = await trial.run(address, tmp_path, SIZE[processes], failing=True, seed=processes)
    assert sum(tally.kills.values()) >= SIZE[processes].kills
    assert tally.is_well, f"{tally.line('short run')}\n{(tmp_path / 'bot.log').read_text('utf-8')[-5000:]}"
