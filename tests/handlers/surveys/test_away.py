"""The bot was away for weeks: what would be asked too late is not asked at all, and what ties features together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.chat.asks import HOME_OPENED
from handlers.chat.replies import Home
from storage import sessions
from storage.sessions import ENDED, Session
from storage.solicitations import Solicitation
from tests.handlers.theatre import Theatre

TICKS = ("sessions", "feedback", "surveys")


async def planned(play: Theatre, *attendees: str) -> int:
    """A session that begins in an hour and lasts two."""
    session_id = await play.session(*attendees)
    async with play.database.transaction() as db:
        session = await db.get_one(Session, session_id)
        session.state, session.cold_at = sessions.PLANNED, None
        session.starts_at = play.clock.now() + timedelta(hours=1)
        session.ends_at = play.clock.now() + timedelta(hours=3)
    return session_id


@pytest.mark.parametrize(("days", "asked"), [(13, {"rating"}), (70, {"cold"}), (95, set())])
async def test_what_is_asked_of_a_session_that_ended_while_the_bot_was_away(
    play: Theatre, days: int, asked: set[str]
) -> None:
    await planned(play, "lina")
    play.clock.move_to(play.clock.now() + timedelta(days=days))
    for _ in range(2):
        await play.tick(*TICKS)
    assert {one.kind for one in await play.rows(Solicitation)} == asked
    (session,) = await play.rows(Session)
    assert (session.state, session.nudge_at is None) == (ENDED, days != 13)


async def test_nobody_is_reminded_weeks_later(play: Theatre) -> None:
    await planned(play, "lina")
    play.clock.move_to(play.clock.now() + timedelta(hours=4))
    await play.tick(*TICKS)
    play.clock.move_to(play.clock.now() + timedelta(days=40))
    await play.tick(*TICKS)
    assert {one.kind for one in await play.rows(Solicitation)} == {"rating"}
    (session,) = await play.rows(Session)
    assert session.nudge_at is None


async def test_follow_ups_quizzes_and_exchanges_are_one_press_away(play: Theatre) -> None:
    session_id = await play.session("lina")
    assert "without your name, so that somebody can answer you" not in await play.told(
        "lina", "feedback.open", session_id
    )
    await play.press("lina", "feedback.rate", session_id, 2)
    assert "without your name, so that somebody can answer you" in await play.told("lina", "feedback.open", session_id)
    play.clock.move_to(play.clock.now() + timedelta(hours=2))
    await play.tick("followups")
    for who, waits in (("amina", True), ("lina", False)):
        page = await play.press(who, HOME_OPENED)
        assert isinstance(page, Home)
        assert ("1 follow-up waits for an answer" in play.read(page.what, "en")) is waits
    assert "[My exchanges]" in await play.told("lina", "privacy.me")
    coming = await planned(play, "lina")
    assert "[Questions before and after]" in await play.told("amina", "sessions.manage", coming)
    assert "What I said weeks later" not in await play.told("lina", "feedback.change", session_id)
    async with play.database.transaction() as db:
        (await db.get_one(Session, session_id)).cold_at = play.clock.now()
    await play.tick("surveys")
    assert "[What I said weeks later]" in await play.told("lina", "feedback.change", session_id)
