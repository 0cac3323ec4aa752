"""What a sender asks never reads all that was ever sent: SQLite says how it would look."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from storage import outbox, people, sending
from storage.database import Database
from storage.lanes import Rate
from storage.sending import Sent
from tests.conftest import StillClock
from tests.posting import LEASE


async def test_what_a_sender_asks_reads_no_more_with_a_long_history(database: Database, clock: StillClock) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        asked.append((statement, values[0] if many else values))

    now, real = clock.now(), clock.real()
    async with database.transaction() as db:
        space = await people.workspace(db, "stub", "W1")
        await outbox.owe(
            db, about="a", draw="story:1", workspace_id=space.id, due_at=now, language="en", channel="C1", at_once=True
        )
    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    async with database.transaction() as db:
        await sending.next_ready(db, now, real)
        await sending.stale(db, real=real, lease=LEASE, rates={"stub": Rate(0, per_workspace=True)}, most=50)
        rates = {"stub": Rate(0, per_workspace=True)}
        (claimed,) = await sending.claim(db, now=now, real=real, lease=LEASE, rates=rates, most=50)
        sent = Sent(claimed, channel="C1", message="m1", revision=0, now=now, free_at=real)
        assert await sending.sent(db, [sent]) == {claimed.id}
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    async with database.engine.connect() as connection:
        plans = [
            str(row[-1])
            for statement, values in asked
            if statement.startswith(("SELECT", "UPDATE"))
            for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert any("ix_deliveries_open" in plan for plan in plans), "the claim was looked at"
    everything = [plan for plan in plans if plan.startswith("SCAN deliveries") and "USING" not in plan]
    assert everything == []
