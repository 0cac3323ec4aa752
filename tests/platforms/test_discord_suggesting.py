"""What Discord suggests while a command is typed: asked of the route that the command's own route names."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.platforms.discord import limits
from bot.texts import Texts
from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Reply, Suggest
from handlers.chat.routes import Role, to
from handlers.chat.words import Say
from storage.troubles import LOST, Trouble
from tests.platforms.discord_bench import DiscordBench
from tests.platforms.discord_fixture import PHRASES, TeaDoor, registry
from tests.platforms.discord_person import DiscordPerson

LEAVES = ("mint", "jasmine", "l" * 120, "mint")


@pytest.fixture
async def lina() -> AsyncIterator[tuple[DiscordPerson, TeaDoor]]:
    routes = registry()

    @routes.route("tea.pick", who=Role.ANYONE, command="pick", suggests="tea.leaves")
    async def pick(_ask: Ask, _desk: object, _leaf: str = "") -> Reply:
        return Done()

    @routes.route("tea.leaves", who=Role.ANYONE)
    async def leaves(_ask: Ask, _desk: object, words: str = "") -> Reply:
        if words == "coffee":
            raise Mistake(Say("tea.no"))
        if words == "lost":
            raise Trouble(LOST)
        if words == "many":
            return Suggest(tuple(str(number) for number in range(30)))
        return Suggest((Say("tea.hello"), *(leaf for leaf in LEAVES if leaf.startswith(words))))

    bench = DiscordBench(Texts({**PHRASES, "tea.command.pick": {"en": "Picks", "fr": "Cueille"}}), routes)
    door = TeaDoor(routes)
    await bench.start(door)
    yield await bench.person("Lina", language="fr"), door
    complaints = bench.complaints()
    await bench.stop()
    assert not complaints


async def test_what_is_typed_is_completed_in_the_reader_s_language(lina: tuple[DiscordPerson, TeaDoor]) -> None:
    person, door = lina
    assert await person.begins("pick", "m") == ["Bonjour", "mint"]
    ask = door.asks[-1]
    assert (ask.link, ask.key) == (to("tea.leaves", "m"), None)
    assert [len(one) for one in await person.begins("pick", "l")] == [len("Bonjour"), limits.OPTION]
    assert len(await person.begins("pick", "many")) == limits.SUGGESTIONS


@pytest.mark.parametrize("words", ["coffee", "lost"])
async def test_when_nothing_can_be_suggested_people_go_on_typing(
    lina: tuple[DiscordPerson, TeaDoor], words: str
) -> None:
    assert await lina[0].begins("pick", words) == []
