"""Addresses: who gets which, what is kept of them, and all the ways in which they stop."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import delete, select

from bot.dispatch import Dispatch
from handlers.chat.cards import Card
from handlers.chat.routes import registry
from storage import communities, feeds, people, personal
from storage.communities import ANIMATOR, Community, CommunityRole
from storage.database import Database
from storage.feeds import Feed, Opened
from storage.people import Member
from tests.conftest import EVERY_DATABASE
from tests.handlers.calendar.conftest import PUBLIC
from tests.handlers.capsules.stage import AMINA, HERE, LINA, Stage, mistake, said, shown_card


def token_of(card: Card) -> str:
    link = said(card, "calendar.address_how").values["link"]
    found = re.fullmatch(re.escape(PUBLIC) + r"/calendar/([A-Za-z0-9_-]{43})\.ics", str(link))
    assert found is not None, link
    return found[1]


async def get(stage: Stage, who: str) -> Card:
    return shown_card(await stage.ask("calendar.get", stage.community_id, who=who))


async def opens(stage: Stage, token: str) -> Opened | None:
    async with stage.database.reading() as db:
        return await feeds.opened(db, token)


async def member(stage: Stage, who: str) -> Member:
    async with stage.database.transaction() as db:
        space = await people.workspace(db, HERE.platform, HERE.external_id)
        return await people.member(db, space.id, who)


async def kept_in(database: Database) -> str:
    async with database.reading() as db:
        rows = (await db.scalars(select(Feed))).all()
        return " ".join(str(vars(row)) for row in rows)


@EVERY_DATABASE
async def test_an_address_is_shown_once_and_only_its_trace_is_kept(stage: Stage) -> None:
    token = token_of(await get(stage, AMINA))
    assert token not in await kept_in(stage.database)
    opened = await opens(stage, token)
    assert opened is not None
    assert (opened.community.id, opened.everything, opened.language) == (stage.community_id, True, "en")
    again = await get(stage, AMINA)
    assert said(again, "calendar.has_one").values["community"] == "Giving feedback"
    assert await stage.rows(Feed) == 1
    assert await opens(stage, token) is not None
    assert await opens(stage, feeds.key_of(token)) is None


@EVERY_DATABASE
async def test_a_new_address_stops_the_one_before_and_each_has_their_own(stage: Stage) -> None:
    old, other = token_of(await get(stage, AMINA)), token_of(await get(stage, LINA))
    new = token_of(shown_card(await stage.ask("calendar.renew", stage.community_id)))
    assert new != old
    assert await opens(stage, old) is None
    assert await opens(stage, new) is not None
    opened = await opens(stage, other)
    assert opened is not None
    assert not opened.everything
    assert await stage.rows(Feed) == 2

    said(shown_card(await stage.ask("calendar.stop", stage.community_id)), "calendar.stopped")
    assert await opens(stage, new) is None
    assert await opens(stage, other) is not None
    assert mistake(await stage.ask("calendar.stop", stage.community_id)) == ("help.outdated", None)


async def test_an_animators_address_stops_with_the_role_and_does_not_come_back_as_less(stage: Stage) -> None:
    token, amina = token_of(await get(stage, AMINA)), await member(stage, AMINA)
    async with stage.database.transaction() as db:
        await communities.remove_role(db, stage.community_id, amina.id, ANIMATOR)
        await communities.add_role(db, stage.community_id, amina.id, communities.MANAGER)
    assert await opens(stage, token) is None
    learners = token_of(await get(stage, AMINA))
    async with stage.database.transaction() as db:
        await communities.add_role(db, stage.community_id, amina.id, ANIMATOR)
    opened = await opens(stage, learners)
    assert opened is not None
    assert not opened.everything
    said(await get(stage, AMINA), "calendar.address_public")


@EVERY_DATABASE
async def test_erasing_somebody_stops_their_address_and_export_tells_of_it(stage: Stage) -> None:
    token, lina = token_of(await get(stage, LINA)), await member(stage, LINA)
    async with stage.database.reading() as db:
        (told,) = (await personal.export(db, lina.id))["feeds"]
    assert told == {
        "community": "Giving feedback",
        "made_at": "2026-11-24T08:00:00+00:00",
        "everything_planned": False,
    }
    async with stage.database.transaction() as db:
        await personal.erase(db, lina.id, stage.clock.now())
    assert await opens(stage, token) is None
    assert await stage.rows(Feed) == 0


@EVERY_DATABASE
async def test_a_community_that_is_deleted_takes_its_addresses_with_it(stage: Stage) -> None:
    token = token_of(await get(stage, LINA))
    async with stage.database.transaction() as db:
        await db.execute(delete(CommunityRole).filter_by(community_id=stage.community_id))
        await db.execute(delete(Community).filter_by(id=stage.community_id))
    assert await opens(stage, token) is None
    assert await stage.rows(Feed) == 0


async def test_without_a_public_address_it_is_said_and_nothing_is_made(stage: Stage, tmp_path: Path) -> None:
    stage.door = Dispatch(stage.database, registry, stage.clock, stage._profile, lambda: None)
    for route in ("get", "renew"):
        told = mistake(await stage.ask(f"calendar.{route}", stage.community_id))
        assert told == ("calendar.mistake.no_address", None)
    assert await stage.rows(Feed) == 0
