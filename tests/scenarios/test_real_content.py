"""Every capsule of the real folders beside the project, as both platforms draw it: within limits, nothing lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from simcord.components import walk_components
from sqlalchemy import select

from bot.platforms.discord import limits as discord_limits
from bot.platforms.discord.connect import DiscordPlatform, DiscordSettings
from bot.platforms.discord.outbound import as_body
from bot.platforms.discord.render import TEXT, finished
from bot.platforms.slack.connect import SlackPlatform
from bot.platforms.slack.settings import SlackSettings
from bot.texts import Texts
from handlers import load
from handlers.capsules import cards
from handlers.capsules.bodies import Asked
from handlers.capsules.importing import import_folder
from handlers.chat.cards import Card
from handlers.chat.routes import registry
from storage.capsules import Capsule
from storage.database import Database
from tests.conftest import StillClock
from tests.platforms import discord_contract, slack_contracts
from tests.platforms.slack_bench import words_of
from tests.scenarios.content import content_of, lost
from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.story import Story

LANGUAGE = {"til": "en", "rgpd": "fr"}
COMPONENTS_V2 = 1 << 15


def on_slack(card: Card, language: str) -> tuple[str, list[str]]:
    """The words drawn, all messages joined, and what is wrong with the messages."""
    bodies = slack().draw(card, language)
    calls = [("chat.postMessage", {**body, "channel": "C1"}) for body in bodies]
    drawn = "\n".join(words for body in bodies for words in words_of(body["blocks"]))
    return drawn, slack_contracts.complaints(calls)


def on_discord(card: Card, language: str) -> tuple[str, list[str]]:
    """As `on_slack`."""
    messages = [finished(as_body(drawn)) for drawn in discord().draw(card, language)]
    wrong = [
        reason
        for message in messages
        for reason in discord_contract.wrong(
            "POST", "/channels/1/messages", {"components": message, "flags": COMPONENTS_V2}
        )
    ]
    for message in messages:
        parts = list(walk_components(message))
        length = sum(len(part["content"]) for part in parts if part["type"] == TEXT)
        if length > discord_limits.TEXT or len(parts) > discord_limits.COMPONENTS:
            wrong.append(f"{length} characters in {len(parts)} components")
    drawn = [part["content"] for message in messages for part in walk_components(message) if part["type"] == TEXT]
    return "\n".join(drawn), wrong


@cache
def slack() -> SlackPlatform:
    return SlackPlatform(Texts.load(load().texts), registry, SlackSettings("none", "none"))


@cache
def discord() -> DiscordPlatform:
    return DiscordPlatform(Texts.load(load().texts), registry, DiscordSettings(token="none"))


async def imported(database: Database, folder: Path, clock: StillClock) -> Sequence[Capsule]:
    """The folder's capsules, once every file is taken in, twice without doubling anything."""
    files = len(sources(folder))
    told: list[tuple[int, int]] = []
    for added in (files, 0):
        report = await import_folder(
            database,
            folder,
            community_id=None,
            language=LANGUAGE[folder.name],
            now=clock.now(),
            progress=lambda done, total: told.append((done, total)),
        )
        assert report.bad == []
        assert (report.added, report.unchanged) == (added, files - added)
        assert told[-1] == (files, files)
    async with database.reading() as db:
        return (await db.scalars(select(Capsule).order_by(Capsule.id))).all()


def sources(folder: Path) -> dict[str, str]:
    """The text of every file, by the origin its capsule has."""
    found = {}
    for path in folder.rglob("*.md"):
        name = unicodedata.normalize("NFC", path.relative_to(folder.parent).as_posix())
        found[f"shelf/{name}"] = path.read_text("utf-8")
    return found


@pytest.mark.parametrize("folder", list(LANGUAGE))
@pytest.mark.parametrize("draw", [on_slack, on_discord])
async def test_every_capsule_is_drawn_within_limits_and_whole(
    draw: Callable[[Card, str], tuple[str, list[str]]], folder: str, database: Database, shared: Path, clock: StillClock
) -> None:
    place = shared / "content" / folder
    written = sources(place)
    wrong: dict[str, Sequence[str]] = {}
    for capsule in await imported(database, place, clock):
        drawn, complaints = draw(cards.post(capsule, 2, 1, Asked(1)), capsule.language)
        missing = lost(content_of(written[capsule.origin]), drawn)
        if complaints or missing:
            wrong[capsule.origin] = complaints + missing
    assert wrong == {}


def test_what_is_lost_is_noticed() -> None:
    source = "# Title\n\nSome *words*, [a link](https://example.org/a?b=1&c=2).\n\n```sql\nSELECT 1;\n```\n"
    whole = "Title Some words, a link https://example.org/a?b=1&amp;c=2\nsql\nSELECT 1;"

    assert lost(content_of(source), whole) == []
    assert lost(content_of(source), whole.replace("words", "")) == ["word 'words' ×1"]
    assert lost(content_of(source), whole.replace("c=2", "")) == ["link https://example.org/a?b=1&c=2"]
    assert "code 'SELECT 1;'" in lost(content_of(source), whole.replace("SELECT 1;", "SELECT\n1;"))


@pytest.mark.parametrize("story", ["slack-fr", "discord-fr"], indirect=True)
async def test_a_long_capsule_goes_on_in_its_thread(story: Story, shared: Path) -> None:
    folder = shared / "content" / "rgpd"
    cast = await opening(story)
    await story.imports(folder, language="fr")
    source = max(sources(folder).values(), key=len)
    title = source.split("\n")[0].removeprefix("# ")

    await cast.amina.types(f"capsule preview {title}")
    assert holds(cast.amina.private[-1].text, title) or len(cast.amina.private) > 1
    preview = next(seen for seen in cast.amina.private if cast.amina.may_press(seen, "schedules.post_now"))
    await cast.amina.presses(preview, "schedules.post_now")

    post = story.post
    rest = story.thread(post)
    assert rest, "a long capsule must not fill its channel"
    assert story.shows(post, "help.rest.thread")
    assert all(seen.author_is_bot for seen in rest)
    assert lost(content_of(source), "\n".join(seen.text for seen in (post, *rest))) == []
    await cast.lina.puts("👍", post)
    await cast.lina.replies(post, "Très utile")
    assert story.shows(story.again(post), "capsules.likes", n=1)
    assert story.shows(story.again(post), "capsules.comments", n=1)
