"""What a failed call to Slack says of the message it should have posted."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime, timedelta

import pytest

from bot.platforms import CannotConnect, CannotLook, Posted, Refused, SendError, Shut, Target, TryLater, Unsure, Watched
from bot.platforms.slack.connect import SlackPlatform
from bot.platforms.slack.settings import SlackSettings
from handlers.chat.cards import Text, card
from tests.platforms.slack_bench import SlackBench
from tests.platforms.trial import Trial, texts

KEY = "0123456789abcdef0123"


async def send(bench: SlackBench, channel: str | None = None, key: str = KEY) -> Posted:
    (drawn,) = bench.platform.draw(card("Hello", Text("Hello")), "en")
    return await bench.platform.send(Target(bench.workspace, channel or bench.channel), drawn, key)


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ("500", Unsure),
        ("drop", Unsure),
        ("internal_error", Unsure),
        ("fatal_error", Unsure),
        ("ratelimited", TryLater),
        ("channel_not_found", Refused),
        ("is_archived", Refused),
        ("account_inactive", Shut),
        ("invalid_auth", Shut),
        ("invalid_blocks", Refused),
        ("msg_too_long", Refused),
    ],
)
async def test_errors_are_sorted(slack: SlackBench, how: str, kind: type[SendError]) -> None:
    slack.play.faults.fail("chat.postMessage", how)

    with pytest.raises(kind):
        await send(slack)

    assert slack.seen(slack.channel) == []
    await send(slack)
    assert len(slack.seen(slack.channel)) == 1


async def test_slack_says_how_long_to_wait(slack: SlackBench) -> None:
    slack.play.faults.fail("chat.postMessage", "ratelimited", retry_after=7)

    with pytest.raises(TryLater) as caught:
        await send(slack)

    assert caught.value.seconds == 7


async def test_a_cut_connection_never_posts_twice(slack: SlackBench) -> None:
    since = datetime.now(UTC) - timedelta(seconds=5)
    slack.play.faults.drop_after("chat.postMessage")

    with pytest.raises(Unsure):
        await send(slack)

    (kept,) = slack.seen(slack.channel)
    found = await slack.platform.find(Target(slack.workspace, slack.channel), KEY, since)
    assert found == Posted(slack.channel, kept.id)


async def test_nothing_was_sent_where_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = SlackSettings("xoxb-1", "xapp-1", base_url=f"http://127.0.0.1:{port}/api/")
    platform = SlackPlatform(texts(), Trial().registry, settings)
    (drawn,) = platform.draw(card("Hello", Text("Hello")), "en")

    with pytest.raises(TryLater) as caught:
        await platform.send(Target("T1", "C1"), drawn, KEY)

    assert caught.value.code == "unreachable"


async def test_a_public_channel_is_entered_once_asked_to(slack: SlackBench) -> None:
    channel = slack.play.add_channel("open-to-all", bot_is_member=False)

    posted = await send(slack, channel.id)

    assert posted.channel == channel.id
    assert slack.play.bot_user_id in channel.members


async def test_an_archived_channel_is_refused(slack: SlackBench) -> None:
    channel = slack.play.add_channel("old")
    slack.play.archive(channel)

    with pytest.raises(Refused) as caught:
        await send(slack, channel.id)

    assert caught.value.code == "is_archived"


async def test_an_edit_that_may_have_been_made_is_made_again_later(slack: SlackBench) -> None:
    posted = await send(slack)
    (drawn,) = slack.platform.draw(card("New", Text("New")), "en")
    for how in ("500", "ratelimited"):
        slack.play.faults.fail("chat.update", how)

        with pytest.raises(TryLater):
            await slack.platform.edit(posted, drawn)


async def test_where_slack_cannot_be_read_nobody_guesses(slack: SlackBench) -> None:
    since = datetime.now(UTC)
    with pytest.raises(CannotLook):
        await slack.platform.find(Target(slack.workspace, slack.closed_channel), KEY, since)
    slack.play.faults.fail("conversations.history", "500")
    with pytest.raises(TryLater):
        await slack.platform.find(Target(slack.workspace, slack.channel), KEY, since)


async def test_a_message_is_found_however_many_came_after(slack: SlackBench) -> None:
    since = datetime.now(UTC) - timedelta(seconds=5)
    posted = await send(slack)
    lina = await slack.person("Lina")
    for number in range(450):
        await lina.person.post(slack.play.channel(slack.channel), f"message {number}")

    assert await slack.platform.find(Target(slack.workspace, slack.channel), KEY, since) == posted


async def test_somebody_elses_metadata_is_not_ours(slack: SlackBench) -> None:
    since = datetime.now(UTC) - timedelta(seconds=5)
    await slack.platform._posting.chat_postMessage(
        channel=slack.channel, text="other", metadata={"event_type": "theirs", "event_payload": {"key": KEY}}
    )

    assert await slack.platform.find(Target(slack.workspace, slack.channel), KEY, since) is None


async def test_a_post_that_is_gone_does_not_stop_the_others_from_being_read_again(slack: SlackBench) -> None:
    lina = await slack.person("Lina")
    await send(slack)
    (seen,) = slack.seen(slack.channel)
    await lina.react(seen, "👍")
    gone = Watched(slack.channel, seen.id[:-3] + "999")

    (read,) = await slack.platform.read_again(slack.workspace, [gone, Watched(slack.channel, seen.id)])

    assert [ask.who for ask in read.emoji] == [lina.external_id]


async def test_reading_again_waits_when_slack_asks_to(slack: SlackBench) -> None:
    lina = await slack.person("Lina")
    await send(slack)
    (seen,) = slack.seen(slack.channel)
    await lina.reply(seen, "words")
    slack.play.faults.fail("conversations.replies", "ratelimited", retry_after=1)

    (read,) = await slack.platform.read_again(slack.workspace, [Watched(slack.channel, seen.id)])

    assert [ask.answers["words"] for ask in read.replies] == ["words"]


async def test_a_refused_token_is_told_at_the_start(slack: SlackBench) -> None:
    settings = SlackSettings("xoxb-wrong", slack.play.app_token, base_url=slack.play.api_url)
    other = SlackPlatform(texts(), Trial().registry, settings)
    with pytest.raises(CannotConnect, match="SLACK_BOT_TOKEN"):
        await asyncio.wait_for(other.start(slack.door), 5)
    settings = SlackSettings(slack.play.bot_token, "xapp-wrong", base_url=slack.play.api_url)
    other = SlackPlatform(texts(), Trial().registry, settings)
    with pytest.raises(CannotConnect, match="SLACK_APP_TOKEN"):
        await asyncio.wait_for(other.start(slack.door), 5)
