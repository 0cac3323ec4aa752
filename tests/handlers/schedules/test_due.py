"""What time makes happen: each date posts once, or is said to be missed."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import event, select

from handlers.chat.cards import Buttons
from handlers.schedules.due import BATCH, due
from storage import likes, people, schedules
from storage.likes import Way
from storage.outbox import Delivery
from storage.schedules import ACTIVE, DONE, MISSED, POSTED, Post, Schedule
from tests.handlers.capsules.stage import HERE, Stage, at, said, shown_card


async def plan(stage: Stage, title: str, repeats: str = "once", time: str = "10:00") -> int:
    capsule_id = await stage.capsule(title)
    await stage.plan(capsule_id, repeats=repeats, time=time)
    return capsule_id


async def states(stage: Stage) -> list[tuple[str, str]]:
    async with stage.database.reading() as db:
        posts = (await db.scalars(select(Post).order_by(Post.planned_at))).all()
        return [(post.planned_at.strftime("%d %H:%M"), post.state) for post in posts]


async def test_a_capsule_is_posted_at_its_time_and_not_before(stage: Stage) -> None:
    await plan(stage, "Ask first")
    assert await stage.tick() == 0
    stage.clock.move_to(at("2026-11-24 09:00"))
    assert await stage.tick() == 1
    (shown,) = await stage.deliver()
    assert shown.delivery.channel == "C1"
    assert shown.delivery.language == "fr"
    assert shown.says("capsules.likes").values["n"] == 0
    (row,) = [part for part in shown.card.parts if isinstance(part, Buttons)]
    assert [str(button.to) for button in row.row] == [
        "likes.toggle:capsule:1",
        "comments.open:capsule:1",
    ]
    async with stage.database.reading() as db:
        (schedule,) = (await db.scalars(select(Schedule))).all()
    assert (schedule.state, schedule.next_at) == (DONE, None)


async def test_a_rhythm_goes_on_from_date_to_date(stage: Stage) -> None:
    await plan(stage, "Ask first", "weekdays")
    for day in ("24", "25", "26", "27", "28", "29", "30"):
        stage.clock.move_to(at(f"2026-11-{day} 09:00"))
        await stage.tick()
    assert await states(stage) == [(f"{day} 09:00", POSTED) for day in ("24", "25", "26", "27", "30")]


async def test_two_ticks_at_once_never_owe_twice(stage: Stage) -> None:
    await stage.keeps_apart(0)
    for number in range(8):
        await plan(stage, f"Capsule {number}", "weekly", f"09:5{number}")
    stage.clock.move_to(at("2026-11-24 09:00"))
    await asyncio.gather(*(stage.tick() for _ in range(4)))
    assert (await stage.rows(Post), await stage.rows(Delivery)) == (8, 8)


async def test_a_schedule_read_before_it_moved_is_not_moved_again(stage: Stage) -> None:
    await plan(stage, "Ask first", "weekly")
    stage.clock.move_to(at("2026-11-24 09:00"))
    async with stage.database.reading() as db:
        stale = await schedules.by_id(db, 1)
        assert stale is not None
        db.expunge(stale)
    await stage.tick()
    async with stage.database.transaction() as db:
        assert not await schedules.move(db, stale, ACTIVE, at("2027-01-01 09:00"))


async def test_what_was_missed_is_skipped_said_and_not_lost(stage: Stage) -> None:
    await plan(stage, "Ask first", "once")
    stage.clock.move_to(at("2026-11-25 09:01"))
    assert await stage.tick() == 1
    assert await states(stage) == [("24 09:00", MISSED)]
    assert await stage.deliver() == []
    told = said(shown_card(await stage.ask("capsules.list")), "capsules.missed")
    assert told.values["title"] == "Ask first"


async def test_late_but_not_too_late_is_posted(stage: Stage) -> None:
    await plan(stage, "Ask first", "once")
    stage.clock.move_to(at("2026-11-25 08:59"))
    await stage.tick()
    assert await states(stage) == [("24 09:00", POSTED)]


async def test_after_a_long_absence_only_the_last_date_is_posted(stage: Stage) -> None:
    await plan(stage, "Ask first", "weekdays")
    stage.clock.move_to(at("2026-11-27 12:00"))
    await stage.tick()
    assert await states(stage) == [
        ("24 09:00", MISSED),
        ("25 09:00", MISSED),
        ("26 09:00", MISSED),
        ("27 09:00", POSTED),
    ]
    assert await stage.rows(Delivery) == 1


async def test_much_is_done_in_batches(stage: Stage) -> None:
    capsule_id = await stage.capsule()
    async with stage.database.transaction() as db:
        member = await people.member(db, 1, "UA")
        for minute in range(BATCH + 1):
            await schedules.plan(
                db,
                community_id=stage.community_id,
                capsule_id=capsule_id,
                rule="",
                local_start="2026-11-24T09:30",
                zone="Europe/Paris",
                next_at=at("2026-11-24 08:30") + timedelta(seconds=minute),
                created_by=member.id,
            )
    stage.clock.move_to(at("2026-11-24 09:30"))
    async with stage.database.transaction() as db:
        assert await due(db, stage.clock.now()) == BATCH
    assert await stage.tick() == 1


async def test_an_idle_tick_asks_one_question_that_an_index_answers(stage: Stage) -> None:
    await plan(stage, "Ask first")
    asked: list[str] = []
    engine = stage.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    async with stage.database.transaction() as db:
        assert await due(db, stage.clock.now()) == 0
    questions = [words for words in asked if words.startswith("SELECT")]
    assert len(questions) == 1
    async with stage.database.reading() as db:
        connection = await db.connection()
        way = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {questions[0]}", ("2026-11-24", 50, 0))
        assert "ix_schedules_next_at" in str(way.all())


async def test_likes_on_a_shelf_capsule_stay_in_their_community(stage: Stage) -> None:
    shown = await stage.posted()
    other = await stage.community(HERE, "Python", "C2", "UTC")
    async with stage.database.transaction() as db:
        lina = await people.member(db, 1, "UL")
        await likes.add(db, Way(shown.delivery.subject or "", other.id, likes.BUTTON), lina.id, stage.clock.now())
    (shown,) = await stage.shown()
    assert shown.says("capsules.likes").values["n"] == 0
