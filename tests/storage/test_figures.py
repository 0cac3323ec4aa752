"""What a digest and a tick cost: they read the week and what is due, never the history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from storage import communities, digests, figures, people, testimonials
from storage.communities import Community
from storage.database import Database, Db
from storage.personal import finish_erasures

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
GROWING: tuple[str, ...]
GROWING = (
    "likes",
    "comments",
    "answers",
    "participations",
    "verbatims",
    "posts",
    "testimonials",
    "sessions",
    "attendees",
    "deliveries",
)
GROWING += ("quiz_answers", "ballots")


@pytest.fixture
async def community(database: Database) -> Community:
    async with database.transaction() as db:
        space = await people.workspace(db, "stub", "W1")
        made = await communities.create(
            db, workspace_id=space.id, name="Python", channel="C1", language="en", zone="UTC", now=NOW
        )
    assert made is not None
    return made


@contextmanager
def noted(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """The queries run meanwhile, with their values."""
    queries: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            queries.append((statement, values))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield queries
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def plans(db: Db, queries: list[tuple[str, Any]]) -> list[str]:
    """How SQLite reads the tables of each query, one line a table."""
    connection = await db.connection()
    return [
        str(list(row)[-1])
        for statement, values in queries
        for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ]


async def test_a_weeks_figures_are_found_by_indexes(database: Database, community: Community) -> None:
    async with database.transaction() as db:
        with noted(database) as queries:
            await figures.of_week(db, community, NOW - timedelta(days=7), NOW)
        steps = await plans(db, queries)
    assert len(queries) == 8
    assert [step for step in steps if step.startswith("SCAN") and step.split()[1] in GROWING] == []
    assert any("ix_likes_community_id (community_id=? AND created_at>? AND created_at<?)" in step for step in steps)


@pytest.mark.parametrize("index", ["ix_verbatims_not_considered", "next_digest_at", "ix_erasures_unfinished"])
async def test_a_tick_reads_only_what_is_due(database: Database, index: str) -> None:
    async with database.transaction() as db:
        with noted(database) as queries:
            await testimonials.unread(db, 50)
            await digests.due_managers(db, NOW, 20)
            await finish_erasures(db, NOW, 20)
        steps = await plans(db, queries)
    assert len(queries) == 3
    assert any(index in step for step in steps)
    assert [step for step in steps if step.startswith("SCAN") and "USING INDEX" not in step] == []
