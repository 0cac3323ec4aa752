"""Slack alone: a file is given once, shown when Slack is ready for it, given again when Slack has lost it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import Kept, Refused, Target, TryLater
from bot.platforms.slack.files import SlackFiles
from bot.platforms.slack.uploads import is_slacks
from handlers.chat.cards import Document, Picture, Sound
from playground import handed
from playground.shapes import file_json
from storage.database import Database
from tests.media import MP3, PNG
from tests.platforms.bench import Chosen
from tests.platforms.slack_bench import SlackBench
from tests.platforms.test_contract_files import keep, of, say
from tests.platforms.trial import Trial

UPLOAD = "files.getUploadURLExternal"


def uploads(bench: SlackBench) -> int:
    return sum(call.method == UPLOAD for call in bench.play.calls)


async def send(bench: SlackBench, what: Any, key: str) -> Any:
    (drawn,) = bench.platform.draw(what, "en")
    return await bench.platform.send(Target(bench.workspace, bench.channel), drawn, key)


async def test_a_file_is_given_to_slack_once_wherever_it_is_shown(slack: SlackBench, database: Database) -> None:
    bench: Any = slack
    picture = of(Picture(await keep(bench, database, "bridge.png", PNG), "A bridge"))

    await say(bench, picture, "k1")
    await say(bench, picture, "k2", slack.other_channel)
    await slack.disconnect()
    slack.platform = slack.new_platform()
    await slack.reconnect()
    await say(bench, picture, "k3")

    assert uploads(slack) == 1
    (asked,) = [call.body for call in slack.play.calls if call.method == UPLOAD]
    assert asked["alt_txt"] == "A bridge"


async def test_many_channels_at_once_give_it_once(slack: SlackBench, database: Database) -> None:
    bench: Any = slack
    picture = of(Picture(await keep(bench, database, "bridge.png", PNG), "A bridge"))

    await asyncio.gather(*(send(slack, picture, f"k{number}") for number in range(5)))

    assert uploads(slack) == 1
    assert len(slack.seen(slack.channel)) == 5


@pytest.mark.parametrize("method", [UPLOAD, "files.completeUploadExternal", "files.info", "chat.postMessage"])
async def test_killed_anywhere_on_the_way_nothing_is_posted_twice(
    slack: SlackBench, database: Database, method: str
) -> None:
    """Whatever fails is tried later, as after a restart: an orphan may stay, a second message never."""
    bench: Any = slack
    picture = of(Picture(await keep(bench, database, "bridge.png", PNG), "A bridge"))
    how = "invalid_blocks" if method == "chat.postMessage" else "500"
    slack.play.faults.fail(method, how)

    with pytest.raises(TryLater):
        await send(slack, picture, "k1")
    assert not slack.seen(slack.channel)
    await send(slack, picture, "k1")

    (seen,) = slack.seen(slack.channel)
    assert list(seen.files.values()) == [PNG]


async def test_a_file_slack_has_lost_is_given_again(slack: SlackBench, database: Database) -> None:
    bench: Any = slack
    picture = of(Picture(await keep(bench, database, "bridge.png", PNG), "A bridge"))
    await say(bench, picture, "k1")
    (message,) = slack.play.messages(slack.channels[0])
    shown = next(block["slack_file"]["id"] for block in message.blocks if block["type"] == "image")
    slack.play.file(shown).ready = False

    with pytest.raises(TryLater):
        await send(slack, picture, "k2")
    await send(slack, picture, "k2")

    assert uploads(slack) == 2
    assert [list(seen.files.values()) for seen in slack.seen(slack.channel)] == [[PNG], [PNG]]


async def test_blocks_that_are_wrong_for_another_reason_are_refused(slack: SlackBench) -> None:
    slack.play.faults.fail("chat.postMessage", "invalid_blocks")
    with pytest.raises(Refused):
        await send(slack, of(), "k1")


async def test_a_message_that_is_to_carry_a_sound_is_found_not_whole(slack: SlackBench, database: Database) -> None:
    bench: Any = slack
    sound = of(Sound(await keep(bench, database, "birds.mp3", MP3), "Birds"))
    target, since = Target(slack.workspace, slack.channel), datetime.now(UTC) - timedelta(minutes=1)
    posted = await send(slack, sound, "k1")

    assert await slack.platform.find(target, "k1", since) == posted
    assert not posted.whole
    (drawn,) = slack.platform.draw(sound, "en")
    await slack.platform.edit(posted, drawn)
    found = await slack.platform.find(target, "k1", since)
    assert found is not None
    assert found.whole
    assert list(slack.seen(slack.channel)[0].files.values()) == [MP3]


class ForgottenMeanwhile:
    """Files as they are when one is forgotten between two looks at it."""

    async def about(self, number: int) -> Kept | None:
        return Kept(number, f"sessions-{number}.csv", "text/csv", None)

    async def content(self, number: int) -> bytes:
        return b""

    async def place(self, kept: Kept, placed: str) -> None:
        raise AssertionError("nothing was given")


async def test_a_document_forgotten_while_it_is_given_is_tried_again_and_then_said_to_be_gone(
    slack: SlackBench,
) -> None:
    given = SlackFiles(AsyncWebClient(base_url=f"{slack.play.url}/api/"))
    given.files = ForgottenMeanwhile()
    (drawn,) = slack.platform.draw(of(Document("file:1", "Sessions", "Ask again.")), "en")
    body: Any = drawn

    with pytest.raises(TryLater, match="file_forgotten"):
        await given.shown(body)
    assert uploads(slack) == 0


@pytest.mark.parametrize("address", ["http://example.org/files/F1/bridge.png", "{}/files/F404/bridge.png"])
async def test_a_file_that_does_not_come_is_said_and_the_form_stays(
    slack: SlackBench, trial: Trial, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    lina = await slack.person("Lina")
    await lina.command("trial file")
    monkeypatch.setattr(handed, "file_json", elsewhere(address.format(slack.play.url)))

    await lina.fill(picture=Chosen("bridge.png", PNG), words="right")
    assert "could not be read" in lina.errors[0]

    monkeypatch.undo()
    await lina.fill()
    answered = [ask.answers["picture"] for ask in trial.taken("trial.sent")]
    assert answered == ["refused:not_read", "file:1"]


def elsewhere(address: str) -> Any:
    def told(*what: Any) -> Any:
        return {**file_json(*what), "url_private": address}

    return told


async def test_where_slack_does_not_say_where_a_file_is_it_is_asked(
    slack: SlackBench, trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    lina = await slack.person("Lina")
    await lina.command("trial file")
    monkeypatch.setattr(handed, "file_json", elsewhere(""))

    await lina.fill(picture=Chosen("bridge.png", PNG), words="right")

    assert trial.taken("trial.sent")


@pytest.mark.parametrize(
    ("address", "base", "ours"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.png", "https://slack.com/api/", True),
        ("https://files.slack.com/files-pri/T1-F1/a.png", "https://www.slack.com/api/", True),
        ("https://slack.com/files-pri/T1-F1/a.png", "https://slack.com/api/", True),
        ("https://files.slack-gov.com/a.png", "https://slack-gov.com/api/", True),
        ("http://127.0.0.1:8123/files/F1/a.png", "http://127.0.0.1:8123/api/", True),
        ("http://127.0.0.1:8124/files/F1/a.png", "http://127.0.0.1:8123/api/", False),
        ("http://files.slack.com/a.png", "https://slack.com/api/", False),
        ("https://files.slack.com:8443/a.png", "https://slack.com/api/", False),
        ("https://files.slack.com.example.org/a.png", "https://slack.com/api/", False),
        ("https://notslack.com/a.png", "https://slack.com/api/", False),
        ("https://me@files.slack.com/a.png", "https://slack.com/api/", False),
        ("https://files.slack.com@example.org/a.png", "https://slack.com/api/", False),
        ("https://drive.google.com/a.png", "https://slack.com/api/", False),
        ("https://[files.slack.com/a.png", "https://slack.com/api/", False),
        ("", "https://slack.com/api/", False),
    ],
)
def test_the_token_is_shown_to_slack_alone(address: str, base: str, ours: bool) -> None:
    assert is_slacks(address, base) is ours
