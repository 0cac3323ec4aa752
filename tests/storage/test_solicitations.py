"""What people are asked unasked: so many things a week, whoever asks, and never more even when many ask at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage import communities, outbox, people, personal, solicitations
from storage.database import Conflict, Database
from storage.outbox import Delivery, Owed
from storage.people import Member
from storage.solicitations import A_WEEK, Solicitation
from tests.conftest import EVERY_DATABASE

TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)
"""Nine in the morning in Paris."""


class Asking:
    """Lina, in Paris, and whoever wants something of her."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.workspace_id = self.community_id = self.lina_id = 0

    async def set_up(self) -> None:
        async with self.database.transaction() as db:
            space = await people.workspace(db, "stage", "W1")
            made = await communities.create(
                db, workspace_id=space.id, name="A", channel="C1", language="en", zone="Europe/Paris", now=TUESDAY
            )
            assert made is not None
            lina = await people.member(db, space.id, "lina")
            self.workspace_id, self.community_id, self.lina_id = space.id, made.id, lina.id

    def question(self, about: str, now: datetime) -> Owed:
        where = {"workspace_id": self.workspace_id, "community_id": self.community_id, "member_id": self.lina_id}
        return Owed(about=about, draw="a.question:1", language="en", due_at=now, **where)  # type: ignore[arg-type]

    async def ask(self, about: str, now: datetime, kind: str = "rating", *, at_once: bool = False) -> None:
        async with self.database.transaction() as db:
            await solicitations.ask_all(db, kind, [self.question(about, now)], now, at_once=at_once)

    async def try_again(self, now: datetime) -> None:
        async with self.database.transaction() as db:
            while await solicitations.try_again(db, now, 10):
                pass

    async def wants(self, most: int, now: datetime) -> None:
        async with self.database.transaction() as db:
            await solicitations.choose(db, await db.get_one(Member, self.lina_id), most, now)

    async def leaving(self) -> dict[str, datetime]:
        """What is owed to Lina, and when it leaves."""
        async with self.database.reading() as db:
            rows = await db.execute(select(Delivery.about, Delivery.due_at).order_by(Delivery.id))
            return {row.about: row.due_at for row in rows}

    async def states(self) -> dict[str, str]:
        async with self.database.reading() as db:
            rows = await db.execute(select(Solicitation.about, Solicitation.state).order_by(Solicitation.id))
            return {row.about: row.state for row in rows}


@pytest.fixture
async def asking(database: Database) -> Asking:
    asking = Asking(database)
    await asking.set_up()
    return asking


@EVERY_DATABASE
async def test_three_a_week_come_and_the_fourth_waits_for_room(asking: Asking) -> None:
    for day in range(4):
        await asking.ask(f"s{day}", TUESDAY + timedelta(days=day))
    assert list(await asking.leaving()) == ["s0", "s1", "s2"]
    assert (await asking.states())["s3"] == "waiting"
    await asking.try_again(TUESDAY + A_WEEK - timedelta(minutes=1))
    assert "s3" not in await asking.leaving()
    await asking.try_again(TUESDAY + A_WEEK)
    assert (await asking.leaving())["s3"] == TUESDAY + A_WEEK


async def test_the_same_fact_is_asked_about_once(asking: Asking) -> None:
    for _ in range(3):
        await asking.ask("s", TUESDAY)
    assert await asking.states() == {"s": "asked"}


async def test_at_night_it_waits_for_its_readers_hours_unless_they_are_talking(asking: Asking) -> None:
    night = TUESDAY + timedelta(hours=14)
    await asking.ask("later", night)
    await asking.ask("now", night, "testimonial", at_once=True)
    assert await asking.leaving() == {"later": datetime(2026, 11, 25, 7, tzinfo=UTC), "now": night}


async def test_what_waited_leaves_within_hours_even_if_it_might_have_left_at_once(asking: Asking) -> None:
    night = TUESDAY + timedelta(hours=14)
    await asking.wants(1, TUESDAY)
    await asking.ask("first", night, at_once=True)
    await asking.ask("second", night, "testimonial", at_once=True)
    await asking.try_again(night + A_WEEK)
    assert (await asking.leaving())["second"] == datetime(2026, 12, 2, 7, tzinfo=UTC)


async def test_when_there_is_room_the_rating_comes_first(asking: Asking) -> None:
    await asking.wants(1, TUESDAY)
    await asking.ask("first", TUESDAY)
    await asking.ask("words", TUESDAY + timedelta(days=1), "testimonial")
    await asking.ask("stars", TUESDAY + timedelta(days=2))
    await asking.try_again(TUESDAY + A_WEEK)
    assert list(await asking.leaving()) == ["first", "stars"]
    await asking.try_again(TUESDAY + 2 * A_WEEK)
    assert list(await asking.leaving()) == ["first", "stars", "words"]


