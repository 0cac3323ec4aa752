"""What every step of the ladder shares: who may answer about which session, and what is shown once it changed."""

from __future__ import annotations

import asyncio

from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Replace, Reply
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.feedback import cards, lists, rules, views
from handlers.feedback.messages import subject
from handlers.feedback.rules import DIRECT, LADDER, LIST
from handlers.sentiment import read
from handlers.sentiment.rules import outcome
from storage import feedback, ladders, outbox, sessions, verbatims
from storage.sessions import CANCELLED, Outline


async def attended(desk: Desk, session_id: int) -> Outline:
    """The session, over, that the asker attended. Raises Mistake."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if outline is None:
        raise Mistake(Say("feedback.unknown"))
    session = outline.session
    if session.state == CANCELLED:
        raise Mistake(Say("feedback.was_cancelled", course=outline.course))
    if not await ladders.may_climb(desk.db, session_id, desk.member.id):
        raise Mistake(Say("feedback.not_there", course=outline.course))
    if not rules.is_over(session.state, session.ends_at, desk.now):
        raise Mistake(Say("feedback.too_early", course=outline.course))
    return outline


async def rated(desk: Desk, session_id: int) -> Outline:
    """As `attended`, once the asker has given stars. Raises Mistake before this first step."""
    outline = await attended(desk, session_id)
    if await feedback.stars(desk.db, session_id, desk.member.id) is None:
        raise Mistake(Say("feedback.stars_first"))
    await feedback.take_part(desk.db, outline.session, desk.member.id, desk.now)
    return outline


async def stands_at(desk: Desk, outline: Outline) -> str | None:
    """The step that is offered to the asker now."""
    return (await views.given(desk.db, outline, desk.member.id)).next_step


async def passed(desk: Desk, outline: Outline, step: str, offered: str | None) -> None:
    """Notes that the asker is done with a step, if it is the one that was `offered`: others do not move them."""
    if step == offered:
        await feedback.move_to(desk.db, outline.session.id, desk.member.id, step)


async def shown(desk: Desk, outline: Outline, place: int) -> Reply:
    """What changed, where it was changed; the posted ladder follows in any case."""
    await outbox.touch(desk.db, subject(outline.session.id, desk.member.id))
    if place == DIRECT:
        return Done()
    given = await views.given(desk.db, outline, desk.member.id)
    if place == LADDER:
        return Replace(cards.ladder(views.rated(outline), given, LADDER))
    return Replace(lists.answers(views.rated(outline), given))


def known(place: int) -> int:
    """Where the pressed button stood. Raises Mistake for a forged one."""
    if place not in {DIRECT, LADDER, LIST}:
        raise Mistake(Say("help.outdated"))
    return place


async def read_again(desk: Desk, outline: Outline) -> None:
    """The same words call for something else beside another mark."""
    found = await verbatims.of_member(desk.db, outline.session.id, desk.member.id)
    if found is None or found.words is None:
        return
    stars = await feedback.stars(desk.db, outline.session.id, desk.member.id)
    reading = await asyncio.to_thread(read, found.words, found.language)
    await verbatims.call_for(desk.db, found.id, outcome(found.words, stars, reading, [outline.course]))
