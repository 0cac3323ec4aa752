"""Weeks after a session, who came is asked what remains: once, step by step, and may take anything back."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.replies import Done, Replace, Tell
from handlers.chat.words import Say
from handlers.surveys import rules
from storage import communities, people, personal, surveys
from storage.feedback import RECOMMEND, STARS, Answer, Participation
from storage.sessions import Session
from storage.solicitations import Solicitation
from storage.verbatims import Verbatim
from tests.conftest import EVERY_DATABASE
from tests.handlers.surveys.weeks import SIXTY_DAYS, UNHAPPY, asked, sentence, shown, sixty_days_later
from tests.handlers.theatre import ELSEWHERE, Theatre


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


async def test_who_leaves_every_question_aside_has_not_taken_part(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    for step in rules.STEPS[:-1]:
        assert isinstance(await play.press("lina", "surveys.skip", session_id, step), Done)
    assert await play.rows(Participation) == []
    assert "Nothing was noted" in await shown(play, "lina", session_id)
    await play.press("lina", "surveys.answer", session_id, RECOMMEND, 7, 1)
    assert len(await play.rows(Participation)) == 1


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
    assert "Would you recommend it" in await shown(play, "lina", session_id)
    assert await play.press("lina", "surveys.skip", session_id, RECOMMEND) == Done()
    assert await play.press("lina", "surveys.skip", session_id, RECOMMEND) == Done()  # from another device
    assert "What have you applied at work" in await shown(play, "lina", session_id)
    await play.press("lina", "surveys.answer", session_id, "applied", 2)
    await play.press("lina", "surveys.skip", session_id, "in_words")
    assert "What stopped you" in await shown(play, "lina", session_id)
    told = {"words": "No time.", "scope": "anonymous"}
    assert await play.press("lina", "surveys.say", session_id, "stopped", filled=told) == Done()
    last = await shown(play, "lina", session_id)
    assert "You gave 4 stars." in last
    assert "You have applied a lot of it." in last
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
    assert "Nothing yet." in play.read(reply.what, "en")
    assert await play.rows(Answer) == []
    told = {"words": "A bit of it, on Mondays.", "scope": "team"}
    assert "on Mondays" in await play.told("lina", "surveys.say", session_id, "applied", 1, filled=told)
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    await play.press("lina", "surveys.remove_words", session_id, "applied")
    assert await play.rows(Verbatim) == []
    assert "on Mondays" not in await shown(play, "lina", session_id)


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


@EVERY_DATABASE
async def test_a_session_is_taken_once(play: Theatre) -> None:
    session_id = await sixty_days_later(play, "lina")
    async with play.database.transaction() as db:
        assert await surveys.take_due(db, play.clock.now(), 10) == [session_id]
        assert await surveys.take_due(db, play.clock.now(), 10) == []
