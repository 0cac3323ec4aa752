"""What features wait for: one question for all of them, which never reads what there already is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from storage.database import Database
from tests.asking import waiting
from tests.conftest import StillClock

SMALL = {"communities"}
"""Tables of which an idle tick may read every row."""


async def test_what_features_wait_for_is_asked_at_once_and_found_by_indexes(
    database: Database, clock: StillClock
) -> None:
    asked: list[tuple[str, Any]] = []
    async with database.transaction() as db:
        connection = await db.connection()
        event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
        idle = await waiting().in_vain(db, clock.now())
        ((question, values),) = asked
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", values)
        steps = [str(row[-1]).split() for row in plan]
        few = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE sql LIKE '%INDEX%WHERE%'")
        partial = {name for (name,) in few}
    assert len(idle) > 15, "they are asked, and have nothing to do"
    assert any("ix_schedules_next_at" in step for step in steps)
    scanned = [step for step in steps if step[0] == "SCAN" and step[1:] != ["CONSTANT", "ROW"]]
    assert [step for step in scanned if step[1] not in SMALL and step[-1] not in partial] == []