async def test_who_wants_no_question_gets_none_until_they_want_some(asking: Asking) -> None:
    await asking.wants(0, TUESDAY)
    await asking.ask("stars", TUESDAY)
    await asking.ask("words", TUESDAY, "testimonial")
    await asking.try_again(TUESDAY + A_WEEK)
    assert await asking.states() == {"stars": "let go", "words": "waiting"}
    await asking.try_again(TUESDAY + 10 * A_WEEK)
    assert await asking.leaving() == {}
    await asking.wants(1, TUESDAY + 10 * A_WEEK)
    assert list(await asking.leaving()) == ["words"]


async def test_a_reminder_that_finds_no_room_is_let_go(asking: Asking) -> None:
    await asking.wants(1, TUESDAY)
    await asking.ask("stars", TUESDAY)
    await asking.ask("again", TUESDAY, "reminder")
    assert await asking.states() == {"stars": "asked", "again": "let go"}
    await asking.wants(7, TUESDAY)
    await asking.ask("once more", TUESDAY, "reminder")
    assert list(await asking.leaving()) == ["stars", "once more"]


async def test_a_rating_that_the_bot_missed_by_more_than_a_week_is_let_go(asking: Asking) -> None:
    await asking.wants(1, TUESDAY)
    await asking.ask("first", TUESDAY)
    await asking.ask("second", TUESDAY)
    await asking.try_again(TUESDAY + A_WEEK + timedelta(minutes=1))
    assert await asking.states() == {"first": "asked", "second": "let go"}


@pytest.mark.parametrize("state", ["dropped", "failed"])
async def test_what_they_never_saw_leaves_its_room_to_others(asking: Asking, state: str) -> None:
    await asking.wants(1, TUESDAY)
    await asking.ask("gone", TUESDAY)
    async with asking.database.transaction() as db:
        (await db.scalars(select(Delivery))).one().state = state
    await asking.ask("next", TUESDAY)
    assert list(await asking.leaving()) == ["gone", "next"]


async def test_what_they_asked_for_meanwhile_takes_no_room(asking: Asking) -> None:
    await asking.wants(1, TUESDAY)
    await asking.ask("first", TUESDAY)
    await asking.ask("stars", TUESDAY)
    async with asking.database.transaction() as db:
        await outbox.owe_all(db, [asking.question("stars", TUESDAY)])
    await asking.ask("words", TUESDAY, "testimonial")
    await asking.try_again(TUESDAY + A_WEEK)
    await asking.try_again(TUESDAY + A_WEEK)
    assert list(await asking.leaving()) == ["first", "stars", "words"]


@pytest.mark.parametrize("most", [-1, 8])
async def test_nobody_may_want_fewer_than_none_or_more_than_seven(asking: Asking, most: int) -> None:
    with pytest.raises(ValueError, match="questions a week"):
        await asking.wants(most, TUESDAY)


@EVERY_DATABASE
async def test_many_who_ask_at_once_are_not_more_than_three(asking: Asking) -> None:
    async def ask(about: str) -> None:
        while True:
            try:
                return await asking.ask(about, TUESDAY, "testimonial")
            except Conflict:
                continue

    await asyncio.gather(*(ask(f"t{number}") for number in range(12)))
    assert len(await asking.leaving()) == 3
    assert sorted((await asking.states()).values()) == ["asked"] * 3 + ["waiting"] * 9
    await asyncio.gather(*(asking.try_again(TUESDAY + A_WEEK) for _ in range(4)))
    assert len(await asking.leaving()) == 6


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 30 * 24), st.sampled_from(["rating", "testimonial", "proposal", "reminder"])),
        max_size=25,
    ),
    st.integers(0, 7),
)
async def test_no_week_holds_more_than_was_chosen(asking: Asking, asked: Sequence[tuple[int, str]], most: int) -> None:
    await erase(asking)
    await asking.wants(most, TUESDAY)
    for number, (hours, kind) in enumerate(sorted(asked)):
        await asking.try_again(TUESDAY + timedelta(hours=hours))
        await asking.ask(f"q{number}", TUESDAY + timedelta(hours=hours), kind)
    left = sorted((await asking.leaving()).values())
    assert all(len([at for at in left if first <= at < first + A_WEEK]) <= most for first in left)


async def erase(asking: Asking) -> None:
    async with asking.database.transaction() as db:
        for table in (Delivery, Solicitation):
            for row in await db.scalars(select(table)):
                await db.delete(row)


@EVERY_DATABASE
async def test_it_is_exported_and_erased(asking: Asking) -> None:
    await asking.wants(1, TUESDAY)
    await asking.ask("first", TUESDAY)
    await asking.ask("second", TUESDAY)
    async with asking.database.transaction() as db:
        known = await personal.export(db, asking.lina_id)
        assert [one["state"] for one in known["solicitations"]] == ["asked", "waiting"]
        assert known["members"][0]["may_be_asked_a_week"] == 1
        await personal.erase(db, asking.lina_id, TUESDAY)
    await asking.try_again(TUESDAY + 2 * A_WEEK)
    assert list(await asking.leaving()) == ["first"]
    assert await asking.states() == {}
