"""Which posts are read again and when, whatever goes wrong with some of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot import upkeep as module
from bot.platforms import Read, Watched
from bot.upkeep import Upkeep
from handlers.chat.asks import EMOJI_ADDED, Ask, Profile
from handlers.chat.routes import to
from storage import likes, outbox, people
from storage.database import Database
from tests.bot.stub_platform import StubPlatform
from tests.conftest import StillClock
from tests.handlers.capsules.stage import HERE, LINA, Stage


class Shows(StubPlatform):
    """A chat where Lina likes everything. `unwilling`: posts that make the reading fail; `asleep`: nothing answers."""

    def __init__(self) -> None:
        super().__init__("stage")
        self.read: list[list[str]] = []
        self.unwilling: set[str] = set()
        self.asleep = False

    async def read_again(self, workspace: str, watched: Sequence[Watched]) -> Sequence[Read]:
        self.read.append([post.message for post in watched])
        if self.asleep:
            await asyncio.Event().wait()
        if self.unwilling & {post.message for post in watched}:
            raise RuntimeError("a fault of ours")
        return [Read(post, [self.like(post)], all_emoji=True, all_replies=True) for post in watched]

    @staticmethod
    def like(post: Watched) -> Ask:
        return Ask(None, HERE, LINA, to(EMOJI_ADDED, "👍"), channel=post.channel, message=post.message)


@pytest.fixture
def chat() -> Shows:
    return Shows()


@pytest.fixture
async def stage(database: Database, clock: StillClock) -> Stage:
    """Posts `m1` to `m4`, of 20 days, 10 days, 5 hours and 1 hour ago."""
    stage = Stage(database, clock)
    await stage.set_up()
    for number, later in enumerate((10 * 24, 10 * 24 - 5, 4, 1), 1):
        await stage.posted(f"Capsule {number}")
        clock.move_to(clock.now() + timedelta(hours=later))
    return stage


@pytest.fixture
def upkeep(stage: Stage, chat: Shows) -> Upkeep:
    return Upkeep(stage.database, {"stage": chat}, stage.clock, stage.door)


async def count(stage: Stage, number: int) -> int:
    async with stage.database.reading() as db:
        return await likes.count(db, f"capsule:{number}")


async def test_two_weeks_at_start_and_after_an_absence_else_a_day(upkeep: Upkeep, stage: Stage, chat: Shows) -> None:
    await upkeep.catch_up()
    await upkeep.catch_up()
    await upkeep.was_away("stage")
    await upkeep.catch_up()
    assert chat.read == [["m4", "m3", "m2"], ["m4", "m3"], ["m4", "m3", "m2"]]
    assert [await count(stage, number) for number in (1, 2, 3, 4)] == [0, 1, 1, 1]


async def test_what_can_be_neither_liked_nor_answered_is_not_read(upkeep: Upkeep, stage: Stage, chat: Shows) -> None:
    async with stage.database.transaction() as db:
        post = await outbox.by_id(db, 3)
        post.subject = "session:1"
    await upkeep.catch_up()
    assert chat.read == [["m4", "m2"]]


async def test_posts_that_cannot_be_read_hide_no_others_and_are_tried_again(
    upkeep: Upkeep, stage: Stage, chat: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 1)
    chat.unwilling = {"m4"}
    await upkeep.catch_up()
    assert chat.read == [["m4"], ["m3"], ["m2"]]
    assert [await count(stage, number) for number in (2, 3, 4)] == [1, 1, 0]

    chat.unwilling = set()
    await upkeep.catch_up()
    assert chat.read[3:] == [["m4"], ["m3"], ["m2"]], "it is still as after an absence"
    assert await count(stage, 4) == 1
    await upkeep.catch_up()
    assert chat.read[6:] == [["m4"], ["m3"]]


async def test_it_goes_on_in_the_background_and_stops_at_once(upkeep: Upkeep, stage: Stage, chat: Shows) -> None:
    chat.asleep = True
    upkeep.start()
    async with asyncio.timeout(5):
        while not chat.read:
            await asyncio.sleep(0.01)
        await upkeep.stop()
    assert await count(stage, 4) == 0


async def test_an_absence_is_not_waited_for_an_hour(upkeep: Upkeep, chat: Shows) -> None:
    upkeep.start()
    async with asyncio.timeout(5):
        while len(chat.read) < 1:
            await asyncio.sleep(0.01)
        await upkeep.was_away("stage")
        while len(chat.read) < 2:
            await asyncio.sleep(0.01)
    await upkeep.stop()
    assert chat.read == [["m4", "m3", "m2"]] * 2


async def test_who_was_only_named_by_others_is_looked_up_and_who_was_erased_is_not(
    upkeep: Upkeep, stage: Stage, chat: Shows
) -> None:
    chat.people = {"marc": Profile("marc", "Marc Olsen", language="fr", zone="America/Montreal")}
    async with stage.database.transaction() as db:
        space = await people.workspace(db, HERE.platform, HERE.external_id)
        for named in ("marc", "unknown", "erased:7"):
            await people.member(db, space.id, named)
    await upkeep.refresh()
    async with stage.database.reading() as db:
        marc = await people.find_member(db, HERE.platform, HERE.external_id, "marc")
        left = await people.never_met(db, space.id, 10)
    assert marc is not None
    assert (marc.name, marc.language, marc.zone) == ("Marc Olsen", "fr", "America/Montreal")
    assert [member.external_id for member in left] == ["unknown"]
