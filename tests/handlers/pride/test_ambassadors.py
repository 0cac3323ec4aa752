"""Ambassadors: a role one takes oneself, for a while, with small missions that nobody counts."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.replies import Done, Replace
from storage import consents, personal
from storage.ambassadors import Ambassador
from storage.solicitations import Solicitation
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import Theatre


async def taken(play: Theatre, who: str = "lina", every: str = "30") -> str:
    """Somebody takes the role."""
    return await play.told(who, "pride.take_role", filled={"community": str(play.community_id), "every": every})


async def passes(play: Theatre, days: float) -> None:
    """So many days pass, and what is due is done, then what was to wait for a working day."""
    play.clock.move_to(play.clock.now() + timedelta(days=days))
    await play.tick("pride", "receiving")
    play.clock.move_to(play.clock.now() + timedelta(days=3))
    await play.tick("pride", "receiving")


def mission(turn: int) -> str:
    return f"ambassador:1:mission:{turn}"


@EVERY_DATABASE
async def test_missions_come_at_the_chosen_rhythm_each_in_turn(play: Theatre) -> None:
    assert "You are an ambassador of Giving feedback until" in await taken(play)
    await passes(play, 0)
    assert "Somebody may have just joined" in play.wall[mission(1)]
    assert await play.press("lina", "pride.mission", 1, 1, "done") == Done()
    await play.post()
    assert play.wall[mission(1)].endswith("Done. Thank you.")

    await passes(play, 15)
    assert mission(2) not in play.wall
    await passes(play, 16)
    assert "a question without an answer" in play.wall[mission(2)]
    await passes(play, 31)
    assert "What did you try lately?" in play.wall[mission(3)]
    assert play.wall[mission(2)].endswith("Another one will come at your rhythm.")
    assert await play.told("lina", "pride.mission", 1, 2, "done") == "help.outdated"
    assert await play.told("omar", "pride.mission", 1, 3, "done") == "help.outdated"
    assert await play.told("lina", "pride.mission", 1, 3, "best") == "help.outdated"
    assert {one.kind for one in await play.rows(Solicitation)} == {"mission"}


async def test_it_is_renewed_once_asked_and_ends_otherwise(play: Theatre) -> None:
    await taken(play)
    await taken(play, "omar")
    assert await play.told("lina", "pride.renew_role", 1) == "help.outdated"
    for _ in range(7):
        await passes(play, 22)
    (ends,) = await play.owed("ambassador:1:renewal")
    assert "Would you like to go on?" in play.wall[ends]
    until = (await play.rows(Ambassador))[0].until
    assert await play.press("lina", "pride.renew_role", 1) == Done()
    await passes(play, 20)

    (one,) = await play.rows(Ambassador)
    assert one.until > until + timedelta(days=150)
    assert not one.renewal_asked
    (other,) = await play.owed("ambassador:2:renewal")
    assert play.wall[other] == "This role is over. Thank you for the time you gave."
    async with play.database.reading() as db:
        assert await consents.live(db, "ambassador:1") is not None
        assert await consents.live(db, "ambassador:2") is None


async def test_animators_see_who_agreed_to_be_seen_and_no_mission(play: Theatre) -> None:
    await taken(play)
    await passes(play, 0)
    await play.press("lina", "pride.mission", 1, 1, "done")

    seen = await play.told("amina", "pride.roles")
    assert "Lina Moreau, until" in seen
    assert "mission" not in seen.split("Ambassadors of")[1]
    for who in ("omar", "mona", "elsa"):
        assert "Lina" not in await play.told(who, "pride.roles")


async def test_one_stops_at_any_time_and_nothing_stays(play: Theatre) -> None:
    await taken(play)
    await taken(play, every="7")
    await passes(play, 0)
    assert [one.every_days for one in await play.rows(Ambassador)] == [7]
    assert await play.told("omar", "pride.stop_role", 1) == "help.outdated"
    assert isinstance(await play.press("lina", "pride.stop_role", 1), Replace)
    await passes(play, 40)

    assert await play.rows(Ambassador) == []
    assert play.wall[mission(1)] == "This role is over. Thank you for the time you gave."
    assert mission(2) not in play.wall
    assert await play.told("lina", "pride.mission", 1, 1, "done") == "help.outdated"


async def test_what_is_chosen_wrongly_changes_nothing(play: Theatre) -> None:
    assert await taken(play, every="1") == "pride.wrong.every"
    wrong = {"community": "x", "every": "7"}
    assert await play.told("lina", "pride.take_role", filled=wrong) == "pride.wrong.role_community"
    other = {"community": str(play.community_id + 1), "every": "7"}
    assert await play.told("lina", "pride.take_role", filled=other) == "help.only.anyone"
    assert await play.rows(Ambassador) == []


async def test_the_role_is_exported_and_erased(play: Theatre) -> None:
    await taken(play)
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        (kept,) = (await personal.export(db, lina.id))["ambassadors"]
        assert (kept["community"], kept["every_days"]) == ("Giving feedback", 30)
        await personal.erase(db, lina.id, play.clock.now())

    assert await play.rows(Ambassador) == []
    assert "Lina" not in await play.told("amina", "pride.roles")
