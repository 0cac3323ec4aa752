"""Results: who reads them, what they hide, and that nothing about a few people shows through."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest

from handlers.chat.cards import Card
from handlers.chat.replies import Replace, Tell
from storage import checks, feedback, likes, personal, sessions, told, wishes
from storage.feedback import COLD, EMOTION, RECOMMEND, STARS
from storage.sessions import Moment, Session
from storage.told import ToldAnswer
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import Theatre

HIDDEN = "hidden: fewer than 5 answers"
CROWD = [f"person{number}" for number in range(8)]


async def answers(
    play: Theatre, session_id: int, who: str, question: str, value: int, phase: str = feedback.HOT
) -> None:
    member = await play.member(who)
    async with play.database.transaction() as db:
        session = await db.get_one(Session, session_id)
        await feedback.answer(
            db,
            session=session,
            member_id=member.id,
            question=question,
            value=value,
            now=play.clock.now(),
            phase=phase,
        )


async def rated(play: Theatre, *stars: int, title: str = "Donner un retour") -> int:
    """A session of yesterday that as many people came to and rated."""
    session_id = await play.session(*CROWD[: len(stars)], title=title)
    for who, value in zip(CROWD, stars, strict=False):
        await answers(play, session_id, who, STARS, value)
    return session_id


async def reads(play: Theatre, who: str, route: str, *values: int) -> str:
    reply = await play.press(who, route, *values)
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply
    return play.read(reply.what, "en").replace("\N{NO-BREAK SPACE}", " ")


def answered(card: str) -> int:
    found = re.search(r"Answered = (\d+)", card)
    return int(found[1]) if found else 0


@EVERY_DATABASE
async def test_from_five_answers_on_the_figures_are_there(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 4, 1, 5)
    async with play.database.transaction() as db:
        db.add(Moment(session_id=session_id, position=1, title="Role play", minute=None))
        db.add(Moment(session_id=session_id, position=2, title="Lunch", minute=None))
        (await db.get_one(Session, session_id)).hours = 7
    for number, who in enumerate(CROWD[:5]):
        await answers(play, session_id, who, RECOMMEND, 10 if number else 3)
        await answers(play, session_id, who, "minutes", 390)
        member = await play.member(who)
        async with play.database.transaction() as db:
            for moment in (1, 2)[: 2 if number else 1]:
                like = likes.Way(f"moment:{moment}", play.community_id, "button")
                await likes.add(db, like, member.id, play.clock.now())
    await answers(play, session_id, CROWD[0], EMOTION, 5)

    card = await reads(play, "amina", "results.of", session_id)

    assert "Attended = 5\nAnswered = 5 (100%)\nMean rating = 4 ★ out of 5 (n = 5)" in card
    assert "Recommendation (NPS) = +60 (n = 5)" in card
    assert "5 ★ ██████████ 3\n4 ★ ███░░░░░░░ 1\n3 ★ ░░░░░░░░░░ 0" in card
    assert "Role play = liked by 5 people" in card
    assert f"Lunch = {HIDDEN}" in card
    assert f"How it felt\n{HIDDEN}" in card
    assert f"Teaching = {HIDDEN}" in card
    assert "Time taken = 6.5 h on average, 7 h announced (n = 5)" in card
    assert card == await reads(play, "mona", "results.of", session_id)


async def test_under_five_nothing_is_told(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 4, 1)
    await play.say("lina", session_id, words="Nobody else wrote that they left early.", scope="anonymous", stars=1)
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        await personal.erase(db, lina.id, play.clock.now())
    card = await reads(play, "amina", "results.of", session_id)
    assert "4 people came." in card
    assert "★" not in card
    assert "once at least 5 people have answered" in card
    assert await play.rows(ToldAnswer) == []


async def test_one_more_answer_changes_nothing_that_is_shown(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 5, 5, 5)
    before = await reads(play, "amina", "results.of", session_id)
    await answers(play, session_id, CROWD[5], STARS, 1)
    await answers(play, session_id, CROWD[0], STARS, 1)  # and who changes their mind is not seen either
    fickle, erased = await play.member(CROWD[1]), await play.member(CROWD[2])
    async with play.database.transaction() as db:
        await feedback.take_back(db, session_id, fickle.id, STARS)
        await personal.erase(db, erased.id, play.clock.now())
    assert await reads(play, "amina", "results.of", session_id) == before
    for number in range(4):
        await answers(play, session_id, f"late{number}", STARS, 1)
    assert answered(await reads(play, "amina", "results.of", session_id)) == 10


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_who_looks_at_the_same_time_sees_the_same_round(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 4, 4, 1, 1)
    looks = (reads(play, who, "results.of", session_id) for who in ("amina", "bruno", "mona"))
    assert len(set(await asyncio.gather(*looks))) == 1
    assert len(await play.rows(ToldAnswer)) == 6


async def test_the_first_figures_wait_for_everybody_or_for_a_day(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 5, 5, 5)
    late = await play.member("lina")
    async with play.database.transaction() as db:
        await sessions.attend(db, session_id, late.id)
    assert answered(await reads(play, "amina", "results.of", session_id)) == 0
    play.clock.move_to(play.clock.now() + timedelta(hours=23))
    assert answered(await reads(play, "amina", "results.of", session_id)) == 5


async def test_a_course_never_tells_what_one_of_its_sessions_hides(play: Theatre) -> None:
    first, second = await rated(play, 5, 5, 5, 5, 5), await rated(play, 1, 1, 1)
    assert answered(await reads(play, "amina", "results.course", first)) == 5
    third = await rated(play, 2, 2)
    for number, who in enumerate(("lina", "omar")):
        await answers(play, third, who, STARS, number + 1)
    play.clock.move_to(play.clock.now() + timedelta(days=14))
    assert answered(await reads(play, "amina", "results.of", second)) == 0
    assert answered(await reads(play, "amina", "results.course", third)) == 12
    assert [answered(await reads(play, "amina", "results.of", one)) for one in (first, second, third)] == [5, 0, 0]


async def test_cold_answers_stand_beside_the_first_ones(play: Theatre) -> None:
    session_id = await rated(play, 4, 4, 4, 4, 4)
    assert "Weeks later" not in await reads(play, "amina", "results.of", session_id)
    for who in CROWD[:5]:
        await answers(play, session_id, who, STARS, 5, COLD)
    card = await reads(play, "amina", "results.of", session_id)
    assert "Mean rating = 5 ★ out of 5 (n = 5)" in card
    assert "Change in rating = higher, from 4 to 5 (5 people answered twice)" in card


async def test_words_are_for_whom_their_authors_chose(play: Theatre) -> None:
    session_id = await play.session("lina", "omar", *CROWD[:3])
    for who, scope in (("lina", "team"), ("omar", "anonymous"), (CROWD[0], "first_name"), (CROWD[1], "full_name")):
        await play.say(who, session_id, words=f"These words are written for {scope}.", scope=scope)
    card = await reads(play, "amina", "results.words", session_id, 0)
    assert "for anonymous" not in card
    assert "“These words are written for team.” — Lina Moreau, to the animators only" in card
    assert "for team" not in await reads(play, "mona", "results.words", session_id, 0)

    await answers(play, session_id, CROWD[2], STARS, 3)
    assert "[Read 4 verbatims] [All its sessions]" in await reads(play, "amina", "results.of", session_id)
    card = await reads(play, "amina", "results.words", session_id, 0)
    assert "“These words are written for anonymous.” — a learner" in card
    assert "[Read 3 verbatims]" in await reads(play, "mona", "results.of", session_id)


async def test_pages_of_words_and_of_sessions(play: Theatre) -> None:
    ids = [await play.session("lina", title=f"Course {number}") for number in range(5)]
    listed = await reads(play, "amina", "results.list")
    assert ("Course 0" in listed, "Course 4" in listed, "[Next page]" in listed) == (False, True, True)
    assert "Course 0" in await reads(play, "mona", "results.page", 1)
    for number in range(6):
        await play.say(f"w{number}", ids[0], words=f"Words number {number}, as they came.", scope="full_name")
    assert "number 1" not in await reads(play, "amina", "results.words", ids[0], 0)
    assert "number 1" in await reads(play, "amina", "results.more_words", ids[0], 0, 1)
    assert "no words here" in await reads(play, "amina", "results.more_words", ids[0], 0, 9)


@pytest.mark.parametrize("route", ["of", "course", "words", "more_words"])
async def test_nobody_else_reads_them(play: Theatre, route: str) -> None:
    session_id = await rated(play, 5, 5, 5, 5, 5)
    values = {"words": (0,), "more_words": (0, 1)}.get(route, ())
    assert await play.told("lina", f"results.{route}", session_id, *values) == "help.only.team"
    assert await play.told("elsa", f"results.{route}", session_id, *values) == "help.only.team"
    assert await play.told("amina", f"results.{route}", 99, *values) == "help.outdated"
    assert await play.told("lina", "results.list") == "help.only.team"
    assert await play.rows(ToldAnswer) == []


async def test_a_session_to_come_has_no_results(play: Theatre) -> None:
    session_id = await play.session("lina")
    async with play.database.transaction() as db:
        (await db.get_one(Session, session_id)).state = "planned"
    assert await play.told("amina", "results.of", session_id) == "results.not_ended"


async def test_themes_are_counted_from_five_people_and_words_are_for_animators(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 5, 5, 5)
    for number, who in enumerate(CROWD[:5]):
        member = await play.member(who)
        async with play.database.transaction() as db:
            await wishes.turn(db, session_id, member.id, f"community:{play.community_id}")
            if number:
                await wishes.turn(db, session_id, member.id, "course:1")
            if number < 2:
                await wishes.say(db, session_id, member.id, f"Saying no, part {number}")
    card = await reads(play, "amina", "results.of", session_id)
    assert "Would like “Giving feedback” = 5 people" in card
    assert "Would like “Donner un retour" not in card
    assert "[Read 2 wishes]" in card
    assert "wish" not in await reads(play, "mona", "results.of", session_id)
    said = await reads(play, "amina", "results.wishes", session_id, 0)
    assert "“Saying no, part 0” — \n“Saying no, part 1” — " in said
    assert "no words here" in await reads(play, "amina", "results.more_wishes", session_id, 0, 1)
    for route, values in (("wishes", (0,)), ("more_wishes", (0, 1))):
        assert await play.told("mona", f"results.{route}", session_id, *values) == "help.only.animator"


async def test_what_was_taken_back_stays_in_the_figures_as_nobodys(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 5, 5, 5)
    before = await reads(play, "amina", "results.of", session_id)
    first, second = await play.member(CROWD[0]), await play.member(CROWD[1])
    async with play.database.transaction() as db:
        await feedback.take_back(db, session_id, first.id, STARS)
        await feedback.forget(db, session_id, second.id)
        assert await told.export_of(db, first.id) == await told.export_of(db, second.id) == []
    assert [one.respondent is None for one in await play.rows(ToldAnswer)] == [True, True, False, False, False]
    assert await reads(play, "amina", "results.of", session_id) == before


async def test_what_the_group_learnt_stands_with_the_rest(play: Theatre) -> None:
    session_id = await rated(play, 5, 5, 5, 5, 5)
    assert "Right answers" not in await reads(play, "amina", "results.of", session_id)
    async with play.database.transaction() as db:
        db.add_all(
            checks.CheckAnswer(
                session_id=session_id, position=position, phase=phase, respondent=f"{who}", is_right=right, is_told=True
            )
            for phase, right in ((checks.BEFORE, False), (checks.AFTER, True))
            for position in range(3)
            for who in range(5)
        )
    assert "Right answers, before and after = 0% → 100% (n = 5)" in await reads(play, "amina", "results.of", session_id)
