"""Who may do what to a testimonial, whatever ids are sent, and what each sees in the list."""

from __future__ import annotations

import pytest

from handlers.chat.asks import Workspace
from handlers.chat.cards import Buttons, Card
from handlers.chat.replies import Replace, Tell
from storage import communities
from tests.handlers.testimonials.steps import agreed, already, asked, published, the_one
from tests.handlers.theatre import ELSEWHERE, HAPPY, HERE, Theatre


@pytest.mark.parametrize(
    ("who", "where"), [("elsa", ELSEWHERE), ("amina", ELSEWHERE), ("omar", HERE), ("lina", HERE), ("mona", HERE)]
)
@pytest.mark.parametrize("route", ["approve", "decline", "declined", "suggest", "suggested", "history"])
async def test_only_who_animates_that_community_decides(play: Theatre, who: str, where: Workspace, route: str) -> None:
    await agreed(play)
    reply = await play.press(who, f"testimonials.{route}", 1, where=where, filled={"reason": "Because."})
    assert already(reply) == "help.only.animator"
    assert (await the_one(play)).state == "waiting"


async def test_who_no_longer_animates_decides_nothing(play: Theatre) -> None:
    await agreed(play)
    bruno = await play.member("bruno")
    async with play.database.transaction() as db:
        await communities.remove_role(db, play.community_id, bruno.id, communities.ANIMATOR)
    assert already(await play.press("bruno", "testimonials.approve", 1)) == "help.only.animator"
    assert (await the_one(play)).state == "waiting"


@pytest.mark.parametrize("route", ["refuse", "withdraw", "agree"])
@pytest.mark.parametrize(("who", "where"), [("omar", HERE), ("amina", HERE), ("lina", ELSEWHERE)])
async def test_only_its_author_answers_or_takes_back(play: Theatre, who: str, where: Workspace, route: str) -> None:
    await asked(play)
    values = (1, "full_name") if route == "agree" else (1,)
    assert already(await play.press(who, f"testimonials.{route}", *values, where=where)) == "help.only.anyone"
    assert (await the_one(play)).state == "asked"


@pytest.mark.parametrize(
    ("route", "values"),
    [
        ("agree", (1, "as_boss")),
        ("agree", (1,)),
        ("agree", ("x", "full_name")),
        ("agree", (2, "full_name")),
        ("withdraw", (-1,)),
        ("approve", (10**9,)),
        ("page", ("many",)),
    ],
)
async def test_a_forged_link_is_answered_and_changes_nothing(
    play: Theatre, route: str, values: tuple[int | str, ...]
) -> None:
    await asked(play)
    before = play.everything_kept()
    who = "amina" if route == "approve" else "lina"
    assert already(await play.press(who, f"testimonials.{route}", *values)).startswith("help.")
    assert play.everything_kept() == before


async def test_a_first_name_cannot_be_agreed_to_by_who_has_only_one_name(play: Theatre) -> None:
    await play.say("omar", await play.session("omar"))
    member = await play.member("omar")
    async with play.database.transaction() as db:
        (await db.get_one(type(member), member.id)).name = "Omar"
    await play.tick()
    assert "with my first name" not in play.wall["testimonial:1:author"]
    assert already(await play.press("omar", "testimonials.agree", 1, "first_name")) == "help.outdated"


async def test_the_list_of_somebody_with_nothing_says_how_to_begin(play: Theatre) -> None:
    assert "After a session, rate it" in await play.told("omar", "testimonials.list")
    empty = await play.told("amina", "testimonials.list")
    assert "Nothing waits for you." in empty
    assert "After a session, rate it" in empty


async def test_animators_see_what_waits_for_them_and_decide_there(play: Theatre) -> None:
    await agreed(play)
    assert HAPPY in await play.told("amina", "testimonials.list")
    assert HAPPY not in await play.told("omar", "testimonials.list")
    assert HAPPY not in await play.told("mona", "testimonials.list")
    reply = await play.press("amina", "testimonials.approve", 1, "list")
    assert isinstance(reply, Replace)
    assert HAPPY not in play.read(reply.what, "en")
    assert (await the_one(play)).state == "approved"


async def test_an_author_takes_back_from_their_own_list(play: Theatre) -> None:
    await published(play)
    reply = await play.press("lina", "testimonials.list")
    assert isinstance(reply, Tell)
    assert isinstance(reply.what, Card)
    assert HAPPY in play.read(reply.what, "fr")
    _choices, link = reply.what.links()
    _change, button = [button for part in reply.what.parts if isinstance(part, Buttons) for button in part.row]
    assert button.confirm is not None
    after = await play.press("lina", link.route, *link.values)
    assert isinstance(after, Replace)
    assert "taken back" in play.read(after.what, "en")
    assert (await the_one(play)).state == "withdrawn"


async def test_a_long_list_is_read_page_by_page(play: Theatre) -> None:
    for number in range(5):
        await play.say("lina", await play.session("lina", title=f"Course {number}"))
    await play.tick()
    first = await play.told("lina", "testimonials.list")
    assert [f"Course {number}" in first for number in range(5)] == [False, False, True, True, True]
    second = await play.press("lina", "testimonials.page", 3)
    assert isinstance(second, Replace)
    rest = play.read(second.what, "en")
    assert [f"Course {number}" in rest for number in range(5)] == [True, True, False, False, False]
