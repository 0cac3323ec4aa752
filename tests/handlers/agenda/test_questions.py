"""Questions to the trainer: where they go, who answers, what is known of who asked without a name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.agenda import rules
from handlers.chat.replies import Open, Replace, Tell
from storage import outbox, personal, questions
from storage.outbox import Delivery
from storage.questions import Question
from storage.sessions import Session
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import ELSEWHERE, Theatre

WORDS = "What if they take it <badly>, @everyone?"
ANSWER = "Say first what you saw, then ask."


async def a_session(play: Theatre, trainer: str | None = "omar") -> int:
    """One that ended an hour ago, announced in the channel."""
    session_id = await play.session("lina")
    trainer_id = (await play.member(trainer)).id if trainer else None
    async with play.database.transaction() as db:
        session = await db.get_one(Session, session_id)
        session.trainer_id = trainer_id
        await outbox.owe(
            db,
            about=f"session:{session_id}",
            draw=f"sessions.announcement:{session_id}",
            workspace_id=1,
            due_at=play.clock.now(),
            language="en",
            channel="C1",
            community_id=play.community_id,
            subject=f"session:{session_id}",
        )
    await play.post()
    return session_id


async def asks(play: Theatre, session_id: int, name: str = "named", words: str = WORDS) -> str:
    told = await play.told("lina", "agenda.send_question", session_id, filled={"words": words, "name": name})
    await play.post()
    return told


async def replies(play: Theatre, who: str = "omar", question: int = 1, words: str = ANSWER) -> str:
    told = await play.told(who, "agenda.reply", question, filled={"words": words})
    await play.post()
    return told


def walls(play: Theatre, start: str) -> list[str]:
    return [words for about, words in play.wall.items() if about.startswith(start)]


@EVERY_DATABASE
async def test_a_question_goes_to_the_thread_and_to_the_trainer_and_its_answer_comes_back(play: Theatre) -> None:
    session_id = await a_session(play)
    assert isinstance(await play.press("lina", "agenda.ask", session_id), Open)
    assert WORDS in await asks(play, session_id)
    omar, lina = await play.member("omar"), await play.member("lina")
    assert play.wall["question:1:asked"] == f"Question to the trainer\n“{WORDS}” — Lina Moreau"
    assert "[Answer]" in play.wall[f"question:1:for:{omar.id}"]
    async with play.database.reading() as db:
        thread = [await db.get_one(Delivery, number) for number in (1, 2)]
    assert thread[1].parent_id == thread[0].id

    assert await replies(play) == "agenda.thanks_answer"

    answered = f"Answer to a question\n“{WORDS}” — Lina Moreau\n“{ANSWER}” — Omar Haddad"
    assert play.wall["question:1:answered"] == answered
    assert "[Change the answer]" in play.wall[f"question:1:for:{omar.id}"]
    (told,) = walls(play, f"questions:{session_id}:{lina.id}")
    assert f"“{ANSWER}” — Omar Haddad" in told

    await replies(play, words="Better: ask what they heard.")
    assert "Better" in play.wall["question:1:answered"]
    (told,) = walls(play, f"questions:{session_id}:{lina.id}")
    assert "Better" in told


async def test_nothing_that_is_kept_says_who_asked_without_a_name(play: Theatre) -> None:
    session_id = await a_session(play)
    await asks(play, session_id, "anonymous")
    lina = await play.member("lina")
    assert play.wall["question:1:asked"].endswith("— without a name")
    assert [(one.member_id, bool(one.respondent)) for one in await play.rows(Question)] == [(None, True)]
    assert [one.about for one in await play.rows(Delivery) if one.member_id == lina.id] == []

    await replies(play)
    (told,) = walls(play, f"questions:{session_id}:{lina.id}")
    assert ANSWER in told
    mine = [one for one in await play.rows(Delivery) if one.member_id == lina.id]
    assert not any("question:1" in f"{one.about} {one.draw} {one.subject}" for one in mine)
    assert "Lina" not in play.wall["question:1:answered"]
    assert isinstance(await play.press("lina", "agenda.withdraw", 1), Replace)


async def test_withdrawing_empties_every_posted_copy(play: Theatre) -> None:
    session_id = await a_session(play)
    await asks(play, session_id)
    await replies(play)
    assert await play.told("omar", "agenda.withdraw", 1) == "help.outdated"

    await play.press("lina", "agenda.withdraw", 1)
    await play.post()

    assert not [one for one in play.wall.values() if WORDS in one]
    assert play.wall["question:1:asked"] == "This question was withdrawn by its author."
    assert WORDS not in play.everything_kept()
    assert await replies(play) == "agenda.gone"


async def test_withdrawn_before_it_was_posted_it_leaves_no_trace(play: Theatre) -> None:
    session_id = await a_session(play)
    await play.told("lina", "agenda.send_question", session_id, filled={"words": WORDS, "name": "named"})
    await play.press("lina", "agenda.withdraw", 1)
    await play.post()
    assert walls(play, "question:") == []


@pytest.mark.parametrize("who", ["lina", "omar"])
async def test_an_erased_person_leaves_neither_question_nor_answer(play: Theatre, who: str) -> None:
    await asks(play, await a_session(play), "anonymous" if who == "lina" else "named")
    await replies(play)
    erased, gone = await play.member(who), {"lina": WORDS, "omar": ANSWER}[who]
    async with play.database.transaction() as db:
        exported = await questions.export_of(db, erased.id)
        await personal.erase(db, erased.id, play.clock.now())
    assert gone in str(exported)
    await play.post()
    assert not [about for about, words in play.wall.items() if gone in words and about.startswith("question:")]
    assert gone not in play.everything_kept()


async def test_without_a_trainer_the_animators_are_told_and_the_list_shows_what_waits(play: Theatre) -> None:
    session_id = await a_session(play, None)
    await asks(play, session_id)
    assert len(walls(play, "question:1:for:")) == 2
    assert "Waiting for your answer" in await play.told("bruno", "agenda.mine")
    assert "No answer yet" in await play.told("lina", "agenda.mine")
    assert await play.told("omar", "agenda.mine") == await play.told("mona", "agenda.mine")
    assert await replies(play, "bruno") == "agenda.thanks_answer"
    assert ANSWER in await play.told("lina", "agenda.mine")


async def test_who_may_ask_and_answer_and_until_when(play: Theatre) -> None:
    session_id = await a_session(play)
    await asks(play, session_id)
    for who in ("lina", "mona"):
        assert await play.told(who, "agenda.answer", 1) == "help.only.animator"
        assert await replies(play, who) == "help.only.animator"
    for route in ("agenda.ask", "agenda.answer", "agenda.withdraw", "agenda.file"):
        reply = await play.press("elsa", route, 1, where=ELSEWHERE)
        assert isinstance(reply, Tell)
        assert getattr(reply.what, "key", None) == "help.outdated"
    assert await play.told("omar", "agenda.answer", 99) == "help.outdated"
    play.clock.move_to(play.clock.now() + timedelta(days=14))
    assert await play.told("lina", "agenda.ask", session_id) == "agenda.no_more.too_late"
    assert await replies(play) == "agenda.thanks_answer"


@pytest.mark.parametrize(
    ("words", "name", "phrase"),
    [
        ("   Why?", "named", "agenda.bad_words"),
        ("x" * 601, "named", "agenda.bad_words"),
        (WORDS, "everybody", "agenda.bad_name"),
    ],
)
async def test_what_is_wrong_is_said_under_its_field(play: Theatre, words: str, name: str, phrase: str) -> None:
    session_id = await a_session(play)
    assert await asks(play, session_id, name, words) == phrase
    assert await play.rows(Question) == []


async def test_nobody_fills_a_thread_alone(play: Theatre) -> None:
    session_id = await a_session(play)
    for number in range(rules.MOST_WAITING):
        await asks(play, session_id, "anonymous" if number else "named")
    assert await asks(play, session_id) == "agenda.too_many"
    await replies(play)
    assert WORDS in await asks(play, session_id)


async def test_nothing_is_asked_about_a_cancelled_session(play: Theatre) -> None:
    session_id = await a_session(play)
    async with play.database.transaction() as db:
        (await db.get_one(Session, session_id)).state = "cancelled"
    assert await play.told("lina", "agenda.ask", session_id) == "agenda.no_more.cancelled"
    assert await asks(play, session_id) == "agenda.no_more.cancelled"
