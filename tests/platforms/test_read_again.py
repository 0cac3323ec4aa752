"""What is not read wholly says so: nothing may be found gone that was only not shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any, cast

import discord
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

from bot.platforms import Door, Files, Read, Watched
from bot.platforms.discord import limits as discord_limits
from bot.platforms.slack import absence, socket_mode
from bot.platforms.slack import limits as slack_limits
from tests.platforms.bench import Bench, Seen
from tests.platforms.discord_bench import DiscordBench
from tests.platforms.discord_fixture import NoFiles
from tests.platforms.sending import post
from tests.platforms.slack_bench import SlackBench
from tests.platforms.trial import Trial, full_card, texts


@pytest.fixture
async def on_discord(trial: Trial) -> AsyncIterator[DiscordBench]:
    bench = DiscordBench(texts(), trial.registry)
    await bench.start(cast("Any", Deaf()))
    yield bench
    await bench.stop()


class Deaf(Door):
    """A door behind which nobody is."""

    @property
    def files(self) -> Files:
        return NoFiles()

    async def handle(self, ask: object) -> None:
        return None

    async def language_of(self, ask: object) -> str:
        return "en"


async def posted(bench: object) -> Seen:
    return (await post(cast("Bench", bench), full_card("1")))[0]


async def read(bench: SlackBench | DiscordBench, seen: Seen) -> Read | None:
    found = await bench.platform.read_again(bench.workspace, [Watched(seen.channel, seen.id)])
    return found[0] if found else None


def words(found: Read | None) -> list[str]:
    assert found is not None
    return [ask.answers["words"] for ask in found.replies]


async def test_slack_names_fewer_people_than_it_counts(slack: SlackBench, monkeypatch: pytest.MonkeyPatch) -> None:
    lina, marc = await slack.person("Lina"), await slack.person("Marc")
    seen = await posted(slack)
    for person in (lina, marc):
        await person.react(seen, "👍")
    reading = slack.platform._reading

    def forgetful(method: Any) -> Any:
        async def call(**asked: Any) -> Any:
            answer = await method(**asked)
            for message in [answer["message"]] if "message" in answer else answer["messages"]:
                for put in message.get("reactions", []):
                    del put["users"][1:]
            return answer

        return call

    monkeypatch.setattr(reading, "conversations_replies", forgetful(reading.conversations_replies))
    whole = await read(slack, seen)
    assert whole is not None
    assert ({ask.who for ask in whole.emoji}, whole.all_emoji) == ({lina.external_id, marc.external_id}, True)

    monkeypatch.setattr(reading, "reactions_get", forgetful(reading.reactions_get))
    part = await read(slack, seen)
    assert part is not None
    assert ([ask.who for ask in part.emoji], part.all_emoji, part.all_replies) == ([lina.external_id], False, True)


async def test_slack_gives_long_threads_page_by_page(slack: SlackBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_limits, "PAGE", 3)
    monkeypatch.setattr(slack_limits, "SECONDS_BETWEEN_READS", 0.0)
    lina = await slack.person("Lina")
    seen = await posted(slack)
    said = [f"Reply {number}" for number in range(5)]
    for one in said:
        await lina.reply(seen, one)
    found = await read(slack, seen)
    assert [one for one in words(found) if one in said] == said
    assert found is not None
    assert found.all_replies


@pytest.mark.parametrize("how", ["500", "ratelimited", "missing_scope", "drop"])
async def test_slack_refuses_even_in_the_middle(slack: SlackBench, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_limits, "SECONDS_BETWEEN_READS", 0.0)
    lina = await slack.person("Lina")
    seen = await posted(slack)
    await lina.reply(seen, "Still there")
    slack.play.faults.fail("conversations.replies", how, times=4, retry_after=0)
    assert await read(slack, seen) is None


async def test_of_a_post_deleted_on_slack_nothing_is_known(slack: SlackBench) -> None:
    lina = await slack.person("Lina")
    seen = await posted(slack)
    await lina.reply(seen, "Under it")
    slack.play._core.messages.delete(slack.channels[0].messages[seen.id])
    await slack.settle()
    found = await read(slack, seen)
    assert found == Read(Watched(seen.channel, seen.id))


async def test_a_cut_connection_to_slack_is_an_absence(slack: SlackBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(absence, "EVERY_SECONDS", 0.05)
    monkeypatch.setattr(absence, "LONG_SECONDS", 0.4)
    quick = partial(AsyncSocketModeHandler, ping_interval=0.5)
    monkeypatch.setattr(socket_mode, "AsyncSocketModeHandler", quick)
    noticed = asyncio.Event()
    await slack.disconnect()
    await slack.reconnect()  # with these delays

    async def was_away() -> None:
        noticed.set()

    slack.platform.on_absence = was_away
    slack.play.faults.fail("apps.connections.open", "500", times=5)
    await slack.play.cut_sockets()
    await asyncio.wait_for(noticed.wait(), 20)
    assert await slack.play.connected()


async def test_discord_shows_only_the_latest_replies(on_discord: DiscordBench, monkeypatch: pytest.MonkeyPatch) -> None:
    lina = await on_discord.person("Lina")
    seen = await posted(on_discord)
    for number in range(4):
        await lina.reply(seen, f"Reply {number}")
    monkeypatch.setattr(discord_limits, "HISTORY", 3)
    found = await read(on_discord, seen)
    assert words(found) == ["Reply 1", "Reply 2", "Reply 3"]
    assert found is not None
    assert (found.all_emoji, found.all_replies) == (True, False)


async def test_on_discord_older_posts_of_a_busy_channel_are_not_sure(
    on_discord: DiscordBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    lina = await on_discord.person("Lina")
    old = await posted(on_discord)
    await lina.answer_beside(old, "Beside")
    (new,) = [
        seen
        for seen in await post(cast("Bench", on_discord), full_card("2"), key="k2")
        if seen.channel == on_discord.channel
    ]
    for number in range(3):
        await lina.answer_beside(new, f"Reply {number}")
    monkeypatch.setattr(discord_limits, "HISTORY", 4)
    watched = [Watched(seen.channel, seen.id) for seen in (new, old)]
    latest, older = await on_discord.platform.read_again(on_discord.workspace, watched)
    assert (words(latest), latest.all_replies) == (["Reply 0", "Reply 1", "Reply 2"], True)
    assert (words(older), older.all_replies) == ([], False)


async def test_what_discord_refuses_is_not_gone(on_discord: DiscordBench, monkeypatch: pytest.MonkeyPatch) -> None:
    lina = await on_discord.person("Lina")
    seen = await posted(on_discord)
    await lina.react(seen, "👍")
    await lina.reply(seen, "Still there")
    http = on_discord.env.bot.http
    real = http.request

    async def refusing(route: discord.http.Route, **options: Any) -> Any:
        if "/reactions/" in route.path or (route.method == "GET" and route.path.endswith("/messages")):
            raise discord.RateLimited(60.0)
        return await real(route, **options)

    monkeypatch.setattr(http, "request", refusing)
    found = await read(on_discord, seen)
    assert found is not None
    assert (list(found.emoji), list(found.replies), found.all_emoji, found.all_replies) == ([], [], False, False)


async def test_a_reply_discord_does_not_let_us_read_is_still_there(on_discord: DiscordBench) -> None:
    lina = await on_discord.person("Lina")
    seen = await posted(on_discord)
    on_discord.message(int(await lina.reply(seen, "Unread"))).content = ""
    found = await read(on_discord, seen)
    assert words(found) == [""]
    assert found is not None
    assert found.all_replies


async def test_a_server_discord_lost_for_a_while_is_an_absence(on_discord: DiscordBench) -> None:
    absences: list[str] = []

    async def was_away() -> None:
        absences.append("away")

    on_discord.platform.on_absence = was_away
    client = on_discord.platform._joined
    (guild,) = client.guilds
    await client.on_guild_available(guild)
    assert absences == [], "it had never been away"
    await client.on_guild_unavailable(guild)
    await client.on_guild_available(guild)
    assert absences == ["away"]
