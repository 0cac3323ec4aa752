"""Who was expected and who came are told apart, by a button or by the code of the day."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from handlers.chat.cards import Buttons, Card
from handlers.chat.replies import Done, Replace, Tell
from handlers.chat.words import Say
from handlers.sessions import telling
from storage import codes, likes, presence, sessions
from storage.outbox import SENT
from storage.people import Member
from storage.sessions import Outline
from tests.conftest import EVERY_DATABASE
from tests.handlers.sessions.cast import ELSEWHERE, Cast


async def outline(cast: Cast, session_id: int) -> Outline:
    async with cast.database.reading() as db:
        found = await sessions.outline(db, session_id)
    assert found is not None
    return found


async def asked(cast: Cast) -> set[int | None]:
    return {one.member_id for one in await cast.owed() if one.about.startswith("rating:")}


async def by_code(cast: Cast, who: str, code: str, **where: object) -> str:
    """What somebody is told who typed a code."""
    reply = await cast.say(who, "sessions.checkin", code, **where)  # type: ignore[arg-type]
    assert isinstance(reply, Tell)
    said = reply.what.summary if isinstance(reply.what, Card) else reply.what
    assert isinstance(said, Say)
    return said.key


@EVERY_DATABASE
async def test_those_who_checked_in_are_asked_and_nobody_else(cast: Cast) -> None:
    session_id = await cast.session("lina", "omar")
    cast.pass_time(hours=0.8)
    assert await cast.tick() == 1
    joined = await cast.say("zoe", "sessions.join", session_id)
    assert isinstance(joined, Tell)
    code = (await outline(cast, session_id)).session.code
    assert await by_code(cast, "lina", f" {code[:2].lower()}-{code[2:]} ") == "sessions.joined.here"
    found = await outline(cast, session_id)
    assert (found.attendees, found.checked_in, found.came) == (3, 2, 2)
    cast.pass_time(hours=2)
    await cast.tick()
    there = {(await cast.member(who)).id for who in ("lina", "zoe")}
    assert await asked(cast) == there
    session = (await outline(cast, session_id)).session
    assert session.nudge_at == cast.clock.now() + timedelta(days=2)
    assert session.cold_at == session.ends_at + timedelta(days=60)

    assert isinstance(await cast.say("omar", "sessions.join", session_id), Tell)
    assert await asked(cast) == there | {(await cast.member("omar")).id}
    assert (await outline(cast, session_id)).came == 3


async def test_when_nobody_checked_in_the_list_stands_for_who_came(cast: Cast) -> None:
    unasked = [await cast.member(who) for who in ("omar", "nina")]
    async with cast.database.transaction() as db:
        for member in unasked:
            (await db.merge(member)).surveys = False
    session_id = await cast.past_session("lina", "omar")
    assert await asked(cast) == {(await cast.member("lina")).id}
    for who in ("zoe", "omar", "nina"):
        await cast.say(who, "sessions.join", session_id)
    found = await outline(cast, session_id)
    assert (found.attendees, found.checked_in, found.came) == (4, 0, 4)
    assert await asked(cast) == {(await cast.member(who)).id for who in ("lina", "zoe")}


async def test_wrong_codes_are_refused_kindly_and_soon_no_more_are_taken(cast: Cast) -> None:
    session_id = await cast.session()
    code = (await outline(cast, session_id)).session.code
    for _ in range(codes.MOST_TRIES):
        assert await by_code(cast, "lina", "0O1I") == "sessions.wrong_code"
    assert await by_code(cast, "lina", code) == "sessions.too_many_codes"
    assert (await outline(cast, session_id)).checked_in == 0
    assert await by_code(cast, "omar", code) == "sessions.joined.here"
    assert await by_code(cast, "elsa", code, where=ELSEWHERE) == "sessions.wrong_code"
    cast.pass_time(hours=0.25)
    assert await by_code(cast, "lina", code) == "sessions.joined.here"
    assert (await outline(cast, session_id)).checked_in == 2


@EVERY_DATABASE
async def test_codes_tried_at_once_are_counted_as_those_tried_in_turn(cast: Cast) -> None:
    await cast.session()
    told = await asyncio.gather(*(by_code(cast, "lina", "WXYZ") for _ in range(codes.MOST_TRIES + 2)))
    assert sorted(told) == ["sessions.too_many_codes"] * 2 + ["sessions.wrong_code"] * codes.MOST_TRIES


async def test_a_code_is_worth_nothing_on_another_day_nor_once_cancelled(cast: Cast) -> None:
    session_id, other = await cast.session(minutes=10), await cast.session()
    code, cancelled = [(await outline(cast, one)).session.code for one in (session_id, other)]
    await cast.say("amina", "sessions.cancel", other)
    assert await by_code(cast, "lina", cancelled) == "sessions.wrong_code"
    cast.pass_time(hours=26)
    assert await by_code(cast, "lina", code) == "sessions.wrong_code"


async def test_the_doors_open_a_little_before_and_the_moments_can_be_liked(cast: Cast) -> None:
    session_id = await cast.session("lina")
    await cast.say("amina", "sessions.set_details", session_id, filled={"agenda": "Un\nDeux\n" + "mot " * 20})
    async with cast.database.transaction() as db:
        await telling.announce(db, await outline(cast, session_id), cast.clock.now())
    (posted,) = await cast.owed(f"session:{session_id}")
    async with cast.database.transaction() as db:
        (await db.merge(posted)).state = SENT
    assert await cast.refused("lina", "likes.toggle", "moment", 1) == "help.outdated"
    cast.pass_time(hours=0.75)
    assert [await cast.tick(), await cast.tick()] == [1, 0]
    for who in ("lina", "omar", "omar", "omar"):
        assert await cast.say(who, "likes.toggle", "moment", 2) == Done()
    for number in (4, 999, -1):
        assert await cast.refused("lina", "likes.toggle", "moment", number) == "help.outdated"
    assert await cast.refused("elsa", "likes.toggle", "moment", 2, where=ELSEWHERE) == "help.outdated"
    card = await cast.drawn(posted)
    assert card is not None
    labels = [button.label for part in card.parts if isinstance(part, Buttons) for button in part.row]
    assert labels == [
        Say("sessions.button.like", title="Un"),
        Say("sessions.button.liked", title="Deux", n=2),
        Say("sessions.button.like", title="mot mot mot mot mot mot…"),
        Say("sessions.button.here"),
        Say("sessions.button.ask"),
    ]
    await cast.say("amina", "sessions.set_details", session_id, filled={"agenda": "Un"})
    async with cast.database.reading() as db:
        assert await likes.count(db, "moment:2") == 0


@EVERY_DATABASE
async def test_those_expected_are_reminded_once_and_may_say_they_cannot_come(cast: Cast) -> None:
    day = {"course": "Donner un retour", "date": "2026-11-26", "time": "10:00", "minutes": "60"}
    await cast.say("amina", "sessions.create", cast.community_id, filled=day | {"attendees": "lina omar"})
    cast.pass_time(hours=30)
    assert [await cast.tick(), await cast.tick()] == [1, 0]
    letters = [one for one in await cast.owed() if one.about.startswith("session-reminder:1:")]
    assert [one.due_at for one in letters] == [cast.clock.now()] * 2
    lina = await cast.member("lina")
    (mine,) = [one for one in letters if one.member_id == lina.id]
    card = await cast.drawn(mine)
    assert card is not None
    assert [str(link) for link in card.links()] == ["agenda.file:1", "agenda.ask:1", "sessions.leave:1:1"]
    assert await cast.say("lina", "sessions.leave", 1, 1) == Done()
    card = await cast.drawn(mine)
    assert card is not None
    assert [str(link) for link in card.links()] == ["sessions.join:1:2"]
    assert await cast.say("lina", "sessions.join", 1, 2) == Done()
    assert isinstance(await cast.say("lina", "sessions.leave", 1), Replace)
    await cast.say("amina", "sessions.cancel", 1)
    card = await cast.drawn(mine)
    assert card is not None
    assert list(card.links()) == []


async def test_nobody_is_reminded_after_the_start_nor_in_the_night(cast: Cast) -> None:
    async with cast.database.transaction() as db:
        omar: Member = await db.merge(await cast.member("omar"))
        omar.zone = "Pacific/Auckland"
    day = {"course": "Donner un retour", "date": "2026-11-26", "time": "10:00", "minutes": "60"}
    await cast.say("amina", "sessions.create", cast.community_id, filled=day | {"attendees": "lina omar"})
    cast.pass_time(hours=30)
    await cast.tick()
    due = {one.member_id: one.due_at for one in await cast.owed() if one.about.startswith("session-reminder:")}
    assert due[(await cast.member("lina")).id] == cast.clock.now()
    assert due[omar.id] > cast.clock.now()
    day["date"], day["time"] = "2026-11-27", "21:30"
    await cast.say("amina", "sessions.create", cast.community_id, filled=day | {"attendees": "lina"})
    cast.pass_time(hours=53.5)
    await cast.tick()
    assert not [one for one in await cast.owed() if one.about.startswith("session-reminder:2:")]


async def test_who_is_erased_is_counted_and_named_no_more(cast: Cast) -> None:
    session_id = await cast.session("lina")
    lina = await cast.member("lina")
    await by_code(cast, "lina", "AAAA")
    async with cast.database.transaction() as db:
        await presence.check_in(db, session_id, lina.id, cast.clock.now())
        (told,) = await presence.export_of(db, lina.id)
        assert told["checked_in_at"] == cast.clock.now().isoformat()
        assert len(await codes.export_of(db, lina.id)) == 1
        await codes.erase_of(db, lina.id)
        await presence.erase_of(db, lina.id)
        assert await codes.export_of(db, lina.id) == []
        assert await presence.came(db, session_id) == []
    assert (await outline(cast, session_id)).came == 1
