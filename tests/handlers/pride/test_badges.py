"""What ambassadors wear: given once, only what was given is taken away, and what is refused is told once."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from bot.badges import LEASE, MOST_TRIES, Badges
from bot.platforms import Platform, Refused, TryLater
from handlers.pride.rules import clean_badge
from storage import badges, personal
from storage.badges import GIVING, OTHERS, REFUSED, TOLD, Badge
from tests.bot.stub_platform import StubPlatform
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import HERE, Theatre


class Wardrobe:
    """A chat on which ambassadors of the first community wear "guides"."""

    def __init__(self, play: Theatre) -> None:
        self.play = play
        self.chat = StubPlatform("stage")
        self.bot = Badges(play.database, {"stage": cast("Platform", self.chat)}, play.clock)

    async def choose(self, name: str = "guides") -> str:
        return await self.play.told("bruno", "pride.choose_badge", self.play.community_id, filled={"badge": name})

    async def take_role(self, who: str = "lina") -> None:
        answers = {"community": str(self.play.community_id), "every": "30"}
        await self.play.told(who, "pride.take_role", filled=answers)

    async def settle(self) -> None:
        while await self.bot.step():
            pass

    async def states(self) -> list[str]:
        return sorted(one.state for one in await self.play.rows(Badge))

    async def notices(self) -> dict[str, str]:
        await self.play.tick("pride")
        await self.play.post()
        return {about: words for about, words in self.play.wall.items() if about.startswith("badge:")}


@pytest.fixture
async def wardrobe(play: Theatre) -> Wardrobe:
    return Wardrobe(play)


@EVERY_DATABASE
async def test_it_follows_the_choice_and_goes_with_who_is_erased(wardrobe: Wardrobe) -> None:
    await wardrobe.take_role()
    assert "Ambassadors of Giving feedback wear guides" in await wardrobe.choose("@guides")
    await wardrobe.take_role("omar")
    wardrobe.chat.wear = {("omar", "guides"), ("mona", "guides")}
    await wardrobe.settle()
    assert wardrobe.chat.wear == {("lina", "guides"), ("omar", "guides"), ("mona", "guides")}
    await wardrobe.choose("helpers")
    await wardrobe.settle()
    assert wardrobe.chat.wear == {(who, "helpers") for who in ("lina", "omar")} | {
        (who, "guides") for who in ("omar", "mona")
    }
    lina = await wardrobe.play.member("lina")
    async with wardrobe.play.database.transaction() as db:
        await personal.erase(db, lina.id, wardrobe.play.clock.now())
    await wardrobe.settle()
    assert ("lina", "helpers") not in wardrobe.chat.wear
    assert [one.person for one in await wardrobe.play.rows(Badge)] == ["omar"]
    await wardrobe.choose("")
    await wardrobe.settle()
    assert wardrobe.chat.wear == {("omar", "guides"), ("mona", "guides")}
    assert await wardrobe.states() == []


@EVERY_DATABASE
async def test_killed_while_it_is_given_it_is_still_the_bots_to_take_away(wardrobe: Wardrobe) -> None:
    await wardrobe.choose()
    await wardrobe.take_role()
    async with wardrobe.play.database.transaction() as db:
        claimed = await badges.claim(db, wardrobe.play.clock.now(), LEASE)
        assert claimed is not None
        assert await badges.move(db, claimed, GIVING, wardrobe.play.clock.now() + LEASE)
    wardrobe.chat.wear.add(("lina", "guides"))
    await wardrobe.take_role("omar")
    await wardrobe.settle()
    assert await wardrobe.states() == [GIVING, "wanted"], "whoever took it may be at it: one at a time"
    await wardrobe.play.press("lina", "pride.stop_role", 1)
    wardrobe.play.clock.move_to(wardrobe.play.clock.now() + LEASE)
    await wardrobe.settle()
    assert wardrobe.chat.wear == {("omar", "guides")}


async def test_wanted_by_two_communities_it_goes_with_the_second(wardrobe: Wardrobe) -> None:
    play = wardrobe.play
    other = await play.community(HERE, "Another", {"bruno": "animator"})
    await wardrobe.choose()
    await play.told("bruno", "pride.choose_badge", other.id, filled={"badge": "guides"})
    await wardrobe.take_role()
    await wardrobe.settle()
    await play.told("lina", "pride.take_role", filled={"community": str(other.id), "every": "30"})
    await wardrobe.settle()
    assert await wardrobe.states() == ["given", OTHERS]
    await play.press("lina", "pride.stop_role", 1)
    await wardrobe.settle()
    assert (wardrobe.chat.wear, await wardrobe.states()) == ({("lina", "guides")}, ["given"])
    await play.press("lina", "pride.stop_role", 2)
    await wardrobe.settle()
    assert wardrobe.chat.wear == set()


@EVERY_DATABASE
async def test_refused_the_animators_are_told_once_until_it_is_chosen_again(wardrobe: Wardrobe) -> None:
    await wardrobe.choose()
    await wardrobe.take_role()
    await wardrobe.take_role("omar")
    wardrobe.chat.faults = [Refused("50013"), Refused("50013")]
    await wardrobe.settle()
    assert await wardrobe.states() == [REFUSED, REFUSED]
    told = await wardrobe.notices()
    assert len(told) == 2, "Amina and Bruno, of one of them"
    assert all("could not give guides" in words and "put it above" in words for words in told.values())
    assert (await wardrobe.notices(), await wardrobe.states()) == (told, [TOLD, TOLD])
    wardrobe.play.clock.move_to(wardrobe.play.clock.now() + timedelta(minutes=1))
    await wardrobe.choose()
    await wardrobe.settle()
    assert wardrobe.chat.wear == {("lina", "guides"), ("omar", "guides")}

    await wardrobe.play.press("lina", "pride.stop_role", 1)
    wardrobe.chat.faults = [Refused("missing_scope")]
    await wardrobe.settle()
    later = await wardrobe.notices()
    assert any("could not take guides away" in words and "do it yourself" in words for words in later.values())
    assert "lina" not in {one.person for one in await wardrobe.play.rows(Badge)}


async def test_a_busy_platform_is_tried_again_and_given_up_in_the_end(wardrobe: Wardrobe) -> None:
    await wardrobe.choose()
    await wardrobe.take_role()
    for _ in range(MOST_TRIES):
        assert await wardrobe.states() == ["wanted"]
        wardrobe.chat.faults = [TryLater("ratelimited", 30)]
        await wardrobe.settle()
        wardrobe.play.clock.move_to(wardrobe.play.clock.now() + timedelta(hours=1))
    assert await wardrobe.states() == [REFUSED]


async def test_only_an_animator_chooses_it(wardrobe: Wardrobe) -> None:
    for who, name, said in (
        ("lina", "guides", "help.only.animator"),
        ("elsa", "guides", "help.only.animator"),
        ("bruno", "@everyone", "pride.wrong.badge"),
        ("bruno", "x" * 101, "pride.wrong.badge"),
    ):
        answers = {"badge": name}
        shown = await wardrobe.play.press(who, "pride.choose_badge", wardrobe.play.community_id, filled=answers)
        assert said in str(shown)


@pytest.mark.parametrize(
    ("written", "name"),
    [(" @guides ", "guides"), ("", ""), ("here", None), ("a\nb", None), ("La garde", "La garde"), ("x" * 101, None)],
)
def test_a_name_is_read_as_it_is_called(written: str, name: str | None) -> None:
    assert clean_badge(written) == name
