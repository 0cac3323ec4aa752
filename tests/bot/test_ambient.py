"""Emoji, replies and deletions of a whole workspace come to the door: what is not about a post of ours costs a read."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.dispatch import Dispatch
from handlers import load
from handlers.chat.asks import EMOJI_ADDED, EMOJI_REMOVED, REPLY_DELETED, REPLY_EDITED, REPLY_WRITTEN, Ask, Profile
from handlers.chat.replies import Done
from handlers.chat.routes import Link, registry, to
from storage import comments, likes
from storage.comments import Comment
from storage.database import Database
from storage.inbox import DoneAsk
from storage.likes import Like
from storage.people import Member, Workspace
from tests.conftest import StillClock
from tests.handlers.capsules.stage import ELSEWHERE, HERE, LINA, Shown, Stage

STRANGER = "UX"
AMBIENT = [to(EMOJI_ADDED, "👍"), to(EMOJI_REMOVED, "👍"), to(REPLY_WRITTEN), to(REPLY_EDITED), to(REPLY_DELETED)]


class Door:
    """The door, and whom it asked the platform about."""

    def __init__(self, database: Database, clock: StillClock) -> None:
        load()
        self.looked_up: list[str] = []
        self.dispatch = Dispatch(database, registry, clock, self._profile, self._woken)
        self.woken = 0

    async def _profile(self, ask: Ask) -> Profile:
        self.looked_up.append(ask.who)
        return Profile(ask.who, "Somebody")

    def _woken(self) -> None:
        self.woken += 1


@pytest.fixture
async def stage(database: Database, clock: StillClock) -> Stage:
    stage = Stage(database, clock)
    await stage.set_up()
    return stage


@pytest.fixture
async def shown(stage: Stage) -> Shown:
    return await stage.posted()


@pytest.fixture
def door(database: Database, clock: StillClock) -> Door:
    return Door(database, clock)


async def everybody(stage: Stage) -> set[str]:
    async with stage.database.reading() as db:
        return set((await db.scalars(select(Member.external_id))).all())


@pytest.mark.parametrize("link", AMBIENT, ids=str)
async def test_what_is_about_no_post_of_ours_notes_nobody_and_looks_nobody_up(
    stage: Stage, shown: Shown, door: Door, link: Link
) -> None:
    before = await everybody(stage)
    for space, channel, message in ((HERE, "C1", "hello"), (HERE, "C2", shown.id), (ELSEWHERE, "C1", shown.id)):
        ask = Ask("k", space, STRANGER, link, {"words": "hello"}, channel, message, thread=f"not {message}")
        assert await door.dispatch.handle(ask) == Done()
    assert (await everybody(stage), door.looked_up, door.woken) == (before, [], 0)
    assert [await stage.rows(table) for table in (DoneAsk, Like, Comment)] == [0, 0, 0]


async def test_a_workspace_never_met_stays_unknown(stage: Stage, door: Door) -> None:
    before = await stage.rows(Workspace)
    far = Ask("k", type(HERE)("stage", "W9", "Far away"), STRANGER, to(EMOJI_ADDED, "👍"), channel="C1", message="m")
    assert await door.dispatch.handle(far) == Done()
    assert await stage.rows(Workspace) == before


async def test_an_emoji_that_says_nothing_we_may_count_notes_nobody(stage: Stage, shown: Shown, door: Door) -> None:
    before = await everybody(stage)
    for emoji in ("😢", ":party:"):
        ask = Ask("k", HERE, STRANGER, to(EMOJI_ADDED, emoji), channel="C1", message=shown.id)
        assert await door.dispatch.handle(ask) == Done()
    assert (await everybody(stage), door.looked_up) == (before, [])


async def test_what_is_about_a_post_is_done_and_its_author_known(stage: Stage, shown: Shown, door: Door) -> None:
    await door.dispatch.handle(Ask("k1", HERE, STRANGER, to(EMOJI_ADDED, "👍"), channel="C1", message=shown.id))
    words = {"words": "hello"}
    await door.dispatch.handle(Ask("k2", HERE, STRANGER, to(REPLY_WRITTEN), words, "C1", "r1", thread=shown.id))
    async with stage.database.reading() as db:
        assert await likes.count(db, "capsule:1") == 1
        assert await comments.count(db, "capsule:1") == 1
    assert STRANGER in await everybody(stage)
    assert (door.looked_up, door.woken) == ([STRANGER], 2)


async def test_a_reply_deleted_by_nobody_knows_whom_is_forgotten_and_notes_nobody(
    stage: Stage, shown: Shown, door: Door
) -> None:
    written = Ask("k1", HERE, LINA, to(REPLY_WRITTEN), {"words": "hello"}, "C1", "r1", thread=shown.id)
    await door.dispatch.handle(written)
    before, door.looked_up = await everybody(stage), []

    await door.dispatch.handle(Ask(None, HERE, "UBOT", to(REPLY_DELETED), channel="C1", message="r1"))

    async with stage.database.reading() as db:
        kept = await comments.of_message(db, "C1", "r1")
        assert kept is not None
        assert kept.words is None
    assert (await everybody(stage), door.looked_up) == (before, [])


async def test_an_old_reply_told_again_does_not_bring_back_who_was_erased(
    stage: Stage, shown: Shown, door: Door
) -> None:
    written = Ask(None, HERE, STRANGER, to(REPLY_WRITTEN), {"words": "hello"}, "C1", "r1", thread=shown.id)
    await door.dispatch.handle(written)
    async with stage.database.transaction() as db:
        member = (await db.scalars(select(Member).filter_by(external_id=STRANGER))).one()
        await comments.erase_of(db, member.id)
        member.external_id = "erased"
    before, door.looked_up = await everybody(stage), []

    await door.dispatch.handle(written)

    assert (await everybody(stage), door.looked_up) == (before, [])
