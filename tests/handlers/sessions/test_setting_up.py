"""A session is set up in a form and announced in the channel."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from handlers.chat.cards import Card
from handlers.chat.forms import DateField, TextField
from handlers.chat.replies import Open, Tell
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
    assert [str(link) for link in card.links()] == ["sessions.join:1"]
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
    assert isinstance(reply.what, Say)
    assert (reply.what.key, reply.field) == (sentence, field)
    assert await kept(cast) == 0
    assert await cast.owed() == []


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


async def test_place_and_trainer_can_be_told_later(cast: Cast) -> None:
    session_id = await cast.session()
    reply = await cast.say("amina", "sessions.details", session_id)
    assert isinstance(reply, Open)
    await cast.say("amina", "sessions.set_details", session_id, filled={"place": "Salle B12", "trainer": "Priya"})
    reply = await cast.say("amina", "sessions.details", session_id)
    assert isinstance(reply, Open)
    assert [field.value for field in reply.form.fields if isinstance(field, TextField)] == ["Salle B12", "Priya"]
    assert await cast.refused("lina", "sessions.set_details", session_id) == "help.only.animator"
    assert (
        await cast.refused("amina", "sessions.set_details", session_id, filled={"place": "x" * 201})
        == "sessions.too_long"
    )


async def test_nothing_yet_says_what_to_do_next(cast: Cast) -> None:
    for who, sentence in (("amina", "sessions.none_animator"), ("lina", "sessions.none_learner")):
        reply = await cast.say(who, "sessions.list")
        assert isinstance(reply, Tell)
        assert isinstance(reply.what, Card)
        assert Say(sentence) in [getattr(part, "words", None) for part in reply.what.parts]
