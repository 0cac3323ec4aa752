"""A like counts once a person, however it is given, and is taken back as easily."""

from __future__ import annotations

import asyncio

import pytest

from handlers.chat.replies import Done
from handlers.likes import rules
from storage import likes, people
from storage.likes import Like
from tests.handlers.capsules.stage import AMINA, ELSEWHERE, LINA, MALO, Shown, Stage, mistake

ADDED, REMOVED = "likes.emoji_added", "likes.emoji_removed"


async def count(stage: Stage) -> int:
    (shown,) = [one for one in await stage.shown() if one.delivery.draw.startswith("capsules.post")]
    number = shown.says("capsules.likes").values["n"]
    assert isinstance(number, int)
    return number


async def press(stage: Stage, shown: Shown, who: str) -> object:
    return await stage.ask("likes.toggle", "capsule", 1, who=who, channel="C1", message=shown.id)


async def react(stage: Stage, shown: Shown, who: str, emoji: str = "👍", route: str = ADDED) -> None:
    assert await stage.ask(route, emoji, who=who, channel="C1", message=shown.id) == Done()


async def test_the_button_likes_and_takes_back(stage: Stage) -> None:
    shown = await stage.posted()
    assert await press(stage, shown, LINA) == Done()
    await press(stage, shown, MALO)
    assert await count(stage) == 2
    assert await press(stage, shown, LINA) == Done()
    assert await count(stage) == 1
    assert await stage.again("capsule:1") == 3


async def test_one_person_counts_once_whatever_their_ways(stage: Stage) -> None:
    shown = await stage.posted()
    await press(stage, shown, LINA)
    for emoji in ("👍", "👍🏽", "❤️", "🎉"):
        await react(stage, shown, LINA, emoji)
    assert await count(stage) == 1
    assert await stage.again("capsule:1") == 1
    for emoji in ("👍", "👍🏽", "❤️"):
        await react(stage, shown, LINA, emoji, REMOVED)
    assert mistake_key(await press(stage, shown, LINA)) == "likes.emoji_still"
    assert await count(stage) == 1
    await react(stage, shown, LINA, "🎉", REMOVED)
    assert await count(stage) == 0
    assert await stage.again("capsule:1") == 2


def mistake_key(reply: object) -> str:
    return mistake(reply)[0]  # type: ignore[arg-type]


async def test_an_emoji_told_twice_or_taken_back_twice_counts_once(stage: Stage) -> None:
    shown = await stage.posted()
    await asyncio.gather(*(react(stage, shown, LINA) for _ in range(4)))
    assert (await count(stage), await stage.rows(Like)) == (1, 1)
    for _ in range(2):
        await react(stage, shown, LINA, route=REMOVED)
    assert (await count(stage), await stage.again("capsule:1")) == (0, 2)


async def test_an_emoji_on_two_posts_of_one_capsule_is_taken_back_one_by_one(stage: Stage) -> None:
    first = await stage.posted()
    stage.clock.move_to(stage.clock.now().replace(hour=10))
    second = await stage.posted()
    assert first.id != second.id
    await react(stage, first, LINA)
    await react(stage, second, LINA)
    await react(stage, first, LINA, route=REMOVED)
    assert [one.says("capsules.likes").values["n"] for one in await stage.shown()] == [1, 1]


@pytest.mark.parametrize("emoji", ["👎", "😢", "🤔", ":party-parrot:", ":+1:", "", "👍👍", "👍" + "🏽" * 9, "x" * 50])
async def test_other_emoji_say_nothing(stage: Stage, emoji: str) -> None:
    shown = await stage.posted()
    await react(stage, shown, LINA, emoji)
    assert await stage.rows(Like) == 0


@pytest.mark.parametrize("emoji", [*"👍❤🎉👏🙌⭐🔥💯💡😍🥰😊😀🤩💪🙏✅🚀", "❤️", "👏🏿"])
def test_happy_emoji_are_positive(emoji: str) -> None:
    assert rules.is_positive(emoji)


async def test_only_channel_posts_that_can_be_liked_count(stage: Stage) -> None:
    shown = await stage.posted()
    await stage.ask(ADDED, "👍", who=LINA, channel="C1", message="somebody else's")
    await stage.ask(ADDED, "👍", who=LINA, channel="C2", message=shown.id)
    await stage.ask(ADDED, "👍", who=LINA, channel="C1", message=shown.id, workspace=ELSEWHERE)
    await stage.ask(ADDED, "👍", who=LINA)
    assert await stage.rows(Like) == 0


@pytest.mark.parametrize(("kind", "number"), [("capsule", 2), ("capsule", 77), ("comment", 1), ("member", 1), ("", 1)])
async def test_a_forged_button_changes_nothing(stage: Stage, kind: str, number: int) -> None:
    await stage.posted()
    await stage.capsule("Never posted")
    assert mistake_key(await stage.ask("likes.toggle", kind, number, who=LINA)) == "help.outdated"
    assert await stage.rows(Like) == 0


async def test_another_workspace_cannot_like_what_was_not_posted_there(stage: Stage) -> None:
    shown = await stage.posted()
    reply = await stage.ask("likes.toggle", "capsule", 1, who=LINA, channel="C1", message=shown.id, workspace=ELSEWHERE)
    assert mistake_key(reply) == "help.outdated"
    assert await count(stage) == 0


async def test_erased_people_still_count_once_and_are_not_known(stage: Stage) -> None:
    shown = await stage.posted()
    for who in (LINA, AMINA):
        await press(stage, shown, who)
        await react(stage, shown, who)
    async with stage.database.transaction() as db:
        lina = await people.find_member(db, "stage", "W1", LINA)
        assert lina is not None
        exported = await likes.export_of(db, lina.id)
        assert [(row["about"], row["how"]) for row in exported] == [("capsule:1", "button"), ("capsule:1", "emoji:👍")]
        await likes.erase_of(db, lina.id)
        assert await likes.export_of(db, lina.id) == []
        assert await likes.count(db, "capsule:1") == 2
    assert (await count(stage), await stage.rows(Like)) == (2, 3)
