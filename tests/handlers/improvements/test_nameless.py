"""Words without a name lead to nobody: neither to a reader of cards, nor to who joins the tables."""

from __future__ import annotations

import re

from sqlalchemy import inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outbox import Delivery
from tests.handlers.improvements.steps import LONG, PEOPLE, an_hour_later, letters, moved, promised, said
from tests.handlers.theatre import Theatre

COMMON = ("id", "community_id", "workspace_id", "session_id", "course_id", "language", "state", "scope", "about")
"""Columns that everybody of a place shares, or that count rows: what a join by them gives is everybody."""


async def values_of(connection: AsyncConnection) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, by column."""
    names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    return {
        name: [dict(row._mapping) for row in await connection.execute(text(f"SELECT * FROM {name}"))]
        for name in names
        if not name.startswith(("documents_", "sqlite_"))
    }


def reachable(tables: dict[str, list[dict[str, object]]], start: set[object]) -> set[object]:
    """What can be reached from some values by joining rows on equal texts, instants or seals, whatever the columns.

    Small numbers and short words are left out: they are equal by chance.
    """
    known, before = set(start), set[object]()
    while known != before:
        before = set(known)
        for rows in tables.values():
            for row in rows:
                texts = [value for column, value in row.items() if isinstance(value, str) and column not in COMMON]
                telling = {part for value in texts for part in (value, *value.split(":")) if len(part) > 12}
                if telling & known:
                    known |= telling
    return known


async def test_no_join_leads_from_the_news_to_the_words_or_the_improvement(play: Theatre) -> None:
    await promised(play, await said(play, scope="anonymous", others=PEOPLE[1:]), title="Shorter days from now on")
    await an_hour_later(play)
    await moved(play, 1, 0, "done", title="Shorter days from now on")
    await an_hour_later(play)
    assert len(letters(play)) == 2
    async with play.database.reading() as db:
        news = (await db.scalars(select(Delivery).where(Delivery.about.startswith("news:")))).all()
        tables = await values_of(await db.connection())
    assert all(re.fullmatch(rf"improvements\.news_of:{one.member_id}:[0-9a-f]{{32}}", one.draw) for one in news)
    found = reachable(tables, {value for one in news for value in (one.about, one.draw, one.subject, one.key)})
    assert not any(LONG in str(value) or "Shorter days" in str(value) for value in found)
    (words,) = [row for row in tables["verbatims"] if row["words"] == LONG]
    assert words["member_id"] is None
    assert words["respondent"] not in found
    assert reachable(tables, {words["respondent"]}).isdisjoint({one.about for one in news})


async def test_what_is_kept_of_an_improvement_tells_no_hour(play: Theatre) -> None:
    """The instant of a change beside the instant of a message would lead from one to the other."""
    await promised(play, await said(play, scope="anonymous"))
    async with play.database.reading() as db:
        tables = await values_of(await db.connection())
    for name in ("improvements", "improvement_sources"):
        for row in tables[name]:
            assert not [value for value in row.values() if str(value).startswith("2026-11-")]


async def test_news_of_two_people_leave_at_the_same_hour_in_an_order_of_chance(play: Theatre) -> None:
    first = await said(play, scope="anonymous", others=PEOPLE[1:])
    for who in PEOPLE[1:]:
        await play.say(who, 1, words=f"{who} found the day long too.", scope="anonymous", tone="unhappy")
    await promised(play, first)
    async with play.database.reading() as db:
        numbers = (await db.scalars(text("SELECT id FROM verbatims ORDER BY id"))).all()
    orders = []
    for number in numbers[1:]:
        await play.press("amina", "improvements.feed", 1, number)
    for version, state in enumerate(("doing", "done", "refused")):
        await moved(play, 1, version, state)
        async with play.database.reading() as db:
            wanted = select(Delivery).where(Delivery.about.startswith("news:")).order_by(Delivery.id.desc()).limit(5)
            latest = (await db.scalars(wanted)).all()
        assert len({one.due_at for one in latest}) == 1
        assert len({one.member_id for one in latest}) == 5
        orders.append([one.member_id or 0 for one in latest])
    assert orders != [sorted(orders[0], reverse=True)] * 3, "as they were found: once in two million"
