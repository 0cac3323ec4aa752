"""Animators pick three quizzes for a session that has not begun; nobody else does."""

from __future__ import annotations

import pytest

from handlers.chat.cards import Card
from handlers.chat.replies import Replace, Tell
from handlers.chat.words import Say
from storage import check_plans
from storage.check_plans import CheckQuestion, Question
from tests.handlers.checks.quizzes import QUIZ, SEVERAL, asked, checked, passes, quiz, session, three
from tests.handlers.theatre import ELSEWHERE, Theatre


def card(reply: object) -> Card:
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply
    return reply.what


def words(reply: object) -> Say:
    assert isinstance(reply, Tell), reply
    assert isinstance(reply.what, Say), reply
    return reply.what


async def questions(play: Theatre, session_id: int) -> list[Question]:
    async with play.database.reading() as db:
        return list(await check_plans.questions(db, session_id))


async def test_quizzes_are_picked_page_by_page_and_copied(play: Theatre) -> None:
    session_id = await session(play)
    ids = [await quiz(play, number) for number in range(7)]
    await quiz(play, 99, format_="text")
    assert [link.values for link in card(await play.press("amina", "checks.list")).links()] == [(session_id,)]
    first = card(await play.press("amina", "checks.choose", session_id))
    assert [link.values for link in first.links()] == [(session_id, 0, one) for one in ids[:5]] + [(session_id, 1)]
    second = card(await play.press("amina", "checks.pick", session_id, 1, ids[0], ids[1]))
    assert "✔ Quiz 0\n✔ Quiz 1\n☐ A. Quiz 5" in play.read(second, "en")
    chosen = card(await play.press("amina", "checks.pick", session_id, 1, ids[0], ids[1], ids[6]))
    assert [str(link) for link in chosen.links()][-1] == f"checks.attach:{session_id}:{ids[0]}:{ids[1]}:{ids[6]}"
    assert f"checks.pick:{session_id}:1:{ids[0]}:{ids[1]}" in [str(link) for link in chosen.links()]  # one less
    done = card(await play.press("amina", "checks.attach", session_id, ids[0], ids[1], ids[6]))
    assert "✔ Quiz 0\n✔ Quiz 1\n✔ Quiz 6" in play.read(done, "en")
    await quiz(play, 0, SEVERAL, says="Corrected")
    assert [(one.title, one.words, one.quiz) for one in await questions(play, session_id)] == [
        (f"Quiz {number}", f"Question {number}?", QUIZ) for number in (0, 1, 6)
    ]


async def test_questions_are_changed_and_taken_away_until_they_are_asked(play: Theatre) -> None:
    session_id = await checked(play, "lina")
    other = await quiz(play, 4)
    first, second, _third = [one.capsule_id for one in await questions(play, session_id)]
    shown = card(await play.press("amina", "checks.choose", session_id))
    assert [link.route for link in shown.links()] == ["checks.pick", "checks.detach"]
    await play.press("amina", "checks.attach", session_id, other, second, first)
    assert [one.title for one in await questions(play, session_id)] == ["Quiz 4", "Quiz 2", "Quiz 1"]
    assert isinstance(await play.press("amina", "checks.detach", session_id), Replace)
    assert await play.rows(CheckQuestion) == []
    await play.press("amina", "checks.attach", session_id, other, second, first)
    await passes(play, days=1)
    for route, values in (("pick", (0,)), ("attach", (other, second, first)), ("detach", ())):
        reply = await play.press("amina", f"checks.{route}", session_id, *values)
        assert words(reply).key == "checks.already_asked"
    shown = card(await play.press("amina", "checks.choose", session_id))
    assert [link.route for link in shown.links()] == ["checks.lift"]
    assert len(await questions(play, session_id)) == 3


async def test_a_session_that_has_begun_takes_no_questions(play: Theatre) -> None:
    session_id = await session(play)
    ids = await three(play)
    await passes(play, days=2)
    for route, values in (("choose", ()), ("pick", (0,)), ("attach", ids)):
        assert words(await play.press("amina", f"checks.{route}", session_id, *values)).key == "checks.has_begun"
    assert await play.rows(CheckQuestion) == []
    assert list(card(await play.press("amina", "checks.list")).links()) == []


async def test_three_different_quizzes_of_the_community_are_needed(play: Theatre) -> None:
    session_id = await session(play)
    one, two, three_ = await three(play)
    text = await quiz(play, 9, format_="text")
    for ids in ((one, two, two), (one, two, 9999), (one, two, text)):
        assert words(await play.press("amina", "checks.attach", session_id, *ids)).key == "checks.gone"
    assert await play.rows(CheckQuestion) == []
    assert isinstance(await play.press("amina", "checks.attach", session_id, one, two, three_), Replace)


@pytest.mark.parametrize("route", ["choose", "pick", "attach", "detach"])
async def test_only_the_animators_of_its_community(play: Theatre, route: str) -> None:
    session_id = await asked(play, "lina")
    values = {"pick": [0], "attach": [1, 2, 3]}.get(route, [])
    for who in ("lina", "mona"):
        assert words(await play.press(who, f"checks.{route}", session_id, *values)) == Say("help.only.animator")
    reply = await play.press("elsa", f"checks.{route}", session_id, *values, where=ELSEWHERE)
    assert words(reply) == Say("help.outdated")
    assert len(await questions(play, session_id)) == 3


async def test_a_lift_is_for_the_animators_and_managers_of_its_community(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    assert "Nothing to tell yet" in await play.told("mona", "checks.lift", session_id)
    assert words(await play.press("lina", "checks.lift", session_id)) == Say("help.only.team")
    assert words(await play.press("elsa", "checks.lift", session_id, where=ELSEWHERE)) == Say("help.outdated")
