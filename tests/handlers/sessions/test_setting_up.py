"""A session is set up in a form and announced in the channel."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from handlers.chat.cards import Card
from handlers.chat.forms import DateField
from handlers.chat.replies import Open, Replace, Tell
from handlers.chat.words import Say
from storage import sessions
from storage.sessions import Session
from tests.handlers.sessions.cast import ELSEWHERE, Cast

FILLED = {
    "course": "Donner un retour",
    "date": "2026-11-25",
    "time": "14:00",
    "minutes": "90",
    "attendees": "lina omar",
}


async def kept(cast: Cast) -> int:
    async with cast.database.reading() as db:
        return (await db.scalars(select(func.count(Session.id)))).one()


async def test_the_form_proposes_today(cast: Cast) -> None:
    reply = await cast.say("amina", "sessions.new")
    assert isinstance(reply, Open)
    assert str(reply.form.to) == f"sessions.create:{cast.community_id}"
    assert [field.value for field in reply.form.fields if isinstance(field, DateField)] == ["2026-11-24"]


async def test_a_session_is_kept_and_announced_once(cast: Cast) -> None:
    for _ in range(2):
        await cast.say("amina", "sessions.create", cast.community_id, key="same submission", filled=FILLED)
    assert await kept(cast) == 1
    async with cast.database.reading() as db:
        outline = await sessions.outline(db, 1)
    assert outline is not None
    assert outline.session.starts_at == datetime(2026, 11, 25, 13, tzinfo=UTC)
    assert outline.session.ends_at == datetime(2026, 11, 25, 14, 30, tzinfo=UTC)
    assert (outline.course, outline.attendees, outline.session.zone) == ("Donner un retour", 2, "Europe/Paris")
    (owed,) = await cast.owed()
    assert (owed.about, owed.channel, owed.subject, owed.community_id) == (
        "session:1",
        "C1",
        "session:1",
        cast.community_id,
    )
    card = await cast.drawn(owed)
    assert card is not None
    assert [str(link) for link in card.links()] == ["sessions.join:1", "agenda.file:1", "agenda.ask:1"]
    assert Say("sessions.count.planned", n=2) in [getattr(part, "words", None) for part in card.parts]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"course": "  "}, "course", "sessions.bad_course"),
        ({"course": "x" * 101}, "course", "sessions.bad_course"),
        ({"date": "2026-11-23"}, "date", "sessions.past_date"),
        ({"date": "2036-11-23"}, "date", "sessions.far_date"),
        ({"date": "9999-12-31"}, "date", "sessions.far_date"),
        ({"date": "tomorrow"}, "date", "sessions.bad_date"),
        ({"date": "2026-11-24", "time": "09:00"}, "time", "sessions.past_time"),
        ({"time": "25:00"}, "time", "sessions.bad_time"),
        ({"minutes": "0"}, "minutes", "sessions.bad_minutes"),
        ({"minutes": "a while"}, "minutes", "sessions.bad_minutes"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_kept(
    cast: Cast, wrong: dict[str, str], field: str, sentence: str
) -> None:
    reply = await cast.say("amina", "sessions.create", cast.community_id, filled=FILLED | wrong)
    assert isinstance(reply, Tell)
    assert isinstance(reply.what, Card)
    assert isinstance(reply.what.summary, Say)
    assert (reply.what.summary.key, reply.field) == (sentence, field)
    assert [str(link) for link in reply.what.links()] == ["sessions.again:1", "sessions.discard:1:session"]
    assert await kept(cast) == 0
    assert await cast.owed() == []


async def test_what_was_typed_wrongly_is_there_when_they_come_back(cast: Cast) -> None:
    await cast.say("amina", "sessions.create", cast.community_id, filled=FILLED | {"minutes": "an hour"})
    for route, *values in (("sessions.new",), ("sessions.again", cast.community_id)):
        reply = await cast.say("amina", route, *values)
        assert isinstance(reply, Open)
        assert [getattr(field, "values", getattr(field, "value", None)) for field in reply.form.fields] == [
            *("Donner un retour", "2026-11-25", "14:00", "an hour"),
            ("lina", "omar"),
        ]
    assert isinstance(await cast.say("amina", "sessions.discard", cast.community_id, "session"), Replace)
    assert await cast.refused("amina", "sessions.discard", cast.community_id, "session") == "help.outdated"
    reply = await cast.say("amina", "sessions.new")
    assert isinstance(reply, Open)
    assert "an hour" not in [getattr(field, "value", None) for field in reply.form.fields]


async def test_only_animators_of_the_community_may(cast: Cast) -> None:
    assert await cast.refused("lina", "sessions.new") == "help.only.animator"
    assert await cast.refused("lina", "sessions.create", cast.community_id, filled=FILLED) == "help.only.animator"
    forged = await cast.refused("elsa", "sessions.create", cast.community_id, where=ELSEWHERE, filled=FILLED)
    assert forged == "help.only.animator"
    assert await kept(cast) == 0


async def test_sessions_of_the_same_name_share_their_course(cast: Cast) -> None:
    await cast.say("amina", "sessions.create", cast.community_id, filled=FILLED)
    await cast.say("amina", "sessions.create", cast.community_id, filled=FILLED | {"course": " Donner  un retour"})
    await cast.say("elsa", "sessions.create", cast.other_community_id, where=ELSEWHERE, filled=FILLED)
    async with cast.database.reading() as db:
        courses = (await db.scalars(select(Session.course_id).order_by(Session.id))).all()
    assert courses[0] == courses[1] != courses[2]


async def test_nothing_yet_says_what_to_do_next(cast: Cast) -> None:
    for who, sentence in (("amina", "sessions.none_animator"), ("lina", "sessions.none_learner")):
        reply = await cast.say(who, "sessions.list")
        assert isinstance(reply, Tell)
        assert isinstance(reply.what, Card)
        assert Say(sentence) in [getattr(part, "words", None) for part in reply.what.parts]
