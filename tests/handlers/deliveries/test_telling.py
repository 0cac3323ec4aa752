"""Animators are told that something was given up: all of it, once, and one message a day at most."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import event, text

from handlers.chat.routes import to
from storage import failures
from storage.failures import NOTICE_DRAW
from storage.outbox import DROPPED, DUE, FAILED, SENT, Delivery
from tests.conftest import EVERY_DATABASE
from tests.handlers.deliveries.office import TITLE, Office


async def notices(office: Office) -> list[Delivery]:
    return [one for one in await office.rows(Delivery) if one.draw.startswith(NOTICE_DRAW)]


@EVERY_DATABASE
async def test_each_animator_is_told_once(office: Office) -> None:
    await office.post_capsule()
    await office.fail("a", to("capsules.post", 1), "not_in_channel")
    assert await office.tick("deliveries") == 1
    assert await office.tick("deliveries") == 0
    told = [one for one in await notices(office) if one.state == SENT]
    assert {one.member_id for one in told} == {(await office.member(who)).id for who in ("amina", "bruno")}
    assert len(told) == 2
    words = office.wall[told[0].about].splitlines()
    assert words == [
        "1 message could not be posted in Giving feedback. It waits for your decision.",
        f"Capsule {TITLE}, for #C1",
        "[See why]",
    ]


async def test_several_at_once_are_told_together(office: Office) -> None:
    await office.fail_many(60)
    assert await office.tick("deliveries") == 60
    assert len(await notices(office)) == 2
    assert any("60 messages could not be posted" in words for words in office.wall.values())


async def test_what_fails_later_the_same_day_is_told_the_next_morning(office: Office) -> None:
    await office.fail_many(1)
    await office.tick("deliveries")
    await office.fail("b", to("comments.posted", 7))
    await office.fail("c", to("comments.posted", 8))
    assert await office.tick("deliveries") == 2
    waiting = [one for one in await notices(office) if one.state == DUE]
    assert [one.due_at for one in waiting] == [datetime(2026, 11, 25, 7, tzinfo=UTC)] * 2
    office.clock.move_to(waiting[0].due_at)
    await office.post()
    assert "3 messages could not be posted" in office.wall[waiting[0].about]


async def test_what_fails_at_night_is_told_in_one_message_in_the_morning(office: Office) -> None:
    office.clock.move_to(datetime(2026, 11, 27, 20, tzinfo=UTC))  # a Friday
    await office.fail_many(1)
    await office.tick("deliveries")
    await office.fail("b", to("comments.posted", 7))
    await office.tick("deliveries")
    assert [one.due_at for one in await notices(office)] == [datetime(2026, 11, 30, 7, tzinfo=UTC)] * 2


async def test_what_was_decided_meanwhile_is_not_told(office: Office) -> None:
    office.clock.move_to(datetime(2026, 11, 24, 20, tzinfo=UTC))
    (delivery_id,) = await office.fail_many(1)
    await office.tick("deliveries")
    await office.press("amina", "deliveries.drop", delivery_id, 0)
    office.clock.move_to(office.clock.now() + timedelta(days=1))
    await office.post()
    assert {one.state for one in await notices(office)} == {DROPPED}


async def test_one_that_fails_again_after_another_try_is_told_again(office: Office) -> None:
    (delivery_id,) = await office.fail_many(1)
    await office.tick("deliveries")
    await office.press("amina", "deliveries.try_again", delivery_id, 0)
    await office.fail("b", to("comments.posted", 7))
    async with office.database.transaction() as db:
        await db.execute(text("UPDATE deliveries SET state = 'failed' WHERE about = 'c0'"))
    assert await office.tick("deliveries") == 2


async def test_nobody_is_told_of_a_telling_that_failed(office: Office) -> None:
    await office.fail("n", to(NOTICE_DRAW, office.community_id), "50007", to_member="amina")
    assert await office.tick("deliveries") == 1
    assert len(await notices(office)) == 1
    assert "Nothing waits" in await office.told("amina", "deliveries.list")


async def test_what_belongs_to_no_community_is_nobody_s_business(office: Office) -> None:
    await office.press("lina", "privacy.export")
    async with office.database.transaction() as db:
        await db.execute(text("UPDATE deliveries SET state = 'failed', failure = '50007'"))
    assert await office.tick("deliveries") == 1
    assert await notices(office) == []
    assert [one.state for one in await office.rows(Delivery)] == [FAILED]


async def test_an_idle_tick_asks_the_index_of_what_is_untold(office: Office) -> None:
    asked: list[str] = []
    event.listen(office.database.engine.sync_engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    async with office.database.transaction() as db:
        await failures.untold(db, 50)
        (question,) = [sql for sql in asked if "failure_told_at IS NULL" in sql]
        connection = await db.connection()
        plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", (50, 0))).all()
    assert "ix_deliveries_untold" in str(plan)
