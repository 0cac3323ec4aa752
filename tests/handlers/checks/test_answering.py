"""The same three questions before and after: each answered once, what was right said after, nobody named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.chat.cards import Card
from handlers.chat.replies import Done, Replace, Tell
from handlers.chat.words import Say
from storage import checks, people, personal, presence, sessions
from storage.checks import AFTER, BEFORE, CheckAnswer, CheckParticipation
from storage.sessions import Session
from storage.solicitations import Solicitation
from tests.handlers.checks.quizzes import (
    ALL,
    HALF,
    RIGHT,
    SEVERAL,
    answers,
    asked,
    asked_again,
    checked,
    joins,
    learns,
    lift,
    passes,
    quiz,
    shown,
)
from tests.handlers.theatre import ELSEWHERE, Theatre

GROUP = ("lina", "omar", "mona", "bruno", "elsa")


async def refused(play: Theatre, who: str, route: str, *values: int | str) -> str:
    reply = await play.press(who, route, *values)
    assert isinstance(reply, Tell), (reply, route, values)
    assert isinstance(reply.what, Say), (reply, route, values)
    return reply.what.key


async def test_questions_follow_each_other_and_tell_nothing_before_the_session(play: Theatre) -> None:
    session_id = await checked(play, "lina")
    await passes(play, hours=23)
    assert await shown(play, "lina", session_id, BEFORE) == ""
    await passes(play, hours=1)
    first = await shown(play, "lina", session_id, BEFORE)
    assert "Quiz 1\nQuestion 1?" in first
    assert "[A. wrong one] [B. right one]\n[I don't know]" in first
    assert await play.press("lina", "checks.answer", session_id, BEFORE, 0, RIGHT) == Done()
    second = await shown(play, "lina", session_id, BEFORE)
    assert "Quiz 2" in second
    assert "C. no part" in second
    opened = await play.press("lina", "checks.open", session_id, BEFORE, 1)
    assert isinstance(opened, Tell)
    assert isinstance(opened.what, Card)
    marked = await play.press("lina", "checks.mark", session_id, BEFORE, 1, HALF)
    assert isinstance(marked, Replace)
    assert "☑ A. first half\n☐ B. second half" in play.read(marked.what, "en")
    assert isinstance(await play.press("lina", "checks.send", session_id, BEFORE, 1, HALF), Replace)
    await play.press("lina", "checks.answer", session_id, BEFORE, 2, -1)
    last = await shown(play, "lina", session_id, BEFORE)
    assert "are noted" in last
    for told in (first, second, last):
        assert "this" not in told.replace("this session", "")  # the explanation
        assert "✅" not in told
    assert [one.is_right for one in await play.rows(CheckAnswer)] == [True, False, False]


async def test_the_first_answer_stays(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    for choice in (-1, RIGHT, RIGHT):
        assert await play.press("lina", "checks.answer", session_id, BEFORE, 0, choice) == Done()
    assert [one.is_right for one in await play.rows(CheckAnswer)] == [False]
    assert "Quiz 2" in await shown(play, "lina", session_id, BEFORE)


async def test_afterwards_everybody_sees_their_own_right_answers_and_why(play: Theatre) -> None:
    session_id = await asked(play, "lina", "omar")
    await quiz(play, 1, SEVERAL, says="Quite another question?")  # corrected meanwhile
    await learns(play, session_id, "lina")
    told = await shown(play, "lina", session_id, AFTER)
    assert "2 right answers out of 3" in told
    assert "Before the session: 1 out of 3." in told
    assert told.count("✅") == 2
    assert "Right: right one" in told
    assert "Right: first half\nRight: second half" in told
    assert "Because of **this**." in told
    unanswered = await shown(play, "omar", session_id, AFTER)
    assert "Question 1?" in unanswered  # as it was when it was chosen
    assert "Because" not in unanswered
    await answers(play, "omar", session_id, AFTER, (True, True, True))
    told = await shown(play, "omar", session_id, AFTER)
    assert "3 right answers out of 3" in told
    assert "Before the session" not in told


async def test_before_is_over_half_an_hour_after_the_start(play: Theatre) -> None:
    session_id = await asked(play, "lina", "omar")
    await passes(play, days=1, minutes=30)
    assert await play.press("lina", "checks.answer", session_id, BEFORE, 0, RIGHT) == Done()
    await passes(play, minutes=1)
    assert await refused(play, "lina", "checks.answer", session_id, BEFORE, 1, RIGHT) == "checks.too_late"
    assert await refused(play, "lina", "checks.answer", session_id, AFTER, 0, RIGHT) == "help.outdated"
    await asked_again(play)
    await play.press("omar", "checks.answer", session_id, AFTER, 0, RIGHT)
    assert "has taken place" in await shown(play, "omar", session_id, BEFORE)


async def test_who_joins_late_is_asked_at_the_start(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await joins(play, "omar", session_id)
    await passes(play, hours=23)
    assert await shown(play, "omar", session_id, BEFORE) == ""
    await passes(play, hours=1, minutes=5)
    assert "Quiz 1" in await shown(play, "omar", session_id, BEFORE)
    assert len(await play.owed(f"check:{session_id}:")) == 2


async def test_who_is_expected_is_asked_before_and_who_came_after(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await joins(play, "omar", session_id)
    await passes(play, hours=23, minutes=55)
    async with play.database.transaction() as db:
        await presence.check_in(db, session_id, (await people.member(db, 1, "lina")).id, play.clock.now())
    await passes(play, minutes=5)
    assert "Quiz 1" in await shown(play, "omar", session_id, BEFORE)
    await passes(play, days=1, hours=1)
    assert await shown(play, "lina", session_id, AFTER)
    assert await shown(play, "omar", session_id, AFTER) == ""


async def test_a_session_that_moves_takes_its_questions_along(play: Theatre) -> None:
    session_id = await checked(play, "lina", days=3)
    async with play.database.transaction() as db:
        moved = await db.get_one(Session, session_id)
        moved.starts_at += timedelta(days=7)
        moved.ends_at += timedelta(days=7)
    await passes(play, days=8)
    assert await play.owed("check:") == []
    await passes(play, days=1)
    assert len(await play.owed("check:")) == 1


async def test_nothing_is_asked_after_a_session_nobody_could_be_asked_before(play: Theatre) -> None:
    session_id = await checked(play, "lina", days=0.5)
    play.clock.move_to(play.clock.now() + timedelta(days=3))  # the bot was down meanwhile
    await play.tick("sessions", "checks")
    assert await play.owed("check:") == []
    assert await refused(play, "lina", "checks.answer", session_id, AFTER, 0, RIGHT) == "help.outdated"


async def test_a_cancelled_session_asks_nothing(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    async with play.database.transaction() as db:
        assert await sessions.cancel(db, session_id)
    assert await play.tick("checks") == 1
    assert await play.tick("checks") == 0
    assert await refused(play, "lina", "checks.answer", session_id, BEFORE, 0, RIGHT) == "help.outdated"
    await asked_again(play)
    assert len(await play.owed("check:")) == 1


async def test_who_wants_no_surveys_is_not_asked(play: Theatre) -> None:
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        (await db.merge(lina)).surveys = False
    await asked(play, "lina", "omar")
    assert [one.kind for one in await play.rows(Solicitation)] == ["check"]


async def test_the_lift_comes_from_five_people_who_answered_everything_both_times(play: Theatre) -> None:
    session_id = await asked(play, *GROUP, "amina")
    for who in GROUP:
        await answers(play, who, session_id, BEFORE, (True, False, False))
    await asked_again(play)
    for who in GROUP[:-1]:
        await answers(play, who, session_id, AFTER, (True, True, False))
    await answers(play, GROUP[-1], session_id, AFTER, (True, True))
    await answers(play, "amina", session_id, AFTER, (True, True, True))
    await passes(play, days=6, hours=23)
    assert await lift(play, session_id) is None
    assert "Nothing to tell yet" in await play.told("bruno", "checks.lift", session_id)
    await passes(play, hours=1)
    assert await lift(play, session_id) is None  # its day has come, of four people only
    await play.press(GROUP[-1], "checks.answer", session_id, AFTER, 2, -1)
    found = await lift(play, session_id)
    assert found is not None
    assert (found.people, found.attendees) == (5, 6)
    told = await play.told("bruno", "checks.lift", session_id)
    assert "Right answers before = 33%\nRight answers after = 67%\nLift = +34 points" in told
    assert "From the 5 people who answered everything both times, out of 6 who came." in told


async def test_a_lift_that_was_told_moves_no_more(play: Theatre) -> None:
    session_id = await asked(play, *GROUP, "amina")
    await answers(play, "amina", session_id, BEFORE, (False, False, False))
    await learns(play, session_id, *GROUP)
    assert await lift(play, session_id) is None  # Amina has not answered again: it waits for its day
    await passes(play, days=7)
    told = await lift(play, session_id)
    assert told is not None
    await answers(play, "amina", session_id, AFTER, (True, True, True))
    await play.press("lina", "checks.forget", session_id)
    assert await lift(play, session_id) == told
    lina = await play.member("lina")
    async with play.database.reading() as db:
        assert await checks.export_of(db, lina.id) == []


async def test_answers_are_taken_back_for_good(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    await answers(play, "lina", session_id, BEFORE, (True, True, True))
    assert await play.press("lina", "checks.forget", session_id) == Done()
    assert await play.rows(CheckAnswer) == []
    assert "are forgotten" in await shown(play, "lina", session_id, BEFORE)
    await asked_again(play)
    assert len(await play.owed("check:")) == 1
    assert await refused(play, "lina", "checks.answer", session_id, AFTER, 0, RIGHT) == "help.outdated"


async def test_erasing_leaves_answers_that_are_nobodys(play: Theatre) -> None:
    session_id = await asked(play, *GROUP)
    await learns(play, session_id, *GROUP)
    lina, told = await play.member("lina"), await lift(play, session_id)
    assert told is not None  # at once: everybody has answered
    async with play.database.transaction() as db:
        exported = await personal.export(db, lina.id)
        assert [one["right"] for one in exported["check_answers"]] == [True, False, False, True, True, False]
        await personal.erase(db, lina.id, play.clock.now())
        assert await checks.export_of(db, lina.id) == []
    assert await lift(play, session_id) == told
    rows = await play.rows(CheckAnswer)
    assert (len(rows), sum(one.respondent is None for one in rows)) == (30, 6)
    assert lina.id not in {one.member_id for one in await play.rows(CheckParticipation)}


@pytest.mark.parametrize(
    ("who", "route", "values"),
    [
        ("omar", "checks.answer", (BEFORE, 0, RIGHT)),
        ("omar", "checks.forget", ()),
        ("lina", "checks.answer", (BEFORE, 3, RIGHT)),
        ("lina", "checks.answer", (BEFORE, -1, RIGHT)),
        ("lina", "checks.answer", (BEFORE, 0, 2)),
        ("lina", "checks.answer", (BEFORE, 0, -2)),
        ("lina", "checks.answer", (BEFORE, 1, RIGHT)),  # several to choose together
        ("lina", "checks.answer", (AFTER, 0, RIGHT)),
        ("lina", "checks.answer", ("later", 0, RIGHT)),
        ("lina", "checks.open", (BEFORE, 0)),
        ("lina", "checks.mark", (BEFORE, 1, 8)),
        ("lina", "checks.send", (BEFORE, 0, ALL)),
    ],
)
async def test_forged_presses_change_nothing(
    play: Theatre, who: str, route: str, values: tuple[int | str, ...]
) -> None:
    session_id = await asked(play, "lina")
    assert await refused(play, who, route, session_id, *values) == "help.outdated"
    reply = await play.press("lina", "checks.answer", session_id, BEFORE, 0, RIGHT, where=ELSEWHERE)
    assert isinstance(reply, Tell)
    assert await play.rows(CheckAnswer) == []
    assert await play.rows(CheckParticipation) == []


async def test_at_least_one_answer_is_marked(play: Theatre) -> None:
    session_id = await asked(play, "lina")
    assert await refused(play, "lina", "checks.send", session_id, BEFORE, 1, 0) == "checks.mark_one"
