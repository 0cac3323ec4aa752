"""From what is kept to what cards show: sessions, and what somebody may do with them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.desk import Desk
from handlers.sessions import rules
from handlers.sessions.cards import Listed, Shown
from storage import communities, sessions
from storage.communities import ANIMATOR
from storage.sessions import PLANNED, Outline


def shown(outline: Outline) -> Shown:
    """The session as its cards tell it."""
    session = outline.session
    return Shown(
        session.id,
        outline.course,
        session.starts_at,
        session.zone,
        session.state,
        outline.attendees,
        session.place,
        session.trainer,
    )


def may_check_in(outline: Outline, desk: Desk) -> bool:
    """Whether one may check in now, be it a few hours before the start."""
    session = outline.session
    return rules.may_check_in(session.state, session.starts_at, session.ends_at, session.zone, desk.now)


async def listed(desk: Desk, outlines: Sequence[Outline]) -> list[Listed]:
    """The sessions with what the asker may do with each."""
    attended = await sessions.attended_by(desk.db, desk.member.id, [one.session.id for one in outlines])
    animated = {one.id for one in await communities.of_member(desk.db, desk.member.id, ANIMATOR)}
    found = []
    for outline in outlines:
        session = outline.session
        planned = session.state == PLANNED
        mine = outline.community.id in animated
        found.append(
            Listed(
                shown(outline),
                joins=planned,
                checks_in=session.starts_at <= desk.now and may_check_in(outline, desk),
                comes=session.id in attended,
                ends=mine and planned and session.starts_at <= desk.now,
                cancels=mine and planned,
            )
        )
    return found
