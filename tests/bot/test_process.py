"""The bot as an operator runs it: stopped while it posts, killed, started twice."""

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from bot.cli import main
from playground import Playground
from storage.database import Database
from storage.outbox import SENT, Delivery
from tests.bot.process import Process, SlowRoad, plan_a_post

ASKED, KILLED = signal.SIGTERM, signal.SIGKILL


class Ended(NamedTuple):
    """A command that has ended: `output` and `log` are what it wrote, on standard output and on standard error."""

    code: int
    output: str
    log: str


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
async def place(tmp_path: Path, empty_file: Path) -> AsyncIterator[Place]:
    async with Playground(team_name="Process", bot_name="portevoix") as play, SlowRoad(play) as road:
        made = Place(tmp_path, play, road)
        shutil.copy(empty_file, tmp_path / "process.db")
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


@pytest.fixture
def beside(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Awaitable[Ended]]:
    """Another command, in this process: one more beside that of a bot that runs."""

    async def command(*words: str) -> Ended:
        given = place.bot()
        for name, secret in given.secrets.items():
            monkeypatch.setenv(name, secret)
        code = await asyncio.to_thread(main, ["--config", str(given.config), *words])
        return Ended(code, *capsys.readouterr())

    return command


async def test_the_other_commands_work_while_it_runs_and_copying_says_why_not(
    place: Place, beside: Callable[..., Awaitable[Ended]], tmp_path: Path
) -> None:
    bot = place.bot()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.md").write_text("# Another small thing\n\nTry it tomorrow.\n", "utf-8")
    await bot.start("run")
    await bot.until("event=delivery.sent")
    migrated = await beside("migrate")
    assert migrated.code == 0, migrated.log
    imported = await beside("import", str(tmp_path / "more"))
    assert imported.code == 0, imported.log
    assert imported.output.startswith("1 added")
    assert "database" not in (await beside("check")).log
    copy = ("copy", "--to", f"sqlite+aiosqlite:///{tmp_path / 'copy.db'}")
    refused = await beside(*copy)
    assert refused.code == 2
    assert "A bot already runs on" in refused.log

    assert await bot.ends(ASKED) == 0
    copied = await beside(*copy)
    assert copied.code == 0, copied.log
    assert "Everything is copied" in copied.output
    assert "\ncapsules " in copied.output


async def test_a_database_out_of_reach_is_one_sentence(
    place: Place, beside: Callable[..., Awaitable[Ended]], tmp_path: Path
) -> None:
    place.address = "postgresql+asyncpg://nobody@127.0.0.1:9/nothing"
    bot = place.bot()
    await bot.start("run")
    ran = Ended(await bot.ends(), bot.output, bot.log)
    for one in (ran, await beside("migrate"), await beside("check")):
        assert one.code != 0
        assert "The database server cannot be reached" in one.log
        assert "Traceback" not in one.log
