"""Weeks after a session, who came is asked what remains: once, step by step, and may take anything back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.chat.replies import Done, Replace, Tell
from handlers.chat.words import Say
from storage import communities, digests, feedback, outbox, people, personal, surveys, testimonials, verbatims
from storage.feedback import COLD, RECOMMEND, STARS, Answer, Participation
from storage.outbox import Delivery
from storage.sessions import Session
from storage.solicitations import Solicitation
from storage.verbatims import Verbatim
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import ELSEWHERE, HAPPY, Theatre

SIXTY_DAYS = timedelta(days=60)
UNHAPPY = "This was boring and useless, a complete waste of time."


async def sixty_days_later(play: Theatre, *attendees: str) -> int:
    """A session to which these people came; what its end plans, then sixty days."""
    session_id = await play.session(*attendees)
    async with play.database.transaction() as db:
        (await db.get_one(Session, session_id)).cold_at = play.clock.now() + SIXTY_DAYS
    play.clock.move_to(play.clock.now() + SIXTY_DAYS + timedelta(days=2))  # on a Monday: people may be written to
    return session_id


async def asked(play: Theatre, *attendees: str) -> int:
    session_id = await sixty_days_later(play, *attendees)
    await play.tick("surveys")
    return session_id


async def shown(play: Theatre, who: str, session_id: int) -> str:
    await play.post()
    return play.wall[surveys.subject(session_id, (await play.member(who)).id)]


async def sentence(play: Theatre, who: str, route: str, *values: int | str, **filled: str) -> tuple[str, str | None]:
    """What is told to somebody who is refused, and under which field."""
    reply = await play.press(who, route, *values, filled=filled)
    assert isinstance(reply, Tell), reply
    assert isinstance(reply.what, Say), reply
    return reply.what.key, reply.field


async def calls(play: Theatre) -> list[str]:
    return [one.calls_for for one in await play.rows(Verbatim)]


async def test_everybody_who_came_and_accepts_it_is_asked_once_however_late(play: Theatre) -> None:
    session_id = await play.session("lina", "omar", "mona")
    due = play.clock.now() + SIXTY_DAYS
    async with play.database.transaction() as db:
        (await db.get_one(Session, session_id)).cold_at = due
    omar = await play.member("omar")
    async with play.database.transaction() as db:
        (await db.merge(omar)).surveys = False
    await play.say("lina", session_id)  # whether or not they answered just after
    play.clock.move_to(due - timedelta(seconds=1))
    assert await play.tick("surveys") == 0
    play.clock.move_to(due + timedelta(days=20))
    assert await play.tick("surveys") == 1
    assert await play.tick("surveys") == 0
    lina, mona = [(await play.member(who)).id for who in ("lina", "mona")]
    assert await play.owed("cold:") == sorted(surveys.subject(session_id, who) for who in (lina, mona))
    assert {one.kind for one in await play.rows(Solicitation)} == {"cold"}


async def test_nobody_is_asked_where_it_was_turned_off_nor_who_declines_meanwhile(play: Theatre) -> None:
    session_id = await sixty_days_later(play, "lina")
    async with play.database.transaction() as db:
        community = await communities.by_id(db, play.community_id)
        assert community is not None
        community.cold_days = 0
    await play.tick("surveys")
    assert await play.owed("cold:") == []

    async with play.database.transaction() as db:
        community = await communities.by_id(db, play.community_id)
        assert community is not None
        community.cold_days = 60
        (await db.get_one(Session, session_id)).cold_at = play.clock.now()
        assert await play.features.due["surveys"](db, play.clock.now()) == 1
        (await people.member(db, 1, "lina")).surveys = False
    await play.post()
    assert play.wall == {}


async def test_one_message_goes_from_step_to_step_and_each_may_be_skipped(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    assert "With hindsight" in await shown(play, "lina", session_id)
    assert await play.press("lina", "surveys.answer", session_id, STARS, 4) == Done()
    assert "from 0 to 10" in await shown(play, "lina", session_id)
    assert await play.press("lina", "surveys.skip", session_id, RECOMMEND) == Done()
    assert await play.press("lina", "surveys.skip", session_id, RECOMMEND) == Done()  # from another device
    assert "What did you apply of it" in await shown(play, "lina", session_id)
    await play.press("lina", "surveys.answer", session_id, "applied", 2)
    await play.press("lina", "surveys.skip", session_id, "in_words")
    assert "What stopped you" in await shown(play, "lina", session_id)
    told = {"words": "No time.", "scope": "anonymous"}
    assert await play.press("lina", "surveys.say", session_id, "stopped", filled=told) == Done()
    last = await shown(play, "lina", session_id)
    assert "You gave 4 stars." in last
    assert "You applied a lot of it." in last
    assert "“No time.”" in last
    assert "without your name" in last
    assert len(await play.sent_to((await play.member("lina")).id)) == 1


async def test_who_applied_nothing_is_not_asked_to_tell_it(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await play.press("lina", "surveys.answer", session_id, "applied", 0)
    assert "What stopped you" in await shown(play, "lina", session_id)
    await play.press("lina", "surveys.skip", session_id, "stopped")
    await play.press("lina", "surveys.answer", session_id, STARS, 5)  # an older question, on another device
    assert "Thank you" in await shown(play, "lina", session_id)


async def test_answers_change_and_are_taken_back(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await play.press("lina", "surveys.answer", session_id, STARS, 4)
    assert "[Stars]" in await play.told("lina", "surveys.change", session_id)
    assert isinstance(await play.press("lina", "surveys.again", session_id, STARS), Replace)
    reply = await play.press("lina", "surveys.answer", session_id, STARS, 2, 1)
    assert isinstance(reply, Replace)
    assert "You gave 2 stars." in play.read(reply.what, "en")
    assert "You gave 2 stars." in await shown(play, "lina", session_id)
    reply = await play.press("lina", "surveys.remove", session_id, STARS)
    assert isinstance(reply, Replace)
    assert "You said nothing yet." in play.read(reply.what, "en")
    assert await play.rows(Answer) == []
    told = {"words": "A bit of it, on Mondays.", "scope": "team"}
    assert "on Mondays" in await play.told("lina", "surveys.say", session_id, "applied", 1, filled=told)
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    assert await play.rows(Verbatim) == []
    assert "on Mondays" not in await shown(play, "lina", session_id)


async def test_words_call_for_what_they_say_beside_the_stars(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await play.press("lina", "surveys.say", session_id, "applied", filled={"words": UNHAPPY, "scope": "team"})
    assert await calls(play) == ["follow_up"]
    await play.press("lina", "surveys.say", session_id, "applied", filled={"words": HAPPY, "scope": "team"})
    assert await calls(play) == ["nothing"]
    await play.press("lina", "surveys.answer", session_id, STARS, 5)
    assert await calls(play) == ["testimonial"]
    await play.press("lina", "surveys.remove", session_id, STARS)
    assert await calls(play) == ["nothing"]
    await play.press("lina", "surveys.answer", session_id, STARS, 1)
    assert await calls(play) == ["follow_up"]
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    await play.press("lina", "surveys.answer", session_id, STARS, 5)
    await play.press("lina", "surveys.say", session_id, "stopped", filled={"words": HAPPY, "scope": "team"})
    assert await calls(play) == ["nothing"]  # what stopped somebody is never published


async def test_words_weeks_later_do_not_touch_those_of_the_day(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await play.say("lina", session_id, words="I liked the role plays most.", stars=5)
    told = {"words": "I ask before I judge.", "scope": "first_name"}
    await play.press("lina", "surveys.say", session_id, "applied", filled=told)
    await play.press("lina", "surveys.answer", session_id, STARS, 3)
    lina = (await play.member("lina")).id
    async with play.database.reading() as db:
        assert [one.verbatim.about for one in await verbatims.written_by(db, lina)] == ["applied", "lived"]
        assert await feedback.stars(db, session_id, lina) == 5
        assert await feedback.stars(db, session_id, lina, COLD) == 3


@pytest.mark.parametrize(
    ("words", "scope", "answer"),
    [
        ("no", "team", ("surveys.bad_words", "words")),
        ("   \n  no   ", "team", ("surveys.bad_words", "words")),
        ("x" * 1001, "team", ("surveys.bad_words", "words")),
        ("No time.", "everybody", ("surveys.bad_scope", "scope")),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_kept(
    play: Theatre, words: str, scope: str, answer: tuple[str, str]
) -> None:
    session_id = await asked(play, "lina")
    assert await sentence(play, "lina", "surveys.say", session_id, "stopped", words=words, scope=scope) == answer
    assert await play.rows(Verbatim) == []
    assert await play.rows(Participation) == []


async def test_forged_presses_change_nothing(play: Theatre) -> None:
    early = await play.session("lina")  # its day has not come
    session_id = await asked(play, "lina")
    tries: list[tuple[str, str, tuple[int | str, ...]]] = [
        ("lina", "surveys.answer", (session_id, STARS, 6)),
        ("lina", "surveys.answer", (session_id, "emotion", 1)),
        ("lina", "surveys.skip", (session_id, "done")),
        ("lina", "surveys.skip", (session_id, "everything")),
        ("lina", "surveys.words", (session_id, "lived")),
        ("lina", "surveys.say", (session_id, "lived")),
        ("lina", "surveys.again", (session_id, "minutes")),
        ("lina", "surveys.remove", (session_id, "emotion")),
        ("lina", "surveys.answer", (early, STARS, 5)),
        ("omar", "surveys.answer", (session_id, STARS, 5)),
        ("omar", "surveys.change", (session_id,)),
        ("omar", "surveys.remove_words", (session_id, "applied")),
    ]
    for who, route, values in tries:
        assert await sentence(play, who, route, *values) == ("help.outdated", None), (who, route, values)
    reply = await play.press("lina", "surveys.answer", session_id, STARS, 5, where=ELSEWHERE)
    assert isinstance(reply, Tell)
    assert reply.what == Say("help.outdated")
    assert await play.rows(Answer) == []
    assert await play.rows(Participation) == []


async def test_five_people_show_what_remains_beside_what_was_said_then(play: Theatre) -> None:
    everybody = ["lina", "omar", "mona", "bruno", "elsa"]
    session_id = await sixty_days_later(play, *everybody)
    for who in everybody:
        await play.say(who, session_id, stars=4, words=None)
    assert "4.6" not in await play.told("amina", "results.of", session_id)
    await play.tick("surveys")
    for who in everybody:
        assert "applied" not in await play.told("amina", "results.of", session_id)
        await play.press(who, "surveys.answer", session_id, STARS, 3 if who == "lina" else 5)
        await play.press(who, "surveys.answer", session_id, "applied", 1)
    assert "4.6" in await play.told("amina", "results.of", session_id)


async def test_erasing_forgets_the_words_and_whose_answers_they_were(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await play.press("lina", "surveys.answer", session_id, STARS, 4)
    await play.press("lina", "surveys.say", session_id, "stopped", filled={"words": UNHAPPY, "scope": "anonymous"})
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        exported = await personal.export(db, lina.id)
        assert [(one["when"], one["question"], one["answer"]) for one in exported["answers"]] == [("cold", STARS, 4)]
        assert [(one["about"], one["words"]) for one in exported["verbatims"]] == [("stopped", UNHAPPY)]
        await personal.erase(db, lina.id, play.clock.now())
    await play.post()
    assert UNHAPPY not in play.everything_kept()
    assert [(one.value, one.respondent) for one in await play.rows(Answer)] == [(4, None)]
    assert await sentence(play, "lina", "surveys.answer", session_id, STARS, 1) == ("help.outdated", None)


async def test_a_testimonial_made_of_them_goes_with_the_words(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await play.press("lina", "surveys.answer", session_id, STARS, 5)
    await play.press("lina", "surveys.say", session_id, "applied", filled={"words": HAPPY, "scope": "full_name"})
    await play.tick("testimonials")
    (found,) = await play.owed("testimonial:")
    assert found.endswith(":author")
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    await play.tick("testimonials")
    async with play.database.reading() as db:
        counts = await testimonials.count_of_member(db, (await play.member("lina")).id)
    assert "asked" not in counts


async def test_digests_that_quote_these_words_follow_them(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    told = {"words": "I ask before I judge.", "scope": "first_name"}
    await play.press("lina", "surveys.say", session_id, "applied", filled=told)
    where = digests.subject(play.community_id, digests.monday_of(play.clock.now(), "Europe/Paris").isoformat())
    async with play.database.transaction() as db:
        await outbox.owe(
            db,
            about="a digest",
            draw="digests.weekly:1",
            workspace_id=1,
            due_at=play.clock.now() + timedelta(days=1),
            language="en",
            channel="C1",
            subject=where,
        )
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    assert [one.revision for one in await play.rows(Delivery) if one.subject == where] == [1]


@EVERY_DATABASE
async def test_a_session_is_taken_once(play: Theatre) -> None:
    session_id = await sixty_days_later(play, "lina")
    async with play.database.transaction() as db:
        assert await surveys.take_due(db, play.clock.now(), 10) == [session_id]
        assert await surveys.take_due(db, play.clock.now(), 10) == []
