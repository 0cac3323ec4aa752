"""What people do with sessions: come to one, end it, cancel it. Setting one up is in `planning`."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.sessions import cards, closing, list_cards, planning, rules, telling, views
from handlers.sessions.shown import Listed
from storage import codes, communities, presence, sessions
from storage.communities import ANIMATOR
from storage.moments import has_begun
from storage.sessions import CANCELLED, ENDED, PLANNED, Outline

MOST_COMING, MOST_PAST = 4, 3
"""Sessions in a list: what fits on one screen of every platform."""

NEAR = timedelta(days=1)
"""How far around now the sessions lie that people may check in to: a day of the calendar, wherever it begins."""

ALSO_HERE = (planning,)
"""Actions of sessions too: importing this module declares them."""


@route("sessions.list", who=Role.ANYONE, command="session list")
async def list_(_ask: Ask, desk: Desk) -> Reply:
    """Sessions to come and past ones."""
    return Tell(await _list(desk))


@route("sessions.checkin", who=Role.ANYONE, command="session checkin")
async def checkin(_ask: Ask, desk: Desk, code: str = "") -> Reply:
    """Checks in by the code of the day; without one, the sessions of the day, each with its button."""
    if code.strip():
        return await _by_code(desk, code)
    found = await sessions.between(desk.db, desk.workspace.id, desk.now - NEAR, desk.now + NEAR, MOST_COMING * 2)
    open_ = [outline for outline in found if views.may_check_in(outline, desk)]
    listed = await views.listed(desk, open_)
    return Tell(list_cards.today([Listed(one.shown, joins=one.joins, checks_in=one.checks_in) for one in listed]))


async def _by_code(desk: Desk, written: str) -> Reply:
    """Checks in to the session of the day with this code. A wrong one is noted: only a few may be tried in a row."""
    if not await codes.may_try(desk.db, desk.member.id, desk.now):
        raise Mistake(Say("sessions.too_many_codes", n=int(codes.TRIES_COUNT.total_seconds()) // 60))
    code = rules.code(written)
    found = await codes.of_code(desk.db, desk.workspace.id, code, desk.now - NEAR, desk.now + NEAR) if code else ()
    for session in found:
        outline = await views.found(desk, session.id)
        if views.may_check_in(outline, desk):
            return Tell(await _here(desk, outline))
    await codes.note_wrong(desk.db, desk.member.id, desk.now)
    return Tell(Say("sessions.wrong_code", code=written.strip()))


@route("sessions.join", who=Role.ANYONE)
async def join(_ask: Ask, desk: Desk, session_id: int, where: int = 0) -> Reply:
    """Puts the asker on the list; once the doors are open, checks them in. `where`: see `cards.PRIVATE`."""
    outline = await views.found(desk, session_id)
    session = outline.session
    if session.state == CANCELLED:
        raise Mistake(Say("sessions.was_cancelled", course=outline.course))
    if not rules.may_join(session.state, session.ends_at, desk.now):
        raise Mistake(Say("sessions.too_late", course=outline.course))
    if rules.counts_as_presence(session.state, began=has_begun(session), checked_in=outline.checked_in):
        card = await _here(desk, outline)
    else:
        if await sessions.attend(desk.db, session_id, desk.member.id):
            await _came_forward(desk, outline)
        card = cards.joined(views.summed_up(outline), here=False, asked=_asked(desk, outline))
    if where == cards.POSTED:
        return Done()
    return Replace(card) if where else Tell(card)


async def _here(desk: Desk, outline: Outline) -> Card:
    """Checks the asker in; what they are told."""
    if await presence.check_in(desk.db, outline.session.id, desk.member.id, desk.now):
        await _came_forward(desk, outline)
    return cards.joined(views.summed_up(outline), here=True, asked=_asked(desk, outline))


async def _came_forward(desk: Desk, outline: Outline) -> None:
    """Shows that somebody comes, or came; after the end, their opinion is asked at once."""
    await telling.redraw(desk.db, outline.session.id, [desk.member.id])
    if outline.session.state == ENDED:
        await closing.invite(desk.db, outline, [desk.member], desk.now, at_once=True)


def _asked(desk: Desk, outline: Outline) -> bool:
    return outline.session.state == ENDED and desk.member.surveys


@route("sessions.leave", who=Role.ANYONE)
async def leave(_ask: Ask, desk: Desk, session_id: int, posted: int = 0) -> Reply:
    """Takes the asker off the list of a session to come. `posted`: pressed in a message, which redraws itself."""
    outline = await views.found(desk, session_id)
    if outline.session.state != PLANNED:
        raise Mistake(Say("sessions.is_over", course=outline.course))
    if await sessions.leave(desk.db, session_id, desk.member.id):
        await telling.redraw(desk.db, session_id, [desk.member.id])
    return Done() if posted else Replace(cards.left(views.summed_up(outline)))


@route("sessions.end", who=Role.TRAINER, command="session end")
async def end(_ask: Ask, desk: Desk) -> Reply:
    """The sessions under way that the asker may end before their hour."""
    found = await views.listed(desk, await sessions.coming(desk.db, desk.workspace.id, MOST_COMING * 2))
    return Tell(list_cards.to_end([Listed(one.shown, ends=True) for one in found if one.ends]))


@route("sessions.finish", who=Role.TRAINER)
async def finish(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Ends a session that has begun: those who came are asked what they think of it."""
    outline = await views.run_by(desk, session_id)
    if outline.session.starts_at > desk.now:
        raise Mistake(Say("sessions.not_begun", course=outline.course))
    if not await closing.close(desk.db, session_id, desk.now):
        raise Mistake(Say("sessions.is_over", course=outline.course))
    return Replace(await _list(desk))


@route("sessions.cancel", who=Role.ANIMATOR)
async def cancel(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Cancels a session to come, and owes the news to those who were expected."""
    outline = await views.animated(desk, session_id)
    if not await sessions.cancel(desk.db, session_id):
        raise Mistake(Say("sessions.is_over", course=outline.course))
    await telling.tell_cancelled(desk.db, outline, desk.now)
    return Replace(await _list(desk))


async def _list(desk: Desk) -> Card:
    coming = await sessions.coming(desk.db, desk.workspace.id, MOST_COMING + 1)
    past = await sessions.past(desk.db, desk.workspace.id, MOST_PAST)
    return list_cards.listed(
        await views.listed(desk, coming[:MOST_COMING]),
        await views.listed(desk, past),
        more=len(coming) > MOST_COMING,
        animates=bool(await communities.of_member(desk.db, desk.member.id, ANIMATOR)),
    )
