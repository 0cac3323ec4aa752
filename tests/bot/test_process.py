"""The bot as an operator runs it: stopped while it posts, killed, started twice."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from playground import Playground
from storage.database import Database
from storage.outbox import SENT, Delivery
from tests.bot.process import Process, SlowRoad, plan_a_post

ASKED, KILLED = signal.SIGTERM, signal.SIGKILL


class Place:
    """One channel with a capsule due now; `bot` makes another process on the same file."""

    def __init__(self, folder: Path, play: Playground, road: SlowRoad) -> None:
        self.play, self.road, self._folder = play, road, folder
        self.address = f"sqlite+aiosqlite:///{folder / 'process.db'}"
        self.channel = play.add_channel("learning")

    def bot(self) -> Process:
        return Process(self._folder, self.play, self.road.url, self.address)

    @property
    def posts(self) -> int:
        return len([message for message in self.play.messages(self.channel) if message.from_bot])

    async def state(self) -> str:
        database = Database(self.address)
        async with database.reading() as db:
            state = (await db.scalars(select(Delivery.state))).one()
        await database.close()
        return state


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with Playground(team_name="Process", bot_name="portevoix") as play, SlowRoad(play) as road:
        made = Place(tmp_path, play, road)
        await plan_a_post(made.address, play.team_id, made.channel.id)
        yield made


@pytest.mark.parametrize("keeps", [False, True])
async def test_asked_to_stop_while_slack_hangs_it_stops_and_the_next_one_posts_once(place: Place, keeps: bool) -> None:
    place.road.hangs, place.road.keeps = "chat.postMessage", keeps
    bot = place.bot()
    await bot.start("run")
    await place.road.hanging.wait()
    assert await bot.ends(ASKED) == 0
    assert "event=bot.stopped\n" in bot.log
    assert "bot.left_what_hung" not in bot.log, "it stopped by itself, in time"
    assert place.posts == keeps

    place.road.hangs = None
    following = place.bot()
    await following.start("run")
    await following.until("event=delivery.sent")
    assert await following.ends(ASKED) == 0
    assert (place.posts, await place.state()) == (1, SENT)


async def test_asked_to_stop_before_slack_lets_it_in_it_stops(place: Place) -> None:
    place.road.hangs = "auth.test"
    bot = place.bot()
    await bot.start("run")
    await place.road.hanging.wait()
    assert await bot.ends(ASKED) == 0
    assert "event=bot.stopped\n" in bot.log


async def test_a_second_bot_on_the_file_is_refused_until_the_first_is_gone_however_it_went(place: Place) -> None:
    first, second, third = place.bot(), place.bot(), place.bot()
    await first.start("run")
    await first.until("event=bot.started")
    await second.start("run")
    assert await second.ends() == 2
    assert "A bot already runs on" in second.log
    assert f"process {first.number}" in second.log
    assert "Traceback" not in second.log

    await first.ends(KILLED)
    await third.start("run")
    await third.until("event=bot.started")
    assert await third.ends(ASKED) == 0


async def test_the_other_commands_work_while_it_runs_and_copying_says_why_not(place: Place, tmp_path: Path) -> None:
    bot, other = place.bot(), place.bot()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.md").write_text("# Another small thing\n\nTry it tomorrow.\n", "utf-8")
    await bot.start("run")
    await bot.until("event=delivery.sent")
    await other.start("migrate")
    assert await other.ends() == 0, other.log
    await other.start("import", str(tmp_path / "more"))
    assert await other.ends() == 0, other.log
    assert other.output.startswith("1 added")
    await other.start("check")
    await other.ends()
    assert "database" not in other.log
    await other.start("copy", "--to", f"sqlite+aiosqlite:///{tmp_path / 'copy.db'}")
    assert await other.ends() == 2
    assert "A bot already runs on" in other.log

    assert await bot.ends(ASKED) == 0
    await other.start("copy", "--to", f"sqlite+aiosqlite:///{tmp_path / 'copy.db'}")
    assert await other.ends() == 0, other.log
    assert "Everything is copied" in other.output
    assert "\ncapsules " in other.output


async def test_a_database_out_of_reach_is_one_sentence(place: Place, tmp_path: Path) -> None:
    place.address = "postgresql+asyncpg://nobody@127.0.0.1:9/nothing"
    bot = place.bot()
    for command in ("run", "migrate", "check"):
        bot.log = ""
        await bot.start(command)
        assert await bot.ends() != 0
        assert "The database server cannot be reached" in bot.log
        assert "Traceback" not in bot.log
