"""The one door: once, in one transaction, for who may; expected mistakes change nothing."""

from __future__ import annotations

import asyncio

import pytest

from bot.dispatch import PROFILE_LASTS, Dispatch
from handlers.chat.asks import Ask, Profile, Workspace
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Reply, Tell
from handlers.chat.routes import Link, Registry, Role, to
from handlers.chat.words import Say
from handlers.desk import Desk
from storage import communities, people
from storage.database import Database
from tests.conftest import EVERY_DATABASE, StillClock

pytestmark = EVERY_DATABASE

SPACE = Workspace("stub", "W1", "Studio")
LINA = Profile("lina", "Lina Petit", language="fr", zone="Europe/Paris")


async def name_it(_ask: Ask, desk: Desk, name: str, times: int = 1) -> Reply:
    for _ in range(times):
        await communities.create(
            desk.db,
            workspace_id=desk.workspace.id,
            name=name,
            channel="C1",
            language="en",
            zone="UTC",
            now=desk.now,
        )
    return Done()


async def regret(ask: Ask, desk: Desk, name: str) -> Reply:
    await name_it(ask, desk, name)
    raise Mistake(Say("test.regret"), "name")


async def fail(ask: Ask, desk: Desk, name: str) -> Reply:
    await name_it(ask, desk, name)
    raise RuntimeError("a fault of ours")


class House:
    """A dispatch with three routes, and the people a platform knows."""

    def __init__(self, database: Database, clock: StillClock) -> None:
        self.database = database
        self.known = {"lina": LINA}
        self.looked_up: list[str] = []
        self.woken = 0
        registry = Registry()
        registry.route("t.name", who=Role.ANYONE)(name_it)
        registry.route("t.regret", who=Role.ANYONE)(regret)
        registry.route("t.fail", who=Role.ANYONE)(fail)
        registry.route("t.animate", who=Role.ANIMATOR)(name_it)
        registry.route("t.administer", who=Role.ADMIN)(name_it)
        self.dispatch = Dispatch(database, registry, clock, self.profile, self.wake)

    async def profile(self, ask: Ask) -> Profile | None:
        self.looked_up.append(ask.who)
        return self.known.get(ask.who)

    def wake(self) -> None:
        self.woken += 1

    async def ask(self, link: Link, key: str | None = None, who: str = "lina") -> Reply | None:
        return await self.dispatch.handle(Ask(key, SPACE, who, link, language="en-GB"))

    async def names(self) -> list[str]:
        async with self.database.reading() as db:
            return [one.name for one in await communities.every(db)]


@pytest.fixture
def house(database: Database, clock: StillClock) -> House:
    return House(database, clock)


async def test_an_ask_told_twice_is_done_once(house: House) -> None:
    assert await house.ask(to("t.name", "A"), key="1") == Done()
    assert await house.ask(to("t.name", "B"), key="1") is None
    assert await house.names() == ["A"]
    assert house.woken == 1


async def test_the_same_ask_twenty_times_at_once_is_done_once(house: House) -> None:
    replies = await asyncio.gather(*(house.ask(to("t.name", "A"), key="1") for _ in range(20)))
    assert [reply for reply in replies if reply is not None] == [Done()]


async def test_a_mistake_is_told_and_changes_nothing(house: House) -> None:
    assert await house.ask(to("t.regret", "A"), key="1") == Tell(Say("test.regret"), "name", mistaken=True)
    assert await house.names() == []
    assert await house.ask(to("t.name", "B"), key="1") == Done(), "what was undone may be asked again"


async def test_a_fault_of_ours_keeps_nothing_and_goes_up(house: House) -> None:
    with pytest.raises(RuntimeError):
        await house.ask(to("t.fail", "A"), key="1")
    assert await house.names() == []


@pytest.mark.parametrize(
    "link",
    [
        Link("t.nowhere"),
        Link("t.name"),
        Link("t.name", ("A", "many")),
        Link("t.name", ("A", "9" * 30)),
        Link("t.name", ("A", "1", "2")),
    ],
)
async def test_a_forged_or_outdated_link_is_answered_kindly(house: House, link: Link) -> None:
    assert await house.ask(link) == Tell(Say("help.outdated"))
    assert await house.names() == []


async def test_values_from_a_button_have_the_types_declared(house: House) -> None:
    assert await house.ask(Link("t.name", ("A", "2"))) == Done()


async def test_roles_are_checked_before_anything(house: House) -> None:
    assert await house.ask(to("t.animate", "A")) == Tell(Say("help.only.animator"), mistaken=True)
    assert await house.ask(to("t.administer", "A")) == Tell(Say("help.only.admin"), mistaken=True)
    assert await house.names() == []
    house.known["boss"] = Profile("boss", "Ada Boss", is_admin=True)
    assert await house.ask(to("t.administer", "A"), who="boss") == Done()


async def test_people_are_looked_up_once_and_then_remembered(house: House) -> None:
    await house.ask(to("t.name", "A"))
    await house.ask(to("t.name", "B"))
    assert house.looked_up == ["lina"]
    async with house.database.reading() as db:
        lina = await people.find_member(db, "stub", "W1", "lina")
    assert lina is not None
    assert (lina.name, lina.first_name, lina.language) == ("Lina Petit", "Lina", "fr")


async def test_people_are_looked_up_again_after_half_a_day_and_not_for_a_repeat(
    house: House, clock: StillClock
) -> None:
    await house.ask(to("t.name", "A"), key="1")
    clock.move_to(clock.now() + PROFILE_LASTS)
    house.known["lina"] = Profile("lina", "Lina Grand", language="en")
    assert await house.ask(to("t.name", "B"), key="1") is None
    assert house.looked_up == ["lina"]
    assert await house.ask(to("t.name", "C"), key="2") == Done()
    assert house.looked_up == ["lina", "lina"]
    async with house.database.reading() as db:
        lina = await people.find_member(db, "stub", "W1", "lina")
    assert lina is not None
    assert lina.name == "Lina Grand"
    assert await house.names() == ["A", "C"]


async def test_somebody_the_platform_does_not_know_is_answered_all_the_same(house: House) -> None:
    assert await house.ask(to("t.name", "A"), who="nobody") == Done()
    assert await house.names() == ["A"]


async def test_a_workspace_takes_its_new_name(house: House) -> None:
    for name in ("Studio", "Atelier"):
        space = Workspace("stub", "W1", name)
        await house.dispatch.handle(Ask(None, space, "lina", to("t.name", name)))
        async with house.database.reading() as db:
            assert [one.name for one in await people.workspaces(db)] == [name]


async def test_the_language_is_the_members_then_the_platforms(house: House) -> None:
    stranger = Ask(None, SPACE, "nobody", to("t.name", "A"), language="fr-CA")
    assert await house.dispatch.language_of(stranger) == "fr"
    await house.ask(to("t.name", "A"))
    assert await house.dispatch.language_of(Ask(None, SPACE, "lina", to("t.name", "A"), language="en")) == "fr"


async def test_signs_that_no_database_keeps_do_no_harm(house: House) -> None:
    await house.ask(to("t.name", "a\0b\ud800"))
    assert await house.names() == ["ab?"]
