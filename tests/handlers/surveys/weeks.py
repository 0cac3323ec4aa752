"""Weeks after a session: people who came, asked what remains."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.replies import Tell
from handlers.chat.words import Say
from storage import surveys
from storage.sessions import Session
from tests.handlers.theatre import Theatre

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
