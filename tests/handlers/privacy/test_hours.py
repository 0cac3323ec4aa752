"""When people may be written to: theirs to choose, kept for whatever they did not just ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.chat.forms import ChoiceField
from handlers.chat.replies import Open, Tell
from handlers.chat.words import Say
from storage import communities, personal, quiet, sessions, testimonials
from storage.outbox import DUE, SENT, Delivery
from storage.quiet import Hours
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import Theatre

NINE_IN_THE_EVENING = datetime(2026, 11, 24, 20, tzinfo=UTC)
THE_NEXT_MORNING = datetime(2026, 11, 25, 7, tzinfo=UTC)


async def a_late_session(play: Theatre, *attendees: str) -> int:
    """Tonight from seven to nine."""
    async with play.database.transaction() as db:
        community = await communities.by_id(db, play.community_id)
        assert community is not None
        made = await sessions.create(
            db,
            community=community,
            title="Evening class",
            starts_at=NINE_IN_THE_EVENING - timedelta(hours=2),
            ends_at=NINE_IN_THE_EVENING,
            created_by=None,
        )
    for who in attendees:
        member = await play.member(who)
        async with play.database.transaction() as db:
            await sessions.attend(db, made.id, member.id)
    play.clock.move_to(NINE_IN_THE_EVENING)
    await play.tick("sessions")
    return made.id


async def waiting(play: Theatre) -> list[datetime]:
    return sorted(one.due_at for one in await play.rows(Delivery) if one.state == DUE)


@EVERY_DATABASE
async def test_a_late_session_is_asked_about_the_next_morning(play: Theatre) -> None:
    session_id = await a_late_session(play, "lina", "omar")
    assert await waiting(play) == [THE_NEXT_MORNING] * 2
    play.clock.move_to(THE_NEXT_MORNING)
    await play.post()
    assert len([about for about in play.wall if about.startswith(f"rating:{session_id}:")]) == 2


async def test_who_says_at_night_that_they_came_is_asked_at_once(play: Theatre) -> None:
    session_id = await a_late_session(play)
    await play.press("lina", "sessions.join", session_id)
    await play.post()
    assert f"rating:{session_id}:{(await play.member('lina')).id}" in play.wall


async def test_at_night_an_author_is_answered_and_an_animator_is_let_sleep(play: Theatre) -> None:
    session_id = await play.session("lina")
    play.clock.move_to(NINE_IN_THE_EVENING)
    await play.say("lina", session_id)
    await play.tick("testimonials")
    (one,) = await play.rows(testimonials.Testimonial)
    assert f"testimonial:{one.id}:author" in play.wall
    await play.press("lina", "testimonials.agree", one.id, "anonymous")
    assert await waiting(play) == [THE_NEXT_MORNING] * 2  # Amina and Bruno
    await play.press("amina", "testimonials.declined", one.id, filled={"reason": "It names a client."})
    await play.post()
    assert f"testimonial:{one.id}:news" in play.wall


async def test_an_export_asked_for_at_night_comes_at_once(play: Theatre) -> None:
    play.clock.move_to(NINE_IN_THE_EVENING)
    await play.press("lina", "privacy.export")
    await play.post()
    assert [one.state for one in await play.rows(Delivery)] == [SENT]


async def test_a_cancelled_session_is_known_before_anybody_sets_out(play: Theatre) -> None:
    async with play.database.transaction() as db:
        community = await communities.by_id(db, play.community_id)
        assert community is not None
        tomorrow = NINE_IN_THE_EVENING + timedelta(hours=10)
        made = await sessions.create(
            db,
            community=community,
            title="Breakfast",
            starts_at=tomorrow,
            ends_at=tomorrow + timedelta(hours=1),
            created_by=None,
        )
    await play.press("lina", "sessions.join", made.id)
    play.clock.move_to(NINE_IN_THE_EVENING)
    await play.press("amina", "sessions.cancel", made.id)
    await play.post()
    assert any(about.startswith(f"session-news:{made.id}:") for about in play.wall)


async def test_everybody_chooses_their_own_hours(play: Theatre) -> None:
    assert "I may write to you = Monday to Friday, 08:00 to 20:00 (Europe/Paris)" in await play.told(
        "lina", "privacy.me"
    )
    reply = await play.press("lina", "privacy.hours_chosen", filled={"start": "10", "end": "24", "weekends": "yes"})
    assert isinstance(reply, Tell)
    assert isinstance(reply.what, Say)
    assert "every day, 10:00 to 24:00" in play.texts.plain(reply.what, "en")
    assert "chaque jour, de 10:00 à 24:00" in play.texts.plain(reply.what, "fr")
    assert "every day, 10:00 to 24:00 (Europe/Paris)" in await play.told("lina", "privacy.me")
    form = await play.press("lina", "privacy.hours")
    assert isinstance(form, Open)
    assert [field.value for field in form.form.fields if isinstance(field, ChoiceField)] == ["10", "24", "yes"]
    await a_late_session(play, "lina", "omar")
    assert await waiting(play) == [THE_NEXT_MORNING]  # Omar's


@pytest.mark.parametrize(
    "filled",
    [
        {"start": "20", "end": "8", "weekends": "no"},
        {"start": "9", "end": "9", "weekends": "no"},
        {"start": "-1", "end": "8", "weekends": "no"},
        {"start": "8", "end": "25", "weekends": "no"},
        {"start": "early", "end": "late", "weekends": "no"},
        {},
    ],
)
async def test_hours_that_are_none_change_nothing(play: Theatre, filled: dict[str, str]) -> None:
    reply = await play.press("lina", "privacy.hours_chosen", filled=filled)
    assert isinstance(reply, Tell)
    assert (reply.what, reply.field, reply.mistaken) == (Say("privacy.hours.upside_down"), "end", True)
    assert quiet.hours_of(await play.member("lina")) == Hours()


async def test_hours_are_exported_and_forgotten(play: Theatre) -> None:
    await play.press("lina", "privacy.hours_chosen", filled={"start": "10", "end": "12", "weekends": "yes"})
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        (known,) = (await personal.export(db, lina.id))["members"]
        assert [known[f"may_be_written_to_{part}"] for part in ("from", "until", "at_weekends")] == [10, 12, True]
        await personal.erase(db, lina.id, play.clock.now())
    async with play.database.reading() as db:
        (after,) = (await personal.export(db, lina.id))["members"]
    assert [after[f"may_be_written_to_{part}"] for part in ("from", "until", "at_weekends")] == [8, 20, False]


async def test_what_failed_to_reach_somebody_erased_is_never_tried_again(play: Theatre) -> None:
    session_id = await play.session()
    await play.press("lina", "sessions.join", session_id)
    (asked,) = [one for one in await play.rows(Delivery) if one.member_id]
    async with play.database.transaction() as db:
        asked = await db.get_one(Delivery, asked.id)
        asked.state, asked.failure = "failed", "50007"
    await play.press("lina", "privacy.erased", filled={"word": "ERASE"})
    await play.press("amina", "deliveries.try_again", asked.id, 0)
    assert [one.state for one in await play.rows(Delivery) if one.id == asked.id] == ["dropped"]
