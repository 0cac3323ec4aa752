"""Capsules in direct messages: at their reader's hour, one at a time, in order, never twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select

from handlers.receiving.due import due
from storage import editing, personal
from storage.capsules import Capsule
from storage.outbox import Delivery
from storage.receiving import Subscription
from tests.conftest import EVERY_DATABASE
from tests.handlers.capsules.stage import ELSEWHERE, HERE, LINA, MALO, at
from tests.handlers.receiving.letters import Letters


@EVERY_DATABASE
async def test_it_comes_at_its_readers_hour_on_their_own_clocks(stage: Letters) -> None:
    await stage.receives(LINA)
    await stage.receives(MALO, hour="18h")
    await stage.posts("One")
    await stage.comes("2026-11-24 08:29")
    assert await stage.received() == []
    await stage.comes("2026-11-24 08:30")
    assert await stage.received() == ["One"]
    await stage.comes("2026-11-24 16:59")
    assert await stage.received(MALO) == []
    await stage.comes("2026-11-24 17:00")
    assert await stage.received(MALO) == ["One"]
    assert await stage.received() == ["One"]


async def test_nothing_new_nothing_comes(stage: Letters) -> None:
    await stage.posts("Before")
    stage.clock.move_to(at("2026-11-24 08:10"))
    await stage.receives()
    await stage.comes("2026-11-26 12:00")
    assert await stage.letters() == []


async def test_who_wants_earlier_ones_too_gets_them_in_order_after_what_is_new(stage: Letters) -> None:
    await stage.posts("First", "Second", "Third")
    stage.clock.move_to(at("2026-11-24 08:10"))
    await stage.receives(earlier="yes")
    await stage.posts("New")
    for day in (24, 25, 26, 27):
        await stage.comes(f"2026-11-{day} 08:30")
    assert await stage.received() == ["New", "First", "Second", "Third"]
    await stage.comes("2026-12-04 08:30")
    assert len(await stage.letters()) == 4


async def test_one_at_a_time_in_the_order_of_the_posts(stage: Letters) -> None:
    await stage.receives(rhythm="twice")
    await stage.posts("One", "Two", "Three")
    await stage.comes("2026-11-24 08:30")
    assert await stage.received() == ["One"]
    await stage.comes("2026-11-25 20:00")
    assert await stage.received() == ["One"]
    await stage.comes("2026-11-26 08:30")
    assert await stage.received() == ["One", "Two"]


async def test_what_is_posted_again_or_asked_for_again_never_comes_twice(stage: Letters) -> None:
    await stage.receives()
    await stage.posts("One")
    await stage.comes("2026-11-24 08:30")
    await stage.ask("receiving.stop", (await stage.subscriptions())[0].id, who=LINA)
    await stage.comes("2026-11-25 08:30")
    await stage.receives(earlier="yes")
    await stage.posts("One")
    await stage.comes("2026-11-27 12:00")
    assert await stage.received() == ["One"]


async def test_missed_hours_bring_one_capsule_at_an_hour_at_which_one_may_be_written_to(stage: Letters) -> None:
    await stage.receives()
    await stage.posts("One", "Two")
    await stage.comes("2026-11-26 22:00")
    assert await stage.received() == []
    (waits,) = await stage.letters()
    assert waits.due_at == at("2026-11-27 08:00")
    await stage.comes("2026-11-27 08:15")
    assert await stage.received() == ["One"]


async def test_an_hour_that_was_chosen_may_be_outside_the_quiet_ones(stage: Letters) -> None:
    await stage.receives(hour="22:15")
    await stage.posts("One")
    await stage.comes("2026-11-24 22:16")
    assert await stage.received() == ["One"]


async def test_who_travels_receives_at_the_hour_of_their_new_clocks(stage: Letters) -> None:
    await stage.receives()
    await stage.posts("One", "Two")
    await stage.moves_to("America/Montreal")
    await stage.comes("2026-11-24 08:30")
    assert await stage.letters() == []
    await stage.comes("2026-11-24 13:29")
    assert await stage.letters() == []
    await stage.comes("2026-11-24 13:30")
    assert await stage.received() == ["One"]


async def test_all_communities_bring_one_capsule_a_time_and_the_same_one_once(stage: Letters) -> None:
    other = await stage.community(HERE, "Python", "C2", "Europe/Paris")
    await stage.receives(community="0")
    await stage.receives(MALO, hour="9:30")
    await stage.receives(MALO, hour="9:30", community=str(other.id))
    await stage.posts("Shared", "Mine")
    await stage.posts("Shared", "Theirs", community_id=other.id)
    await stage.comes("2026-11-24 08:30")
    assert await stage.received() == ["Shared"]
    assert sorted(await stage.received(MALO)) == ["Shared", "Theirs"]
    for day in (25, 26):
        await stage.comes(f"2026-11-{day} 08:30")
    assert await stage.received() == ["Shared", "Mine", "Theirs"]
    assert sorted(await stage.received(MALO)) == ["Mine", "Shared", "Theirs"]


async def test_other_workspaces_stay_where_they_are(stage: Letters) -> None:
    other = await stage.community(ELSEWHERE, "Python", "C2", "Europe/Paris")
    await stage.receives(community="0")
    capsule = await stage.capsule("Elsewhere")
    stage.clock.move_to(at("2026-11-24 08:10"))
    await stage.ask("schedules.post_now", other.id, capsule, workspace=ELSEWHERE)
    await stage.comes("2026-11-24 08:30")
    assert await stage.letters() == []


async def test_a_correction_by_the_community_comes_as_corrected_and_not_again(stage: Letters) -> None:
    await stage.receives()
    await stage.posts("One")
    await stage.comes("2026-11-24 08:30")
    async with stage.database.transaction() as db:
        capsule = (await db.scalars(select(Capsule))).one()
        await editing.change(db, capsule, stage.community_id, {"title": "Better"}, stage.clock.now())
    await stage.posts("Better")
    async with stage.database.transaction() as db:
        copy = (await db.scalars(select(Capsule).where(Capsule.copy_of_id == capsule.id))).one()
    await stage.ask("schedules.post_now", stage.community_id, copy.id)
    await stage.comes("2026-11-25 08:30")
    await stage.comes("2026-11-27 08:30")
    assert await stage.received() == ["Better", "Better"], "the correction, then another capsule of that name"


async def test_what_was_withdrawn_is_not_sent_and_leaves_a_line_where_it_was(stage: Letters) -> None:
    await stage.receives()
    await stage.posts("One", "Two")
    await stage.comes("2026-11-24 08:30")
    async with stage.database.transaction() as db:
        for capsule in await db.scalars(select(Capsule)):
            await editing.withdraw(db, capsule, stage.community_id, stage.clock.now())
    await stage.comes("2026-11-26 08:30")
    (letter,) = await stage.letters()
    card = await stage.drawn(letter)
    assert card is not None
    assert list(card.links()) == []


async def test_withdrawn_before_it_left_nothing_is_sent(stage: Letters) -> None:
    await stage.receives()
    await stage.posts("One")
    await stage.comes("2026-11-26 22:00")
    async with stage.database.transaction() as db:
        capsule = (await db.scalars(select(Capsule))).one()
        await editing.withdraw(db, capsule, stage.community_id, stage.clock.now())
    (letter,) = await stage.letters()
    assert await stage.drawn(letter) is None


async def test_who_cannot_be_reached_is_written_to_no_more_until_they_ask(stage: Letters) -> None:
    await stage.receives()
    await stage.posts("One", "Two", "Three")
    await stage.comes("2026-11-24 08:30")
    async with stage.database.transaction() as db:
        (letter,) = await db.scalars(select(Delivery).where(Delivery.draw.startswith("receiving.")))
        letter.state, letter.failure = "failed", "50007"
    await stage.comes("2026-11-27 08:30")
    assert len(await stage.letters()) == 1
    (held,) = await stage.subscriptions()
    assert held.next_at is None
    await stage.ask("receiving.resume", held.id, who=LINA)
    await stage.comes("2026-11-30 08:30")
    assert await stage.received() == ["Two"]


@EVERY_DATABASE
async def test_two_processes_at_once_send_it_once(stage: Letters) -> None:
    await stage.receives(LINA, community="0")
    await stage.receives(MALO, hour="9:30")
    await stage.posts("One", "Two")
    stage.clock.move_to(at("2026-11-24 08:30"))

    async def tick() -> None:
        async with stage.database.transaction() as db:
            await due(db, stage.clock.now())

    await asyncio.gather(*(tick() for _ in range(4)))
    await stage.deliver()
    assert await stage.received() == ["One"]
    assert await stage.received(MALO) == ["One"]
    assert [one.next_at for one in await stage.subscriptions()] == [at("2026-11-25 08:30")] * 2


async def test_idle_it_looks_at_nothing(stage: Letters) -> None:
    await stage.receives()
    await stage.posts("One")
    assert await stage.comes("2026-11-24 08:29") == 0
    assert await stage.comes("2026-11-24 08:30") == 1
    assert await stage.comes(stage.clock.now() + timedelta(seconds=1)) == 0


async def test_it_is_exported_and_erased(stage: Letters) -> None:
    await stage.receives()
    await stage.posts("One", "Two")
    await stage.comes("2026-11-24 08:30")
    letter = await stage.last()
    await stage.presses(letter.card, "receiving.less")
    await stage.ask("receiving.mute", letter.delivery.draw.split(":")[1], "format", who=LINA)
    lina = await stage.member()
    async with stage.database.transaction() as db:
        known = await personal.export(db, lina.id)
        assert (known["subscriptions"][0]["hour"], known["receipts"][0]["capsule"]) == ("08:30", "One")
        assert known["mutes"] == [{"kind": "format", "less_of": "text"}]
        await personal.erase(db, lina.id, stage.clock.now())
        after = await personal.export(db, lina.id)
        assert [after[name] for name in ("subscriptions", "receipts", "mutes")] == [[], [], []]
    await stage.comes("2026-11-27 08:30")
    assert await stage.letters() == []
    assert await stage.rows(Subscription) == 0
