"""A session that is there is changed: its announcement follows, and those who come are told what matters to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.chat.cards import Card
from handlers.chat.forms import PeopleField
from handlers.chat.replies import Open, Replace, Tell
from handlers.chat.words import Person, Say
from storage import moments, sessions
from storage.outbox import Delivery
from storage.sessions import Session
from tests.conftest import EVERY_DATABASE
from tests.handlers.sessions.cast import ELSEWHERE, Cast

DAY = {"course": "Donner un retour", "date": "2026-11-26", "time": "10:00", "minutes": "90"}
DETAILS = {
    "place": "Salle B12",
    "trainer": "",
    "member": "priya",
    "agenda": "10:15 Mise en situation\n\n- +45 Ce qui bloque\nBilan",
    "zone": "europe / paris",
}


async def kept(cast: Cast, session_id: int) -> Session:
    async with cast.database.reading() as db:
        found = await sessions.outline(db, session_id)
    assert found is not None
    return found.session


async def agenda(cast: Cast, session_id: int) -> list[tuple[int, str, int | None]]:
    async with cast.database.reading() as db:
        return [(one.id, one.title, one.minute) for one in await moments.of(db, session_id)]


async def told(cast: Cast) -> list[Delivery]:
    return [one for one in await cast.owed() if one.about.startswith("session-news:")]


async def planned(cast: Cast) -> int:
    """Lina and Omar are expected; Amina, who animates, comes too."""
    await cast.say("amina", "sessions.create", cast.community_id, filled=DAY | {"attendees": "lina omar amina"})
    return 1


def wrong(reply: object) -> tuple[str, str | None]:
    assert isinstance(reply, Tell), reply
    said = reply.what.summary if isinstance(reply.what, Card) else reply.what
    assert isinstance(said, Say)
    return said.key, reply.field


async def test_the_details_are_kept_as_typed_and_shown_again(cast: Cast) -> None:
    session_id = await planned(cast)
    reply = await cast.say("amina", "sessions.set_details", session_id, filled=DETAILS)
    assert isinstance(reply, Tell)
    session = await kept(cast, session_id)
    assert (session.place, session.trainer, session.zone) == ("Salle B12", "", "Europe/Paris")
    assert session.trainer_id == (await cast.member("priya")).id
    assert [one[1:] for one in await agenda(cast, session_id)] == [
        ("Mise en situation", 15),
        ("Ce qui bloque", 45),
        ("Bilan", None),
    ]
    assert await told(cast) == []
    reply = await cast.say("amina", "sessions.details", session_id)
    assert isinstance(reply, Open)
    values = {one.name: one.values if isinstance(one, PeopleField) else one.value for one in reply.form.fields}  # type: ignore[union-attr]
    assert values["member"] == ("priya",)
    assert values["agenda"] == "10:15 Mise en situation\n10:45 Ce qui bloque\nBilan"
    announced = await cast.drawn((await cast.owed("session:1"))[0])
    assert announced is not None
    assert Say("sessions.person", who=Person("priya")) in [
        value for part in announced.parts for _, value in getattr(part, "pairs", ())
    ]


async def test_moving_it_tells_those_who_come_and_moves_what_depends_on_it(cast: Cast) -> None:
    session_id = await planned(cast)
    before = await kept(cast, session_id)
    assert (before.remind_at, before.opens_at) == (
        datetime(2026, 11, 25, 14, tzinfo=UTC),
        datetime(2026, 11, 26, 8, 45, tzinfo=UTC),
    )
    longer = DAY | {"minutes": "120", "attendees": "zoe"}
    await cast.say("amina", "sessions.set_day", session_id, filled=longer)
    assert await told(cast) == []
    await cast.say("amina", "sessions.set_day", session_id, filled=longer | {"time": "15:00", "course": "Écouter"})
    after = await kept(cast, session_id)
    assert after.ends_at - after.starts_at == timedelta(hours=2)
    assert (after.starts_at, after.opens_at) == (
        datetime(2026, 11, 26, 14, tzinfo=UTC),
        datetime(2026, 11, 26, 13, 45, tzinfo=UTC),
    )
    letters = await told(cast)
    names = {(await cast.member(who)).id for who in ("lina", "omar", "zoe")}
    assert {one.member_id for one in letters} == names
    assert {one.due_at for one in letters} == {cast.clock.now()}
    card = await cast.drawn(letters[0])
    assert card is not None
    assert [str(link) for link in card.links()] == ["agenda.file:1", "agenda.ask:1", "sessions.leave:1:1"]

    cast.pass_time(hours=1)
    there = {"place": "Salle B12", "zone": "Europe/Paris"}
    await cast.say("amina", "sessions.set_details", session_id, filled=there)
    assert len(await told(cast)) == 3
    cast.pass_time(hours=1)
    await cast.say("amina", "sessions.set_details", session_id, filled=there | {"place": "Salle A1"})
    assert len(await told(cast)) == 6
    cast.pass_time(hours=1)
    await cast.say(
        "amina", "sessions.set_details", session_id, filled=there | {"place": "Salle A1", "zone": "Europe/London"}
    )
    assert len(await told(cast)) == 9
    assert (await kept(cast, session_id)).starts_at == datetime(2026, 11, 26, 15, tzinfo=UTC)


async def test_news_waits_for_the_day_unless_it_is_soon_and_comes_once(cast: Cast) -> None:
    session_id = await planned(cast)
    cast.clock.move_to(datetime(2026, 11, 24, 20, 30, tzinfo=UTC))
    for hour in ("15:00", "16:00"):
        await cast.say("amina", "sessions.set_day", session_id, filled=DAY | {"time": hour})
        cast.pass_time(hours=0.5)
    await cast.say("amina", "sessions.cancel", session_id)
    letters = await told(cast)
    eight = datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert {one.due_at for one in letters} == {eight}
    names = [(await cast.member(who)).id for who in ("lina", "omar", "amina")]
    assert sorted(one.member_id or 0 for one in letters) == sorted(names)
    card = await cast.drawn(letters[0])
    assert card is not None
    assert isinstance(card.summary, Say)
    assert card.summary.key == "sessions.cancelled_for_you"

    await cast.say("amina", "sessions.create", cast.community_id, filled=DAY | {"attendees": "lina"})
    cast.clock.move_to(datetime(2026, 11, 25, 21, 30, tzinfo=UTC))
    await cast.say("amina", "sessions.set_day", 2, filled=DAY | {"date": "2026-11-30"})
    (soon,) = [one for one in await told(cast) if one.about.startswith("session-news:2:")]
    assert soon.due_at == cast.clock.now(), "somebody may set out in the morning"


async def test_the_trainer_is_told_like_those_who_come(cast: Cast) -> None:
    session_id = await planned(cast)
    priya = await cast.member("priya")

    async def hers() -> list[str | None]:
        cards = [await cast.drawn(one) for one in await cast.owed() if one.member_id == priya.id]
        return [one.summary.key if one and isinstance(one.summary, Say) else None for one in cards]

    await cast.say("amina", "sessions.set_details", session_id, filled=DETAILS)
    await cast.say("amina", "sessions.set_details", session_id, filled=DETAILS)
    assert await hers() == ["sessions.leads_summary"]
    (letter,) = [one for one in await cast.owed() if one.member_id == priya.id]
    card = await cast.drawn(letter)
    assert card is not None
    assert [str(link) for link in card.links()] == ["agenda.file:1", "sessions.code:1"]
    await cast.say("amina", "sessions.set_day", session_id, filled=DAY | {"time": "15:00"})
    cast.pass_time(hours=30)
    await cast.tick()
    later = DETAILS | {"agenda": ""}
    assert await hers() == ["sessions.leads_summary", "sessions.changed_summary", "sessions.reminder_summary"]
    await cast.say("amina", "sessions.set_details", session_id, filled=later | {"member": "amina"})
    assert (await hers())[0] == "sessions.leads_no_more"
    assert not [one for one in await cast.owed() if one.about.startswith("session-leads:") and one.id != letter.id]
    await cast.say("amina", "sessions.set_details", session_id, filled=later)
    await cast.say("amina", "sessions.cancel", session_id)
    assert set(await hers()) == {"sessions.cancelled_for_you"}


@EVERY_DATABASE
async def test_an_agenda_that_changes_keeps_the_moments_that_stay(cast: Cast) -> None:
    session_id = await planned(cast)
    await cast.say("amina", "sessions.set_details", session_id, filled={"agenda": "Un\nDeux\nDeux\nTrois"})
    before = {one[1]: one[0] for one in await agenda(cast, session_id)}
    await cast.say("amina", "sessions.set_details", session_id, filled={"agenda": "Quatre\nTrois\n10:30 Un"})
    after = await agenda(cast, session_id)
    assert [one[1:] for one in after] == [("Quatre", None), ("Trois", None), ("Un", 30)]
    assert (after[1][0], after[2][0]) == (before["Trois"], before["Un"])


@pytest.mark.parametrize(
    ("route", "filled", "sentence", "field"),
    [
        ("set_day", {"time": "soon"}, "sessions.bad_time", "time"),
        ("set_day", {"date": "2026-11-23"}, "sessions.past_date", "date"),
        ("set_details", {"place": "x" * 201}, "sessions.too_long", "place"),
        ("set_details", {"zone": "Mars/Base"}, "sessions.bad_zone", "zone"),
        ("set_details", {"agenda": "Un\n15:00 Deux"}, "sessions.agenda_outside", "agenda"),
        ("set_details", {"agenda": "\n".join("abcdefghijk")}, "sessions.agenda_many", "agenda"),
        ("set_details", {"agenda": "10:15"}, "sessions.agenda_no_title", "agenda"),
        ("set_work", {"hours": "a lot"}, "sessions.bad_hours", "hours"),
        ("set_work", {"cost": "x" * 61}, "sessions.too_long", "cost"),
    ],
)
async def test_what_is_wrong_is_named_and_kept_for_its_author(
    cast: Cast, route: str, filled: dict[str, str], sentence: str, field: str
) -> None:
    session_id = await planned(cast)
    before = await kept(cast, session_id)
    whole = (DAY if route == "set_day" else {"zone": "Europe/Paris"}) | filled
    assert wrong(await cast.say("amina", f"sessions.{route}", session_id, filled=whole)) == (sentence, field)
    after = await kept(cast, session_id)
    assert (after.starts_at, after.place, after.zone, after.cost) == (before.starts_at, "", before.zone, "")
    assert await agenda(cast, session_id) == []
    reply = await cast.say("amina", f"sessions.{route.removeprefix('set_')}", session_id)
    assert isinstance(reply, Open)
    assert filled[field] in [getattr(one, "value", None) for one in reply.form.fields]


async def test_cost_and_work_are_told(cast: Cast) -> None:
    session_id = await planned(cast)
    await cast.say("amina", "sessions.set_work", session_id, filled={"cost": "300 €", "hours": "1h30"})
    session = await kept(cast, session_id)
    assert (session.cost, session.hours) == ("300 €", 1.5)
    reply = await cast.say("amina", "sessions.work", session_id)
    assert isinstance(reply, Open)
    assert [getattr(one, "value", None) for one in reply.form.fields] == ["1.5", "300 €"]


async def test_a_session_under_way_may_last_longer_but_not_end_before_now(cast: Cast) -> None:
    session_id = await cast.session("lina")
    cast.pass_time(hours=1.5)
    local = (await kept(cast, session_id)).starts_at + timedelta(hours=1)  # in Paris, in November
    day = {"course": "Donner un retour", "date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}
    reply = await cast.say("amina", "sessions.set_day", session_id, filled=day | {"minutes": "20"})
    assert wrong(reply) == ("sessions.ends_before_now", "minutes")
    await cast.say("amina", "sessions.set_day", session_id, filled=day | {"minutes": "90"})
    session = await kept(cast, session_id)
    assert session.ends_at - session.starts_at == timedelta(minutes=90)
    cast.pass_time(hours=3)
    await cast.tick()
    assert await cast.refused("amina", "sessions.day", session_id) == "sessions.is_over"
    assert await cast.refused("amina", "sessions.set_day", session_id, filled=day) == "sessions.is_over"


async def test_only_who_runs_it_sees_its_code_and_changes_it(cast: Cast) -> None:
    session_id = await planned(cast)
    await cast.say("amina", "sessions.set_details", session_id, filled=DETAILS)
    for route in ("day", "set_day", "details", "set_details", "work", "set_work"):
        for who in ("lina", "priya"):
            assert await cast.refused(who, f"sessions.{route}", session_id) == "help.only.animator"
    for route in ("manage", "code", "finish", "end"):
        values = () if route == "end" else (session_id,)
        assert await cast.refused("lina", f"sessions.{route}", *values) == "help.only.trainer"
    for route in ("day", "set_day", "details", "set_details", "work", "set_work", "manage", "code"):
        refused = await cast.refused("elsa", f"sessions.{route}", session_id, where=ELSEWHERE)
        assert refused == "sessions.unknown"
    managed = await cast.say("priya", "sessions.manage", session_id)
    assert isinstance(managed, Tell)
    assert isinstance(managed.what, Card)
    assert [str(link) for link in managed.what.links()] == ["sessions.code:1"]
    code = await cast.say("priya", "sessions.code", session_id)
    assert isinstance(code, Tell)
    assert isinstance(code.what, Card)
    assert (await kept(cast, session_id)).code in [getattr(part, "words", None) for part in code.what.parts]
    cast.pass_time(hours=49.5)
    assert isinstance(await cast.say("priya", "sessions.finish", session_id), Replace)
    assert (await kept(cast, session_id)).state == "ended"
    assert await cast.refused("priya", "sessions.code", session_id) == "sessions.is_over"
