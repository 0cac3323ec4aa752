"""One reminder, only to attendees who answered nothing and wish to be asked, when they may be written to; never two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from storage.outbox import DUE, FAILED, Delivery
from storage.sessions import CANCELLED, Session
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import Theatre

LATER = timedelta(days=2)


async def asked(play: Theatre, *attendees: str) -> int:
    """A session whose reminder comes in two days, and whose attendees were asked at its end."""
    session_id = await play.session(*attendees)
    async with play.database.transaction() as db:
        at = play.clock.now() + LATER
        await db.execute(update(Session).where(Session.id == session_id).values(nudge_at=at))
    return session_id


async def remind(play: Theatre) -> None:
    play.clock.move_to(play.clock.now() + LATER)
    await play.tick("feedback")


@EVERY_DATABASE
async def test_only_the_silent_are_asked_again_and_only_once(play: Theatre) -> None:
    session_id = await asked(play, "lina", "omar")
    await play.press("omar", "feedback.rate", session_id, 4)
    await play.tick("feedback")
    assert await play.owed("reminder:") == []
    for _ in range(2):
        await remind(play)
    lina = await play.member("lina")
    assert await play.owed("reminder:") == [f"reminder:{session_id}:{lina.id}"]
    assert "A second and last time" in play.wall[f"reminder:{session_id}:{lina.id}"]
    await play.press("lina", "feedback.rate", session_id, 5)
    await play.post()
    assert "In one word" in play.wall[f"reminder:{session_id}:{lina.id}"]


async def test_who_does_not_want_to_be_asked_is_not(play: Theatre) -> None:
    await asked(play, "lina", "omar")
    await play.press("lina", "privacy.questions_chosen", filled={"questions": "3", "surveys": "no"})
    await play.press("omar", "privacy.questions_chosen", filled={"questions": "0"})
    await remind(play)
    assert await play.owed("reminder:") == []
    await play.press("omar", "privacy.questions_chosen", filled={"questions": "7"})
    assert await play.owed("reminder:") == []


async def test_it_waits_for_its_readers_hours_and_is_let_go_when_they_answered_meanwhile(play: Theatre) -> None:
    play.clock.move_to(datetime(2026, 11, 24, 20, tzinfo=UTC))
    session_id = await asked(play, "lina", "omar")
    await remind(play)
    assert [one.due_at for one in await play.rows(Delivery) if one.state == DUE] == [
        datetime(2026, 11, 27, 7, tzinfo=UTC)
    ] * 2
    await play.press("lina", "feedback.rate", session_id, 2)
    await play.press("omar", "privacy.questions_chosen", filled={"questions": "3", "surveys": "no"})
    play.clock.move_to(datetime(2026, 11, 27, 7, tzinfo=UTC))
    await play.post()
    assert [about for about in play.wall if about.startswith("reminder:")] == []


async def test_not_to_whom_direct_messages_do_not_reach_nor_about_what_was_cancelled(play: Theatre) -> None:
    session_id, cancelled = await asked(play, "lina"), await asked(play, "omar")
    async with play.database.transaction() as db:
        session = await db.get_one(Session, cancelled)
        session.state = CANCELLED
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        db.add(
            Delivery(
                about=f"rating:{session_id}:{lina.id}",
                key="k",
                workspace_id=lina.workspace_id,
                member_id=lina.id,
                lane=f"member:{lina.id}",
                language="en",
                draw=f"feedback.ladder:{session_id}:{lina.id}",
                due_at=play.clock.now(),
                state=FAILED,
                failure="cannot_dm_bot",
            )
        )
    await remind(play)
    assert await play.owed("reminder:") == []
