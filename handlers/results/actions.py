"""What animators and managers ask of results: a session's, a course's, and the words they may read."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.results import cards, rules, views
from storage import communities, results, sessions
from storage.sessions import ENDED, Outline


@route("results.list", who=Role.TEAM, command="session results")
async def list_(_ask: Ask, desk: Desk) -> Reply:
    """The ended sessions of the communities the asker animates or follows."""
    return Tell(await _listed(desk, 0))


@route("results.page", who=Role.TEAM)
async def page(_ask: Ask, desk: Desk, number: int) -> Reply:
    """Another page of them."""
    return Replace(await _listed(desk, max(0, number)))


@route("results.of", who=Role.TEAM)
async def of(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """What one session gave."""
    outline, animates = await _readable(desk, session_id)
    return Tell(await views.of_session(desk, outline, animates=animates))


@route("results.course", who=Role.TEAM)
async def course(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """What all the sessions of its course gave, in the same community."""
    outline, animates = await _readable(desk, session_id)
    return Tell(await views.of_course(desk, outline, animates=animates))


@route("results.words", who=Role.TEAM)
async def words(_ask: Ask, desk: Desk, session_id: int, together: int) -> Reply:
    """The words their authors let the asker read; `together`: of all the sessions of the course."""
    return Tell(await _words(desk, session_id, together, 0))


@route("results.more_words", who=Role.TEAM)
async def more_words(_ask: Ask, desk: Desk, session_id: int, together: int, number: int) -> Reply:
    """Another page, in the place of the one shown."""
    return Replace(await _words(desk, session_id, together, max(0, number)))


@route("results.wishes", who=Role.ANIMATOR)
async def wishes(_ask: Ask, desk: Desk, session_id: int, together: int) -> Reply:
    """What people wrote that they would like next, for animators."""
    return Tell(await _wishes(desk, session_id, together, 0))


@route("results.more_wishes", who=Role.ANIMATOR)
async def more_wishes(_ask: Ask, desk: Desk, session_id: int, together: int, number: int) -> Reply:
    """Another page, in the place of the one shown."""
    return Replace(await _wishes(desk, session_id, together, max(0, number)))


async def _wishes(desk: Desk, session_id: int, together: int, number: int) -> Card:
    outline, animates = await _readable(desk, session_id)
    if not animates:
        raise Mistake(refusal(Role.ANIMATOR))
    return await views.wishes(desk, outline, together=bool(together), number=number)


async def _words(desk: Desk, session_id: int, together: int, number: int) -> Card:
    outline, animates = await _readable(desk, session_id)
    return await views.words(desk, outline, animates=animates, together=bool(together), number=number)


async def _listed(desk: Desk, number: int) -> Card:
    own = await communities.of_member(desk.db, desk.member.id, communities.ANIMATOR)
    followed = await communities.of_member(desk.db, desk.member.id, communities.MANAGER)
    ids = sorted({one.id for one in (*own, *followed)})
    found = await results.ended(desk.db, ids, skip=number * rules.PAGE, most=rules.PAGE + 1)
    came = await results.came(desk.db, [session.id for session, _ in found])
    rows = [
        cards.Past(session.id, title, session.starts_at, session.zone, came[session.id]) for session, title in found
    ]
    return cards.listed(rows[: rules.PAGE], number, more=len(found) > rules.PAGE)


async def _readable(desk: Desk, session_id: int) -> tuple[Outline, bool]:
    """The ended session, when the asker animates its community (True) or follows it. Raises Mistake."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if outline is None:
        raise Mistake(Say("help.outdated"))
    animates = await desk.may(Role.ANIMATOR, outline.community)
    if not animates and not await desk.may(Role.MANAGER, outline.community):
        raise Mistake(refusal(Role.TEAM))
    if outline.session.state != ENDED:
        raise Mistake(Say("results.not_ended", course=outline.course))
    return outline, animates
