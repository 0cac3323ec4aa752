"""Attendees give stars after the end; nobody else can."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handlers.chat.cards import Card, Text
from handlers.chat.replies import Done, Replace, Reply, Tell
from handlers.chat.words import Say
from storage.feedback import Answer
from tests.handlers.sessions.cast import ELSEWHERE, Cast


async def stars(cast: Cast) -> list[int]:
    async with cast.database.reading() as db:
        return list((await db.scalars(select(Answer.value).order_by(Answer.id))).all())


async def ladder(cast: Cast, session_id: int, who: str) -> Card:
    member = await cast.member(who)
    (owed,) = await cast.owed(f"ladder:{session_id}:{member.id}")
    card = await cast.drawn(owed)
    assert card is not None
    return card


def key(card: Card) -> str:
    assert isinstance(card.summary, Say)
    return card.summary.key


def private(reply: Reply | None) -> Card:
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply
    return reply.what


async def test_stars_are_kept_and_the_message_thanks(cast: Cast) -> None:
    session_id = await cast.past_session("lina", "omar")
    question = await ladder(cast, session_id, "lina")
    assert [str(link) for link in question.links()] == [f"feedback.rate:{session_id}:{n}" for n in (1, 2, 3, 4, 5)]
    assert await cast.say("lina", "feedback.rate", session_id, 4) == Done()
    assert await stars(cast) == [4]
    thanks = await ladder(cast, session_id, "lina")
    assert thanks.parts[0] == Text(Say("feedback.thanks", course="Donner un retour", n=4))
    assert [str(link) for link in thanks.links()][:5] == [
        f"feedback.answer:{session_id}:emotion:{n}" for n in (1, 2, 3, 4, 5)
    ]
    assert [link.route for link in thanks.links()][5:] == [
        f"feedback.{one}" for one in ("words", "skip", "stop", "change")
    ]
    assert key(await ladder(cast, session_id, "omar")) == "feedback.ask.stars"


async def test_rating_twice_counts_once_and_the_last_one_stays(cast: Cast) -> None:
    session_id = await cast.past_session("lina", "omar")
    for given in (2, 5, 3):
        await cast.say("lina", "feedback.rate", session_id, given)
    await cast.say("omar", "feedback.rate", session_id, 1)
    assert sorted(await stars(cast)) == [1, 3]


async def test_the_same_press_told_twice_is_done_once(cast: Cast) -> None:
    session_id = await cast.past_session("lina")
    assert await cast.say("lina", "feedback.rate", session_id, 2, key="press") == Done()
    assert await cast.say("lina", "feedback.rate", session_id, 5) == Done()
    assert await cast.say("lina", "feedback.rate", session_id, 2, key="press") is None
    assert await stars(cast) == [5]


async def test_a_rating_can_be_changed_from_a_private_card(cast: Cast) -> None:
    session_id = await cast.past_session("lina")
    await cast.say("lina", "feedback.rate", session_id, 2)
    answers = private(await cast.say("lina", "feedback.change", session_id))
    assert f"feedback.ask:{session_id}:stars" in [str(link) for link in answers.links()]
    buttons = private(await cast.say("lina", "feedback.ask", session_id, "stars")).links()
    assert [str(link) for link in buttons][:5] == [f"feedback.rate:{session_id}:{n}:2" for n in (1, 2, 3, 4, 5)]
    assert key(private(await cast.say("lina", "feedback.rate", session_id, 5, 2))) == "feedback.mine.of"
    assert await stars(cast) == [5]


@pytest.mark.parametrize("given", [0, 6, -1, 2**31 - 1])
async def test_a_forged_number_of_stars_changes_nothing(cast: Cast, given: int) -> None:
    session_id = await cast.past_session("lina")
    assert await cast.refused("lina", "feedback.rate", session_id, given) == "feedback.bad_stars"
    assert await stars(cast) == []


@pytest.mark.parametrize("forged", ["x", "1e3", "", "1000000000000"])
async def test_a_forged_link_changes_nothing(cast: Cast, forged: str) -> None:
    session_id = await cast.past_session("lina")
    assert await cast.refused("lina", "feedback.rate", session_id, forged) == "help.outdated"
    assert await cast.refused("lina", "feedback.rate", session_id) == "help.outdated"
    assert await stars(cast) == []


async def test_sessions_elsewhere_are_as_unknown_ones(cast: Cast) -> None:
    there = await cast.past_session("lina", where=ELSEWHERE)
    for session_id in (there, 999, 0, -1):
        assert await cast.refused("lina", "feedback.rate", session_id, 5) == "feedback.unknown"
        for route in ("change", "words", "say", "remove"):
            assert await cast.refused("lina", f"feedback.{route}", session_id) == "feedback.unknown"
    assert await stars(cast) == []


async def test_who_did_not_attend_is_told_kindly(cast: Cast) -> None:
    session_id = await cast.past_session("omar")
    for who in ("lina", "amina"):
        assert await cast.refused(who, "feedback.rate", session_id, 5) == "feedback.not_there"
    assert await stars(cast) == []
    await cast.say("lina", "sessions.join", session_id)
    assert await cast.say("lina", "feedback.rate", session_id, 5) == Done()


async def test_not_before_the_end(cast: Cast) -> None:
    session_id = await cast.session("lina")
    assert await cast.refused("lina", "feedback.rate", session_id, 5) == "feedback.too_early"
    cast.pass_time(hours=1.5)
    assert await cast.refused("lina", "feedback.rate", session_id, 5) == "feedback.too_early"
    await cast.say("amina", "sessions.finish", session_id)
    assert await cast.say("lina", "feedback.rate", session_id, 5) == Done()


async def test_a_cancelled_session_cannot_be_rated(cast: Cast) -> None:
    session_id = await cast.session("lina")
    await cast.say("amina", "sessions.cancel", session_id)
    cast.pass_time(hours=3)
    assert await cast.refused("lina", "feedback.rate", session_id, 5) == "feedback.was_cancelled"
